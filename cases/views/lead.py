"""Who leads a case, and to whom the reader may give the lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.lead import choices_of, lead_of, managed_by, narrowed, professionals
from cases.reasons import LEAD_CHANGED, WORK_HANDED_OVER, reasons_for
from cases.records import Records
from cases.rows import Institution, User
from cases.views.guests import meets
from cases.views.seen import Seen, Shown, shown_in
from cases.views.wording import Badge, badge_of
from engine.ports import Actor
from engine.store import Work


@dataclass(frozen=True, slots=True)
class LeadView:
    """Who leads. `is_able`: they still have a mandate in the case."""

    user: str
    institution: Badge
    since: datetime
    is_able: bool


@dataclass(frozen=True, slots=True)
class Leadership:
    """The lead of a case as somebody sees it. `choices`: to whom they may give it, with the institution; `may_lay_down`:
    they may give it back; `goes_along`: the case management goes along with it; `reason` of the last change and
    `handed_over`, of the last handover of work: where they may read it.
    """

    lead: LeadView | None
    choices: tuple[tuple[User, Badge], ...]
    may_lay_down: bool
    goes_along: bool
    reason: str | None
    handed_over: str | None
    shown: Shown

    @property
    def may_change(self) -> bool:
        """Whether the reader may change it at all."""
        return bool(self.choices) or self.may_lay_down


def view_lead(records: Records, work: Work, actor: Actor, seen: Seen, now: datetime) -> Leadership:
    """The lead of the case."""
    case_key = seen.case.key
    lead = lead_of(work, case_key)
    if lead is not None and not meets(seen, lead.institution_key):
        lead = None
    able = professionals(work, case_key, now)
    is_open = seen.case.closed_at is None
    choices = choices_of(work, actor, seen.sight, case_key, now) if is_open else frozenset()
    choices = narrowed(work, seen.package.manifest, case_key, choices)
    badges = _badges(work, seen, able)
    user = work.get(User, lead.user_key) if lead else None
    body = work.get(Institution, lead.institution_key) if lead else None
    reason, reason_shown = _reason(records, work, seen, LEAD_CHANGED)
    handed_over, handover_shown = _reason(records, work, seen, WORK_HANDED_OVER)
    return Leadership(
        LeadView(user.name, badge_of(body, seen.wording.language), lead.since, lead.user_key in able)
        if lead and user and body
        else None,
        tuple(
            (one, badges[one.institution_key])
            for one in sorted(able.values(), key=lambda one: (badges[one.institution_key].name, one.name))
            if one.key in choices
        ),
        None in choices,
        managed_by(work, seen.package.manifest, case_key) is not None,
        reason,
        handed_over,
        reason_shown | handover_shown,
    )


def _reason(records: Records, work: Work, seen: Seen, kind: str) -> tuple[str | None, Shown]:
    """The reason that the reader's institution gave last."""
    rows = reasons_for(work, seen.sight, seen.case.key, kind)
    told = records.open_all(work, rows)
    return (str(told[-1].values.get("reason", "")) if told else None), shown_in(rows)


def _badges(work: Work, seen: Seen, able: Mapping[int, User]) -> dict[int, Badge]:
    keys = sorted({user.institution_key for user in able.values()})
    rows = work.find(Institution, key=keys) if keys else []
    return {row.key: badge_of(row, seen.wording.language) for row in rows}
