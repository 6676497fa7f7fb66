"""Sessions and tokens of scripts are bound to the password they were opened with. Those there are stay open as they were."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("user_session", "api_token")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("opened_with", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "opened_with")
