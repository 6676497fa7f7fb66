"""Colleagues: whose absence and work somebody may look after, and who may take over from whom."""

from collections.abc import Iterable

from cases.access import WORKING_ROLES
from cases.rows import User
from engine.ports import Actor, NotAllowed, NotVisible
from engine.store import Work


def require_near(work: Work, actor: Actor, user_key: int) -> User:
    """The actor themselves or a colleague of their unit. Raises NotVisible, NotAllowed."""
    user = work.get(User, user_key)
    if user is None or user.institution_key != actor.institution_key:
        raise NotVisible
    if not actor.roles & WORKING_ROLES or user.unit_key != actor.unit_key:
        raise NotAllowed
    return user


def at_work(users: Iterable[User]) -> list[User]:
    """Those who work on cases: neither designers or operators alone, nor systems."""
    return [user for user in users if WORKING_ROLES & set(user.roles.split(","))]


def may_stand_in(deputy: User, user: User) -> bool:
    """Whether somebody may stand in for a user: of the same institution, at work on cases, somebody else."""
    works = deputy.is_active and bool(WORKING_ROLES & set(deputy.roles.split(",")))
    return works and deputy.institution_key == user.institution_key and deputy.key != user.key
