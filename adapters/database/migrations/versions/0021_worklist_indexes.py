"""A worklist finds its page in indexes alone: places, grants and open seats with everything it asks of them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CASE_ROLE = ["case_key", "role", "institution_key", "since", "until", "unit_key", "user_key"]
AT_WORK = ("is_working", "case_key", "institution_key", "since", "until")


# Two rare ways once left seats of what was over open: a worklist takes an open seat at its word.
STRAYS = """
    UPDATE seat SET is_open = {no}
    WHERE {open}
    AND NOT EXISTS (SELECT 1 FROM task WHERE task.key = seat.subject_key AND task.status = 'open')
    AND NOT EXISTS (
        SELECT 1 FROM gateway
        WHERE gateway.key = seat.subject_key AND gateway.status = 'open' AND gateway.waits_for != 'fact'
    )
"""


def upgrade() -> None:
    is_file = op.get_bind().dialect.name == "sqlite"
    op.execute(
        STRAYS.format(no="0", open="is_open = 1") if is_file else STRAYS.format(no="false", open="is_open")
    )
    op.create_index("ix_participant_unit_at_work", "participant", ["unit_key", *AT_WORK])
    op.drop_index("ix_participant_unit_key_is_working_case_key", "participant")
    op.create_index("ix_participant_user_at_work", "participant", ["user_key", *AT_WORK])
    op.drop_index("ix_participant_user_key_is_working_case_key", "participant")
    op.create_index("ix_participant_case_role", "participant", CASE_ROLE)
    op.drop_index("ix_participant_case_key", "participant")
    op.create_index(
        "ix_access_grant_valid",
        "access_grant",
        ["case_key", "institution_key", "revoked_at", "valid_from", "valid_to"],
    )
    op.drop_index("ix_access_grant_case_key_institution_key", "access_grant")
    op.create_index(
        "ix_seat_open",
        "seat",
        ["instance_key", "is_open", "role", "subject_key", "subject", "key"],
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index("ix_seat_role_is_open", "seat")
    op.drop_index("ix_seat_instance_key_is_open", "seat")


def downgrade() -> None:
    op.create_index("ix_seat_instance_key_is_open", "seat", ["instance_key", "is_open"])
    op.create_index("ix_seat_role_is_open", "seat", ["role", "is_open"])
    op.drop_index("ix_seat_open", "seat")
    op.create_index(
        "ix_access_grant_case_key_institution_key", "access_grant", ["case_key", "institution_key"]
    )
    op.drop_index("ix_access_grant_valid", "access_grant")
    op.create_index("ix_participant_case_key", "participant", ["case_key"])
    op.drop_index("ix_participant_case_role", "participant")
    op.create_index(
        "ix_participant_user_key_is_working_case_key", "participant", ["user_key", "is_working", "case_key"]
    )
    op.drop_index("ix_participant_user_at_work", "participant")
    op.create_index(
        "ix_participant_unit_key_is_working_case_key", "participant", ["unit_key", "is_working", "case_key"]
    )
    op.drop_index("ix_participant_unit_at_work", "participant")
