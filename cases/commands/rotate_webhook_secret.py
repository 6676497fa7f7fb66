"""A webhook gets a new secret; the former one signs as well for a day, so that no message is lost meanwhile."""

from dataclasses import replace

from cases.commands.register_webhook import Registered
from cases.sealing import Vault
from cases.webhooks import FORMER, new_secret, place_of, shown, webhook_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, Turn, once


def rotate_webhook_secret(
    engine: Engine, vault: Vault, actor: Actor, webhook_key: int, request: Request | None = None
) -> Registered:
    """Make a new secret, shown once. Raises NotAllowed, NotVisible."""
    secret = new_secret()
    turn = Turn(engine)

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        work.replace(
            replace(
                row,
                secret=vault.seal_of_house(secret, place_of(row.key)),
                former_secret=row.secret,
                former_until=work.now() + FORMER,
                version=row.version + 1,
            )
        )
        return turn.marked({"webhook": str(row.key)})

    answer = once(engine, actor, request, body)
    return Registered(int(answer["webhook"]), shown(secret) if turn.gave(answer) else None)
