"""What RAV systems deliver: files, lines that wait for a person, whose turn it is at the folder; the code of a RAV."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("institution", sa.Column("rav_code", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("institution") as institution:
        institution.alter_column("rav_code", server_default=None)
    op.create_table(
        "rav_file",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.BigInteger(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("institution_key", "identity", name="uq_rav_file_institution_key_identity"),
    )
    op.create_index(
        "ix_rav_file_institution_key_status_key", "rav_file", ["institution_key", "status", "key"]
    )
    _create_lines()
    op.create_table(
        "rav_turn",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_rav_turn_due_at", "rav_turn", ["due_at"])


def _create_lines() -> None:
    op.create_table(
        "rav_line",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("file_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("person_digest", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("event_digest", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(
        "ix_rav_line_institution_key_status_key", "rav_line", ["institution_key", "status", "key"]
    )
    op.create_index(
        "ix_rav_line_institution_key_person_digest", "rav_line", ["institution_key", "person_digest"]
    )
    op.create_index("ix_rav_line_file_key_key", "rav_line", ["file_key", "key"])
    op.create_index("ix_rav_line_case_key", "rav_line", ["case_key"])


def downgrade() -> None:
    for table in ("rav_turn", "rav_line", "rav_file"):
        op.drop_table(table)
    with op.batch_alter_table("institution") as institution:
        institution.drop_column("rav_code")
