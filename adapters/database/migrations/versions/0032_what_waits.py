"""Measures that wait for an answer and plans that wait for signatures are found without those that do not."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name, columns, rule in (
        ("measure", "proposed", ["case_key", "institution_key", "key", "plan_key"], "state = 'proposed'"),
        ("plan", "signing", ["case_key", "key"], "state = 'signing'"),
    ):
        op.create_index(
            f"ix_{table}_{name}", table, columns, sqlite_where=sa.text(rule), postgresql_where=sa.text(rule)
        )


def downgrade() -> None:
    op.drop_index("ix_plan_signing", "plan")
    op.drop_index("ix_measure_proposed", "measure")
