"""Who looks at lists."""

from dataclasses import dataclass

from engine.ports import Actor


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a user with institution and unit. Shapes: keys as integers, roles as a set of codes."""

    user_key: int
    institution_key: int
    unit_key: int
    roles: frozenset[str]


def viewer_of(actor: Actor) -> Viewer:
    """Who acts, as who looks."""
    return Viewer(actor.user_key, actor.institution_key, actor.unit_key, actor.roles)
