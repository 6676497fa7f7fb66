"""What open cases expect of somebody in person: places that name them, tasks they took, cases they lead."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from cases.access import EXCEPTION
from cases.rows import Case, Lead, Participant
from engine.rows import Task
from engine.store import Work


@dataclass(slots=True)
class OpenWork:
    """In one case: the places that name somebody, the open tasks they took, and whether they lead it."""

    places: list[Participant] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lead: Lead | None = None


def open_work_of(
    work: Work, user_key: int, institution_key: int, case_keys: Collection[int] | None = None
) -> dict[int, OpenWork]:
    """The open work of somebody in their institution, by case; narrowed to some cases."""
    found: dict[int, OpenWork] = defaultdict(OpenWork)
    named = {"user_key": user_key, "institution_key": institution_key, "is_working": True, "until": None}
    in_cases = {} if case_keys is None else {"case_key": sorted(case_keys)}
    for place in work.find(Participant, **named, **in_cases):
        if place.role != EXCEPTION:
            found[place.case_key].places.append(place)
    in_instances = {} if case_keys is None else {"instance_key": sorted(case_keys)}
    for task in work.find(Task, assignee=user_key, status="open", **in_instances):
        found[task.instance_key].tasks.append(task)
    for lead in work.find(Lead, user_key=user_key, institution_key=institution_key, **in_cases):
        found[lead.case_key].lead = lead
    return _still_open(work, found)


def _still_open(work: Work, found: dict[int, OpenWork]) -> dict[int, OpenWork]:
    cases = work.find(Case, key=sorted(found), closed_at=None) if found else []
    return {case.key: found[case.key] for case in cases}
