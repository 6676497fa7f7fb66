"""What leaves the house: events in their order, webhooks, and what is on its way to them."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_sent_at", "outbox")
    op.drop_column("outbox", "sent_at")
    op.drop_column("outbox", "attempts")
    op.add_column("outbox", sa.Column("queued_at", Moment(), nullable=True))
    op.execute(
        "UPDATE outbox SET queued_at = created_at"
    )  # numbered by the first who asks, swept where too old
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("position", sa.BigInteger(), nullable=True))
        outbox.create_unique_constraint("uq_outbox_position", ["position"])
    op.create_index("ix_outbox_queued_at", "outbox", ["queued_at"])
    op.create_table(
        "outbox_head",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("oldest", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    _create_webhooks()
    _create_deliveries()


def _create_webhooks() -> None:
    op.create_table(
        "webhook",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("former_secret", sa.LargeBinary(), nullable=True),
        sa.Column("former_until", Moment(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("disabled_because", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("last_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_webhook_institution_key", "webhook", ["institution_key"])


def _create_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("webhook_key", sa.BigInteger(), nullable=False),
        sa.Column("event_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=True),
        sa.Column("occurred_at", Moment(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("last_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("webhook_key", "event_key", name="uq_delivery_webhook_key_event_key"),
    )
    op.create_index("ix_delivery_webhook_key_due_at", "delivery", ["webhook_key", "due_at"])
    op.create_index("ix_delivery_case_key", "delivery", ["case_key"])


def downgrade() -> None:
    for table in ("delivery", "webhook", "outbox_head"):
        op.drop_table(table)
    op.drop_index("ix_outbox_queued_at", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("uq_outbox_position", type_="unique")
        outbox.drop_column("position")
        outbox.drop_column("queued_at")
        outbox.add_column(sa.Column("attempts", sa.BigInteger(), nullable=False, server_default="0"))
        outbox.add_column(sa.Column("sent_at", Moment(), nullable=True))
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
