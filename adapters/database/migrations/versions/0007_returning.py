"""Persons told apart, and institutions that may use AHV numbers."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("institution") as table:
        table.add_column(sa.Column("may_use_ahv", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("institution") as table:
        table.alter_column("may_use_ahv", server_default=None)
    op.create_table(
        "persons_apart",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("person_key", sa.BigInteger(), nullable=False),
        sa.Column("other_key", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("person_key", "other_key", name="uq_persons_apart_person_key_other_key"),
    )
    op.create_index("ix_persons_apart_other_key", "persons_apart", ["other_key"])


def downgrade() -> None:
    op.drop_table("persons_apart")
    with op.batch_alter_table("institution") as table:
        table.drop_column("may_use_ahv")
