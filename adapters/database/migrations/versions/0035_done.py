"""Since when the work is over for which a role was given: of a tandem, since the end of its accompaniment was put on record."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

PLACE = sa.table(
    "participant",
    sa.column("case_key", sa.BigInteger()),
    sa.column("role", sa.Text()),
    sa.column("is_working", sa.Boolean()),
    sa.column("until", Moment()),
    sa.column("done_at", Moment()),
)
RECORD = sa.table(
    "record",
    sa.column("case_key", sa.BigInteger()),
    sa.column("type", sa.Text()),
    sa.column("created_at", Moment()),
)


def upgrade() -> None:
    op.add_column("participant", sa.Column("done_at", Moment(), nullable=True))
    ended_at = (
        sa.select(sa.func.min(RECORD.c.created_at))
        .where(RECORD.c.case_key == PLACE.c.case_key, RECORD.c.type == "accompaniment_end")
        .scalar_subquery()
    )
    op.execute(
        PLACE.update()
        .where(
            PLACE.c.role.in_(("rav_adviser", "social_worker")), PLACE.c.is_working, PLACE.c.until.is_(None)
        )
        .values(done_at=ended_at)
    )


def downgrade() -> None:
    op.drop_column("participant", "done_at")
