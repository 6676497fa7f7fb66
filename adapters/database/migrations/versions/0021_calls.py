"""Who begins to wait for a message calls for those that came before."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wait", sa.Column("calls_at", Moment(), nullable=True))
    op.create_index("ix_wait_calls_at", "wait", ["calls_at"])


def downgrade() -> None:
    op.drop_index("ix_wait_calls_at", "wait")
    op.drop_column("wait", "calls_at")
