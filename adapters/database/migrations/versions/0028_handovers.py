"""Handovers from one institution to another, also between two servers."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0028"
down_revision = "0027"
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
    op.create_table(
        "partner",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", Moment(), nullable=True),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("last_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("url", "client_id", name="uq_partner_url_client_id"),
    )
    op.create_index("ix_partner_due_at", "partner", ["due_at"])
    op.create_table(
        "takeover",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("partner_key", sa.BigInteger(), nullable=False),
        sa.Column("remote_key", sa.BigInteger(), nullable=False),
        sa.Column("remote_version", sa.BigInteger(), nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("since", Moment(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("partner_key", "remote_key", name="uq_takeover_partner_key_remote_key"),
    )
    op.create_index("ix_takeover_partner_key_state", "takeover", ["partner_key", "state"])
    op.create_index("ix_takeover_case_key", "takeover", ["case_key"])


def downgrade() -> None:
    op.drop_table("takeover")
    op.drop_table("partner")
    op.drop_table("handover")
