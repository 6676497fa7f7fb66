"""No two institutions get one name or RAV code any more. Of those that have one already the first keeps it for itself; the
others stay as they are, until somebody gives them another one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

CLAIMS = (("unique_name", "name"), ("unique_rav_code", "rav_code"))


def upgrade() -> None:
    for claim, of in CLAIMS:
        op.add_column("institution", sa.Column(claim, sa.Text(), nullable=True))
        table = sa.table(
            "institution",
            sa.column("key", sa.BigInteger()),
            sa.column(claim, sa.Text()),
            sa.column(of, sa.Text()),
        )
        first = sa.select(sa.func.min(table.c.key)).where(table.c[of] != "").group_by(table.c[of])
        op.execute(table.update().where(table.c.key.in_(first)).values({claim: table.c[of]}))
    with op.batch_alter_table("institution") as institution:
        for claim, _ in CLAIMS:
            institution.create_unique_constraint(f"uq_institution_{claim}", [claim])


def downgrade() -> None:
    with op.batch_alter_table("institution") as institution:
        for claim, _ in CLAIMS:
            institution.drop_constraint(f"uq_institution_{claim}", type_="unique")
            institution.drop_column(claim)
