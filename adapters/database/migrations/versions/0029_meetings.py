"""Meetings, who is invited, their minutes, mail on its way, and addresses for it."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("email", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "meeting",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begins_at", Moment(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("called_by", sa.BigInteger(), nullable=False),
        sa.Column("called_at", Moment(), nullable=False),
        sa.Column("reminds_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_noted_by", sa.BigInteger(), nullable=True),
        sa.Column("asked_noted_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_meeting_case_key", "meeting", ["case_key"])
    op.create_index("ix_meeting_state", "meeting", ["state"])
    op.create_index("ix_meeting_reminds_at", "meeting", ["reminds_at"])
    op.create_table(
        "invitation",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("meeting_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("attended", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("meeting_key", "user_key", name="uq_invitation_meeting_key_user_key"),
    )
    op.create_index("ix_invitation_case_key", "invitation", ["case_key"])
    op.create_index("ix_invitation_user_key_state", "invitation", ["user_key", "state"])
    op.create_table(
        "minutes",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("meeting_key", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("meeting_key", "part", "category", name="uq_minutes_meeting_key_part_category"),
    )
    op.create_index("ix_minutes_case_key", "minutes", ["case_key"])
    op.create_table(
        "mail",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("meeting_key", sa.BigInteger(), nullable=False),
        sa.Column("invitation_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("last_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint(
            "invitation_key", "kind", "sequence", "turn", name="uq_mail_invitation_key_kind_sequence_turn"
        ),
    )
    op.create_index("ix_mail_due_at", "mail", ["due_at"])
    op.create_index("ix_mail_case_key", "mail", ["case_key"])
    op.create_index("ix_mail_meeting_key", "mail", ["meeting_key"])


def downgrade() -> None:
    for table in ("mail", "minutes", "invitation", "meeting"):
        op.drop_table(table)
    op.drop_column("user_account", "email")
