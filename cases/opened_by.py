"""What only the office that opened a case may do with it as a whole."""

from cases.access import Sight, sight_in
from engine.ports import NotAllowed
from engine.running import Running


def require_opener(running: Running) -> Sight:
    """The sight of who acts, if their institution opened the case. Raises NotVisible, NotAllowed."""
    sight = sight_in(running)
    if not sight.is_opener:
        raise NotAllowed
    return sight
