"""What the archive was offered and answered, beside the proposal to erase; a package may say that no archive is asked."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_offer",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("offered_by", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_archive_offer_case_key", "archive_offer", ["case_key"])
    with op.batch_alter_table("erasure") as erasure:
        erasure.alter_column("offered_on", existing_type=sa.Date(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE erasure SET offered_on = '1970-01-01' WHERE offered_on IS NULL")
    with op.batch_alter_table("erasure") as erasure:
        erasure.alter_column("offered_on", existing_type=sa.Date(), nullable=False)
    op.drop_table("archive_offer")
