"""The plan of a case in one of its versions, as somebody may read it, and what they may do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.colleagues import at_work
from cases.plan_content import Answer, Content, Goal, Offer, content_of, measure_of, place_of
from cases.plans import (
    CATEGORY,
    DRAFT,
    IN_FORCE,
    OPEN_STATES,
    PERSON,
    PRINCIPLES,
    SIGNING,
    may_read_plan,
    missing_in,
    seated,
    signatures_of,
)
from cases.rows import Institution, Measure, Plan, PlanSignature, User
from cases.views.measure_steps import MeasureSteps, StepView
from cases.views.seen import Seen, Shown
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.packages.manifest import PlanRules
from engine.ports import Actor, NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure. `origin` is the same in every version that holds it; `may_answer`: it is proposed to the reader's institution,
    and the reader may answer for it. `steps`: what has become of it, the last one counts; `may_note`: the reader may add one;
    `keeps_back`: there are steps that the reader may not know; `unsaid`: started | ended, where its day has passed and nobody said
    so."""

    key: int
    version: int
    origin: int
    institution: Badge
    service: Text
    offer: Offer
    answer: Answer
    payer: Text
    principle: Text
    responsible: str | None
    state: str
    state_label: Text
    person: str
    person_label: Text
    is_taken_over: bool
    may_answer: bool
    steps: tuple[StepView, ...]
    keeps_back: bool
    may_note: bool
    unsaid: str

    @property
    def last_step(self) -> StepView | None:
        """How it stands."""
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who has to sign: an institution, or the person (None); what they did, on which day, and why where they refused."""

    institution: Badge | None
    decision: str | None
    signed_on: date | None
    reason: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the plan."""

    number: int
    state: str
    state_label: Text
    created_at: datetime
    in_force_at: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service that may be proposed, and who may pay for it."""

    code: str
    name: Text
    payers: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A version of the plan. `missing`: what it lacks before it can be signed, each with the measure it is about."""

    key: int
    number: int
    version: int
    turn: int
    state: str
    state_label: Text
    created_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None
    content: Content
    measures: tuple[MeasureView, ...]
    signatures: tuple[SignatureView, ...]
    missing: tuple[tuple[str, int | None], ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What is to be reached, the most important first."""
        return self.content.goals


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """The plan of a case and what the reader may do at its table. `plan` is None where there is none that they may read;
    `catalogue`: what each institution at the table offers."""

    plan: PlanView | None
    versions: tuple[VersionLine, ...]
    sits: bool
    is_shared: bool
    may_begin: bool
    has_seat: bool
    catalogue: tuple[tuple[Badge, tuple[ServiceView, ...]], ...]
    payers: tuple[tuple[str, Text], ...]
    principles: tuple[tuple[str, Text], ...]
    colleagues: tuple[tuple[int, str], ...]
    shown: Shown

    @property
    def may_work(self) -> bool:
        """Whether the reader may change the version that is shown."""
        return self.sits and self.plan is not None and self.plan.state == DRAFT

    @property
    def may_sign(self) -> bool:
        """Whether the version that is shown waits for signatures, and the reader sits at the table."""
        return self.sits and self.plan is not None and self.plan.state == SIGNING


def view_plan(engine: Engine, work: Work, actor: Actor, seen: Seen, number: int | None = None) -> PlanDesk:
    """The version at work, else the one in force, else the last; or that of a number.

    Raises NotVisible where the procedure has no plan, or there is no such version that the reader may read.
    """
    rules = seen.package.manifest.plan
    if rules is None:
        raise NotVisible
    now, key = engine.clock.now(), seen.case.key
    rows = [row for row in work.find(Plan, case_key=key) if may_read_plan(seen.sight, row)]
    row = _wanted(rows, number, is_closed=seen.case.closed_at is not None)
    if (number is not None or seen.sight.is_guest) and row is None:
        raise NotVisible
    table, is_shared = seated(work, key, rules, now)
    has_seat = bool(seen.sight.roles & set(rules.roles)) and not seen.sight.is_exceptional
    sits = has_seat and seen.case.closed_at is None and not seen.instance.is_held and is_shared
    steps = MeasureSteps(engine, work, seen)
    plan = _plan(engine, work, actor, seen, row, table, steps, sits=sits) if row is not None else None
    return PlanDesk(
        plan=plan,
        versions=tuple(_line(seen, one) for one in reversed(rows)),
        sits=sits,
        is_shared=is_shared or not has_seat,  # whoever does not sit there learns nothing of others
        may_begin=sits and not any(one.state in OPEN_STATES for one in rows),
        has_seat=has_seat,
        catalogue=_catalogue(seen, rules, table) if sits else (),
        payers=tuple((code, _payer(seen, code)) for code in _payers(rules)),
        principles=tuple((code, _principle(seen, code)) for code in PRINCIPLES),
        colleagues=_colleagues(work, actor) if sits else (),
        shown=_shown(row, plan, steps),
    )


def _shown(row: Plan | None, plan: PlanView | None, steps: MeasureSteps) -> Shown:
    if row is None or plan is None:
        return frozenset()
    return frozenset({(CATEGORY, row.owners)}) | steps.shown({one.origin for one in plan.measures})


def _catalogue(
    seen: Seen, rules: PlanRules, table: frozenset[int]
) -> tuple[tuple[Badge, tuple[ServiceView, ...]], ...]:
    """What each institution at the table may be asked for."""
    offers = []
    for key in sorted(table & set(seen.institutions)):
        kind = seen.institutions[key].type
        services = tuple(
            ServiceView(
                code,
                seen.wording.get(service.text),
                tuple((payer, _payer(seen, payer)) for payer in service.payers),
            )
            for code, service in rules.services.items()
            if kind in service.institutions
        )
        if services:
            offers.append((seen.badge(key), services))
    return tuple(offers)


def _payers(rules: PlanRules) -> list[str]:
    """Who pays for something, each once."""
    return list(dict.fromkeys(payer for service in rules.services.values() for payer in service.payers))


def _wanted(rows: Sequence[Plan], number: int | None, *, is_closed: bool) -> Plan | None:
    if number is not None:
        return next((row for row in rows if row.number == number), None)
    for states in ((IN_FORCE,),) if is_closed else (OPEN_STATES, (IN_FORCE,)):
        found = [row for row in rows if row.state in states]
        if found:
            return found[-1]
    return rows[-1] if rows else None


def _plan(
    engine: Engine,
    work: Work,
    actor: Actor,
    seen: Seen,
    row: Plan,
    table: frozenset[int],
    steps: MeasureSteps,
    *,
    sits: bool,
) -> PlanView:
    files = engine.case_file
    content = content_of(files, work, row)
    measures = work.find(Measure, plan_key=row.key)
    read = {one.key: measure_of(files, work, one) for one in measures}
    names = _names(work, {answer.responsible for _, answer in read.values() if answer.responsible})
    signers = [int(key) for key in row.owners.split(",")]
    badges = _badges(work, seen, {*signers, *(one.institution_key for one in measures)})
    missing: tuple[tuple[str, int | None], ...] = ()
    if row.state == DRAFT:
        missing = missing_in(content, measures, table)
    return PlanView(
        key=row.key,
        number=row.number,
        version=row.version,
        turn=row.turn,
        state=row.state,
        state_label=_state(seen, row.state),
        created_at=row.created_at,
        in_force_at=row.in_force_at,
        ended_at=row.ended_at,
        content=content,
        measures=tuple(
            _measure(seen, actor, one, read[one.key], badges, names, row, steps, sits=sits)
            for one in measures
        ),
        signatures=_signatures(engine, work, actor, row, signers, badges),
        missing=missing,
    )


def _measure(
    seen: Seen,
    actor: Actor,
    row: Measure,
    read: tuple[Offer, Answer],
    badges: Mapping[int, Badge],
    names: Mapping[int, str],
    plan: Plan,
    steps: MeasureSteps,
    *,
    sits: bool,
) -> MeasureView:
    offer, answer = read
    told, keeps_back = steps.of(row.origin_key), steps.keeps_back(row.origin_key)
    is_mine = sits and row.institution_key == actor.institution_key
    rules = seen.package.manifest.plan
    service = rules.services.get(offer.service) if rules else None
    return MeasureView(
        key=row.key,
        version=row.version,
        origin=row.origin_key,
        institution=badges[row.institution_key],
        service=seen.wording.get(service.text) if service else Text(offer.service),
        offer=offer,
        answer=answer,
        payer=_payer(seen, offer.payer),
        principle=_principle(seen, offer.principle),
        responsible=names.get(answer.responsible or 0),
        state=row.state,
        state_label=seen.wording.vocabulary("measure_states", row.state),
        person=row.person,
        person_label=seen.wording.vocabulary("person_answers", row.person),
        is_taken_over=row.origin_key != row.key and row.proposed_at <= plan.created_at,
        may_answer=is_mine and plan.state == DRAFT,
        steps=told,
        keeps_back=keeps_back,
        may_note=is_mine and plan.state == IN_FORCE,
        unsaid=steps.unsaid(offer, told) if plan.state == IN_FORCE and sits and not keeps_back else "",
    )


def _signatures(
    engine: Engine, work: Work, actor: Actor, row: Plan, signers: Sequence[int], badges: Mapping[int, Badge]
) -> tuple[SignatureView, ...]:
    given = signatures_of(work, row) if row.state not in (DRAFT,) else _refused(work, row)
    return tuple(
        SignatureView(
            badges[key] if key != PERSON else None,
            given[key].decision if key in given else None,
            given[key].signed_on if key in given else None,
            _reason(engine, work, given[key]) if key in given else "",
            key == actor.institution_key,
        )
        for key in (PERSON, *signers)
        if row.state != DRAFT or key in given
    )


def _refused(work: Work, row: Plan) -> dict[int, PlanSignature]:
    """Who has refused the turn before: why a plan came back is read while it is worked on."""
    rows = work.find(PlanSignature, plan_key=row.key, turn=row.turn - 1, decision="refused")
    return {one.institution_key: one for one in rows}


def _reason(engine: Engine, work: Work, row: PlanSignature) -> str:
    return engine.case_file.unseal(work, row.case_key, row.sealed, place_of(row)).decode()


def _line(seen: Seen, row: Plan) -> VersionLine:
    return VersionLine(row.number, row.state, _state(seen, row.state), row.created_at, row.in_force_at)


def _state(seen: Seen, state: str) -> Text:
    return seen.wording.vocabulary("plan_states", state)


def _payer(seen: Seen, code: str) -> Text:
    return seen.wording.vocabulary("institution_types", code)


def _principle(seen: Seen, code: str) -> Text:
    return seen.wording.vocabulary("funding_principles", code)


def _names(work: Work, keys: set[int]) -> dict[int, str]:
    return {user.key: user.name for user in work.find(User, key=sorted(keys))} if keys else {}


def _badges(work: Work, seen: Seen, keys: set[int]) -> dict[int, Badge]:
    known = {key: seen.institutions[key] for key in keys if key in seen.institutions}
    missing = sorted(keys - set(known))
    known |= {row.key: row for row in work.find(Institution, key=missing)} if missing else {}
    return {key: badge_of(row, seen.wording.language) for key, row in known.items()}


def _colleagues(work: Work, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Who may be responsible for a measure of the reader's institution."""
    users = at_work(work.find(User, institution_key=actor.institution_key, is_active=True))
    return tuple((user.key, user.name) for user in sorted(users, key=lambda user: user.name))
