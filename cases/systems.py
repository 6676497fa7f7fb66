"""Systems that work with Brücke: accounts without a password, and the keys they come in with.

A system is a user with the role `system`: what it sees and may do in a case is decided as for people, by the mandate of
its unit. Its key says which doors are open to it at all. Only operators of its own institution look after it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.rows import ApiKey, User
from engine.ports import SYSTEM, Actor, NotAllowed, NotVisible
from engine.store import Work

OPERATOR = "operator"
NO_PASSWORD = "!"  # noqa: S105  # no hash: nothing that somebody types can match it
KEY_PREFIX = "bruecke_sys_"
"""How the secret of a key begins: scanners find it in what somebody publishes by mistake."""
ACCESS_PREFIX = "bruecke_at_"
KEY_LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=731)
ACCESS_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What a program shows to get in; only its digest is kept."""

    client_id: str
    secret: str


def new_secret() -> NewSecret:
    """The public and the secret part of a new key: 256 random bits that nobody can guess."""
    return NewSecret(secrets.token_hex(8), f"{KEY_PREFIX}{secrets.token_urlsafe(32)}")


def is_system(user: User) -> bool:
    """Whether an account is that of a system."""
    return SYSTEM in user.roles.split(",")


def is_in_force(key: ApiKey, now: datetime) -> bool:
    """Whether a key lets in at a moment."""
    return key.revoked_at is None and now < key.expires_at


def require_operator(actor: Actor) -> None:
    """Raises NotAllowed for everybody but operators."""
    if OPERATOR not in actor.roles:
        raise NotAllowed


def require_system(work: Work, actor: Actor, system_key: int) -> User:
    """A system of the operator's own institution. Raises NotAllowed, NotVisible."""
    require_operator(actor)
    user = work.get(User, system_key)
    if user is None or user.institution_key != actor.institution_key or not is_system(user):
        raise NotVisible
    return user
