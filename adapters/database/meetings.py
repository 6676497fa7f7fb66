"""Meetings in one statement: from the invitations of the viewer, by their index, to the planned meetings of visible cases."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, or_, select

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from adapters.database.visible import LIMIT, USER, is_visible
from cases.rows import Case, Invitation, Meeting

CASE, MEETING, INVITATION = TABLES[Case].c, TABLES[Meeting].c, TABLES[Invitation].c
SINCE, UNTIL = (bindparam(name, type_=Moment()) for name in ("since", "until"))


@cache
def meetings_statement(has_until: bool, absent: int) -> Select[Any]:
    """Invitations of the viewer and of so many colleagues whom they stand in for."""
    whose = [USER, *(bindparam(f"absent_{number}", type_=BigInteger()) for number in range(absent))]
    statement = (
        select(
            MEETING.key,
            INVITATION.key.label("invitation_key"),
            CASE.key.label("case_key"),
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            INVITATION.user_key,
            MEETING.kind,
            MEETING.begins_at,
            MEETING.minutes,
            MEETING.sequence,
            INVITATION.answer,
        )
        .select_from(TABLES[Invitation])
        .join(TABLES[Meeting], MEETING.key == INVITATION.meeting_key)
        .join(TABLES[Case], CASE.key == INVITATION.case_key)
        .where(
            or_(*(INVITATION.user_key == one for one in whose)),
            INVITATION.state == "invited",
            MEETING.state == "planned",
            MEETING.begins_at >= SINCE,
            is_visible(INVITATION.case_key, absent),
        )
        .order_by(MEETING.begins_at, INVITATION.key)
        .limit(LIMIT)
    )
    return statement.where(MEETING.begins_at < UNTIL) if has_until else statement
