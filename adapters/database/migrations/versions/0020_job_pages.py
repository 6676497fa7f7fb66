"""Pages of open and failed jobs are walked in the order of their keys."""

from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_job_status_institution_key", "job")
    op.create_index("ix_job_status_institution_key_key", "job", ["status", "institution_key", "key"])


def downgrade() -> None:
    op.drop_index("ix_job_status_institution_key_key", "job")
    op.create_index("ix_job_status_institution_key", "job", ["status", "institution_key"])
