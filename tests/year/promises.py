"""What holds in every case on every day, whatever people did: each promise broken, in words."""

from collections.abc import Iterator

from cases.access import sight_of
from cases.consents import latest
from cases.rows import Case, Consent, Grant, Handover, Institution, Lead, Participant, User
from engine.chain import first_break
from engine.rows import Event, Gateway, Incident, Instance, Seat, Task, Wait
from engine.store import Work
from tests.seats import wrong_seats
from tests.year.living import Year


def broken(year: Year) -> Iterator[str]:
    """Everything that does not hold now; to be asked when the worker has done what is due."""
    now = year.scene.clock.now()
    with year.scene.house.engine.store.reading() as work:
        yield from wrong_seats(work)
        for incident in work.find(Incident, resolved_at=None):
            yield f"case {incident.instance_key} stands at {incident.element}: {incident.message}"
        for lead in work.find(Lead):
            case = work.get(Case, lead.case_key)
            if case is None or case.closed_at is not None:
                yield f"case {lead.case_key} has ended, and its person is still led in it"
        for case in work.find(Case):
            yield from _sharing(work, case, year)
            yield from _deadlines(work, case, year)
            if (at := first_break(work.find(Event, instance_key=case.key))) is not None:
                yield f"case {case.key}: its history is broken at {at}"
            if case.closed_at is None and not list(_goes_on(work, case, year)):
                yield f"case {case.key} is open and nobody and nothing will ever go on with it at {now}"


def _sharing(work: Work, case: Case, year: Year) -> Iterator[str]:
    """Nobody of another office sees a case without a grant that holds, and no grant holds without what the person decided."""
    now = year.scene.clock.now()
    holding = [
        grant
        for grant in work.find(Grant, case_key=case.key, revoked_at=None)
        if grant.valid_from <= now and (grant.valid_to is None or now < grant.valid_to)
    ]
    consents = {consent.key: consent for consent in work.find(Consent, case_key=case.key)}
    newest = {kind: latest(list(consents.values()), kind) for kind in {one.type for one in consents.values()}}
    for grant in holding:
        consent = consents.get(grant.basis_key)
        if grant.basis == "OPENED":
            if grant.institution_key != case.opened_by:
                yield f"case {case.key}: opened by another office than the one that sees it as its own"
        elif consent is not None:
            given = consent.state == "granted" and consent.withdrawn_at is None
            ended = consent.valid_until is not None and consent.valid_until < year.today
            if not given or ended or newest[consent.type] != consent:
                yield f"case {case.key}: {grant.institution_key} sees {grant.category} on a consent that does not hold"
            elif str(grant.institution_key) not in consent.recipients.split(",") and consent.recipients:
                yield f"case {case.key}: {grant.institution_key} is not among the recipients of {consent.type}"
    seen_by = {grant.institution_key for grant in holding} | {case.opened_by}
    for login, actor in year.scene.actors.items():
        if actor.institution_key not in seen_by and sight_of(work, actor, case.key, now) is not None:
            yield f"case {case.key}: {login} sees it without any basis"


def _deadlines(work: Work, case: Case, year: Year) -> Iterator[str]:
    """What is due was done or told; a handover whose time is over has escalated."""
    now = year.scene.clock.now()
    instance = work.get(Instance, case.key)
    for wait in work.find(Wait, instance_key=case.key, kind="timer"):
        runs = instance is not None and instance.status == "running"
        if wait.due_at is not None and wait.due_at <= now and runs:
            yield f"case {case.key}: {wait.element} was due at {wait.due_at} and nothing happened"
    for handover in work.find(Handover, case_key=case.key, state="offered"):
        if handover.answer_until <= now and handover.escalated_at is None and case.closed_at is None:
            yield f"case {case.key}: nobody answered handover {handover.number}, and nobody was told"


def _goes_on(work: Work, case: Case, year: Year) -> Iterator[str]:
    """By whom or by what an open case goes on: a seat that somebody holds who sees it, a clock, a fact to come."""
    seats = work.find(Seat, instance_key=case.key, is_open=True)
    for actor in year.scene.actors.values():
        sight = sight_of(work, actor, case.key, year.scene.clock.now())
        if sight is not None and any(seat.role in sight.roles for seat in seats):
            yield "people"
    instance = work.get(Instance, case.key)
    if instance is not None and instance.status == "suspended":
        yield "who opened it"  # it stands on their worklist, and they may end it
    yield from ("a clock" for _ in work.find(Wait, instance_key=case.key, kind="timer"))
    yield from ("a fact" for _ in work.find(Gateway, instance_key=case.key, status="open", waits_for="fact"))


def tandems(work: Work, case: Case) -> Iterator[str]:
    """A tandem is two people of two institutions (VS-05)."""
    places = [
        place
        for place in work.find(Participant, case_key=case.key, until=None)
        if place.role in {"rav_adviser", "social_worker"} and place.user_key is not None
    ]
    people = {place.user_key: work.get(User, place.user_key) for place in places if place.user_key}
    offices = {user.institution_key for user in people.values() if user}
    kinds = {body.type for key in offices if (body := work.get(Institution, key))}
    if len(places) == 2 and kinds != {"RAV", "SOCIAL"}:
        yield f"case {case.key}: its tandem is of {sorted(kinds)}"
    tasks = work.find(Task, instance_key=case.key, status="open")
    if len(places) != 2 and any(task.element == "hold_talk" for task in tasks):
        yield f"case {case.key} is accompanied by {len(places)} people"
