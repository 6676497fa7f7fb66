"""The closed list of what a model may say beyond BPMN: `zeebe:` elements and `bruecke.` properties.

A property that is not listed here is refused, so a typing mistake never becomes a silent change of meaning.
"""

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.xml import BPMN, ZEEBE, namespace

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "businessRuleTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess"})
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"})
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
NODES = ACTIVITIES | GATEWAYS | EVENTS
"""The flow nodes that are executed."""


@dataclass(frozen=True, slots=True)
class Property:
    """A `zeebe:property` of ours: where it may stand, which values it takes, what it means."""

    name: str
    places: frozenset[str]
    values: tuple[str, ...]
    meaning: str


_TASKS = frozenset({"userTask", "businessRuleTask"})
_GATEWAY = frozenset({"exclusiveGateway"})
_TIMERS = frozenset({"boundaryEvent", "intermediateCatchEvent", "startEvent"})
_ANY = frozenset({"*"})


def _of(*properties: Property) -> dict[str, Property]:
    return {item.name: item for item in properties}


PROPERTIES = _of(
    Property(
        "bruecke.gateway",
        _GATEWAY,
        ("fact", "rule", "judgement"),
        "who answers: the records, a rule, or people on the proposal of a rule",
    ),
    Property(
        "bruecke.decision", _GATEWAY, (), "DMN decision that proposes the answer; computed anew when deciding"
    ),
    Property("bruecke.override", _GATEWAY, (), "role that may deviate from a rule, with a reason"),
    Property(
        "bruecke.confirm",
        _GATEWAY,
        ("true", "false"),
        "whether an outcome of a rule that ends the case waits for the lane's confirmation (default true)",
    ),
    Property("bruecke.answer", frozenset({"sequenceFlow"}), (), "code of the answer this flow stands for"),
    Property(
        "bruecke.seats",
        frozenset({"userTask", "exclusiveGateway"}),
        (),
        "roles that all have to sign or decide",
    ),
    Property(
        "bruecke.sign",
        frozenset({"userTask"}),
        ("all", "one"),
        "whether every seat has to sign, or whoever completes it does so for all of them (default all)",
    ),
    Property("bruecke.record", _TASKS, (), "record type that takes the answers or the result"),
    Property("bruecke.purpose", _TASKS, (), "what the data is used for"),
    Property("bruecke.legal_basis", _TASKS | _GATEWAY, (), "legal basis, an id of the package"),
    Property("bruecke.shares", _TASKS, (), "categories that leave the institution with this step"),
    Property(
        "bruecke.days",
        _TIMERS,
        ("calendar", "working"),
        "whether the days of a timer's duration are all days, or working days of the canton (default calendar)",
    ),
    Property(
        "bruecke.warns",
        _TIMERS,
        (),
        "when a timer warns before it is due: hundredths of its time, such as 50,80",
    ),
    Property(
        "bruecke.late",
        frozenset({"boundaryEvent"}),
        ("accept", "timer_first"),
        "what is done after an interrupting timer was due and before it has fired: it counts, or the timer comes first "
        "(default accept)",
    ),
    Property(
        "bruecke.pauses",
        ACTIVITIES,
        (),
        "timer events whose clocks stand still while this activity is open",
    ),
    Property(
        "bruecke.pauses_if",
        ACTIVITIES,
        (),
        "boolean parameter of the package that says whether they do (without it always)",
    ),
    Property("bruecke.outcome", frozenset({"endEvent"}), (), "code of the outcome this end stands for"),
    Property("bruecke.requirement", _ANY, (), "requirement ids that this element serves"),
    Property("bruecke.layout", _ANY, (), "hint for drawing the model"),
)


def extension(node: etree._Element, tag: str) -> etree._Element | None:
    """The `zeebe:` extension element of a node with that tag."""
    for holder in node.findall(f"{{{BPMN}}}extensionElements"):
        found = holder.find(f"{{{ZEEBE}}}{tag}")
        if found is not None:
            return found
    return None


def properties_of(node: etree._Element) -> dict[str, str]:
    """The `zeebe:properties` of a node by name."""
    holder = extension(node, "properties")
    if holder is None:
        return {}
    return {child.get("name", ""): child.get("value", "") for child in holder if namespace(child) == ZEEBE}
