"""Rules about sub-processes: how they begin, and what an ad-hoc one has not."""

from collections.abc import Iterator

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.validation.triggers import trigger_names
from engine.bpmn.validation.view import View, is_event_sub_process
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local
from engine.faults import sentence


@rule("SUB-START", "fault", "A sub-process has at most one start event.", "BPMN 2.0.2, 13.3.4")
def one_start(view: View) -> Iterator[Hit]:
    for scope in view.scopes:
        if local(scope.element) not in {"subProcess", "transaction"} or scope.is_event_sub_process:
            continue
        starts = [
            node for node in scope.nodes if local(node) == "startEvent" and not trigger_names(view, node)
        ]
        if len(starts) > 1:
            yield Hit(
                scope.element,
                f"The sub-process has {len(starts)} start events: where does it begin?",
                "Leave one, with a parallel gateway behind it if several paths begin at once.",
            )


@rule("EVENT-SUB-START", "fault", "An event sub-process has one start event.", "BPMN 2.0.2, 10.3.5")
def event_start(view: View) -> Iterator[Hit]:
    for scope in view.scopes:
        starts = [node for node in scope.nodes if local(node) == "startEvent"]
        if scope.is_event_sub_process and len(starts) != 1:
            yield Hit(
                scope.element,
                f"The event sub-process has {len(starts)} start events, it must have one.",
                "Give it one start event with a trigger.",
            )


@rule(
    "AD-HOC-EVENTS",
    "fault",
    "An ad-hoc sub-process has no start and end events.",
    "BPMN 2.0.2, 10.3.5, ad-hoc",
)
def ad_hoc(view: View) -> Iterator[Hit]:
    for scope in view.scopes:
        if local(scope.element) != "adHocSubProcess":
            continue
        for node in scope.nodes:
            if local(node) in {"startEvent", "endEvent"}:
                yield Hit(
                    node,
                    sentence(
                        f"{kind(node)} stands in an ad-hoc sub-process, where people choose what begins"
                    ),
                    "Remove it.",
                )


@rule("AD-HOC-EMPTY", "todo", "An ad-hoc sub-process has activities.", "BPMN 2.0.2, 10.3.5, ad-hoc")
def ad_hoc_activities(view: View) -> Iterator[Hit]:
    for scope in view.scopes:
        if local(scope.element) == "adHocSubProcess" and not any(
            local(node) in ACTIVITIES for node in scope.nodes
        ):
            yield Hit(
                scope.element,
                "The ad-hoc sub-process has no activities to choose from.",
                "Draw what can be done in it.",
            )


@rule("SUB-EMPTY", "warning", "A sub-process has something in it.", "BPMN 2.0.2, 10.3.5")
def content(view: View) -> Iterator[Hit]:
    for scope in view.scopes:
        tag = local(scope.element)
        if (
            tag in {"subProcess", "transaction"}
            and not scope.nodes
            and not is_event_sub_process(scope.element)
        ):
            yield Hit(
                scope.element,
                "The sub-process is empty: it ends as soon as it begins.",
                "Draw what happens in it, or use a task.",
            )


@rule(
    "EVENT-SUB-LOOP", "fault", "An event sub-process does not repeat by itself.", "BPMN 2.0.2, 10.3.5; 10.3.8"
)
def event_loop(view: View) -> Iterator[Hit]:
    for loop in view.all("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"):
        holder = loop.getparent()
        if holder is not None and is_event_sub_process(holder):
            yield Hit(
                holder,
                "The event sub-process has a loop, but its event says how often it runs.",
                "Put the loop on a sub-process inside it, or make its event non-interrupting.",
            )


RULES = (one_start, event_start, event_loop, ad_hoc, ad_hoc_activities, content)
