"""What institutions pass on to each other."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packet",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("procedure_version_key", sa.BigInteger(), nullable=False),
        sa.Column("from_institution", sa.BigInteger(), nullable=False),
        sa.Column("to_institution", sa.BigInteger(), nullable=False),
        sa.Column("sent_by", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("basis_key", sa.BigInteger(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Moment(), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_packet_case_key", "packet", ["case_key"])
    op.create_index("ix_packet_to_institution_key", "packet", ["to_institution", "key"])
    op.create_index("ix_packet_from_institution_key", "packet", ["from_institution", "key"])
    op.create_index(
        "ix_packet_to_institution_received_at_key", "packet", ["to_institution", "received_at", "key"]
    )


def downgrade() -> None:
    op.drop_table("packet")
