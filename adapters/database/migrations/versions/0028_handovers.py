"""Handovers from one institution to another."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_institution", sa.BigInteger(), nullable=False),
        sa.Column("to_institution", sa.BigInteger(), nullable=False),
        sa.Column("packet_key", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("offered_by", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", Moment(), nullable=False),
        sa.Column("answer_until", Moment(), nullable=False),
        sa.Column("wakes_at", Moment(), nullable=True),
        sa.Column("escalated_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("case_key", "number", name="uq_handover_case_key_number"),
    )
    op.create_index("ix_handover_to_institution_key", "handover", ["to_institution", "key"])
    op.create_index("ix_handover_from_institution_key", "handover", ["from_institution", "key"])
    op.create_index("ix_handover_to_institution_state_key", "handover", ["to_institution", "state", "key"])
    op.create_index("ix_handover_wakes_at", "handover", ["wakes_at"])


def downgrade() -> None:
    op.drop_table("handover")
