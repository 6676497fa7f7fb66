"""How many things have happened in a case since somebody last acted in it: what ends a case that goes on for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instance", sa.Column("by_itself", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("instance", "by_itself")
