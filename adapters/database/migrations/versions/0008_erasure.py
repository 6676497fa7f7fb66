"""Erasure of cases: until when each is kept, proposals, and which case a receipt is about."""

import json
from datetime import date, datetime

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment
from decisions.feel.dates import add_months
from engine.clock import local_day

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEN_YEARS = 120


def upgrade() -> None:
    op.add_column("case_file", sa.Column("erasable_from", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("kept_since", Moment(), nullable=True))
    op.add_column("case_file", sa.Column("erased_at", Moment(), nullable=True))
    op.create_index(
        "ix_case_file_opened_by_erased_at_erasable_from_key",
        "case_file",
        ["opened_by", "erased_at", "erasable_from", "key"],
    )
    op.create_index("ix_record_subject_key", "record", ["subject_key"])
    op.add_column("receipt", sa.Column("case_key", sa.BigInteger(), nullable=True))
    op.create_index("ix_receipt_case_key", "receipt", ["case_key"])
    op.create_table(
        "erasure",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("archive_answer", sa.Text(), nullable=False),
        sa.Column("archive_reference", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_erasure_case_key_state", "erasure", ["case_key", "state"])
    _say_until_when()
    _say_about_what()


def _say_until_when() -> None:
    """Until now every procedure kept its dossiers for ten years."""
    cases = sa.table(
        "case_file", sa.column("key"), sa.column("closed_at", Moment()), sa.column("erasable_from", sa.Date())
    )
    bind = op.get_bind()
    for key, closed_at in bind.execute(sa.select(cases.c.key, cases.c.closed_at)).all():
        if closed_at is not None:
            bind.execute(cases.update().where(cases.c.key == key).values(erasable_from=_first_day(closed_at)))


def _first_day(closed_at: datetime) -> date:
    last = add_months(local_day(closed_at), _TEN_YEARS)
    assert isinstance(last, date)
    return date.fromordinal(last.toordinal() + 1)


def _say_about_what() -> None:
    """Answers name the case, or a task, question or consent of it."""
    receipts = sa.table(
        "receipt", sa.column("key"), sa.column("answer", sa.LargeBinary()), sa.column("case_key")
    )
    owners = {
        "task": sa.table("task", sa.column("key"), sa.column("instance_key")),
        "gateway": sa.table("gateway", sa.column("key"), sa.column("instance_key")),
        "job": sa.table("job", sa.column("key"), sa.column("instance_key")),
    }
    consents = sa.table("consent", sa.column("key"), sa.column("case_key"))
    bind = op.get_bind()
    for key, answer in bind.execute(sa.select(receipts.c.key, receipts.c.answer)).all():
        told = json.loads(answer)
        case_key = int(told["case"]) if str(told.get("case", "")).isdecimal() else None
        for name, table in owners.items():
            if case_key is None and str(told.get(name, "")).isdecimal():
                wanted = sa.select(table.c.instance_key).where(table.c.key == int(told[name]))
                case_key = bind.execute(wanted).scalar()
        if case_key is None and str(told.get("consent", "")).isdecimal():
            wanted = sa.select(consents.c.case_key).where(consents.c.key == int(told["consent"]))
            case_key = bind.execute(wanted).scalar()
        if case_key is not None:
            bind.execute(receipts.update().where(receipts.c.key == key).values(case_key=case_key))


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_index("ix_receipt_case_key", "receipt")
    op.drop_column("receipt", "case_key")
    op.drop_index("ix_record_subject_key", "record")
    op.drop_index("ix_case_file_opened_by_erased_at_erasable_from_key", "case_file")
    for name in ("erased_at", "kept_since", "erasable_from"):
        op.drop_column("case_file", name)
