"""The plan that institutions draw up together with a person: who sits at the table, what stands in it, when it binds.

Nobody commits anybody else. A measure is proposed to its institution and accepted or declined by it alone; what the person
says of it is theirs, noted by who was there. A version binds once all who drew it up, and the person, have signed it as it
stands; it is never written over, the next version takes its place. Source: LU-06, ZH-06, CH-08.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cases.access import Sight, holds, is_active, sight_in
from cases.notes import granted_now
from cases.plan_content import Content, Offer, measure_of
from cases.rows import Case, Grant, Institution, Measure, Participant, Plan, PlanSignature, User
from cases.telling import tell
from engine.clock import local_day
from engine.errors import TooLate, Unanswerable
from engine.packages.manifest import PLAN, PlanRules
from engine.packages.package import Package
from engine.ports import NO_CASE, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work

DRAFT, SIGNING, IN_FORCE, SUPERSEDED, DROPPED = "draft", "signing", "in_force", "superseded", "dropped"
OPEN_STATES = (DRAFT, SIGNING)
PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"
OPEN, AGREED, REFUSED = "open", "agreed", "refused"
SIGNED = "signed"
STARTED, ENDED, ABORTED = "started", "ended", "aborted"
"""What has become of a measure."""
PERSON = 0
"""Stands for the person among those who sign."""
CATEGORY = "MEASURE"
"""What a plan is a fact about."""
RECORD = PLAN
"""The record by which a model learns how the plan stands: `case.plan.state`, `case.plan.number` and more."""
PRINCIPLES = ("CATALOGUE", "COST_APPROVAL", "EQUAL_SHARES", "OWN_BUDGET")
"""By what principle a measure is paid (VS-10, LU-09)."""
MOST_GOALS, MOST_MEASURES, MOST_STEPS = 20, 50, 50
LONGEST = 2000
"""Characters of a text in a plan."""


class NoPlanHere(Unanswerable):
    """This procedure has no plan that institutions draw up together."""

    code = "no-plan-here"


class NoOpenPlan(TooLate):
    """There is no plan at work in this case: draw up a new version first."""

    code = "no-open-plan"


class PlanChanged(TooLate):
    """Somebody has changed the plan in the meantime. Read it again; nothing of yours was written."""

    code = "plan-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the plan has version {version} now")
        self.version = version


class PlanIsBeingSigned(TooLate):
    """This plan is being signed and does not change meanwhile. Take it back to work first; the signatures then count no
    longer."""

    code = "plan-is-being-signed"


class PlanIsDrafted(TooLate):
    """This plan is still being worked on: put it up for signature first."""

    code = "plan-is-drafted"


class MeasureNotBinding(TooLate):
    """This measure does not bind: what has become of it is put on record in the version of the plan that is in force."""

    code = "measure-not-binding"


class TableChanged(TooLate):
    """Others sit at the table than when this plan was put up for signature, or by another consent. Take it back to work, and
    put it up anew; the signatures then count no longer."""

    code = "plan-table-changed"


class PlanNotShared(TooLate):
    """The person has not released measures to everybody at the table. Nobody may read there what they may not read
    elsewhere: ask the person for a consent that reaches so far."""

    code = "plan-not-shared"


@dataclass(frozen=True, slots=True)
class Table:
    """Somebody at the table at which the plan of a case is drawn up. `owners`: the institutions that sit there."""

    running: Running
    sight: Sight
    rules: PlanRules
    owners: frozenset[int]

    @property
    def case_key(self) -> int:
        """The case."""
        return self.running.instance.key

    def open_plan(self) -> Plan:
        """The version at work. Raises NoOpenPlan."""
        plan = open_plan_of(self.running.work, self.case_key)
        if plan is None:
            raise NoOpenPlan
        return plan

    def require(self, plan: Plan, version: int) -> None:
        """Raises PlanChanged where the plan has another version than the actor saw."""
        if plan.version != version:
            raise PlanChanged(plan.version)

    def draft(self, version: int | None = None) -> Plan:
        """The version that is worked on. Raises NoOpenPlan, PlanIsBeingSigned, PlanChanged."""
        plan = self.open_plan()
        if plan.state != DRAFT:
            raise PlanIsBeingSigned
        if version is not None:
            self.require(plan, version)
        return plan

    def measure(self, key: int) -> tuple[Plan, Measure]:
        """The version that is worked on, and a measure in it. Raises NoOpenPlan, PlanIsBeingSigned, NotVisible."""
        plan, row = self.draft(), self.running.work.get(Measure, key)
        if row is None or row.plan_key != plan.key:
            raise NotVisible
        return plan, row

    def change(self, plan: Plan, **what: Any) -> Plan:
        """The plan with something else in it."""
        changed = replace(plan, version=plan.version + 1, owners=written(self.owners), **what)
        self.running.work.replace(changed)
        return changed

    def tell_model(self, plan: Plan, *, next_dropped: bool = False) -> None:
        """The model learns how the plan stands, and goes on where it waited for that. `next_dropped`: this one binds on, for
        the next version was dropped."""
        values = {"state": plan.state, "number": plan.number, **self._evaluations()}
        if next_dropped:
            values["next_dropped"] = True
        tell(self.running, RECORD, values, CATEGORY, frozenset(plan.owners.split(",")))

    def _evaluations(self) -> dict[str, list[date]]:
        """From when until when the measures that bind are to be evaluated, where their service is: in their second half. A
        day counts to it that is at least as far from the first as from the last."""
        work, files = self.running.work, self.running.engine.case_file
        binding = plan_in_force(work, self.case_key)
        offers = [
            measure_of(files, work, row)[0]
            for row in (work.find(Measure, plan_key=binding.key) if binding else [])
        ]
        evaluated = [
            one
            for one in offers
            if one.service in self.rules.services and self.rules.services[one.service].evaluated
        ]
        evaluated.sort(key=lambda one: (one.begins, one.ends))
        if not evaluated:
            return {}
        return {
            "evaluation_from": [one.ends - timedelta((one.ends - one.begins).days // 2) for one in evaluated],
            "evaluation_until": [one.ends for one in evaluated],
        }


def at_the_table(running: Running, *, must_share: bool = True) -> Table:
    """Who acts, where they sit at the table. Raises NoPlanHere, NotAllowed, CaseClosed, CaseHeld, PlanNotShared."""
    sight = sight_in(running)
    rules = running.package.manifest.plan
    if rules is None:
        raise NoPlanHere
    if sight.is_exceptional or not sight.roles & set(rules.roles):
        raise NotAllowed
    running.require_open()
    running.require_not_held()
    of_it = {"case_key": running.instance.key}
    running.work.ahead(
        (Grant, {**of_it, "revoked_at": None}),
        (Case, {"key": running.instance.key}),
        (Plan, {**of_it, "state": [*OPEN_STATES, IN_FORCE]}),
    )
    owners, is_shared = seated(running.work, running.instance.key, rules, running.now)
    if must_share and not is_shared:
        raise PlanNotShared
    return Table(running, sight, rules, owners)


def seated(work: Work, case_key: int, rules: PlanRules, now: datetime) -> tuple[frozenset[int], bool]:
    """The institutions at the table: those with a role of the plan that the case is open to, for whoever the person left out
    neither draws up nor signs anything. And whether the person released measures to all of them.
    """
    places = work.find(Participant, case_key=case_key)
    holding = {place.institution_key for place in places if place.role in rules.roles and holds(place, now)}
    granted, case = granted_now(work, case_key, now), work.get(Case, case_key)
    there = frozenset(holding & granted.keys())
    others = there - {case.opened_by} if case else there
    released = bool(others) and all(CATEGORY in granted[one] for one in others)
    return there, released or len(holding) < 2


def case_of_measure(measure_key: int) -> Callable[[Work], int]:
    """Finds the case of a measure, NO_CASE where there is none."""

    def case_of(work: Work) -> int:
        row = work.get(Measure, measure_key)
        return row.case_key if row else NO_CASE

    return case_of


def open_plan_of(work: Work, case_key: int) -> Plan | None:
    """The version that is worked on or signed."""
    found = work.find(Plan, case_key=case_key, state=list(OPEN_STATES))
    return found[0] if found else None


def plan_in_force(work: Work, case_key: int) -> Plan | None:
    """The version that binds."""
    found = work.find(Plan, case_key=case_key, state=IN_FORCE)
    return found[0] if found else None


def written(keys: Iterable[int]) -> str:
    """Institutions as rows keep them."""
    return ",".join(str(key) for key in sorted(keys))


def may_read_plan(sight: Sight, plan: Plan) -> bool:
    """Whether a version is open to who sees its case so. Theirs for good is what an institution has signed; what was only
    worked on stays with the office of the case, and with those to whom the person releases measures now."""
    is_theirs = plan.in_force_at is not None or sight.is_opener
    return sight.may_read(CATEGORY, plan.owners if is_theirs else "")


def signed_before_consent(work: Work, plan: Plan, now: datetime) -> bool:
    """Whether a signature of this turn is older than what somebody at the table reads measures by."""
    since: dict[int, datetime] = {}
    for grant in work.find(Grant, case_key=plan.case_key, category=CATEGORY, revoked_at=None):
        if is_active(grant, now) and str(grant.institution_key) in plan.owners.split(","):
            since[grant.institution_key] = min(grant.valid_from, since.get(grant.institution_key, now))
    first = min((row.noted_at for row in signatures_of(work, plan).values()), default=now)
    return any(moment > first for moment in since.values())


class MeasureRefused(Unanswerable):
    """This measure is not possible as proposed: `field` says where, `why` for what reason."""

    code = "measure-refused"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


def check_offer(package: Package, institution: Institution, offer: Offer) -> None:
    """Raises MeasureRefused: a service that is in no catalogue, not in that of the institution, or that others pay."""
    rules = package.manifest.plan
    service = rules.services.get(offer.service) if rules else None
    if service is None:
        raise MeasureRefused("service", "in-no-catalogue")
    if institution.type not in service.institutions:
        raise MeasureRefused("service", "not-in-its-catalogue")
    if offer.payer not in service.payers:
        raise MeasureRefused("payer", "does-not-pay-for-it")
    if offer.principle not in PRINCIPLES:
        raise MeasureRefused("principle", "unknown")
    if offer.ends < offer.begins:
        raise MeasureRefused("ends", "before-it-begins")
    check_text("aim", offer.aim)


def check_text(field: str, text: str) -> None:
    """Raises MeasureRefused for an empty text or one that is too long."""
    if not text.strip():
        raise MeasureRefused(field, "missing")
    if len(text) > LONGEST:
        raise MeasureRefused(field, "too-long")


def check_past(running: Running, field: str, day: date) -> None:
    """Raises MeasureRefused for a day that is still to come."""
    if day > local_day(running.now):
        raise MeasureRefused(field, "in-the-future")


def check_since(field: str, day: date, begun_at: datetime) -> None:
    """Raises MeasureRefused for a day on which there was nothing to answer or to sign yet."""
    if day < local_day(begun_at):
        raise MeasureRefused(field, "before-it-was-drawn-up")


class PlanNotReady(Unanswerable):
    """Something is still missing before this plan can be signed: each is named, with the measure it is about."""

    code = "plan-not-ready"

    def __init__(self, missing: tuple[tuple[str, int | None], ...]) -> None:
        super().__init__(", ".join(what if key is None else f"{what} ({key})" for what, key in missing))
        self.missing = missing


def missing_in(
    content: Content, measures: Iterable[Measure], owners: frozenset[int]
) -> tuple[tuple[str, int | None], ...]:
    """What a plan lacks before it can be signed."""
    found: list[tuple[str, int | None]] = []
    if not content.goals:
        found.append(("goals", None))
    if content.explained_on is None:
        found.append(("rights-and-duties", None))
    rows = list(measures)
    if not rows:
        found.append(("measures", None))
    for row in rows:
        if row.institution_key not in owners:
            found.append(("institution-left", row.key))
        elif row.state != ACCEPTED:
            found.append((f"institution-{row.state}", row.key))
        if row.person != AGREED:
            found.append((f"person-{row.person}", row.key))
    return tuple(found)


def not_possible(running: Running, measures: Iterable[Measure]) -> tuple[tuple[str, int | None], ...]:
    """Measures taken over that nobody may propose like this any more, or whose responsible has left."""
    found: list[tuple[str, int | None]] = []
    for row in measures:
        offer, answer = measure_of(running.engine.case_file, running.work, row)
        institution = running.work.get(Institution, row.institution_key)
        try:
            if institution is not None:
                check_offer(running.package, institution, offer)
        except MeasureRefused:
            found.append(("not-in-the-catalogue", row.key))
        who = running.work.get(User, answer.responsible) if answer.responsible else None
        if answer.responsible and (
            who is None or not who.is_active or who.institution_key != row.institution_key
        ):
            found.append(("responsible-left", row.key))
    return tuple(found)


def signatures_of(work: Work, plan: Plan) -> dict[int, PlanSignature]:
    """Who has signed the plan as it stands, or refused to, by institution; PERSON for the person."""
    rows = work.find(PlanSignature, plan_key=plan.key, turn=plan.turn)
    return {row.institution_key: row for row in rows}


def still_to_sign(work: Work, plan: Plan) -> frozenset[int]:
    """Whose signature is missing: institutions, and PERSON."""
    wanted = {int(key) for key in plan.owners.split(",")} | {PERSON}
    return frozenset(wanted - set(signatures_of(work, plan)))
