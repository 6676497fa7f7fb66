"""What the person allowed and when, and who keeps the case: why others could see something of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from cases.access import OWN_CASE
from cases.consents import state_of
from cases.rows import Consent, Grant, Institution, User
from cases.views.case import state_label
from cases.views.seen import Seen
from cases.views.wording import Badge, badge_of
from engine.store import Work
from forms import CATEGORIES, Text


@dataclass(frozen=True, slots=True)
class GrantingView:
    """A decision of the person, or that an office opened the case (`state` opened). `until`: when what it opened ended
    or will end, None while nothing ends it or where it opened nothing."""

    consent: int | None
    title: Text
    state: str
    state_label: Text
    recipients: tuple[Badge, ...]
    codes: tuple[str, ...]
    categories: tuple[Text, ...]
    since: datetime
    valid_until: date | None
    until: datetime | None
    recorded_by: str | None


def view_grantings(work: Work, seen: Seen, now: datetime) -> tuple[GrantingView, ...]:
    """All of a case, newest first."""
    grants = work.find(Grant, case_key=seen.case.key)
    consents = sorted(work.find(Consent, case_key=seen.case.key), key=lambda row: -row.key)
    keys = {grant.institution_key for grant in grants} | {
        int(key) for row in consents for key in row.recipients.split(",") if key
    }
    badges = {
        row.key: badge_of(row, seen.wording.language) for row in work.find(Institution, key=sorted(keys))
    }
    users = {row.key: row.name for row in work.find(User, key=sorted({row.decided_by for row in consents}))}
    by_consent: dict[int, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_consent[grant.basis_key].append(grant)
    opened = [grant for grant in grants if grant.category == OWN_CASE]
    return (
        *(
            _decision(seen, row, by_consent[row.key], badges, users.get(row.decided_by), now)
            for row in consents
        ),
        *(_opening(seen, grant, badges[grant.institution_key]) for grant in opened),
    )


def _decision(
    seen: Seen, row: Consent, grants: list[Grant], badges: dict[int, Badge], by: str | None, now: datetime
) -> GrantingView:
    codes = tuple(code for code in CATEGORIES if code in row.categories.split(","))
    ends = [end for grant in grants if (end := _end(grant))]
    return GrantingView(
        consent=row.key,
        title=seen.wording.vocabulary("consent_type", row.type),
        state=state_of(row, now),
        state_label=state_label(seen, row.type, state_of(row, now)),
        recipients=tuple(badges[int(key)] for key in row.recipients.split(",") if key),
        codes=codes,
        categories=tuple(seen.wording.vocabulary("categories", code) for code in codes),
        since=row.decided_at,
        valid_until=row.valid_until,
        until=max(ends, default=None),
        recorded_by=by,
    )


def _opening(seen: Seen, grant: Grant, badge: Badge) -> GrantingView:
    label = seen.wording.vocabulary("access_basis", grant.basis)
    return GrantingView(
        None, label, "opened", label, (badge,), (), (), grant.valid_from, None, _end(grant), None
    )


def _end(grant: Grant) -> datetime | None:
    ends = [moment for moment in (grant.valid_to, grant.revoked_at) if moment is not None]
    return min(ends, default=None)
