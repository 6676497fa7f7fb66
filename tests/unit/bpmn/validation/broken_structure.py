"""Models that break rules about the file, its elements, ids, references, flows and conditions."""

from tests.unit.bpmn.validation.drawn import around

PLAIN = "startEvent s\ntask t\nendEvent e\ns > t > e\n"
PAIR = "process isExecutable=false\nroot <process id='q' %s><task id='z'/></process>\n" + PLAIN

FILE = {
    "BPMN-SIZE": [
        around(f"task t '«{'<property/>' * 20_000}||»'"),
        around("task t", "\n".join(f"«task x{n}||»\n«s > x{n} > e||»" for n in range(400))),
        around(
            "exclusiveGateway t default=t_e", "\n".join(f"«g{n}: t > e [a = {n}]||»" for n in range(1000))
        ),
    ],
    "BPMN-EXECUTABLE": [
        "process isExecutable=«false||true»\n" + PLAIN,
        "process isExecutable=«0||1»\n" + PLAIN,
        "process processType=Private «isExecutable=false||»\n" + PLAIN,
        PAIR % "«isExecutable='false'||isExecutable='true'»",
        "process name=Ours\n" + PAIR % "«name='Theirs'||isExecutable='true'»",
    ],
    "BPMN-EMPTY": [
        "«||startEvent s»",
        "«<dataObject id='d'/>||task t»",
        "root <process id='q' isExecutable='false'><task id='z'/></process>\n«||task t»",
        "root <process id='q' isExecutable='true'>«||<task id='z'/>»</process>\ntask t",
        "root <process id='q' isExecutable='true'><task id='z'/></process>\n«||task t»",
    ],
    "EXT-MUST": [
        "root <extension definition='odd:x' mustUnderstand='«true||false»'/>\n" + PLAIN,
        "root <extension definition='odd:x' «mustUnderstand='1'||»/>\n" + PLAIN,
    ],
}

SCHEMA = {
    "SCHEMA-ELEMENT": [
        around("task t", "«<robotTask id='x'/>||<textAnnotation id='x'/>»"),
        around("task t '«<laneSet id=\"l\"/>||<documentation/>»'"),
        around(
            "intermediateCatchEvent t '<timerEventDefinition><timeDuration>P1D</timeDuration>"
            "«<timeCycle>R/P1D</timeCycle>||»</timerEventDefinition>'"
        ),
        around(
            'userTask t \'<standardLoopCharacteristics loopMaximum="2"/>«<standardLoopCharacteristics loopMaximum="3"/>||»\''
        ),
        around("task t", "«event||task» x\n«||t > x»"),
        around("task t", "«activity||task» x\n«||t > x»"),
        around("task t", "«<flowElement id='x' xsi:type='tTask'/>||<task id='x'/>»\n«||t > x»"),
        around("task t", "root «<flowElement id='x'/>||<category id='x'/>»"),
    ],
    "SCHEMA-ATTRIBUTE": [
        around("task t", "boundaryEvent b attachedToRef=t «isInterrupting||cancelActivity»=false @timer=P1D"),
        around("task t «isForCompensatio||isForCompensation»=false"),
        around("callActivity t «calledElemnt||calledElement»=q"),
        around("task t «triggeredByEvent=true||»"),
    ],
    "SCHEMA-STRAY": [
        around("task t «colour=red||name=red»"),
        around("task t «priority=1||signavio:priority=1»"),
    ],
    "SCHEMA-VALUE": [
        around("task t isForCompensation=«no||false»"),
        around(
            "task t", "boundaryEvent b attachedToRef=t cancelActivity=«non-interrupting||false» @timer=P1D"
        ),
        around("adHocSubProcess t ordering=«parallel||Parallel» {\ntask x\n}"),
        around("userTask t '<standardLoopCharacteristics loopMaximum=\"«three||3»\"/>'"),
    ],
    "SCHEMA-NOTE-VALUE": [
        around("exclusiveGateway t gatewayDirection=«diverging||Diverging»"),
        "process isExecutable=true processType=«internal||Private»\n" + PLAIN,
    ],
    "SCHEMA-TEXT": [
        around("subProcess t {\n«<task id='x'/>read me||<task id='x'/>»\n}"),
        around("task t '<«auditing||documentation»>read me first</«auditing||documentation»>'"),
    ],
}

IDS = {
    "ID-UNIQUE": [
        around("task t", "task «t||u»\n«||s > u»"),
        around("task t", "«f||g»: s > t\nf: t > e"),
        around("subProcess t {\ntask «s||x»\n}"),
    ],
    "ID-MISSING": [
        around("adHocSubProcess t {\n<task «||id='x'»/>\n}"),
        "<task «||id='x'»/>",
    ],
    "ID-FORM": [
        "<task id='«a b||ab»'/>",
        "<task id='«||ab»'/>",
        f"<task id='«{'a' * 101}||{'a' * 100}»'/>",
        "<task id='«a#each||a#1»'/>",
        "<task id='«#end||#1»'/>",
    ],
    "ID-PROCESS": [
        "process isExecutable=true 'id=«a/b||a.b»'\ntask t",
        "process isExecutable=true 'id=«a b||a_b»'\ntask t",
        "process isExecutable=true 'id=«a?b||a-b»'\ntask t",
        "process isExecutable=true 'id=«a:b||sid-4F»'\ntask t",
        "process isExecutable=true 'id=«1a||_1a»'\ntask t",
        "process isExecutable=true 'id=«||Zuständigkeit»'\ntask t",
        f"process isExecutable=true 'id=«{'a' * 101}||{'a' * 100}»'\ntask t",
    ],
}

REFERENCES = {
    "REF-FOUND": [
        around("receiveTask t messageRef=«gone||m»", "message m name=x"),
        around("sendTask t messageRef=«gone||m»", "message m name=x"),
        around("intermediateCatchEvent t @message=«gone||m»", "message m name=x"),
        around("intermediateThrowEvent t @signal=«gone||g»", "signal g name=x"),
        around(
            "task t",
            "endEvent z @error=«gone||r»\nt > z\nerror r errorCode=x\n"
            "subProcess v triggeredByEvent=true {\nstartEvent a @error=r\n}",
        ),
        around("intermediateThrowEvent t @escalation=«gone||r»", "escalation r escalationCode=x"),
        around("task t", "dataObject d\ndataObjectReference r dataObjectRef=«gone||d»"),
        around(
            "intermediateCatchEvent t '<eventDefinitionRef>when</eventDefinitionRef>"
            "«<eventDefinitionRef>gone</eventDefinitionRef>||»'",
            "root <timerEventDefinition id='when'><timeDuration>P1D</timeDuration></timerEventDefinition>",
        ),
    ],
    "REF-KIND": [
        around("receiveTask t messageRef=«g||m»", "message m name=x\nsignal g name=x"),
        around("intermediateThrowEvent t @signal=«m||g»", "message m name=x\nsignal g name=x"),
        around("task t", "dataObject d\ndataObjectReference r dataObjectRef=«t||d»"),
    ],
    "REF-NOTE": [
        around(
            "task t", "<textAnnotation id='n'/>\n<association id='l' sourceRef='t' targetRef='«gone||n»'/>"
        ),
        around("task t", "dataStoreReference r dataStoreRef=«gone||d»\ndataStore d"),
        around("task t", 'collaboration c \'<participant id="pool" processRef="«gone||p»"/>\''),
        around("task t", "message m name=x itemRef=«gone||odd:gone»"),
        around("task t", "itemDefinition i\ndataObject d itemSubjectRef=«t||i»"),
    ],
}

FLOWS = {
    "FLOW-ENDS": [
        around("task t", "x: t > «gone||e»"),
        around("task t", "dataObject d\nx: t > «d||e»"),
        around("task t", "<sequenceFlow id='x' «||sourceRef='t'» targetRef='e'/>"),
        around("task t", "<sequenceFlow id='x' sourceRef='t' «||targetRef='e'»/>"),
        around("task t", "<textAnnotation id='n'/>\nx: «n||t» > e"),
    ],
    "FLOW-SCOPE": [
        around("subProcess t {\ntask a\ntask b\na > b\n}", "x: «a||t» > e"),
        around("subProcess t {\ntask a\n}", "«s > a||»"),
        around("task t", "root <process id='q' isExecutable='true'><task id='z'/></process>\nx: t > «z||e»"),
    ],
    "FLOW-HOME": [
        around("subProcess t {\ntask a\ntask b\n«||a > b»\n}", "«a > b||»"),
        around("subProcess t {\ntask a\n«x: t > e||»\n}", "«||x: t > e»"),
    ],
    "FLOW-INTO": [
        around("task t", "x: t > «s||t»"),
        around("userTask t", "boundaryEvent b attachedToRef=t @timer=P1D\nb > e\nx: s > «b||t»"),
        around("task t", "subProcess v triggeredByEvent=true {\nstartEvent vs @timer=P1D\n}\nx: s > «v||t»"),
        (
            "startEvent s\nintermediateThrowEvent t @link=x\nintermediateCatchEvent c @link=x\nendEvent e\ntask y\n"
            "s > t\ns > y\ny > «c||e»\nc > e"
        ),
    ],
    "FLOW-OUT": [
        around("task t", "task u\ny: «e||t» > u"),
        around("task t", "subProcess v triggeredByEvent=true {\nstartEvent vs @timer=P1D\n}\nx: «v||t» > e"),
        "startEvent s\nintermediateThrowEvent t @link=x\nintermediateCatchEvent c @link=x\nendEvent e\ns > t\nc > e\nx: «t||c» > e",
    ],
    "FLOW-LISTS": [
        around("task t '<outgoing>«s_t||t_e»</outgoing>'"),
        around("task t '<incoming>«t_e||s_t»</incoming>'"),
    ],
    "FLOW-LISTS-NOTE": [
        around("task t '<outgoing>«gone||t_e»</outgoing>'"),
        around("task t '<incoming>«s||s_t»</incoming>'"),
    ],
}

CONDITIONS = {
    "COND-SOURCE": [
        around("parallelGateway t", "task b\nt > b« [x = 1]||»"),
        "startEvent s\nendEvent e\nendEvent z\ns > e\ns > z« [x = 1]||»",
        (
            "startEvent s\neventBasedGateway g\nintermediateCatchEvent a @timer=P1D\nreceiveTask b messageRef=m\nmessage m name=x\n"
            "s > g > b\ng > a« [x = 1]||»"
        ),
    ],
    "COND-ALONE": [
        "startEvent s\ntask t\nendEvent e\ns > t\nt > e [x = 1]\n«||t > s2»\n«||endEvent s2»",
        "startEvent s\nuserTask t\nendEvent e\ns > t\nt > e« [x = 1]||»",
    ],
    "DEFAULT-OWN": [
        around("exclusiveGateway t default=«s_t||t_e»"),
        around("exclusiveGateway t default=«gone||t_e»"),
        around("task t default=«e||t_e»"),
    ],
    "DEFAULT-CONDITION": [
        "startEvent s\nexclusiveGateway t default=f\nendEvent a\nendEvent b\ns > t\nt > a [x = 1]\nf: t > b« [x = 2]||»",
        "startEvent s\ninclusiveGateway t default=f\nendEvent a\nendEvent b\ns > t\nt > a [x = 1]\nf: t > b« [x = 2]||»",
    ],
    "DEFAULT-PLACE": [
        around("parallelGateway t «default=t_e||»"),
        around("intermediateThrowEvent t «default=t_e||»"),
    ],
}

BROKEN = {**FILE, **SCHEMA, **IDS, **REFERENCES, **FLOWS, **CONDITIONS}
