"""What a case waits for, for those who see it: which message with which key, until when."""

from dataclasses import dataclass

from cases.views.seen import Seen
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Wait
from engine.running import Running
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class WaitView:
    """A wait with the name of its element; `event` names the message or signal."""

    row: Wait
    name: Text
    event: str | None
    correlation_key: str | None


def view_waits(engine: Engine, work: Work, actor: Actor, seen: Seen) -> list[WaitView]:
    """The oldest first; a guest learns of none. Rows hold digests of names and keys: these are read from the state."""
    if seen.sight.is_guest:
        return []
    rows = sorted(work.find(Wait, instance_key=seen.case.key), key=lambda row: row.key)
    if not rows:
        return []
    waits = Running.load(engine, work, seen.case.key, actor).run.waits()
    told = {(wait.token, wait.index): wait for wait in waits}
    return [
        WaitView(
            row,
            seen.wording.element(row.element),
            told[row.token, row.place].name if (row.token, row.place) in told else None,
            told[row.token, row.place].key if (row.token, row.place) in told else None,
        )
        for row in rows
    ]
