"""Keys of systems, and the tokens they get against them."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("secret_digest", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("client_id", name="uq_api_key_client_id"),
        sa.UniqueConstraint("secret_digest", name="uq_api_key_secret_digest"),
    )
    op.create_index("ix_api_key_user_key", "api_key", ["user_key"])
    op.create_table(
        "access_token",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("api_key_key", sa.BigInteger(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("token_digest", name="uq_access_token_token_digest"),
    )
    op.create_index("ix_access_token_api_key_key", "access_token", ["api_key_key"])


def downgrade() -> None:
    op.drop_table("access_token")
    op.drop_table("api_key")
