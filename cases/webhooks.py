"""Webhooks: who may look after them, and how what leaves is carried. The way out is a port (adapters/webhooks.py)."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from cases.access import AT_WORK
from cases.identity import Identity, identity_of
from cases.rows import ApiKey, User, Webhook
from cases.scopes import Scope
from cases.sealing import Vault
from cases.systems import OPERATOR, is_in_force, is_system
from engine.ports import SYSTEM, Actor, NotAllowed, NotVisible
from engine.store import Work

MANAGE: Scope = "webhooks.manage"
READ: Scope = "events.read"
"""What a system needs as well: it hears nothing that it might not read."""
ACTIVE, DISABLED = "active", "disabled"
BY_OPERATOR, BY_SYSTEM, BY_RECEIVER, BY_ACCOUNT = "operator", "system", "receiver", "account"
WAITING, DEAD = "waiting", "dead"
TEST = "WEBHOOK_TEST"
"""The kind of an event that nothing has happened for: an operator tries the address."""
GIVE_UP = timedelta(days=3)
"""How long one event is tried before it is a dead letter."""
FORMER = timedelta(hours=24)
"""How long the former secret signs as well after a new one was made."""
GONE = "410"
"""The answer of a receiver that wants nothing any more."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is sent: one event to one address, signed with each of the secrets."""

    url: str
    message_id: str
    sent_at: datetime
    body: bytes
    secrets: tuple[bytes, ...]


class Courier(Protocol):
    """Carries messages to addresses outside."""

    def why_not(self, url: str) -> str | None:
        """Why nothing is ever sent to an address, without asking anybody for it: malformed | not-https | private; None
        where it may be."""

    def post(self, envelope: Envelope) -> str:
        """Carry a message there within ten seconds. The status of HTTP, or what went wrong before there was one: refused |
        unresolved | unreachable | timeout | tls | protocol. Never raises for what the other side does."""


def is_received(answer: str) -> bool:
    """Whether the receiver has it."""
    return len(answer) == 3 and answer.startswith("2")


def new_secret() -> bytes:
    """A secret of 192 bits, as Standard Webhooks recommends."""
    return secrets.token_bytes(24)


def shown(secret: bytes) -> str:
    """A secret as receivers configure it."""
    return f"whsec_{b64encode(secret).decode()}"


def place_of(webhook_key: int) -> str:
    """What binds a sealed secret to its row."""
    return f"webhook:{webhook_key}"


def secrets_of(vault: Vault, webhook: Webhook, now: datetime) -> tuple[bytes, ...]:
    """The secrets that sign at this moment, the newest first."""
    sealed: Sequence[bytes | None] = (webhook.secret, webhook.former_secret)
    if webhook.former_until is None or webhook.former_until <= now:
        sealed = sealed[:1]
    return tuple(vault.unseal_of_house(one, place_of(webhook.key)) for one in sealed if one is not None)


def require_keeper(actor: Actor) -> None:
    """Raises NotAllowed for who is neither an operator nor a system."""
    if not actor.roles & {OPERATOR, SYSTEM}:
        raise NotAllowed


def webhooks_of(work: Work, actor: Actor, **equals: object) -> list[Webhook]:
    """Those that somebody looks after: an operator all of their institution, a system its own. Raises NotAllowed."""
    require_keeper(actor)
    own = {} if OPERATOR in actor.roles else {"user_key": actor.user_key}
    return work.find(Webhook, institution_key=actor.institution_key, **own, **equals)


def webhook_of(work: Work, actor: Actor, webhook_key: int) -> Webhook:
    """One of those that somebody looks after. Raises NotAllowed, NotVisible."""
    found = webhooks_of(work, actor, key=webhook_key)
    if not found:
        raise NotVisible
    return found[0]


def disable_webhooks_of(work: Work, user_key: int) -> None:
    """What an account has registered is told nothing more, until somebody enables it: it may have been somebody else."""
    for row in work.find(Webhook, user_key=user_key, status=ACTIVE):
        work.replace(replace(row, status=DISABLED, disabled_because=BY_ACCOUNT, version=row.version + 1))


def account_sees_cases(user: User) -> bool:
    """Whether an account works on cases: else there is nothing that it could be told."""
    return user.is_active and bool(AT_WORK & set(user.roles.split(",")))


def account_of(work: Work, webhook: Webhook, now: datetime) -> Identity | None:
    """The account with whose access a webhook is told; None where it may not have one (any more).

    A system may as long as a key of it that is in force lets it read events and say where they go. When one of its keys is
    revoked, its webhooks are disabled as well: who has found a key is told nothing any more.
    """
    identity = identity_of(work, webhook.user_key)
    if identity is None or identity.institution.key != webhook.institution_key:
        return None
    if is_system(identity.user):
        keys = work.find(ApiKey, user_key=identity.user.key, revoked_at=None)
        may = any(is_in_force(key, now) and {MANAGE, READ} <= set(key.scopes.split()) for key in keys)
        return identity if may else None
    return identity if OPERATOR in identity.user.roles.split(",") else None
