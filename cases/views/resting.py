"""Cases that rest, and whether anybody of the reader's office can do something in them all the same."""

from collections.abc import Sequence

from cases.access import holds
from cases.lists import CaseLine
from cases.rows import Participant
from cases.views.lines import consents_in_force
from engine.engine import Engine
from engine.legal_basis import consent_needed
from engine.ports import Actor
from engine.rows import Gateway, Instance, Seat, Task
from engine.store import Work

SUSPENDED = "suspended"


def without_work(engine: Engine, work: Work, actor: Actor, lines: Sequence[CaseLine]) -> list[CaseLine]:
    """Of cases that rest those that only an end, a repair or going on again helps: what has stopped, what people suspended,
    and where no open task or question of the actor's institution rests on a consent in force or on none. In so many
    queries, however many they are."""
    suspended = {line.key: line for line in lines if line.status == SUSPENDED}
    if not suspended:
        return list(lines)
    cases, now = sorted(suspended), engine.clock.now()
    ours = {
        (place.case_key, place.role)
        for place in work.find(Participant, case_key=cases, institution_key=actor.institution_key)
        if holds(place, now)
    }
    tasks = work.find(Task, instance_key=cases, status="open")
    gateways = work.find(Gateway, instance_key=cases, status="open")
    elements = {row.key: row.element for row in tasks} | {row.key: row.element for row in gateways}
    in_force = consents_in_force(work, cases, now)
    at_work = set()
    for seat in work.find(Seat, instance_key=cases, is_open=True):
        case, element = seat.instance_key, elements.get(seat.subject_key)
        if element is not None and (case, seat.role) in ours and case not in at_work:
            package = engine.versions.get(work, suspended[case].procedure_version_key)
            consent = consent_needed(package, element)
            if consent is None or (case, consent) in in_force:
                at_work.add(case)
    held = {row.key for row in work.find(Instance, key=sorted(at_work)) if row.is_held} if at_work else set()
    return [line for line in lines if line.key not in at_work or line.key in held]
