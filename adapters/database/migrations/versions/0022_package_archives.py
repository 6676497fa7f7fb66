"""The files of released versions lie apart from what a version is: whoever looks for the newest one reads no files."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "package_archive",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.execute("INSERT INTO package_archive (key, content) SELECT key, archive FROM procedure_version")
    op.drop_column("procedure_version", "archive")


def downgrade() -> None:
    op.add_column(
        "procedure_version",
        sa.Column("archive", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
    )
    op.execute(
        "UPDATE procedure_version SET archive ="
        " (SELECT content FROM package_archive WHERE package_archive.key = procedure_version.key)"
    )
    op.drop_table("package_archive")
