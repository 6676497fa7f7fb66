"""The lead of a case is taken, handed over, assigned by the coordination or given back, with a reason.

Where the procedure has a case manager, the case management goes along with it.
"""

from dataclasses import replace

from cases.access import COORDINATION, sight_in
from cases.catalogue import CASE_MANAGEMENT
from cases.lead import (
    choices_of,
    is_led_elsewhere,
    lead_of,
    leads_for,
    managed_by,
    narrowed,
    person_of,
    professionals,
    put_in_the_lead,
)
from cases.reasons import LEAD_CHANGED, keep_reason
from cases.returning import released_to
from cases.rows import Case, Institution, Lead, Person, Record, User
from cases.telling import tell
from engine.clock import local_day
from engine.commands.seats import STOOD_IN_FOR
from engine.engine import Engine
from engine.errors import FieldRefused, Json, TooLate
from engine.ports import Actor, NotAllowed
from engine.rows import Task
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


class LeadRefused(FieldRefused):
    """Choose somebody else who works on this case: of an institution that sees it, with a role in it."""

    code = "lead-refused"
    field = "user"


class LeadElsewhere(TooLate):
    """This person is led in another case. Agree with who leads there; once the lead is given back there, assign it here."""

    code = "lead-elsewhere"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def change_lead(
    engine: Engine,
    actor: Actor,
    case_key: int,
    user_key: int | None,
    reason: str,
    request: Request | None = None,
) -> Json:
    """Give the lead to a professional of the case, or back (None). Answer: {case, lead, before}: keys of users or null.

    Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing, LeadRefused; for the coordination alone LeadElsewhere.
    """

    def body(running: Running) -> Json:
        work, now = running.work, running.now
        sight = sight_in(running)
        choices = choices_of(work, actor, sight, case_key, now)
        choices = narrowed(work, running.package.manifest, case_key, choices)
        if not choices:
            raise NotAllowed
        running.require_open()
        if user_key not in choices:
            raise LeadRefused
        keep_reason(running, actor, LEAD_CHANGED, reason)
        before = lead_of(work, case_key)
        acts = {}
        if before is not None and before.user_key != actor.user_key and leads_for(work, actor, before, now):
            acts = {STOOD_IN_FOR: str(before.user_key)}
        give_lead(running, actor, user_key, acts)
        return {
            "case": str(case_key),
            "lead": str(user_key) if user_key else None,
            "before": str(before.user_key) if before else None,
        }

    return on_case(engine, lambda work: case_key, actor, request, body)


def give_lead(running: Running, actor: Actor, user_key: int | None, codes: dict[str, str]) -> None:
    """Write who leads from now on, and its event; the case management goes along. Raises LeadElsewhere."""
    work, case_key = running.work, running.instance.key
    before, person_key = lead_of(work, case_key), person_of(work, case_key)
    if person_key is None:
        raise NotAllowed
    elsewhere = work.get(Lead, person_key)
    if user_key is not None and elsewhere is not None and is_led_elsewhere(work, case_key):
        raise _refusal(work, actor, elsewhere)
    managed = managed_by(work, running.package.manifest, case_key, user_key)
    if user_key is None:
        for person in work.find(Person, key=person_key):
            work.replace(person)  # as when it is given
        work.remove(Lead, person_key)
        led = str(before.user_key) if before else None
        told = {"from": led, "user": led or "0", "to": None}
    else:
        user = professionals(work, case_key, running.now)[user_key]
        told = dict(put_in_the_lead(work, case_key, user, running.now))
    running.log("LEAD_CHANGED", None, {**told, **codes})
    if managed is not None and user_key is not None:
        take_over(running, managed[0], user_key)


def take_over(running: Running, role: str, user_key: int) -> None:
    """Somebody manages the case from now on, and that is on record: what of it is open waits for them."""
    work, case_key = running.work, running.instance.key
    for task in work.find(Task, instance_key=case_key, status="open", role=role):
        if task.assignee not in {None, user_key}:
            work.replace(replace(task, assignee=None, version=task.version + 1))
    rows = work.find(Record, case_key=case_key, type=CASE_MANAGEMENT, replaced_at=None)
    owners = frozenset(key for row in rows for key in row.owners.split(","))
    tell(running, CASE_MANAGEMENT, {role: str(user_key)}, "MASTER", owners)


def _refusal(work: Work, actor: Actor, elsewhere: Lead) -> Exception:
    """For the coordination; in full where the person of that case was released to it too."""
    if actor.institution_type != COORDINATION:  # nobody else assigns where cases may be linked
        return NotAllowed()
    if not released_to(work, actor, [elsewhere.case_key]):
        return LeadElsewhere("")
    user, body = work.get(User, elsewhere.user_key), work.get(Institution, elsewhere.institution_key)
    case = work.get(Case, elsewhere.case_key)
    parts = (
        user.name if user else "",
        body.name if body else "",
        case.reference if case else "",
        f"{local_day(elsewhere.since):%d.%m.%Y}",
    )
    return LeadElsewhere(", ".join(part for part in parts if part))
