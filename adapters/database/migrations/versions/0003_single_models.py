"""What running single models needs: jobs, waits, what they throw, the variables of their history, drafts."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.add_column("instance", sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "job",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("retries", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_job_instance_key_status", "job", ["instance_key", "status"])
    op.create_index("ix_job_status_type", "job", ["status", "type"])
    op.create_table(
        "wait",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("instance_key", "token", "place", name="uq_wait_instance_key_token_place"),
    )
    op.create_index("ix_wait_kind_digest", "wait", ["kind", "digest"])
    op.create_index("ix_wait_due_at", "wait", ["due_at"])
    op.create_table(
        "dispatch",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_dispatch_sent_at", "dispatch", ["sent_at"])
    op.create_table(
        "passage",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_passage_instance_key", "passage", ["instance_key"])
    op.create_table(
        "model_draft",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False),
        sa.Column("todo", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("content_hash", name="uq_model_draft_content_hash"),
    )
    op.create_table(
        "snapshot",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("procedure_version_key", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("instance_version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_snapshot_instance_key", "snapshot", ["instance_key"])
    op.create_table(
        "start_wait",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_start_wait_kind_digest", "start_wait", ["kind", "digest"])
    op.create_index("ix_start_wait_procedure", "start_wait", ["procedure"])


def downgrade() -> None:
    for table in ("start_wait", "snapshot", "model_draft", "passage", "dispatch", "wait", "job"):
        op.drop_table(table)
    op.drop_column("instance", "is_held")
    op.drop_column("incident", "sealed")
