"""What happened in a case, and the way it took through the model."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from cases.rows import Institution, User
from cases.views.case import Seen
from cases.views.wording import Badge, badge_of
from engine.rows import Event, Gateway, Task
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class HappeningView:
    """One event: what, where, who, when."""

    sequence: int
    at: datetime
    kind: str
    label: Text
    element: str | None
    element_name: Text | None
    codes: dict[str, Any]
    answer: Text | None
    actor: str | None
    institution: Badge | None


@dataclass(frozen=True, slots=True)
class Way:
    """The way through the model: how often each element and flow was passed, and where the case stands."""

    taken: dict[str, int]
    here: frozenset[str]


def view_history(
    work: Work, seen: Seen, *, after: int = 0, limit: int | None = None, newest_first: bool = False
) -> list[HappeningView]:
    """The events of a case, in their order."""
    events = [event for event in work.find(Event, instance_key=seen.case.key) if event.sequence > after]
    events.sort(key=lambda event: event.sequence, reverse=newest_first)
    events = events[:limit] if limit is not None else events
    actors = sorted({event.actor for event in events if event.actor})
    bodies = sorted({event.institution for event in events if event.institution})
    users = {user.key: user.name for user in work.find(User, key=actors)} if actors else {}
    institutions = {row.key: row for row in work.find(Institution, key=bodies)} if bodies else {}
    return [_happening(seen, event, users, institutions) for event in events]


def view_way(work: Work, seen: Seen) -> Way:
    """The way so far, from the events, and the open tasks and gateways."""
    taken: Counter[str] = Counter()
    for event in work.find(Event, instance_key=seen.case.key):
        taken.update(orjson.loads(event.codes).get("path", ()))
    here = {task.element for task in work.find(Task, instance_key=seen.case.key, status="open")}
    here |= {gateway.element for gateway in work.find(Gateway, instance_key=seen.case.key, status="open")}
    return Way(dict(taken), frozenset(here))


def _happening(
    seen: Seen, event: Event, users: dict[int, str], institutions: dict[int, Institution]
) -> HappeningView:
    codes = orjson.loads(event.codes)
    codes.pop("path", None)
    if event.element and not _has_say(seen, event.element):
        for name in ("proposal", "basis"):
            codes.pop(name, None)
        if event.kind == "GATEWAY_ANSWERED":
            codes.pop("answer", None)
    institution = institutions.get(event.institution or 0)
    answer = (
        seen.wording.answer(event.element, codes["answer"]) if event.element and codes.get("answer") else None
    )
    return HappeningView(
        event.sequence,
        event.at,
        event.kind,
        seen.wording.vocabulary("event_types", event.kind),
        event.element,
        seen.wording.element(event.element) if event.element else None,
        codes,
        answer,
        users.get(event.actor or 0),
        badge_of(institution, seen.wording.language) if institution else None,
    )


def _has_say(seen: Seen, element: str) -> bool:
    """Whether the reader holds a seat of the element: others learn the outcome, not how it came about."""
    node = seen.package.model.elements.get(element)
    return node is not None and bool(set(node.seats) & seen.sight.roles)
