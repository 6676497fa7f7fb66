"""What open cases expect of somebody in person: places that name them, tasks they took, cases they lead.

Only of cases that are open to their institution just now: what another office has withdrawn since is nothing of theirs to
count or pass on. Nothing of a guest either: what a person releases is for one professional.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from cases.access import EXCEPTION, GUEST, active_grants
from cases.rows import Case, Institution, Lead, Participant, User
from engine.rows import Task
from engine.store import Work


@dataclass(slots=True)
class OpenWork:
    """In one case: the places that name somebody, the open tasks they took, and whether they lead it."""

    places: list[Participant] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lead: Lead | None = None


def open_work_of(
    work: Work, user: User, now: datetime, case_keys: Collection[int] | None = None
) -> dict[int, OpenWork]:
    """The open work of somebody in their institution, by case; narrowed to some cases."""
    own = work.get(Institution, user.institution_key)
    if own is None or own.type == GUEST:
        return {}
    found: dict[int, OpenWork] = defaultdict(OpenWork)
    named = {"user_key": user.key, "institution_key": own.key, "is_working": True, "until": None}
    in_cases = {} if case_keys is None else {"case_key": sorted(case_keys)}
    for place in work.find(Participant, **named, **in_cases):
        if place.role != EXCEPTION:
            found[place.case_key].places.append(place)
    in_instances = {} if case_keys is None else {"instance_key": sorted(case_keys)}
    for task in work.find(Task, assignee=user.key, status="open", **in_instances):
        found[task.instance_key].tasks.append(task)
    for lead in work.find(Lead, user_key=user.key, institution_key=own.key, **in_cases):
        found[lead.case_key].lead = lead
    return _still_open(work, found, own.key, now)


def _still_open(
    work: Work, found: dict[int, OpenWork], institution_key: int, now: datetime
) -> dict[int, OpenWork]:
    cases = work.find(Case, key=sorted(found), closed_at=None) if found else []
    shared = active_grants(work, sorted(case.key for case in cases), institution_key, now) if cases else []
    granted = {grant.case_key for grant in shared}
    return {case.key: found[case.key] for case in cases if case.key in granted}


def stays_in_team(actor_key: int, user: User, successor: User, found: Collection[OpenWork]) -> bool:
    """Whether this successor gets no case that their team has not: only the person themself gives work to another team,
    or a colleague once the person is active no more."""
    if actor_key == user.key or not user.is_active:
        return True
    units = {place.unit_key for one in found for place in one.places} or {user.unit_key}
    return units == {successor.unit_key}
