"""Who begins to wait for a message, or may begin by it from now on, calls for those that came before."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wait", sa.Column("calls_at", Moment(), nullable=True))
    op.create_index("ix_wait_calls_at", "wait", ["calls_at"])
    op.add_column("start_wait", sa.Column("calls_at", Moment(), nullable=True))
    op.create_index("ix_start_wait_calls_at", "start_wait", ["calls_at"])
    op.add_column("early_message", sa.Column("name_digest", sa.Text(), nullable=True))
    op.create_index("ix_early_message_name_digest_status", "early_message", ["name_digest", "status"])


def downgrade() -> None:
    op.drop_index("ix_early_message_name_digest_status", "early_message")
    op.drop_column("early_message", "name_digest")
    op.drop_index("ix_start_wait_calls_at", "start_wait")
    op.drop_column("start_wait", "calls_at")
    op.drop_index("ix_wait_calls_at", "wait")
    op.drop_column("wait", "calls_at")
