"""What the engine keeps."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "event",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("institution", sa.BigInteger(), nullable=True),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("instance_key", "sequence", name="uq_event_instance_key_sequence"),
    )
    op.create_table(
        "gateway",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("basis", sa.LargeBinary(), nullable=False),
        sa.Column("basis_digest", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_gateway_instance_key_status", "gateway", ["instance_key", "status"])
    op.create_index("ix_gateway_status_waits_for", "gateway", ["status", "waits_for"])
    op.create_table(
        "incident",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("resolved_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_incident_instance_key", "incident", ["instance_key"])
    op.create_index("ix_incident_resolved_at", "incident", ["resolved_at"])
    op.create_table(
        "instance",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure_version_key", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("next_event", sa.BigInteger(), nullable=False),
        sa.Column("last_digest", sa.Text(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_instance_procedure_version_key", "instance", ["procedure_version_key"])
    op.create_index("ix_instance_status", "instance", ["status"])
    op.create_table(
        "outbox",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("event_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
    op.create_table(
        "procedure_version",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("canton", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("deployed_at", Moment(), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("content_hash", name="uq_procedure_version_content_hash"),
        sa.UniqueConstraint("procedure", "number", name="uq_procedure_version_procedure_number"),
    )
    op.create_table(
        "receipt",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("request_digest", sa.Text(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("actor", "token", name="uq_receipt_actor_token"),
    )
    op.create_table(
        "seat",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("subject_key", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("filled_by", sa.BigInteger(), nullable=True),
        sa.Column("filled_at", Moment(), nullable=True),
        sa.Column("filled_version", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("basis_digest", sa.Text(), nullable=True),
        sa.Column("reason_key", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("subject_key", "role", name="uq_seat_subject_key_role"),
    )
    op.create_index("ix_seat_instance_key_is_open", "seat", ["instance_key", "is_open"])
    op.create_index("ix_seat_role_is_open", "seat", ["role", "is_open"])
    op.create_table(
        "task",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("instance_key", sa.BigInteger(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("assignee", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("completed_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_task_instance_key_status", "task", ["instance_key", "status"])
