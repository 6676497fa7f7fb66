"""Workers that are at work, and indexes of what is still to be done, for counting it."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OPEN_ONLY = (
    ("ix_task_open", "task", "status = 'open'"),
    ("ix_dispatch_unsent", "dispatch", "sent_at IS NULL"),
)


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for name, table, rule in _OPEN_ONLY:
        where = sa.text(rule)
        op.create_index(name, table, ["key"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, table, _ in reversed(_OPEN_ONLY):
        op.drop_index(name, table)
    op.drop_table("worker")
