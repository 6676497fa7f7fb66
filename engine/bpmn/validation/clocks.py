"""Rules about the clocks of timers: which days count, when one warns, what comes first, and what lets one stand still."""

import re
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import properties_of
from engine.bpmn.model import listed as parts_of
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES, CONTAINERS
from engine.bpmn.validation.timers import times_of
from engine.bpmn.validation.view import View, is_event_sub_process, is_true, parts, process_of
from engine.bpmn.validation.words import kind, listed
from engine.bpmn.validation.zeebe import ours
from engine.bpmn.xml import local

_SOURCE = "Brücke: processes/REFERENCE.md, properties of a model"
_DAYS, _WARNS, _LATE = "bruecke.days", "bruecke.warns", "bruecke.late"
_PAUSES, _PAUSES_IF = "bruecke.pauses", "bruecke.pauses_if"
_PLACES = frozenset({"boundaryEvent", "intermediateCatchEvent", "startEvent"})
_COUNTED = re.compile(r"P(\d+Y)?(\d+M)?(\d+D)?", re.ASCII)
_SHARE = re.compile(r"[1-9]\d?", re.ASCII)
_ONE_WAY = frozenset({"exclusiveGateway", "eventBasedGateway"})


def _said(view: View, *names: str) -> Iterator[tuple[etree._Element, str, str]]:
    """Where these properties stand on an event that can have them; elsewhere EXT-PLACE tells."""
    for owner, name, value in ours(view):
        if name in names and local(owner) in _PLACES:
            yield owner, name, value


def _begins_process(event: etree._Element) -> bool:
    """Whether it is a start event that nothing waits at."""
    holder = event.getparent()
    return local(event) == "startEvent" and (holder is None or not is_event_sub_process(holder))


@rule("CLOCK-TIMER", "fault", "What is said of a clock stands on a timer that is waited for.", _SOURCE)
def timer(view: View) -> Iterator[Hit]:
    for event, name, _ in _said(view, _DAYS, _WARNS, _LATE):
        if not any(True for _ in times_of(view, event)):
            yield Hit(
                event, f"«{name}» stands on an event without a timer.", "Give it a timer, or remove it."
            )
        elif _begins_process(event):
            yield Hit(event, f"«{name}» has no meaning where a process begins: no clock runs.", "Remove it.")


@rule("CLOCK-DAYS", "fault", "Working days are the days of a duration.", _SOURCE)
def days(view: View) -> Iterator[Hit]:
    for event, _, value in _said(view, _DAYS):
        for tag, text in times_of(view, event) if value == "working" else ():
            if tag in {"timeDate", "timeCycle"}:
                what = "a date" if tag == "timeDate" else "a cycle"
                yield Hit(
                    event,
                    f"Working days are counted in a duration, and the timer has {what}.",
                    "Write a duration such as P10D, or remove bruecke.days.",
                )
            elif text and not text.startswith("=") and not _COUNTED.fullmatch(text):
                yield Hit(
                    event,
                    f"«{text[:60]}» has weeks or a time of day, which are not counted in working days.",
                    "Write days, e.g. P10D.",
                )


@rule(
    "CLOCK-WARNS", "fault", "Warnings are rising hundredths of the time of a timer that comes once.", _SOURCE
)
def warns(view: View) -> Iterator[Hit]:
    for event, _, value in _said(view, _WARNS):
        shares = parts_of(value)
        numbers = [int(share) for share in shares if _SHARE.fullmatch(share)]
        if value.strip() and (len(numbers) < len(shares) or numbers != sorted(set(numbers)) or not shares):
            yield Hit(
                event,
                f"«{value[:60]}» are no hundredths of the timer's time, each later than the one before.",
                "Write whole numbers from 1 to 99, e.g. 50,80.",
            )
        if any(tag == "timeCycle" for tag, _ in times_of(view, event)):
            yield Hit(
                event,
                "A timer that comes again and again warns of nothing.",
                "Write a duration or a date, or remove bruecke.warns.",
            )


@rule("CLOCK-LATE", "fault", "What is done too late is said where a timer interrupts.", _SOURCE)
def late(view: View) -> Iterator[Hit]:
    for event, _, _ in _said(view, _LATE):
        if local(event) == "boundaryEvent" and not is_true(event, "cancelActivity", default=True):
            yield Hit(
                event,
                "The timer interrupts nothing, so nothing is done too late.",
                "Let it interrupt its activity, or remove bruecke.late.",
            )


@rule("CLOCK-PAUSES", "fault", "An activity lets clocks stand still that can run while it is open.", _SOURCE)
def pauses(view: View) -> Iterator[Hit]:
    for activity, name, value in ours(view):
        if name != _PAUSES or local(activity) not in ACTIVITIES:
            continue
        for ident in parts_of(value):
            why = _wrong(view, activity, ident)
            if why is not None:
                yield Hit(activity, f"It lets the clock of «{ident[:60]}» stand still, {why[0]}.", why[1])
    for activity, other in _mutual(view):
        yield Hit(
            activity,
            f"It and «{other.get('id', '')}» let each other's clocks stand still: while both are open, none runs.",
            "Let only one of them do so.",
        )


@rule("CLOCK-PAUSES-IF", "fault", "A parameter says whether named clocks stand still.", _SOURCE)
def pauses_if(view: View) -> Iterator[Hit]:
    for activity, name, _ in ours(view):
        if name == _PAUSES_IF and not parts_of(properties_of(activity).get(_PAUSES, "")):
            yield Hit(
                activity,
                "«bruecke.pauses_if» says when clocks stand still, and none is named.",
                "Name the timer events in bruecke.pauses, or remove it.",
            )


def _wrong(view: View, activity: etree._Element, ident: str) -> tuple[str, str] | None:
    """Why a clock can't be let stand still, and the way out."""
    event = view.by_id.get(ident)
    known = sorted(
        item.get("id", "")
        for item in view.all(*sorted(_PLACES))
        if _waits(view, item) and process_of(item) is process_of(activity)
    )
    which = (
        f"Name one of: {listed(known)}." if known else "Remove bruecke.pauses: no timer is waited for here."
    )
    if event is None:
        return "which is not in the file", which
    if not any(True for _ in times_of(view, event)):
        return f"and that is {kind(event)} without a timer", which
    if process_of(event) is not process_of(activity):
        return "which lies in another process", which
    if not _waits(view, event):
        return "where nothing is waited for", which
    if any(tag == "timeCycle" for tag, _ in times_of(view, event)):
        return "which comes again and again", "Name timers with a duration or a date."
    place = _place(view, event)
    if activity in _upwards(place):
        return "which runs only while it is open: it would never be due", "Let another activity do so."
    if not _together(view, activity, event, place):
        return "which never runs while it is open", "Name a timer that runs beside it or around it."
    return None


def _waits(view: View, event: etree._Element) -> bool:
    has_timer = any(True for _ in times_of(view, event))
    return has_timer and local(event) in _PLACES and not _begins_process(event)


def _place(view: View, event: etree._Element) -> etree._Element:
    """What has to be open for the event to be waited for: its activity, itself, or what an event sub-process lies in."""
    if local(event) == "boundaryEvent":
        host = view.find(event.get("attachedToRef"))
        return event if host is None else host
    holder = event.getparent()
    if local(event) == "startEvent" and holder is not None:
        around = holder.getparent()
        return event if around is None else around
    return event


def _together(view: View, activity: etree._Element, event: etree._Element, place: etree._Element) -> bool:
    around = _upwards(activity)
    if place in around:
        holder = event.getparent()
        ends_others = local(event) == "startEvent" and is_true(event, "isInterrupting", default=True)
        return not (ends_others and holder in around)
    common = next((item for item in _upwards(place) if item in around), None)
    return common is None or _has_several(view, common)


def _has_several(view: View, scope: etree._Element) -> bool:
    """Whether more than one thing can go on in a scope."""
    if local(scope) == "adHocSubProcess":
        return True
    nodes = [item for item in view.scopes if item.element is scope]
    begins = 0
    for node in nodes[0].nodes if nodes else ():
        tag = local(node)
        if tag == "boundaryEvent":
            if not is_true(node, "cancelActivity", default=True):
                return True
        elif is_event_sub_process(node):
            starts = [child for child in parts(node) if local(child) == "startEvent"]
            if any(not is_true(start, "isInterrupting", default=True) for start in starts):
                return True
        elif tag not in _ONE_WAY and len(view.outgoing[node]) > 1:
            return True
        else:
            begins += not view.incoming[node]
    return begins > 1


def _upwards(element: etree._Element) -> list[etree._Element]:
    """An element, and what it lies in."""
    found = [element]
    above = element.getparent()
    while above is not None and local(above) in CONTAINERS:
        found.append(above)
        above = above.getparent()
    return found


def _mutual(view: View) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Activities that stop the clock on another one, which stops theirs."""
    stops: dict[etree._Element, set[etree._Element]] = {}
    for activity, name, value in ours(view):
        if name == _PAUSES:
            events = [view.by_id.get(ident) for ident in parts_of(value)]
            places = [_place(view, event) for event in events if event is not None]
            stops[activity] = {place for place in places if place is not activity}
    for activity, hosts in stops.items():
        for host in sorted(hosts, key=lambda item: item.get("id", "")):
            if activity in stops.get(host, ()):
                yield activity, host


RULES = (timer, days, warns, late, pauses, pauses_if)
