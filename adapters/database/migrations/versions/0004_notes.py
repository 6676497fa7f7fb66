"""Notes on a case, and who is mentioned in them."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_note_case_key_institution_key_key", "note", ["case_key", "institution_key", "key"])
    op.create_index(
        "ix_note_case_key_audience_category_key", "note", ["case_key", "audience", "category", "key"]
    )
    op.create_table(
        "mention",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("note_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("note_key", "user_key", name="uq_mention_note_key_user_key"),
    )
    op.create_index("ix_mention_user_key_seen_at_key", "mention", ["user_key", "seen_at", "key"])


def downgrade() -> None:
    op.drop_table("mention")
    op.drop_table("note")
