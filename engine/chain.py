"""The history of a case: a hash chain of events that name case, element and codes, never a value."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.rows import Event

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to log: kind from the vocabulary's event types, element id, codes.

    `by_itself`: the procedure did it, nobody in person; the event then names no actor.
    """

    kind: str
    element: str | None
    codes: Mapping[str, Any]
    by_itself: bool = False


def link(
    key: int,
    case_key: int,
    sequence: int,
    at: datetime,
    happening: Happening,
    actor: tuple[int, int] | None,
    previous: str,
) -> Event:
    """The next event of a chain. `actor` is (user, institution), None for the engine itself."""
    codes = orjson.dumps(happening.codes, option=orjson.OPT_SORT_KEYS).decode()
    user, institution = (actor if actor and not happening.by_itself else None) or (None, None)
    digest = _digest(
        key, case_key, sequence, at, happening.kind, happening.element, codes, user, institution, previous
    )
    return Event(
        key,
        case_key,
        sequence,
        at,
        happening.kind,
        happening.element,
        codes,
        user,
        institution,
        previous,
        digest,
    )


def first_break(events: Sequence[Event]) -> int | None:
    """The sequence number at which a chain was tampered with, or None: it is whole."""
    previous = GENESIS
    for expected, event in enumerate(events, start=1):
        digest = _digest(
            event.key,
            event.instance_key,
            event.sequence,
            event.at,
            event.kind,
            event.element,
            event.codes,
            event.actor,
            event.institution,
            event.previous,
        )
        if event.sequence != expected or event.previous != previous or event.digest != digest:
            return expected
        previous = event.digest
    return None


def _digest(*parts: Any) -> str:
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
