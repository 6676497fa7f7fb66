"""Deadlines that people see: since when a timer's clock runs or stands still, and addresses of calendars."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("begun_at", "stopped_at", "planned_at"):
        op.add_column("wait", sa.Column(name, Moment(), nullable=True))
    wait = sa.table(
        "wait",
        sa.column("begun_at", Moment()),
        sa.column("created_at", Moment()),
        sa.column("kind", sa.Text()),
    )
    op.execute(wait.update().where(wait.c.kind == "timer").values(begun_at=wait.c.created_at))
    op.create_table(
        "calendar_address",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("token_digest", name="uq_calendar_address_token_digest"),
    )
    op.create_index("ix_calendar_address_user_key_revoked_at", "calendar_address", ["user_key", "revoked_at"])


def downgrade() -> None:
    op.drop_table("calendar_address")
    for name in ("planned_at", "stopped_at", "begun_at"):
        op.drop_column("wait", name)
