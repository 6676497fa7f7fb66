"""Models that are not executed: later, foreign, lacking details, misspelled, or never coming to an end."""

from tests.unit.bpmn.validation.drawn import around

MESSAGE = "message m name=x\n"
XOR = "startEvent s\nexclusiveGateway t default=d\nendEvent e\nendEvent z\ns > t\nd: t > z\n"
FLOW = (
    'collaboration c \'<participant id="own" processRef="p"/><participant id="x"/>'
    '<messageFlow id="Flow_1" %s/>\''
)

LATER = {
    "LATER-COMPENSATION": [
        around("userTask t", "boundaryEvent b attachedToRef=t «@compensate||@timer=P1D»"),
        around("intermediateThrowEvent t «@compensate||@escalation»"),
        around("task t", "endEvent z «@compensate||@terminate»\nt > z"),
        around("task t", "task u «isForCompensation=true||»\n«||t > u»"),
    ],
    "LATER-TRANSACTION": [around("«transaction t {||subProcess t {»\ntask x\n}")],
    "LATER-CANCEL": [
        around("subProcess t {\ntask x\n}", "boundaryEvent b attachedToRef=t «@cancel||@error»"),
        around("subProcess t {\ntask x\nendEvent y «@cancel||@terminate»\nx > y\n}"),
    ],
    "LATER-COMPLEX": [around("«complexGateway||parallelGateway» t")],
    "LATER-EVENT-GATEWAY": [
        MESSAGE
        + "startEvent s\neventBasedGateway g «instantiate=true||»\nintermediateCatchEvent a @timer=P1D\n"
        "intermediateCatchEvent b @message=m\ns > g > a\ng > b",
        MESSAGE + "startEvent s\neventBasedGateway g eventGatewayType=«Parallel||Exclusive»\n"
        "intermediateCatchEvent a @timer=P1D\nintermediateCatchEvent b @message=m\ns > g > a\ng > b",
    ],
    "LATER-AD-HOC": [around("adHocSubProcess t ordering=«Sequential||Parallel» {\ntask a\n}")],
    "LATER-QUANTITY": [
        around("task t startQuantity=«2||1»"),
        around("userTask t completionQuantity=«3||1»"),
    ],
    "LATER-CHOREOGRAPHY": [around("task t", "«choreographyTask||task» x\n«||t > x»")],
    "LATER-GLOBAL-TASK": [
        around("callActivity t calledElement=«g||p»", "root <globalUserTask id='g'/>"),
        around("callActivity t +calledElement(processId=«g||p»)", "root <globalTask id='g'/>"),
    ],
    "LATER-EVENT-SUB": [
        around(
            "task t",
            "«adHocSubProcess v triggeredByEvent=true {||subProcess v triggeredByEvent=true {»\n"
            "«task a||startEvent a @timer=P1D»\n}",
        )
    ],
    "LATER-CRON": [
        around(
            "userTask t",
            "boundaryEvent b attachedToRef=t cancelActivity=false "
            "'<timerEventDefinition><timeCycle>«0 0 9 * * MON||R/P7D»</timeCycle></timerEventDefinition>'",
        ),
        "startEvent s '<timerEventDefinition><timeCycle>«@daily||R/P1D»</timeCycle></timerEventDefinition>'\ntask t\ns > t",
    ],
}

PROPERTY = '<extensionElements><zeebe:properties><zeebe:property name="%s" value="%s"/></zeebe:properties></extensionElements>'
MAPPED = "<extensionElements><zeebe:ioMapping><zeebe:%s %s/></zeebe:ioMapping></extensionElements>"

FOREIGN = {
    "EXT-ENGINE": [
        around("serviceTask t «camunda:class=org.Do||» +taskDefinition(type=x)"),
        around(
            "userTask t '<extensionElements>«<camunda:taskListener/>||<camunda:properties/>»</extensionElements>'"
        ),
        around("serviceTask t «flowable:delegateExpression=x||flowable:async=true» +taskDefinition(type=x)"),
        around("userTask t «camunda:taskListener=x||camunda:asyncBefore=true»"),
        around(
            "userTask t '<extensionElements>«<camunda:inputOutput/>||<camunda:properties/>»</extensionElements>'"
        ),
        around(
            'userTask t \'<extensionElements>«<drools:onEntry-script/>||<drools:metaData name="elementname"/>»'
            "</extensionElements>'"
        ),
    ],
    "NO-EFFECT": [
        around("userTask t «camunda:assignee=anna||name=Ask»"),
        around("userTask t «camunda:candidateGroups=rav||» «camunda:dueDate=x||» «camunda:followUpDate=x||»"),
        around("userTask t «flowable:candidateUsers=x||» «flowable:priority=5||» «flowable:formKey=x||»"),
        around("userTask t '<extensionElements>«<camunda:formData/>||»</extensionElements>'"),
        around("task t", "startEvent u «camunda:initiator=who||» «camunda:formKey=x||»\nu > t"),
        around("task t", "startEvent u «+formDefinition(formId=x)||»\nu > t"),
        around("task t", "startEvent u «+formDefinition(formKey=x)||»\nu > t"),
        around("userTask t '«<rendering/>||<documentation/>»'"),
    ],
    "EXT-UNKNOWN": [
        around("task t '<extensionElements>«<odd:thing/>||<signavio:thing/>»</extensionElements>'"),
        around("task t «odd:rating=3||signavio:rating=3»"),
    ],
    "EXT-NAMESPACE": [
        around("task t", "«<task xmlns='' id='x'/>||<task id='x'/>»\n«||t > x»"),
        around("task t", "«<odd:userTask id='x'/>||<userTask id='x'/>»\n«||t > x»"),
    ],
    "EXT-ZEEBE": [
        around(
            "userTask t '<extensionElements>«<zeebe:taskListeners/>||<zeebe:userTask/>»</extensionElements>'"
        ),
        around("userTask t +«assignment(assignee=x)||assignmentDefinition(assignee=x)»"),
        around("userTask t +formDefinition(«formKey=x||formId=x»)"),
        around(
            "userTask t '<extensionElements><zeebe:ioMapping>«<zeebe:both/>||»</zeebe:ioMapping></extensionElements>'"
        ),
        around("userTask t «zeebe:assignee=x||zeebe:modelerTemplate=x»"),
        around(
            'serviceTask t \'<extensionElements><zeebe:taskDefinition type="a"/><zeebe:taskHeaders>'
            '<zeebe:header key="a" «val||value»="b"/></zeebe:taskHeaders></extensionElements>\''
        ),
    ],
    "EXT-PLACE": [
        around("«task||userTask» t +formDefinition(formId=x)"),
        around("«userTask||serviceTask» t +taskDefinition(type=x)"),
        around("task t '" + PROPERTY % ("«bruecke.outcome||bruecke.requirement»", "x") + "'"),
        around("receiveTask t messageRef=m «+subscription(correlationKey==k)||»", MESSAGE),
    ],
    "EXT-TWICE": [
        around("serviceTask t +taskDefinition(type=x) «+taskDefinition(type=y)||»"),
    ],
    "EXT-MAPPING": [
        around("userTask t '" + MAPPED % ("input", 'source="=a" «||target="b"»') + "'"),
        around("userTask t '" + MAPPED % ("output", '«source=""||source="=a"» target="b"') + "'"),
        around("userTask t '" + MAPPED % ("output", 'source="«||=»a" target="b"') + "'"),
    ],
    "EXT-PROPERTY": [
        around("task t '" + PROPERTY % ("«bruecke.requirment||bruecke.requirement»", "x") + "'")
    ],
    "EXT-VALUE": [
        around("exclusiveGateway t '" + PROPERTY % ("bruecke.gateway", "«people||judgement»") + "'"),
        around("task t '" + PROPERTY % ("bruecke.requirement", "«||VS-01»") + "'"),
    ],
}

DETAILS = {
    "NEEDS-CONDITION": [
        XOR + "t > e«|| [x = 1]»",
        "startEvent s\nexclusiveGateway t «||default=d»\nendEvent e\nendEvent z\ns > t\nt > e [x = 1]\nd: t > z",
        "startEvent s\ninclusiveGateway t\nendEvent e\nendEvent z\ns > t\nt > e«|| [x = 1]»\nt > z",
    ],
    "NEEDS-JOB": [
        around("serviceTask t «||+taskDefinition(type=x)»"),
        around("serviceTask t +taskDefinition(type=«||x»)"),
    ],
    "EXT-RETRIES": [
        around("serviceTask t +taskDefinition(type=x,retries=«0||1»)"),
        around("serviceTask t +taskDefinition(type=x,retries=«1001||1000»)"),
        around("serviceTask t +taskDefinition(type=x,retries=«many||=many»)"),
        around("sendTask t +taskDefinition(type=x,retries=«²||2»)"),
        around("sendTask t +taskDefinition(type=x,retries=«1.5||»)"),
    ],
    "NEEDS-SEND": [
        around("sendTask t «||+taskDefinition(type=x)»"),
        around("sendTask t «||messageRef=m»", MESSAGE),
        around("sendTask t", FLOW % 'sourceRef="t" targetRef="x" «||name="Gesuch"»'),
    ],
    "NEEDS-DECISION": [
        around("businessRuleTask t «||+calledDecision(decisionId=d,resultVariable=r)»"),
        around("businessRuleTask t «||+taskDefinition(type=x)»"),
    ],
    "NEEDS-RESULT": [around("businessRuleTask t +calledDecision(decisionId=d«||,resultVariable=r»)")],
    "NEEDS-SCRIPT": [
        around("scriptTask t «||+script(expression==x,resultVariable=r)»"),
        around("scriptTask t '<script>«||{a: 1 + 1}»</script>'"),
    ],
    "NEEDS-SCRIPT-RESULT": [
        around("scriptTask t +script(expression==x«||,resultVariable=r»)"),
        around("scriptTask t scriptFormat=FEEL '<script>«1 + 1||{a: 1 + 1}»</script>'"),
        around("scriptTask t '<script>«if a then {b: 1} else 2||if a then {b: 1} else {b: 2}»</script>'"),
        around("scriptTask t '<script>«a||context put(a, \"b\", 1)»</script>'"),
    ],
    "NEEDS-MESSAGE": [
        around("receiveTask t «||messageRef=m»", MESSAGE),
        MESSAGE + "receiveTask t instantiate=true «||messageRef=m»\nuserTask u\nt > u",
        around("intermediateCatchEvent t @message«||=m»", MESSAGE),
        around("intermediateThrowEvent t @message«||=m»", MESSAGE),
        around(
            "receiveTask t",
            MESSAGE + 'collaboration c \'<participant id="own" processRef="p"/><participant id="x"/>'
            '<messageFlow id="f" sourceRef="x" targetRef="t" «||messageRef="m"»/>\'',
        ),
        around("receiveTask t", FLOW % ('sourceRef="x" targetRef="t" «||name="Gesuch"»')),
        around(
            "receiveTask t", "message m «||name=x»\n" + FLOW % 'sourceRef="x" targetRef="t" messageRef="m"'
        ),
        "startEvent s @message«||=m»\ntask t\ns > t\n" + MESSAGE,
    ],
    "NEEDS-MESSAGE-NAME": [
        around("receiveTask t messageRef=m", "message m «||name=x»"),
        around("sendTask t messageRef=m", "message m name=«||x»"),
    ],
    "NEEDS-SIGNAL": [
        around("intermediateThrowEvent t @signal«||=g»", "signal g name=x"),
        around("intermediateCatchEvent t @signal=g", "signal g «||name=x»"),
    ],
    "NEEDS-EVENT-CONDITION": [
        around("intermediateCatchEvent t @conditional=«||x»"),
        around(
            "intermediateCatchEvent t '<conditionalEventDefinition>«||<condition>x</condition>»</conditionalEventDefinition>'"
        ),
    ],
    "TIMER-NOTHING": [
        around("intermediateCatchEvent t @timer«||=P1D»"),
        around(
            "intermediateCatchEvent t '<timerEventDefinition><timeDate>«||2026-03-02T08:00:00Z»</timeDate></timerEventDefinition>'"
        ),
    ],
    "TIMER-FORM": [
        around("intermediateCatchEvent t @timer=«P1W2||P2W»"),
        around("intermediateCatchEvent t @timer=«P||P1D»"),
        around("intermediateCatchEvent t @timer=«PT||PT1.5S»"),
        around("intermediateCatchEvent t @timer=«20260302T080000Z||2026-03-02T08:00:00.5Z»"),
        around(
            "intermediateCatchEvent t '<timerEventDefinition><timeDuration>«3 days||P3D»</timeDuration></timerEventDefinition>'"
        ),
        around("intermediateCatchEvent t @timer=«2026-13-02T08:00:00Z||2026-03-02T08:00:00+01:00»"),
        around("intermediateCatchEvent t @timer=«2026-03-02||2026-03-02T08:00»"),
        around("userTask t", "boundaryEvent b attachedToRef=t @timer=«R3||R3/PT1H»"),
        around(
            "userTask t",
            "boundaryEvent b attachedToRef=t @timer=«R2/tomorrow/PT1H||R2/2026-03-02T08:00:00Z/PT1H»",
        ),
    ],
    "TIMER-ZERO": [
        around("userTask t", "boundaryEvent b attachedToRef=t cancelActivity=false @timer=R/PT«0S||10S»")
    ],
}

PARALLEL = (
    "startEvent s\nparallelGateway g\nuserTask a\nendEvent y\nendEvent z\ns > g\ng > a > y\ng > b > z\n"
    "boundaryEvent d attachedToRef=a @timer=P9D\nendEvent x\nd > x\n"
)
"""Two branches, a deadline on one of them; b is still to be drawn."""
INSIDE = (
    "startEvent s\nsubProcess p1 {\nstartEvent i\n%s\nendEvent j\ni > a > j\n}\nendEvent e\ns > p1 > e\n"
    "boundaryEvent d attachedToRef=p1 @timer=P9D\nendEvent x\nd > x\n"
)


def _timed(name: str, value: str, trigger: str = "@timer=P9D", more: str = "") -> str:
    said = PROPERTY % (name, value)
    return around(
        "userTask t", f"boundaryEvent b attachedToRef=t {more} {trigger} '{said}'\nendEvent z\nb > z"
    )


def _pausing(element: str, value: str, name: str = "bruecke.pauses") -> str:
    return f"userTask {element} '{PROPERTY % (name, value)}'"


CLOCKS = {
    "CLOCK-TIMER": [
        _timed("bruecke.days", "working", "«@error||@timer=P9D»"),
        _timed("bruecke.warns", "50", "«@escalation||@timer=P9D»"),
        _timed("bruecke.late", "timer_first", "«@error||@timer=P9D»"),
        "startEvent s @timer=P1D '"
        + PROPERTY % ("«bruecke.days||bruecke.requirement»", "«working||VS-01»")
        + "'\ntask t\ns > t",
    ],
    "CLOCK-DAYS": [
        _timed("bruecke.days", "«working||calendar»", "@timer=2026-03-02T08:00:00Z"),
        _timed("bruecke.days", "«working||calendar»", "@timer=R3/P1D", "cancelActivity=false"),
        _timed("bruecke.days", "working", "@timer=«PT36H||P2D»"),
        _timed("bruecke.days", "working", "@timer=«P2W||P1M5D»"),
        _timed(
            "bruecke.days",
            "working",
            "'<timerEventDefinition>«<timeCycle>=c</timeCycle>||<timeDuration>=c</timeDuration>»</timerEventDefinition>'",
        ),
    ],
    "CLOCK-WARNS": [
        _timed("bruecke.warns", "«80,50||50,80»"),
        _timed("bruecke.warns", "«50,50||50»"),
        _timed("bruecke.warns", "«0||1»,99"),
        _timed("bruecke.warns", "50,«100||99»"),
        _timed("bruecke.warns", "«half||50»"),
        _timed("bruecke.warns", "«,||50»"),
        _timed("bruecke.warns", "«12.5||12»"),
        _timed("bruecke.warns", "50", "@timer=«R3/P1D||P1D»", "cancelActivity=false"),
    ],
    "CLOCK-LATE": [
        _timed("bruecke.late", "timer_first", "@timer=P9D", "cancelActivity=«false||true»"),
        _timed("bruecke.late", "accept", "@timer=P9D", "«cancelActivity=false||»"),
    ],
    "CLOCK-PAUSES": [
        PARALLEL + _pausing("b", "«nowhere||d»"),
        PARALLEL + _pausing("b", "«a||d»"),
        PARALLEL + _pausing("b", "d,«s||d»"),
        PARALLEL.replace("P9D", "«R/P9D||P9D»") + _pausing("b", "d"),
        PARALLEL
        + _pausing("b", "«o||d»")
        + "\nboundaryEvent o attachedToRef=b @timer=P1D\nendEvent w\no > w",
        PARALLEL.replace("parallelGateway g", "«exclusiveGateway g default=a_b||parallelGateway g»").replace(
            "g > b > z", "a_b: g > b\nb > z"
        )
        + _pausing("b", "d"),
        PARALLEL.replace(
            "userTask a", _pausing("a", "o").replace("bruecke.pauses", "«bruecke.pauses||bruecke.layout»")
        )
        + _pausing("b", "d")
        + "\nboundaryEvent o attachedToRef=b @timer=P1D\nendEvent w\no > w",
        INSIDE % ("userTask a '" + PROPERTY % ("bruecke.pauses", "«s||d»") + "'"),
        around(
            "userTask t",
            "subProcess w triggeredByEvent=true {\nstartEvent v isInterrupting=«true||false» @timer=P5D\n"
            + _pausing("u", "v")
            + "\nendEvent x\nv > u > x\n}",
        ),
        around(
            _pausing("t", "«v||q»"),
            "subProcess w triggeredByEvent=true {\nstartEvent q @timer=P5D\nuserTask r\nendEvent x\nq > r > x\n"
            "boundaryEvent v attachedToRef=r @timer=P1D\nendEvent y\nv > y\n}",
        ),
        INSIDE.replace("i > a", "i > h > a")
        % (_pausing("a", "«k||d»") + "\nuserTask h\nboundaryEvent k attachedToRef=h @timer=P1D"),
    ],
    "CLOCK-PAUSES-IF": [
        PARALLEL + "userTask b '" + PROPERTY % ("bruecke.pauses«_if||»", "«stops||d»") + "'",
    ],
}

LOOPED = (
    "<multiInstanceLoopCharacteristics><extensionElements>"
    '<zeebe:loopCharacteristics inputCollection="%s"/></extensionElements></multiInstanceLoopCharacteristics>'
)

FEEL = {
    "FEEL-ONLY": [
        XOR
        + "<sequenceFlow id='f' sourceRef='t' targetRef='e'><conditionExpression language='«python||feel»'>x = 1"
        "</conditionExpression></sequenceFlow>",
        XOR
        + "<sequenceFlow id='f' sourceRef='t' targetRef='e'><conditionExpression xsi:type='tFormalExpression' "
        "language='«http://www.java.com/java||https://www.omg.org/spec/DMN/20191111/FEEL/»'>x = 1"
        "</conditionExpression></sequenceFlow>",
    ],
    "SCRIPT-LANGUAGE": [
        around("scriptTask t scriptFormat=«javascript||FEEL» '<script>{c: a + b}</script>'"),
        around("scriptTask t «scriptFormat=groovy||» '<script>{c: a + b}</script>'"),
    ],
    "NEEDS-LANGUAGE": [
        "definitions expressionLanguage=http://www.w3.org/1999/XPath\n" + XOR + "t > e [«||=»x = 1]",
        "definitions expressionLanguage=http://«www.mvel.org/2.0||www.omg.org/spec/FEEL/20140401»\n"
        + XOR
        + "t > e [x = 1]",
    ],
    "FEEL-READ": [
        XOR + "t > e [x =«|| 1»]",
        XOR + "t > e [=«${x}||x»]",
        XOR + "t > e [«#{x = 1}||x = 1»]",
        around("intermediateCatchEvent t @conditional=«x(||x»"),
        around("intermediateCatchEvent t @timer==«1+||wait»"),
        around("receiveTask t messageRef=m", "message m name==«a.||a.b»"),
        around(
            "userTask t '<standardLoopCharacteristics><loopCondition>«x and||x and y»</loopCondition></standardLoopCharacteristics>'"
        ),
        around(
            "userTask t '<multiInstanceLoopCharacteristics><loopCardinality>«1 2||2»</loopCardinality></multiInstanceLoopCharacteristics>'"
        ),
        around("adHocSubProcess t '<completionCondition>«)||done»</completionCondition>' {\ntask a\n}"),
        around("scriptTask t '+script(expression==«x y z||x»,resultVariable=r)'"),
        around("scriptTask t '<script>«return 1;||{a: 1}»</script>'"),
        around("userTask t '" + MAPPED % ("input", 'source="=«a b c||a»" target="b"') + "'"),
        around("serviceTask t +taskDefinition(type==«]||x»)"),
        around("userTask t '" + LOOPED % "«a b c||a»" + "'"),
        "definitions expressionLanguage=http://www.w3.org/1999/XPath\n" + XOR + "t > e [«/a/b = 1||=b = 1»]",
    ],
    "FEEL-FUNCTION": [
        XOR + "t > e [«foo(amount)||count(amount)» = 1]",
        XOR + "t > e [«sume||sum»(amounts) > 1]",
        XOR + "t > e [«math.round(x)||round up(x, 0)» > 1]",
        XOR + "t > e [{f: function(x) x + 1, r: «g||f»(1)}.r > 1]",
        XOR + "t > e [some g in [function(x) x] satisfies «h||g»(true)]",
        around("scriptTask t '+script(expression==«strlen||string length»(x),resultVariable=r)'"),
        around("userTask t '" + MAPPED % ("input", 'source="=«upper||upper case»(a)" target="b"') + "'"),
        around("userTask t '" + LOOPED % "=«flat||flatten»(a)" + "'"),
        around("intermediateCatchEvent t @timer==«in_days||duration»(x)"),
    ],
}

SOUND = {
    "SOUND-START": [
        "«||startEvent s»\nexclusiveGateway a default=ae\nuserTask b\nendEvent e\na > b [x]\nb > a\nae: a > e\n«||s > a»",
        around(
            "subProcess t {\n«||startEvent x»\nuserTask a\nexclusiveGateway b default=be\nendEvent f\n"
            "a > b\nb > a [x]\nbe: b > f\n«||x > a»\n}"
        ),
    ],
    "SOUND-INCOMING": [
        around("task t", "task u\n«||t > u»"),
        around("task t", "endEvent z\n«||t > z»"),
        around("subProcess t {\nstartEvent a\ntask b\ntask c\na > b\n«||b > c»\n}"),
    ],
    "SOUND-REACHED": [
        around(
            "task t",
            "userTask a\nexclusiveGateway b default=ba\nendEvent z\na > b\nba: b > a\nb > z [x]\n«||t > a»",
        ),
    ],
    "SOUND-JOIN-SELF": [
        (
            "startEvent s\n«parallelGateway||exclusiveGateway» j\nuserTask t\nexclusiveGateway x default=d\nendEvent e\n"
            "s > j > t > x\nx > j [again]\nd: x > e"
        ),
        around(
            "subProcess t {\nstartEvent a\n«parallelGateway||exclusiveGateway» j\nuserTask b\nboundaryEvent c "
            "attachedToRef=b @timer=P1D\nendEvent f\na > j > b > f\nc > j\n}"
        ),
    ],
    "SOUND-JOIN-CHOICE": [
        (
            "startEvent s\nexclusiveGateway m\nexclusiveGateway x default=d\ntask a\nuserTask b\n"
            "«parallelGateway||exclusiveGateway» j\nexclusiveGateway y default=z\nendEvent e\n"
            "s > m > x\nx > a [v]\nd: x > b\na > j\nb > j\nj > y\ny > m [w]\nz: y > e"
        ),
        (
            "startEvent s\nexclusiveGateway x default=d\ntask a\ntask b\n«parallelGateway||exclusiveGateway» j\nendEvent e\n"
            "s > x\nx > a [y]\nd: x > b\na > j\nb > j\nj > e"
        ),
        (
            "startEvent s\nparallelGateway y\ntask c\nexclusiveGateway x default=d\ntask a\ntask b\nparallelGateway j\nendEvent e\n"
            "s > y > x\ny > c\nx > a [y]\nd: x > b\na > j\nb > «j||e»\nc > «e||j»\nj > e"
        ),
        (
            "message m name=x\nstartEvent s\neventBasedGateway g\nintermediateCatchEvent a @timer=P1D\n"
            "intermediateCatchEvent b @message=m\n«parallelGateway||exclusiveGateway» j\nendEvent e\n"
            "s > g > a > j > e\ng > b > j"
        ),
        (
            "startEvent s\nuserTask t\nboundaryEvent b attachedToRef=t cancelActivity=«true||false» @timer=P1D\n"
            "parallelGateway j\nendEvent e\ns > t > j > e\nb > j"
        ),
        "startEvent s @timer=P1D\nstartEvent r\n«parallelGateway||exclusiveGateway» j\nendEvent e\ns > j > e\nr > j",
    ],
    "SOUND-LOOP": [
        "startEvent s\nexclusiveGateway a\n«task||userTask» b\ns > a > b > a",
        (
            "startEvent s\ntask a\n«scriptTask b +script(expression==x,resultVariable=r)||serviceTask b +taskDefinition(type=x)»\n"
            "s > a > b > a"
        ),
        "startEvent s\n«manualTask||userTask» a\ns > a > a",
    ],
}

BROKEN = {**LATER, **FOREIGN, **DETAILS, **CLOCKS, **FEEL, **SOUND}
