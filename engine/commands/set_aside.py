"""A mistake of ours in the work that nobody asked for stops the one case that it hit, and no other."""

from collections.abc import Callable
from typing import TypeVar

from engine.engine import Engine
from engine.errors import CommandError
from engine.store import Conflict, Unreachable
from engine.transaction import broken

Result = TypeVar("Result")


def set_aside(engine: Engine, case_key: int, error: Exception) -> None:
    """The case stands still with an incident, and whoever operates is told, once: the kind of the mistake, no content.

    One that has ended needs no incident: then what is told is all there is. Not for a store that is away (`Unreachable`):
    that is nobody's mistake, and everything is tried again.
    """
    incident, is_new = broken(engine, case_key, error)
    kind = type(error).__name__
    if is_new or (not incident and engine.mistakes.is_new(case_key, kind)):
        engine.tells(case_key, ("INCIDENT_OPENED" if incident else "MISTAKE_MADE", kind))


def by_itself(engine: Engine, case_key: int, act: Callable[[], Result]) -> Result | None:
    """Do something in one of many cases, so that what fails there keeps no other waiting. What it gives, None where it
    failed: an incident tells of it, or somebody is at this case; then it comes again. Raises Unreachable.
    """
    try:
        return act()
    except (CommandError, Conflict):
        return None
    except Unreachable:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is: it is this case's
        set_aside(engine, case_key, error)
        return None
