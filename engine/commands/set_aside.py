"""A mistake of ours in the work that nobody asked for stops the one case that it hit, and no other."""

from engine.engine import Engine
from engine.transaction import broken


def set_aside(engine: Engine, case_key: int, error: Exception) -> None:
    """The case stands still with an incident, and whoever operates is told: the kind of the mistake, no content.

    One that has ended needs no incident: then what is told is all there is. Not for a store that is away (`Unreachable`):
    that is nobody's mistake, and everything is tried again.
    """
    incident = broken(engine, case_key, error)
    engine.tells(case_key, ("INCIDENT_OPENED" if incident else "MISTAKE_MADE", type(error).__name__))
