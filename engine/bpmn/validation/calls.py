"""Rules about call activities."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.3.6; Zeebe docs, call activities"


def _named(activity: etree._Element) -> tuple[str, str]:
    """The process named by BPMN's attribute, and the one named by Zeebe's extension."""
    called = extension(activity, "calledElement")
    return (activity.get("calledElement") or "").strip(), (
        called.get("processId", "") if called is not None else ""
    ).strip()


@rule("CALL-NOTHING", "todo", "A call activity names what it calls.", _SOURCE)
def nothing(view: View) -> Iterator[Hit]:
    for activity in view.all("callActivity"):
        if not any(_named(activity)):
            yield Hit(
                activity,
                "The call activity does not say which process it calls.",
                "Name it in zeebe:calledElement processId.",
            )


@rule("CALL-TWO", "fault", "A call activity names one process.", _SOURCE)
def two(view: View) -> Iterator[Hit]:
    for activity in view.all("callActivity"):
        plain, zeebe = _named(activity)
        if plain and zeebe and plain.rpartition(":")[2] != zeebe:
            yield Hit(
                activity,
                f"The call activity names two processes: «{plain}» and «{zeebe}».",
                "Leave zeebe:calledElement.",
            )


@rule("CALL-KIND", "fault", "A call activity calls a process.", _SOURCE)
def calls_process(view: View) -> Iterator[Hit]:
    for activity in view.all("callActivity"):
        for name in filter(None, dict.fromkeys(_named(activity))):
            target = view.find(name)
            if target is not None and local(target) != "process" and not local(target).startswith("global"):
                yield Hit(
                    activity, f"The call activity calls «{name}», which is {kind(target)}.", "Call a process."
                )


RULES = (nothing, two, calls_process)
