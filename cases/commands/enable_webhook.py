"""A webhook that was disabled goes on where it stopped."""

from dataclasses import replace

from cases.webhooks import ACTIVE, BY_ACCOUNT, BY_OPERATOR, account_of, webhook_of
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


class AccountGone(TooLate):
    """The account that registered this webhook is inactive, no operator any more, or a system without a key for webhooks. Register another one, and delete this one."""

    code = "account-gone"


class DisabledByPerson(TooLate):
    """An operator has disabled this webhook: only they enable it again."""

    code = "disabled-by-operator"


def enable_webhook(engine: Engine, actor: Actor, webhook_key: int, request: Request | None = None) -> Json:
    """Enable a webhook, at once. Answer: {webhook, status}. Raises NotAllowed, NotVisible, AccountGone,
    DisabledByPerson.
    """

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        if account_of(work, row, engine.clock.now()) is None:
            raise AccountGone
        if row.disabled_because in {BY_OPERATOR, BY_ACCOUNT} and not actor.is_person:
            raise DisabledByPerson
        if row.status != ACTIVE:
            work.replace(
                replace(
                    row,
                    status=ACTIVE,
                    disabled_because=None,
                    failures=0,
                    due_at=work.now(),
                    version=row.version + 1,
                )
            )
        return {"webhook": str(row.key), "status": ACTIVE}

    return once(engine, actor, request, body)
