"""The webhooks of an institution, as its operators see them: where they go and how it goes, never what is sent."""

from dataclasses import dataclass
from datetime import datetime

from cases.rows import Delivery, User, Webhook
from cases.webhooks import ACTIVE, DEAD, WAITING, account_sees_cases, webhook_of, webhooks_of
from engine.ports import Actor
from engine.store import Work

DELIVERING, RETRYING, OFF = "delivering", "retrying", "disabled"


@dataclass(frozen=True, slots=True)
class WebhookView:
    """A webhook. state: delivering | retrying (the last answer was none that it should be) | disabled.

    `sees_cases`: the account works on cases; else there is nothing that it could be told.
    """

    key: int
    url: str
    kinds: tuple[str, ...]
    account: str
    sees_cases: bool
    state: str
    disabled_because: str | None
    waiting: int
    dead: int
    next_try: datetime | None
    last_answer: str | None
    last_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LetterView:
    """A delivery that is given up, without what it is about: an operator needs no mandate in a case."""

    key: int
    occurred_at: datetime
    attempts: int
    last_answer: str | None
    last_at: datetime | None


def view_webhooks(work: Work, actor: Actor) -> list[WebhookView]:
    """Those that somebody looks after, the oldest first. Raises NotAllowed."""
    rows = webhooks_of(work, actor)
    keys = sorted({row.user_key for row in rows})
    users = {user.key: user for user in work.find(User, key=keys)} if keys else {}
    now = work.now() if rows else None
    return [_view(work, row, users[row.user_key], now) for row in rows]


def _view(work: Work, row: Webhook, user: User, now: datetime | None) -> WebhookView:
    waiting = work.find(Delivery, webhook_key=row.key, status=WAITING)
    is_active = row.status == ACTIVE
    due = min((one.due_at for one in waiting if one.due_at is not None), default=None)
    is_later = is_active and due is not None and now is not None and due > now
    return WebhookView(
        row.key,
        row.url,
        tuple(row.kinds.split(",")) if row.kinds else (),
        user.name,
        account_sees_cases(user),
        (RETRYING if row.failures else DELIVERING) if is_active else OFF,
        row.disabled_because,
        len(waiting),
        len(work.find(Delivery, webhook_key=row.key, status=DEAD)),
        due if is_later else None,
        row.last_answer,
        row.last_at,
        row.created_at,
    )


def view_letters(work: Work, actor: Actor, webhook_key: int, after: int, limit: int) -> list[LetterView]:
    """Dead letters of a webhook, the oldest first. Raises NotAllowed, NotVisible."""
    row = webhook_of(work, actor, webhook_key)
    letters = work.find(Delivery, webhook_key=row.key, status=DEAD)
    return [
        LetterView(one.key, one.occurred_at, one.attempts, one.last_answer, one.last_at)
        for one in [one for one in letters if one.key > after][:limit]
    ]
