"""What wakes workers: a moment in each row of a queue, None where there is nothing to do."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment
from engine.rows import AT_ONCE

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wait", sa.Column("wakes_at", Moment(), nullable=True))
    op.add_column("wait", sa.Column("warned", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_wait_wakes_at", "wait", ["wakes_at"])
    wait, instance = sa.table("wait", *_columns("wakes_at", "due_at", "instance_key")), _instance()
    goes_on = sa.select(instance.c.key).where(instance.c.status == "running")
    op.execute(wait.update().where(wait.c.instance_key.in_(goes_on)).values(wakes_at=wait.c.due_at))

    op.add_column("dispatch", sa.Column("due_at", Moment(), nullable=True))
    op.drop_index("ix_dispatch_sent_at", "dispatch")
    op.create_index("ix_dispatch_due_at", "dispatch", ["due_at"])
    op.create_index("ix_dispatch_digest", "dispatch", ["digest"])
    op.create_index("ix_dispatch_instance_key_due_at", "dispatch", ["instance_key", "due_at"])
    dispatch = sa.table("dispatch", *_columns("due_at", "sent_at", "instance_key"))
    held = sa.select(instance.c.key).where(instance.c.is_held)
    waits = dispatch.c.sent_at.is_(None) & dispatch.c.instance_key.not_in(held)
    op.execute(dispatch.update().where(waits).values(due_at=AT_ONCE))


def downgrade() -> None:
    for name in ("instance_key_due_at", "digest", "due_at"):
        op.drop_index(f"ix_dispatch_{name}", "dispatch")
    op.create_index("ix_dispatch_sent_at", "dispatch", ["sent_at"])
    op.drop_column("dispatch", "due_at")
    op.drop_index("ix_wait_wakes_at", "wait")
    op.drop_column("wait", "warned")
    op.drop_column("wait", "wakes_at")


def _columns(*names: str) -> list[sa.ColumnClause[Any]]:
    kinds: dict[str, Any] = {"instance_key": sa.BigInteger()}
    return [sa.column(name, kinds.get(name, Moment())) for name in names]


def _instance() -> sa.TableClause:
    return sa.table(
        "instance",
        sa.column("key", sa.BigInteger()),
        sa.column("status", sa.Text()),
        sa.column("is_held", sa.Boolean()),
    )
