"""What only the office that opened a case may do with it as a whole."""

from cases.access import Sight, sight_of
from cases.catalogue import CATEGORIES
from engine.errors import ReasonMissing
from engine.ports import Actor, Entry, NotAllowed, NotVisible
from engine.running import Running


def require_opener(running: Running, actor: Actor) -> Sight:
    """The actor's sight, if their institution opened the case. Raises NotVisible, NotAllowed."""
    sight = sight_of(running.work, actor, running.instance.key, running.now)
    if sight is None:
        raise NotVisible
    if not sight.is_opener:
        raise NotAllowed
    return sight


def keep_reason(running: Running, sight: Sight, kind: str, reason: str) -> None:
    """Put a reason on record. What it tells nobody knows: it is kept like the most sensitive of all."""
    if not reason.strip():
        raise ReasonMissing
    roles = tuple(sorted(sight.roles))
    running.write([Entry(kind, "reason", reason.strip(), CATEGORIES[-1], roles)], None)
