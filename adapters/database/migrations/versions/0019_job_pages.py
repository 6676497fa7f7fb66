"""Pages of open and failed jobs are walked in the order of their keys; kept messages of a sender are counted."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_job_status_institution_key", "job")
    op.create_index("ix_job_status_institution_key_key", "job", ["status", "institution_key", "key"])
    op.create_index("ix_early_message_sender_status", "early_message", ["sender", "status"])


def downgrade() -> None:
    op.drop_index("ix_early_message_sender_status", "early_message")
    op.drop_index("ix_job_status_institution_key_key", "job")
    op.create_index("ix_job_status_institution_key", "job", ["status", "institution_key"])
