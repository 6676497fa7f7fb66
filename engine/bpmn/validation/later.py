"""What is valid BPMN and not executed yet: refused by name, with a way round it."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES, EVENTS, SUB_PROCESSES
from engine.bpmn.validation.triggers import has_trigger
from engine.bpmn.validation.view import View, is_true, process_of
from engine.bpmn.validation.words import kind
from engine.faults import sentence


def _events(view: View, name: str) -> Iterator[etree._Element]:
    return (event for event in view.all(*sorted(EVENTS)) if has_trigger(view, event, name))


@rule("LATER-COMPENSATION", "fault", "Compensation is not executed.", "BPMN 2.0.2, 10.7")
def compensation(view: View) -> Iterator[Hit]:
    handlers = (item for item in view.all(*sorted(ACTIVITIES)) if is_true(item, "isForCompensation"))
    for element in [*_events(view, "compensate"), *handlers]:
        yield Hit(
            element,
            sentence(f"{kind(element)} is there for compensation, which is not executed"),
            "Model the way back as tasks on a path of its own.",
        )


@rule("LATER-TRANSACTION", "fault", "Transactions are not executed.", "BPMN 2.0.2, 10.3.5, transaction")
def transaction(view: View) -> Iterator[Hit]:
    for element in view.all("transaction"):
        yield Hit(
            element,
            "A transaction is not executed.",
            "Use a sub-process with an error event at its border.",
        )


@rule("LATER-CANCEL", "fault", "Cancel events are not executed.", "BPMN 2.0.2, 10.5.5, cancel")
def cancel(view: View) -> Iterator[Hit]:
    for element in _events(view, "cancel"):
        yield Hit(element, "A cancel event is not executed.", "Use an error event.")


@rule("LATER-COMPLEX", "fault", "Complex gateways are not executed.", "BPMN 2.0.2, 10.6.5")
def complex_gateway(view: View) -> Iterator[Hit]:
    for element in view.all("complexGateway"):
        yield Hit(
            element,
            "A complex gateway is not executed.",
            "Use an inclusive gateway, or a multi-instance activity with a completion condition.",
        )


@rule(
    "LATER-EVENT-GATEWAY",
    "fault",
    "Event-based gateways neither begin a process nor wait for all.",
    "BPMN 2.0.2, 10.6.6",
)
def event_gateway(view: View) -> Iterator[Hit]:
    for element in view.all("eventBasedGateway"):
        if is_true(element, "instantiate"):
            yield Hit(
                element,
                "An event-based gateway that begins the process is not executed.",
                "Use a start event for each of the events.",
            )
        if element.get("eventGatewayType") == "Parallel":
            yield Hit(
                element,
                "A parallel event-based gateway is not executed.",
                "Use a parallel gateway with an event on each path.",
            )


@rule("LATER-AD-HOC", "fault", "Ad-hoc sub-processes are not sequential.", "BPMN 2.0.2, 10.3.5, ordering")
def sequential(view: View) -> Iterator[Hit]:
    for element in view.all("adHocSubProcess"):
        if element.get("ordering") == "Sequential":
            yield Hit(
                element,
                "An ad-hoc sub-process in which only one activity runs at a time is not executed.",
                "Leave the order to the people (ordering Parallel), or draw it as flows.",
            )


@rule("LATER-QUANTITY", "fault", "Activities take and give one token.", "BPMN 2.0.2, 10.3.1, startQuantity")
def quantity(view: View) -> Iterator[Hit]:
    for element in view.all(*sorted(ACTIVITIES)):
        for name in ("startQuantity", "completionQuantity"):
            if element.get(name, "1").strip() != "1":
                yield Hit(
                    element,
                    f"The {name} «{element.get(name)}» is not executed, only 1.",
                    "Wait for several paths with a parallel gateway, begin several with it too.",
                )


@rule("LATER-CHOREOGRAPHY", "fault", "Choreographies are not executed.", "BPMN 2.0.2, 11")
def choreography(view: View) -> Iterator[Hit]:
    for element in view.all("choreographyTask", "subChoreography", "callChoreography"):
        if process_of(element) is not None:
            yield Hit(
                element,
                sentence(f"{kind(element)} stands in a process, where it is not executed"),
                "Draw what each participant does as tasks and messages.",
            )


@rule("LATER-GLOBAL-TASK", "fault", "Global tasks are not called.", "BPMN 2.0.2, 10.3.7")
def global_task(view: View) -> Iterator[Hit]:
    tasks = set(
        view.all(
            "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"
        )
    )
    for element in view.all("callActivity"):
        called = extension(element, "calledElement")
        name = called.get("processId") if called is not None else element.get("calledElement")
        if view.find(name) in tasks:
            yield Hit(
                element,
                f"The call activity calls the global task «{name}», which is not executed.",
                "Put the task itself in its place, or call a process with this task.",
            )


@rule("LATER-EVENT-SUB", "fault", "Only sub-processes are begun by events.", "BPMN 2.0.2, 10.3.5")
def triggered(view: View) -> Iterator[Hit]:
    for element in view.all(*sorted(SUB_PROCESSES - {"subProcess"})):
        if is_true(element, "triggeredByEvent"):
            yield Hit(
                element,
                sentence(f"{kind(element)} that an event begins is not executed"),
                "Use an event sub-process with it inside.",
            )


RULES = (
    compensation,
    transaction,
    cancel,
    complex_gateway,
    event_gateway,
    sequential,
    quantity,
    choreography,
    global_task,
    triggered,
)
