"""What was entered about who works with Brücke: for each institution, unit and account a chain of events, as a case has one.

Nobody signs in at the command line, so such an event names nobody but says where it was done. It names what changed, never
the values; roles are codes.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, cast

from engine.chain import GENESIS, Happening, link
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Event, Row
from engine.store import Work

COMMAND_LINE: Final = "command line"
HTTP: Final = "http"
KINDS: Final = frozenset(
    {
        "INSTITUTION_ENTERED",
        "INSTITUTION_CHANGED",
        "UNIT_ENTERED",
        "UNIT_CHANGED",
        "PERSON_ENTERED",
        "PERSON_CHANGED",
        "PERSON_DEACTIVATED",
        "PERSON_READMITTED",
        "PASSWORD_RENEWED",
        "PASSWORD_CHANGED",
        "PARTNER_ENTERED",
        "SYSTEM_ENTERED",
        "KEY_CREATED",
        "KEY_REVOKED",
    }
)
"""They are in nobody's feed: no case is theirs."""


def leave_trail(
    engine: Engine,
    work: Work,
    about: int,
    kind: str,
    codes: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Note what was done about an institution, unit or account; without an actor at the command line."""
    assert kind in KINDS
    events = trail_of(work, about)
    previous = events[-1].digest if events else GENESIS
    origin = HTTP if actor is not None else COMMAND_LINE
    happening = Happening(kind, None, {"origin": origin, **(codes or {})})
    who = (actor.user_key, actor.institution_key) if actor is not None else None
    work.add(link(engine.keys(), about, len(events) + 1, engine.clock.now(), happening, who, previous))


def trail_of(work: Work, about: int) -> list[Event]:
    """What was done about it, in its order."""
    return sorted(work.find(Event, instance_key=about), key=lambda event: event.sequence)


def changed(before: Row, after: Row) -> dict[str, Any]:
    """What is otherwise, by the names of the fields; of roles also which there were and are."""
    columns = fields(cast("Any", after))
    names = [column.name for column in columns if not column.name.startswith("unique_")]
    codes: dict[str, Any] = {
        "changed": [name for name in names if getattr(before, name) != getattr(after, name)]
    }
    if "roles" in codes["changed"]:
        codes |= {"roles": getattr(after, "roles", ""), "roles_before": getattr(before, "roles", "")}
    return codes


def told(event: Event) -> str:
    """One line of a trail, for operators."""
    codes = json.loads(event.codes)
    origin = codes.pop("origin", "")
    parts = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in codes.items()
    ]
    who = f"account {event.actor}, {origin}" if event.actor else origin
    return " · ".join([f"{event.at:%Y-%m-%d %H:%M:%S}Z", event.kind, *parts, who])
