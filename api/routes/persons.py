"""A person who comes back: for the coordination alone."""

from api.access import Caller, House, SignedIn
from api.badges import badge
from api.bootstrap import Bruecke
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.persons import KnownCase, PersonOut, Recognise, Recognised, Returning
from cases.commands.log_access import log_access, log_compared
from cases.commands.recognise_person import recognise_person
from cases.commands.tell_persons_apart import tell_persons_apart
from cases.views.returning import PersonLine, ReturningView, view_returning
from cases.views.seen import Seen, name_shown, see_case
from engine.errors import Json
from engine.transaction import Request

router = Router(
    prefix="/api/cases/{case_key}/person",
    tags=["persons"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)


def returning_of(house: Bruecke, caller: Caller, case_key: int) -> tuple[Seen, ReturningView]:
    """What the coordination is shown; the read is noted in every case whose person is."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_returning(house.engine, house.case_file.records, work, caller.actor, seen)
        shown = name_shown(work, seen)
    log_access(house.engine, caller.actor, seen, "returning", shown)
    log_compared(house.engine, caller.actor, [one.case_key for one in view.known if one.person])
    return seen, view


def recognise(
    house: Bruecke, caller: Caller, case_key: int, other: int, is_same: bool, request: Request | None
) -> Json:
    """Put on record what the coordination says."""
    command = recognise_person if is_same else tell_persons_apart
    records = house.case_file.records
    return command(house.engine, house.vault, records, caller.actor, case_key, other, request)


@router.get("", operation_id="read_returning_person")
def read(house: House, caller: SignedIn, case_key: KeyInPath) -> Returning:
    """Other cases of this person, or of one who may be the same. For the coordination office, as far as persons were
    released to it; everybody else who sees the case gets 403, whoever the person is.
    """
    _, view = returning_of(house, caller, case_key)
    return Returning(
        person=_person(view.person),
        known=[
            KnownCase(
                case=str(one.case_key),
                reference=one.reference,
                procedure=one.procedure.text,
                office=badge(one.office),
                opened_at=one.opened_at,
                closed_at=one.closed_at,
                outcome=one.outcome.text if one.outcome else None,
                by=one.by,
                person=_person(one.person) if one.person else None,
            )
            for one in view.known
        ],
    )


@router.post("", operation_id="recognise_person", responses={409: PROBLEMS[409]})
def say(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: Recognise,
    idempotency_key: IdempotencyKey = None,
) -> Recognised:
    """Say whether the other case is of the same person; either can be said again otherwise. Nobody else learns of it."""
    request = repeatable(idempotency_key, "recognise", case_key, body.model_dump())
    return Recognised(**recognise(house, caller, case_key, int(body.other), body.is_same, request))


def _person(line: PersonLine) -> PersonOut:
    return PersonOut(name=line.name, born_on=line.born_on, town=line.town)
