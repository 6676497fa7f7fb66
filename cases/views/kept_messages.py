"""Messages that nobody waited for when they came, as the institution that sent them sees them."""

from dataclasses import dataclass
from datetime import datetime

from cases.access import WORKING_ROLES
from cases.early_messages import EXPIRED, WAITING, opened
from cases.sealing import Vault
from engine.ports import Actor, NotAllowed
from engine.rows import EarlyMessage
from engine.store import Work


@dataclass(frozen=True, slots=True)
class KeptMessageLine:
    """A kept message. Keys are decimal texts."""

    key: str
    status: str
    name: str
    correlation_key: str | None
    case: str | None
    received_at: datetime
    expires_at: datetime


def view_kept_messages(vault: Vault, work: Work, actor: Actor, limit: int) -> list[KeptMessageLine]:
    """Those of the actor's institution that reached nobody yet, the oldest first. Raises NotAllowed for who works on no
    cases."""
    if not actor.roles & WORKING_ROLES:
        raise NotAllowed
    own = {"institution_key": actor.institution_key, "status": [WAITING, EXPIRED]}
    rows = work.earliest(EarlyMessage, "received_at", until=None, limit=limit, **own)
    return [_line(vault, work, row) for row in rows]


def _line(vault: Vault, work: Work, row: EarlyMessage) -> KeptMessageLine:
    message = opened(vault, work, row)
    return KeptMessageLine(
        str(row.key),
        row.status,
        message.name,
        message.key,
        str(row.case_key) if row.case_key is not None else None,
        row.received_at,
        row.expires_at,
    )
