"""Messages that come before anybody waits for them, and the cases that messages with a key have begun."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "early_message",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("sender", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_early_message_due_at", "early_message", ["due_at"])
    op.create_index("ix_early_message_digest_status", "early_message", ["digest", "status"])
    op.create_index(
        "ix_early_message_institution_key_received_at", "early_message", ["institution_key", "received_at"]
    )
    op.create_index("ix_early_message_case_key", "early_message", ["case_key"])
    op.create_table(
        "begun_by",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("procedure", "digest", name="uq_begun_by_procedure_digest"),
    )
    op.create_index("ix_begun_by_case_key", "begun_by", ["case_key"])


def downgrade() -> None:
    op.drop_table("begun_by")
    op.drop_table("early_message")
