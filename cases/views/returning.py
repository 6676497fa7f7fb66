"""What the coordination is shown of a person who may have come back: the other cases, as far as it may see them."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.access import sights_of
from cases.records import Records
from cases.returning import AHV, NAME_AND_BIRTH, Known, known_cases, require_coordination
from cases.rows import Institution
from cases.views.seen import Seen, name_of
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.ports import Actor, NotAllowed
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who somebody is, to tell people apart by; None where it is not on record or not open to the reader."""

    name: str | None
    born_on: date | None
    town: str | None


@dataclass(frozen=True, slots=True)
class KnownView:
    """Another case of this person, or of one who may be the same. by: AHV | NAME_AND_BIRTH | LINKED | APART.

    `person` is None where the case is not open to the reader any more.
    """

    case_key: int
    reference: str
    procedure: Text
    office: Badge
    opened_at: datetime
    closed_at: datetime | None
    outcome: Text | None
    by: str
    is_open: bool
    person: PersonLine | None


@dataclass(frozen=True, slots=True)
class ReturningView:
    """The person of a case and the other cases, newest first."""

    person: PersonLine
    known: tuple[KnownView, ...]


def view_returning(engine: Engine, records: Records, work: Work, actor: Actor, seen: Seen) -> ReturningView:
    """Raises NotAllowed for everybody but the coordination."""
    require_coordination(actor, seen.sight)
    known = known_cases(work, records, actor, seen.case.key)
    sights = sights_of(work, actor, [one.case.key for one in known], engine.clock.now())
    offices = sorted({one.case.opened_by for one in known})
    badges = {
        row.key: badge_of(row, seen.wording.language)
        for row in (work.find(Institution, key=offices) if offices else ())
    }
    views = []
    for one in known:
        sight = sights.get(one.case.key)
        is_told = sight is not None and "MASTER" in sight.categories
        person = _person(records, work, one.case.key) if is_told else None
        views.append(_view(engine, work, seen, one, badges[one.case.opened_by], sight is not None, person))
    return ReturningView(_person(records, work, seen.case.key), tuple(views))


def may_recognise(actor: Actor, seen: Seen) -> bool:
    """Whether the reader is who may ask: the coordination, in a case whose person was released to it."""
    try:
        require_coordination(actor, seen.sight)
    except NotAllowed:
        return False
    return True


def undecided(records: Records, work: Work, actor: Actor, seen: Seen) -> int:
    """How many other cases wait for a look, for the reader who may answer; 0 for everybody else."""
    if not may_recognise(actor, seen):
        return 0
    return sum(one.by in {AHV, NAME_AND_BIRTH} for one in known_cases(work, records, actor, seen.case.key))


def _view(
    engine: Engine,
    work: Work,
    seen: Seen,
    one: Known,
    office: Badge,
    is_open: bool,
    person: PersonLine | None,
) -> KnownView:
    wording = Wording(engine.versions.get(work, one.case.procedure_version_key), seen.wording.language)
    return KnownView(
        one.case.key,
        one.case.reference,
        wording.get("procedure.title"),
        office,
        one.case.opened_at,
        one.case.closed_at,
        wording.outcome(one.case.outcome) if one.case.outcome else None,
        one.by,
        is_open,
        person,
    )


def _person(records: Records, work: Work, case_key: int) -> PersonLine:
    values = {
        name: value
        for record in records.current(work, case_key, ["person"], frozenset({"MASTER"}))
        for name, value in record.values.items()
    }
    return PersonLine(name_of(values) or None, values.get("born_on"), values.get("town"))
