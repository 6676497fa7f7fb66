"""Rules about events on the border of activities."""

from collections.abc import Iterator

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.validation.view import View, is_event_sub_process
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.5.4, attachedToRef"


@rule("BOUNDARY-HOST", "fault", "A boundary event sits on an activity.", _SOURCE)
def host(view: View) -> Iterator[Hit]:
    for event in view.all("boundaryEvent"):
        name = event.get("attachedToRef")
        found = view.find(name)
        if name is None:
            what = "on nothing"
        elif found is None:
            what = f"on «{name}», which is not in the file"
        elif is_event_sub_process(found):
            what = "on an event sub-process"
        elif local(found) not in ACTIVITIES:
            what = f"on {kind(found)}"
        else:
            continue
        yield Hit(
            event, f"The boundary event sits {what}.", "Attach it to a task, sub-process or call activity."
        )


@rule("BOUNDARY-SCOPE", "fault", "A boundary event lies where its activity lies.", _SOURCE)
def scope(view: View) -> Iterator[Hit]:
    for event in view.all("boundaryEvent"):
        found = view.find(event.get("attachedToRef"))
        if found is None or local(found) not in ACTIVITIES:
            continue
        if found.getparent() is not event.getparent():
            yield Hit(
                event,
                f"The boundary event lies in another process or sub-process than its activity «{found.get('id', '')}».",
                "Attach it anew.",
            )


RULES = (host, scope)
