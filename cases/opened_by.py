"""What only the office that opened a case may do with it as a whole."""

from cases.access import Sight, sight_in
from cases.catalogue import CATEGORIES
from engine.errors import ReasonMissing
from engine.ports import Entry, NotAllowed
from engine.running import Running


def require_opener(running: Running) -> Sight:
    """The sight of who acts, if their institution opened the case. Raises NotVisible, NotAllowed."""
    sight = sight_in(running)
    if not sight.is_opener:
        raise NotAllowed
    return sight


def keep_reason(running: Running, held: frozenset[str], kind: str, reason: str) -> None:
    """Put a reason on record, for who holds these roles. What it tells nobody knows: it is kept like the most
    sensitive of all.
    """
    if not reason.strip():
        raise ReasonMissing
    roles = tuple(sorted(held))
    running.write([Entry(kind, "reason", reason.strip(), CATEGORIES[-1], roles)], None)
