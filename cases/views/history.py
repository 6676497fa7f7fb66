"""What happened in a case, and the way it took through the model."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from cases.access import Sight
from cases.catalogue import CATALOGUE
from cases.documents import is_open_to
from cases.meetings.states import CATEGORY as OF_MEETINGS
from cases.notes import is_open
from cases.plans import CATEGORY
from cases.rows import Institution, User
from cases.views.seen import Seen
from cases.views.wording import Badge, badge_of
from engine.clock import ZONE
from engine.commands.deadlines import seats_of_deadline
from engine.commands.seats import STOOD_IN_FOR
from engine.rows import Event, Gateway, Task
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class HappeningView:
    """One event: what, where, who, when. `named`: the professional, record or document it is about; `stood_in_for`: whom the
    case names for the seat in which somebody else has acted."""

    key: int
    sequence: int
    at: datetime
    kind: str
    label: Text
    element: str | None
    element_name: Text | None
    codes: dict[str, Any]
    answer: Text | None
    named: str | None
    actor: str | None
    institution: Badge | None
    stood_in_for: str | None = None
    variables: dict[str, Any] | None = None


_OF_DEADLINES = frozenset({"DEADLINE_CHANGED", "DEADLINE_NEARS"})
_OF_PLANS = ("MEASURE_", "PLAN_SIGNED")
_OF_STEPS = frozenset({"MEASURE_STARTED", "MEASURE_ENDED", "MEASURE_ABORTED"})
_OF_MEETINGS = ("MEETING_", "INVITATION_", "MINUTES_")
_OF_PACKETS = frozenset({"PACKET_SENT", "PACKET_RECEIVED"})
_OF_DOCUMENTS = "DOCUMENT_"


@dataclass(frozen=True, slots=True)
class Way:
    """The way through the model: how often each element and flow was passed, and where the case stands."""

    taken: dict[str, int]
    here: frozenset[str]


_OWN = frozenset({"PERSON_RECOGNISED", "PERSONS_TOLD_APART"})
"""Told to nobody but those who did it: that somebody is known from elsewhere is for the coordination alone."""
VARIANTS = frozenset({"LEAD_GIVEN_BACK", "TASK_SIGNED_AGAIN", "TIMER_CAME_AGAIN"})
"""Words of the vocabulary for a variant of another kind of event."""
NAMES_SOMEBODY = frozenset({"PROFESSIONAL_NAMED", "LEAD_CHANGED", "WORK_HANDED_OVER"})


def view_history(
    work: Work, seen: Seen, *, after: int = 0, limit: int | None = None, newest_first: bool = False
) -> list[HappeningView]:
    """The events of a case, in their order."""
    everything = sorted(work.find(Event, instance_key=seen.case.key), key=lambda event: event.sequence)
    told = [event for event in everything if is_told(seen.sight, event, lambda: seen)]
    # Numbered anew: a gap would tell of a note that is none of the reader's business.
    numbered = [replace(event, sequence=number) for number, event in enumerate(told, 1)]
    again = signed_again(numbered)
    events = [event for event in numbered if event.sequence > after]
    events = (events[::-1] if newest_first else events)[:limit]
    actors = sorted({key for event in events for key in (event.actor, *_users_in(event)) if key})
    bodies = sorted({key for event in events for key in (event.institution, _receiver(event)) if key})
    users = {user.key: user.name for user in work.find(User, key=actors)} if actors else {}
    institutions = {row.key: row for row in work.find(Institution, key=bodies)} if bodies else {}
    return [_happening(seen, event, users, institutions, again) for event in events]


def is_told(sight: Sight, event: Event, seen: Callable[[], Seen]) -> bool:
    """Whether the reader learns of an event: of a note only who may read it, else its line would tell that it is; a
    guest only of what its own institution has done. Held for the history, and for what leaves the house (views/feed.py).
    """
    if event.kind == "PROFESSIONAL_NAMED" and _is_hidden_guest(seen(), event):
        return False
    if event.kind in {"TIMER_FIRED", *_OF_DEADLINES} and _is_of_hidden_guest(seen(), event):
        return False
    if event.kind in _OWN and event.institution != sight.institution_key:
        return False
    if sight.is_guest and event.institution != sight.institution_key:
        return False
    if event.kind in _OF_STEPS and (owners := orjson.loads(event.codes).get("owners")) is not None:
        return sight.may_read(CATEGORY, owners)  # the event itself is what the step says
    if event.kind.startswith(_OF_PLANS) and not (CATEGORY in sight.categories or sight.is_opener):
        return (
            event.institution == sight.institution_key
        )  # who may not read a plan learns nothing of who said what to it
    if event.kind.startswith(_OF_MEETINGS):
        return event.institution == sight.institution_key or _is_told_of_meeting(sight, event, seen)
    if event.kind.startswith(_OF_DOCUMENTS):
        return is_open_to(sight, orjson.loads(event.codes)["holds"])
    if event.kind not in {"NOTE_WRITTEN", "NOTE_WITHDRAWN"}:
        return True
    codes = orjson.loads(event.codes)
    return is_open(sight, codes["audience"], codes["category"], event.institution or 0)


def _is_told_of_meeting(sight: Sight, event: Event, seen: Callable[[], Seen]) -> bool:
    """Whether the reader learns of what another office did with a meeting: who may know what meetings are facts about; that
    something was written down of a category, who may read it; that a guest answered, who knows of them."""
    if not (sight.is_opener or OF_MEETINGS in sight.categories):
        return False
    if event.kind == "MINUTES_WRITTEN":
        return sight.may_read(orjson.loads(event.codes)["category"], str(event.institution or 0))
    if event.kind == "INVITATION_ANSWERED":
        return event.institution in seen().institutions
    return True


def _is_hidden_guest(seen: Seen, event: Event) -> bool:
    """Whether the event names a guest of whom the reader does not know."""
    role = orjson.loads(event.codes)["role"]
    definition = seen.package.manifest.roles.get(role)
    is_guest = definition is not None and definition.binding == "invited"
    return is_guest and role not in {place.role for place in seen.participants}


def _is_of_hidden_guest(seen: Seen, event: Event) -> bool:
    """Whether a deadline belongs to a guest of whom the reader does not know."""
    if event.element is None or event.element not in seen.package.model.elements:
        return False
    roles = set(seats_of_deadline(seen.package, event.element))
    held = {place.role for place in seen.participants} | seen.sight.roles
    defined = seen.package.manifest.roles
    return bool(roles) and all(
        role not in held and role in defined and defined[role].binding == "invited" for role in roles
    )


def signed_again(events: Sequence[Event]) -> frozenset[int]:
    """The sequences of signatures whose seat had signed the same task before."""
    signed: set[tuple[str | None, str]] = set()
    found = set()
    for event in events:
        if event.kind == "TASK_SIGNED":
            seat = (event.element, str(orjson.loads(event.codes).get("seat")))
            if seat in signed:
                found.add(event.sequence)
            signed.add(seat)
        elif event.kind == "TASK_COMPLETED":
            signed = {seat for seat in signed if seat[0] != event.element}
    return frozenset(found)


def view_way(work: Work, seen: Seen) -> Way:
    """The way so far, from the events, and the open tasks and gateways; a guest learns nothing of it."""
    if seen.sight.is_guest:
        return Way({}, frozenset())
    taken: Counter[str] = Counter()
    for event in work.find(Event, instance_key=seen.case.key):
        taken.update(orjson.loads(event.codes).get("path", ()))
        if event.kind == "ELEMENT_COMPLETED" and event.element:
            taken[event.element] += 1
    here = {task.element for task in work.find(Task, instance_key=seen.case.key, status="open")}
    here |= {gateway.element for gateway in work.find(Gateway, instance_key=seen.case.key, status="open")}
    return Way(dict(taken), frozenset(here))


def _named(event: Event) -> int | None:
    """The user whom the event names as the professional."""
    return int(orjson.loads(event.codes)["user"]) if event.kind in NAMES_SOMEBODY else None


def _users_in(event: Event) -> list[int]:
    """The users whom the event names besides who acted."""
    codes = orjson.loads(event.codes)
    names = ("user", "from", STOOD_IN_FOR) if event.kind in NAMES_SOMEBODY else (STOOD_IN_FOR,)
    return [int(codes[name]) for name in names if codes.get(name)]


def _happening(
    seen: Seen,
    event: Event,
    users: dict[int, str],
    institutions: dict[int, Institution],
    again: frozenset[int],
) -> HappeningView:
    codes = orjson.loads(event.codes)
    codes.pop("path", None)
    if event.element and not _has_say(seen, event.element):
        for name in ("proposal", "basis"):
            codes.pop(name, None)
        if event.kind == "GATEWAY_ANSWERED":
            codes.pop("answer", None)
    if event.kind == "RECORD_CORRECTED":
        named: str | None = _corrected(seen, event, codes)
    elif event.kind in _OF_DEADLINES:
        named = _deadline(seen, codes)
    elif event.kind in _OF_PACKETS:
        named = _packet(seen, event, codes, institutions)
    elif event.kind.startswith(_OF_DOCUMENTS):
        named = _document(seen, codes)
    else:
        named = _told_of(seen, event, codes, users)
    institution = institutions.get(event.institution or 0)
    answer = (
        seen.wording.answer(event.element, codes["answer"]) if event.element and codes.get("answer") else None
    )
    return HappeningView(
        event.key,
        event.sequence,
        event.at,
        event.kind,
        seen.wording.vocabulary("event_types", _label_of(seen, event, codes, again)),
        event.element,
        seen.wording.element(event.element) if event.element else None,
        codes,
        answer,
        named,
        users.get(event.actor or 0),
        badge_of(institution, seen.wording.language) if institution else None,
        users.get(int(codes.get(STOOD_IN_FOR) or 0)),
    )


def _told_of(seen: Seen, event: Event, codes: dict[str, Any], users: dict[int, str]) -> str | None:
    """Whom the event is about: at a change also who it was before, and what went over."""
    name, before = users.get(_named(event) or 0), users.get(int(codes.get("from") or 0))
    if event.kind not in {"LEAD_CHANGED", "WORK_HANDED_OVER"} or before is None or before == name:
        return name
    parts = [seen.wording.role(role).text for role in codes.get("roles", ())]
    for what in ("tasks", "lead"):
        if codes.get(what):
            parts.append(seen.wording.vocabulary("handed_over", what).text)
    was = f"{seen.wording.vocabulary('handed_over', 'before').text} {before}"
    return f"{name} ({', '.join((was, *parts))})"


def _label_of(seen: Seen, event: Event, codes: dict[str, Any], again: frozenset[int]) -> str:
    """What the event is called in the vocabulary: some have words of their own for a variant."""
    if event.kind == "LEAD_CHANGED" and codes.get("to") is None:
        return "LEAD_GIVEN_BACK"
    if event.kind == "TIMER_FIRED" and _comes_again(seen, event.element):
        return "TIMER_CAME_AGAIN"
    return f"{event.kind}_AGAIN" if event.sequence in again else event.kind


def _comes_again(seen: Seen, element: str | None) -> bool:
    """Whether the timer of an element is due again and again: nobody has missed anything when it is."""
    node = seen.package.model.elements.get(element or "")
    return node is not None and any(trigger.timer == "cycle" for trigger in node.triggers)


def _corrected(seen: Seen, event: Event, codes: dict[str, Any]) -> str:
    """What was corrected, as people call it. Of the fields only those that the reader may read: others would tell that
    there is something.
    """
    kind = codes["type"]
    if event.institution != seen.sight.institution_key:
        codes["fields"] = [
            name for name in codes["fields"] if CATALOGUE[kind].get(name) in seen.sight.categories
        ]
    title = seen.wording.vocabulary("record_types", kind).text
    fields = ", ".join(seen.wording.record_field(kind, name).text for name in codes["fields"])
    return f"{title} ({fields})" if fields else title


def _deadline(seen: Seen, codes: dict[str, Any]) -> str:
    """From when to when a deadline was moved, or how much of its time has passed."""
    if "percent" in codes:
        passed = seen.wording.vocabulary("deadlines", "passed").text
        return f"{codes['percent']}\N{NARROW NO-BREAK SPACE}% {passed}"
    old, new = (datetime.fromisoformat(codes[name]).astimezone(ZONE) for name in ("from", "to"))
    return f"{old:%d.%m.%Y, %H:%M} → {new:%d.%m.%Y, %H:%M}"


def _receiver(event: Event) -> int | None:
    """The institution that a packet went to."""
    return int(orjson.loads(event.codes)["to"]) if event.kind in _OF_PACKETS else None


def _packet(seen: Seen, event: Event, codes: dict[str, Any], institutions: dict[int, Institution]) -> str:
    """Where a packet went and what kind of facts were in it, never which."""
    receiver = institutions.get(int(codes["to"]))
    kinds = ", ".join(seen.wording.vocabulary("categories", code).text for code in codes["categories"])
    if event.kind == "PACKET_RECEIVED" or receiver is None:
        return f"({kinds})"
    return f"→ {receiver.name} ({kinds})"


def _document(seen: Seen, codes: dict[str, Any]) -> str | None:
    """Which document it was; of a signed copy, of which. What somebody called a file of theirs is no matter of the history."""
    rules = seen.package.manifest.documents.get(codes.get("of", codes["kind"]))
    if rules is None:
        return None
    title = seen.wording.get(rules.text).text
    return f"{title} ({seen.wording.vocabulary('document_states', 'copy').text})" if "of" in codes else title


def _has_say(seen: Seen, element: str) -> bool:
    """Whether the reader holds a seat of the element: others learn the outcome, not how it came about."""
    node = seen.package.model.elements.get(element)
    return node is not None and bool(set(node.seats) & seen.sight.roles)
