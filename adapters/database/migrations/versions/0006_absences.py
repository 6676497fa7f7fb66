"""Who is away and who stands in, who leads the case of a person, and what somebody has taken."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("deputy_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_absence_user_key_ended_at", "absence", ["user_key", "ended_at"])
    op.create_index("ix_absence_deputy_key_ended_at", "absence", ["deputy_key", "ended_at"])
    op.create_table(
        "lead",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("case_key", name="uq_lead_case_key"),
    )
    op.create_index("ix_lead_user_key", "lead", ["user_key"])
    op.create_index("ix_task_assignee_status", "task", ["assignee", "status"])


def downgrade() -> None:
    op.drop_index("ix_task_assignee_status", "task")
    op.drop_table("lead")
    op.drop_table("absence")
