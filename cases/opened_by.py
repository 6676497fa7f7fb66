"""What only the office that opened a case may do with it as a whole."""

from cases.access import Sight, sight_of
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running


def require_opener(running: Running, actor: Actor) -> Sight:
    """The actor's sight, if their institution opened the case. Raises NotVisible, NotAllowed."""
    sight = sight_of(running.work, actor, running.instance.key, running.now)
    if sight is None:
        raise NotVisible
    if not sight.is_opener:
        raise NotAllowed
    return sight
