"""Who ended an absence; and file numbers of archives that have room for a name are cleared."""

import re
from itertools import pairwise

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("absence", sa.Column("ended_by", sa.BigInteger(), nullable=True))
    erasures = sa.table("erasure", sa.column("key"), sa.column("archive_reference"))
    bind = op.get_bind()
    for key, reference in bind.execute(sa.select(erasures.c.key, erasures.c.archive_reference)).all():
        if not _is_file_number(reference):
            bind.execute(erasures.update().where(erasures.c.key == key).values(archive_reference=""))


def _is_file_number(text: str) -> bool:
    """As new ones are asked for from this version on."""
    groups = re.findall(r"[A-Za-z]+|[0-9]+", text)
    words = [group for group in groups if group.isalpha()]
    return (
        re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z ./_-]{0,38}[0-9]|[0-9]", text) is not None
        and len(words) <= 2
        and all(len(word) <= 6 for word in words)
        and not any(one.isalpha() and other.isalpha() for one, other in pairwise(groups))
        and re.search(r"756[0-9]{10}", "".join(group for group in groups if group.isdigit())) is None
    )


def downgrade() -> None:
    op.drop_column("absence", "ended_by")
