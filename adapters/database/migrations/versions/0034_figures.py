"""Figures as they were counted last, so that a page costs the same however many cases there are."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_set",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted_at", Moment(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("procedure", "institution_key", name="uq_figure_set_procedure_institution_key"),
    )
    op.create_index("ix_figure_set_institution_key", "figure_set", ["institution_key"])


def downgrade() -> None:
    op.drop_table("figure_set")
