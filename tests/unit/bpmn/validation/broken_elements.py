"""Models that break rules about gateways, events, sub-processes, lanes, pools, data, loops and calls."""

from tests.unit.bpmn.validation.drawn import around

WAIT = "startEvent s\neventBasedGateway g\nintermediateCatchEvent a @timer=P1D\ns > g > a\nmessage m name=x\nsignal y name=y\n"

GATEWAYS = {
    "EVENT-GATEWAY-FLOWS": [WAIT + "intermediateCatchEvent b @message=m\n«a > b||g > b»"],
    "EVENT-GATEWAY-TARGETS": [
        WAIT + "«userTask b||receiveTask b messageRef=m»\ng > b",
        WAIT + "«intermediateThrowEvent b @signal=y||intermediateCatchEvent b @signal=y»\ng > b",
        WAIT + "«endEvent b||intermediateCatchEvent b @conditional=x»\ng > b",
        WAIT + "«exclusiveGateway b||intermediateCatchEvent b @message=m»\ng > b",
    ],
    "EVENT-GATEWAY-INCOMING": [WAIT + "intermediateCatchEvent b @message=m\ng > b\ntask c\ns > c\n«c > b||»"],
    "EVENT-GATEWAY-MIX": [
        WAIT + "receiveTask b messageRef=m\ng > b\nintermediateCatchEvent c «@message=m||@signal=y»\ng > c"
    ],
    "EVENT-GATEWAY-BOUNDARY": [
        WAIT
        + "receiveTask b messageRef=m\ng > b\ntask c\nb > c\nboundaryEvent d attachedToRef=«b||c» @timer=P1D"
    ],
    "EVENT-GATEWAY-LOOP": [
        WAIT + "receiveTask b messageRef=m '«<standardLoopCharacteristics loopMaximum=\"2\"/>||»'\ng > b",
        WAIT
        + "receiveTask b messageRef=m '«<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
        "</multiInstanceLoopCharacteristics>||»'\ng > b",
    ],
    "GATEWAY-DIRECTION": [
        "startEvent s\nparallelGateway g gatewayDirection=«Converging||Diverging»\ntask a\ntask b\ns > g > a\ng > b",
        "startEvent s\nparallelGateway g\nparallelGateway j gatewayDirection=«Diverging||Converging»\ntask a\ns > g > j > a\nx: g > j",
        around("exclusiveGateway t gatewayDirection=«Mixed||Unspecified»"),
    ],
}

RECEIVES = "message m name=x\nreceiveTask t messageRef=m «instantiate=true||»"
BEGINS = "message m name=x\nreceiveTask t messageRef=m instantiate=true"

RECEIVING = {
    "RECEIVE-START": [
        BEGINS + "\nuserTask u\nt > u\n«startEvent s\ns > t||»",
        BEGINS + "\nuserTask u\nt > u\n«u > t||»",
        around("subProcess v {\n" + RECEIVES + "\n}").replace("s > t > e", "s > v > e"),
        around("adHocSubProcess v {\n" + RECEIVES + "\n}").replace("s > t > e", "s > v > e"),
        BEGINS + "\nuserTask u\nt > u\nboundaryEvent b attachedToRef=«t||u» @timer=P1D",
        BEGINS + " '«<standardLoopCharacteristics loopMaximum=\"2\"/>||»'\nuserTask u\nt > u",
        BEGINS + " '«<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
        "</multiInstanceLoopCharacteristics>||»'\nuserTask u\nt > u",
        BEGINS + ' \'<extensionElements><zeebe:ioMapping><zeebe:«input||output» source="=1" target="a"/>'
        "</zeebe:ioMapping></extensionElements>'\nuserTask u\nt > u",
        WAIT
        + "intermediateCatchEvent c @signal=y\ng > c\nreceiveTask t messageRef=m «instantiate=true||»\ng > t",
    ]
}

BORDER = "signal y name=y\nerror r errorCode=x\nmessage m name=x\n"

EVENTS = {
    "EVENT-POSITION": [
        BORDER + "startEvent s «@error=r||@signal=y»\ntask t\ns > t",
        BORDER + "startEvent s «@escalation||@message=m»\ntask t\ns > t",
        around("subProcess t {\nstartEvent a «@timer=P1D||»\ntask b\na > b\n}"),
        around("intermediateThrowEvent t «@timer=P1D||@escalation»"),
        around("«intermediateThrowEvent||intermediateCatchEvent» t @conditional=x"),
        around("intermediateCatchEvent t «@error=r||@signal=y»", BORDER),
        around("intermediateThrowEvent t «@terminate||»"),
        around("userTask t", "boundaryEvent b attachedToRef=t «@link=x||@timer=P1D»"),
        around("userTask t", "boundaryEvent b attachedToRef=t «@terminate||@escalation»"),
        around("task t", "endEvent z «@timer=P1D||@terminate»\nt > z"),
        around("task t", "endEvent z «@conditional=x||@signal=y»\nt > z\n" + BORDER),
        around("task t", "subProcess v triggeredByEvent=true {\nstartEvent a «@terminate||@escalation»\n}"),
    ],
    "EVENT-TRIGGER": [
        around("intermediateCatchEvent t «||@timer=P1D»"),
        around("userTask t", "boundaryEvent b attachedToRef=t «||@timer=P1D»"),
        around("task t", "subProcess v triggeredByEvent=true {\nstartEvent a «||@timer=P1D»\n}"),
    ],
    "EVENT-INTERRUPTING": [
        around(
            "userTask t", BORDER + "boundaryEvent b attachedToRef=t cancelActivity=«false||true» @error=r"
        ),
        around("userTask t", "boundaryEvent b attachedToRef=t cancelActivity=0 «@error||@escalation»"),
        around(
            "task t",
            "subProcess v triggeredByEvent=true {\nstartEvent a isInterrupting=false «@error||@escalation»\n}",
        ),
    ],
    "EVENT-LINK": [
        "startEvent s\nintermediateThrowEvent t @link=x «@escalation||»\nintermediateCatchEvent c @link=x\nendEvent e\ns > t\nc > e"
    ],
    "BOUNDARY-HOST": [
        around("userTask t", "boundaryEvent b «||attachedToRef=t» @timer=P1D\nb > e"),
        around("userTask t", "boundaryEvent b attachedToRef=«gone||t» @timer=P1D\nb > e"),
        around("userTask t", "boundaryEvent b attachedToRef=«s||t» @timer=P1D\nb > e"),
        around(
            "exclusiveGateway t", "userTask u\nboundaryEvent b attachedToRef=«t||u» @timer=P1D\nb > e\ns > u"
        ),
        around(
            "userTask t",
            "subProcess v triggeredByEvent=true {\nstartEvent a @timer=P1D\n}\n"
            "boundaryEvent b attachedToRef=«v||t» @timer=P1D\nb > e",
        ),
    ],
    "BOUNDARY-SCOPE": [
        around(
            "subProcess t {\nuserTask u\n«||boundaryEvent b attachedToRef=u @timer=P1D»\n}",
            "«boundaryEvent b attachedToRef=u @timer=P1D||»",
        ),
        around(
            "subProcess t {\nuserTask u\n«boundaryEvent b attachedToRef=t @timer=P1D||»\n}",
            "«||boundaryEvent b attachedToRef=t @timer=P1D»",
        ),
    ],
}

CAUGHT = "error r errorCode=x\nerror q errorCode=y\n"
RESCUE = "subProcess v triggeredByEvent=true {\nstartEvent a %s\n}"
ERRORS = {
    "ERROR-UNCAUGHT": [
        around("task t", CAUGHT + "endEvent z «@error=r||»\nt > z"),
        around("task t", CAUGHT + "endEvent z «@error||@terminate»\nt > z"),
        around("task t", CAUGHT + "endEvent z @error=r\nt > z\n" + RESCUE % "@error=«q||r»"),
        around("task t", CAUGHT + "endEvent z @error=r\nt > z\n" + RESCUE % "«@timer=P1D||@error»"),
        around(
            "task t", CAUGHT + "endEvent z @error=r\nt > z\n" + RESCUE % "«@timer=P1D||@error=q @error=r»"
        ),
        around(
            "subProcess t {\nstartEvent i\nendEvent z @error=r\ni > z\n}",
            CAUGHT + "boundaryEvent b attachedToRef=t @error=«q||r»\nb > e",
        ),
        around(
            "task t",
            CAUGHT
            + "endEvent z @error=q\nt > z\nsubProcess v triggeredByEvent=true {\nstartEvent a @error=q\n"
            "endEvent y «@error=q||»\na > y\n}",
        ),
        around(
            "task t",
            CAUGHT + "endEvent z @error=r\nt > z\n"
            "root <process id='w' isExecutable='true'><startEvent id='ws'/><callActivity id='wc' calledElement='«w||p»'/>"
            "<sequenceFlow id='wf' sourceRef='ws' targetRef='wc'/></process>",
        ),
    ]
}

JUMP = "startEvent s\nendEvent e\nintermediateThrowEvent t @link=x\ns > t\n"

LINKS = {
    "LINK-NAME": [
        "startEvent s\nendEvent e\nintermediateThrowEvent t @link=«||x»\ns > t\nintermediateCatchEvent c @link=«||x»\nc > e",
    ],
    "LINK-TWICE": [
        JUMP + "intermediateCatchEvent c @link=x\nc > e\nintermediateThrowEvent t2 @link=y\ns > t2\n"
        "intermediateCatchEvent d @link=«x||y»\nd > e",
    ],
    "LINK-TARGET": [
        JUMP + "intermediateCatchEvent c @link=«y||x»\nc > e",
        "startEvent s\nendEvent e\nintermediateThrowEvent t @link=x\ns > t\ntask u\ns > u\n«subProcess q {||»\nintermediateCatchEvent c @link=x\ntask d\nc > d\n«}||»\nu > «q||e»",
    ],
    "LINK-SOURCE": [
        JUMP + "intermediateCatchEvent c @link=x\nc > e\n«intermediateCatchEvent d @link=y||»\n«d > e||»",
    ],
}

SUB_PROCESSES = {
    "SUB-START": [
        around("subProcess t {\nstartEvent a\ntask b\na > b\n«startEvent c||task c»\n«c > b||b > c»\n}")
    ],
    "EVENT-SUB-START": [
        around(
            "task t",
            "subProcess v triggeredByEvent=true {\nstartEvent a @timer=P1D\ntask b\na > b\n"
            "«startEvent c @timer=P2D||»\n«c > b||»\n}",
        ),
        around(
            "task t",
            "subProcess v triggeredByEvent=true {\n«||startEvent a @timer=P1D»\ntask b\n«||a > b»\n}",
        ),
    ],
    "EVENT-SUB-LOOP": [
        around(
            "task t",
            "subProcess v triggeredByEvent=true '«<standardLoopCharacteristics loopMaximum=\"2\"/>||»' {\n"
            "startEvent a @timer=P1D\n}",
        ),
    ],
    "AD-HOC-EVENTS": [
        around("adHocSubProcess t {\ntask a\n«startEvent b||»\n«b > a||»\n}"),
        around("adHocSubProcess t {\ntask a\n«endEvent b||task b»\na > b\n}"),
    ],
    "AD-HOC-EMPTY": [around("adHocSubProcess t {\n«||task a»\n}")],
    "SUB-EMPTY": [around("subProcess t {\n«||task a»\n}")],
}

LANE = "<flowNodeRef>t</flowNodeRef>"
TWO = '<messageFlow id="f" sourceRef="%s" targetRef="%s"/>'
POOLS = (
    'collaboration c \'<participant id="own" processRef="p"/><participant id="other" name="Partner"/>%s\'\n'
    "message m name=x"
)

LANES_AND_POOLS = {
    "LANE-ONE": [
        around(
            "task t", f"<laneSet id='ls'><lane id='l1'>{LANE}</lane><lane id='l2'>«{LANE}||»</lane></laneSet>"
        ),
        around(
            "task t",
            f"<laneSet id='ls'><lane id='l1'>{LANE}<childLaneSet id='cs'><lane id='l2'>{LANE}</lane>"
            f"<lane id='l3'>«{LANE}||»</lane></childLaneSet></lane></laneSet>",
        ),
    ],
    "LANE-MEMBER": [
        around(
            "task t",
            f"<laneSet id='ls'><lane id='l1'>{LANE}«<flowNodeRef>gone</flowNodeRef>||»</lane></laneSet>",
        )
    ],
    "LANE-PROCESS": [
        around(
            "task t",
            "root <process id='q' isExecutable='true'><task id='z'/></process>\n"
            "<laneSet id='ls'><lane id='l1'><flowNodeRef>«z||t»</flowNodeRef></lane></laneSet>",
        )
    ],
    "LANE-KIND": [
        around(
            "task t",
            "dataObject d\n<laneSet id='ls'><lane id='l1'><flowNodeRef>«d||t»</flowNodeRef></lane></laneSet>",
        )
    ],
    "PERFORMER": [
        around("userTask t '«<potentialOwner id=\"o\"/>||»'"),
        around(
            "userTask t '«<humanPerformer><resourceRef>r</resourceRef></humanPerformer>||»'",
            "root <resource id='r'/>",
        ),
    ],
    "CORRELATION": [
        around("task t", "«<correlationSubscription id='k' correlationKeyRef='x'/>||»"),
        around("task t", "collaboration c '«<correlationKey id=\"k\"/>||»'"),
    ],
    "MESSAGE-FLOW-ENDS": [
        around("task t", POOLS % (TWO % ("t", "«gone||other»"))),
        around("task t", POOLS % (TWO % ("«gone||other»", "t"))),
    ],
    "MESSAGE-FLOW-KIND": [
        around("task t", POOLS % (TWO % ("«s||t»", "other"))),
        around("task t", POOLS % (TWO % ("other", "«e||t»"))),
        around("task t", "exclusiveGateway g\nt > g\n" + POOLS % (TWO % ("«g||t»", "other"))),
    ],
    "MESSAGE-FLOW-POOLS": [
        around("task t", "task u\nt > u\n" + POOLS % (TWO % ("t", "«u||other»"))),
        around("subProcess t {\ntask u\n}", POOLS % (TWO % ("«own||other»", "u"))),
    ],
}

STORED = "dataObject d\ndataObjectReference r dataObjectRef=d\n"


def reading(source: str = "r", target: str = "h", more: str = "") -> str:
    """A task that reads data."""
    return around(
        f'task t \'<property id="h"/><dataInputAssociation id="i"><sourceRef>{source}</sourceRef>'
        f"<targetRef>{target}</targetRef>{more}</dataInputAssociation>'",
        STORED,
    )


DATA = {
    "DATA-ENDS": [
        reading(source="«gone||r»"),
        reading(target="«gone||h»"),
        reading(source="«s||r»"),
        around(
            "task t '<dataOutputAssociation id=\"o\"><targetRef>«s||r»</targetRef></dataOutputAssociation>'",
            STORED,
        ),
    ],
    "DATA-MOVES": [
        reading(more="«<assignment><from>1</from><to>x</to></assignment>||»"),
        reading(more="«<transformation>x + 1</transformation>||»"),
    ],
}

COUNT = "<loopCardinality>3</loopCardinality>"


def each(*attributes: str) -> str:
    """Zeebe's way to say for what."""
    return f"<extensionElements><zeebe:loopCharacteristics {' '.join(attributes)}/></extensionElements>"


def many(content: str, attributes: str = "", start: str = "userTask t", end: str = "") -> str:
    """A multi-instance activity between start and end."""
    tag = "multiInstanceLoopCharacteristics"
    return around(f"{start} '<{tag} {attributes}>{content}</{tag}>'{end}")


def over(reference: str, more: str = "", name: str = "people") -> str:
    """A multi-instance activity for what a data object holds."""
    tag = "multiInstanceLoopCharacteristics"
    loop = f"<{tag}><loopDataInputRef>{reference}</loopDataInputRef>{more}</{tag}>".replace("'", '"')
    data = f"<dataObject id='people' name='{name}'/>\n<dataStoreReference id='store'/>"
    return around(f"userTask t '{loop}'", data)


PEOPLE = 'inputCollection="=people"'
LOOPS = {
    "LOOP-MAXIMUM": [
        around("userTask t '<standardLoopCharacteristics loopMaximum=\"«0||1»\"/>'"),
        around("userTask t '<standardLoopCharacteristics loopMaximum=\"«-2||2»\"/>'"),
    ],
    "LOOP-ENDLESS": [
        around("userTask t '<standardLoopCharacteristics «||loopMaximum=\"3\"»/>'"),
        around(
            "userTask t '<standardLoopCharacteristics><loopCondition>«||x»</loopCondition></standardLoopCharacteristics>'"
        ),
    ],
    "MULTI-BOTH": [many(each(PEOPLE) + f"«{COUNT}||»"), over("people", f"«{COUNT}||»")],
    "MULTI-NOTHING": [
        many(f"«||{COUNT}»"),
        many(each(f"«||{PEOPLE}»"), 'isSequential="true"', "subProcess t", " {\ntask x\n}"),
        over("«gone||people»"),
        over("«store||people»"),
        over("people", "<inputDataItem id='i' name='«one person||person»'/>"),
        over("people", "<inputDataItem name='person'/>", "«all people||people»"),
        over("people", "<loopDataOutputRef>people</loopDataOutputRef>«||<outputDataItem name='r'/>»"),
    ],
    "MULTI-OUTPUT": [
        many(each(PEOPLE, 'outputCollection="all"', '«||outputElement="=one"»')),
        many(each(PEOPLE, '«||outputCollection="all"»', 'outputElement="=one"')),
    ],
    "MULTI-BEHAVIOR": [many(COUNT, 'behavior="«One||All»"'), many(COUNT, 'behavior="«None||All»"')],
}

CALLS = {
    "CALL-NOTHING": [
        around("callActivity t «||+calledElement(processId=q)»"),
        around("callActivity t «||calledElement=q»"),
        around("callActivity t +calledElement(«propagateAllParentVariables=true||processId=q»)"),
    ],
    "CALL-TWO": [around("callActivity t calledElement=«a||q» +calledElement(processId=q)")],
    "CALL-KIND": [
        around("callActivity t calledElement=«m||p»", "message m name=x"),
        around("callActivity t +calledElement(processId=«s||p»)"),
    ],
}

BROKEN = {
    **GATEWAYS, **RECEIVING, **EVENTS, **ERRORS, **LINKS, **SUB_PROCESSES, **LANES_AND_POOLS, **DATA, **LOOPS, **CALLS,
}  # fmt: skip
