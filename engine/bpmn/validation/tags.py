"""The names of BPMN's elements by what they are."""

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROWING = frozenset({"intermediateThrowEvent", "endEvent"})
EVENTS = CATCHING | THROWING
NODES = ACTIVITIES | GATEWAYS | EVENTS
CONTAINERS = SUB_PROCESSES | {"process"}
DATA = frozenset({"dataObject", "dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
ITEMS = DATA | {"property", "dataStore"}
FREE_TEXT = frozenset({"documentation", "text", "script"})
"""Elements whose content is anything a person or a tool writes."""
NEVER_RUN = frozenset({"choreography", "globalChoreographyTask", "globalConversation"})
"""Elements of the file that only describe how partners talk with each other."""
