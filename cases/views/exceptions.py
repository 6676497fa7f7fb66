"""Who looked at a case without a mandate, until when, and why: the reason for those of the same institution only."""

from dataclasses import dataclass
from datetime import datetime

from cases.access import EXCEPTION
from cases.reasons import ACCESS_BROKEN, reasons_for
from cases.records import Records
from cases.rows import Institution, Participant, User
from cases.views.seen import Seen
from cases.views.wording import Badge, badge_of
from engine.store import Work


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """One look: `reason` None where it belongs to another institution."""

    user: str
    institution: Badge
    since: datetime
    until: datetime
    reason: str | None


def view_exceptions(records: Records, work: Work, seen: Seen) -> tuple[ExceptionView, ...]:
    """All of a case, newest first."""
    places = work.find(Participant, case_key=seen.case.key, role=EXCEPTION)
    if not places:
        return ()
    users = {row.key: row.name for row in work.find(User, key=[place.user_key for place in places])}
    keys = sorted({place.institution_key for place in places})
    badges = {row.key: badge_of(row, seen.wording.language) for row in work.find(Institution, key=keys)}
    reasons = _reasons(records, work, seen)
    return tuple(
        ExceptionView(
            users.get(place.user_key or 0, ""),
            badges[place.institution_key],
            place.since,
            place.until or place.since,
            reasons.get((place.user_key, place.since)),
        )
        for place in sorted(places, key=lambda place: -place.key)
    )


def _reasons(records: Records, work: Work, seen: Seen) -> dict[tuple[int | None, datetime], str]:
    """By who wrote it when; only what belongs to the reader's institution."""
    rows = reasons_for(work, seen.sight, seen.case.key, ACCESS_BROKEN, earlier=True)
    return {
        (record.row.created_by, record.row.created_at): str(record.values.get("reason", ""))
        for record in records.open_all(work, rows)
    }
