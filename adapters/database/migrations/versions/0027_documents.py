"""Documents of cases and what stands in them."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("procedure_version_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("holds", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.BigInteger(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_document_case_key", "document", ["case_key"])
    op.create_table(
        "document_content",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_document_content_case_key", "document_content", ["case_key"])


def downgrade() -> None:
    op.drop_table("document_content")
    op.drop_table("document")
