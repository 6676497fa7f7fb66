"""Minutes are kept in versions: what is written otherwise takes the place of what stood there, and both stay."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_ONE = "uq_minutes_meeting_key_part_category"
_EACH = "uq_minutes_meeting_key_part_category_number"


def upgrade() -> None:
    with op.batch_alter_table("minutes") as minutes:
        minutes.add_column(sa.Column("replaced_at", Moment(), nullable=True))
        minutes.alter_column("version", new_column_name="number")
        minutes.drop_constraint(_ONE, type_="unique")
    with op.batch_alter_table("minutes") as minutes:
        minutes.create_unique_constraint(_EACH, ["meeting_key", "part", "category", "number"])


def downgrade() -> None:
    op.execute("DELETE FROM minutes WHERE replaced_at IS NOT NULL")
    with op.batch_alter_table("minutes") as minutes:
        minutes.drop_constraint(_EACH, type_="unique")
        minutes.alter_column("number", new_column_name="version")
        minutes.create_unique_constraint(_ONE, ["meeting_key", "part", "category"])
        minutes.drop_column("replaced_at")
