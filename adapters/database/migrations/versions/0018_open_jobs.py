"""Open and failed jobs are found without reading those that ended, also over all institutions."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_job_institution_key_status", "job")
    op.create_index("ix_job_status_institution_key", "job", ["status", "institution_key"])


def downgrade() -> None:
    op.drop_index("ix_job_status_institution_key", "job")
    op.create_index("ix_job_institution_key_status", "job", ["institution_key", "status"])
