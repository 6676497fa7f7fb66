"""Jobs as a queue: from when on one may be taken, by whose workers, who holds it; incidents name their job."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("job_key", sa.BigInteger(), nullable=True))
    op.add_column("job", sa.Column("institution_key", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("job", sa.Column("computed_type", sa.Text(), nullable=True))
    op.add_column("job", sa.Column("available_at", Moment(), nullable=True))
    op.add_column("job", sa.Column("lease", sa.BigInteger(), nullable=True))
    op.add_column("job", sa.Column("worker", sa.Text(), nullable=True))
    op.add_column("job", sa.Column("activations", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("job", sa.Column("failures", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE job SET institution_key = "
        "COALESCE((SELECT opened_by FROM case_file WHERE case_file.key = job.instance_key), 0)"
    )
    op.execute("UPDATE job SET available_at = created_at WHERE status = 'open'")
    op.drop_index("ix_job_status_type", "job")
    op.create_index("ix_job_institution_key_status", "job", ["institution_key", "status"])
    op.create_index(
        "ix_job_institution_key_type_available_at", "job", ["institution_key", "type", "available_at"]
    )
    op.create_index("ix_job_type_available_at", "job", ["type", "available_at"])


def downgrade() -> None:
    op.drop_index("ix_job_type_available_at", "job")
    op.drop_index("ix_job_institution_key_type_available_at", "job")
    op.drop_index("ix_job_institution_key_status", "job")
    op.create_index("ix_job_status_type", "job", ["status", "type"])
    for name in (
        "failures",
        "activations",
        "worker",
        "lease",
        "available_at",
        "computed_type",
        "institution_key",
    ):
        op.drop_column("job", name)
    op.drop_column("incident", "job_key")
