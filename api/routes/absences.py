"""Who is away and who stands in: list, record, end."""

from api.access import House, SignedIn
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.absences import AbsenceKept, AbsenceOut, Absences, PastAbsence, RecordAbsence
from cases.commands.end_absence import end_absence
from cases.commands.record_absence import NewAbsence, record_absence
from cases.views.absences import AbsenceView, PastAbsenceView, view_absences, view_past_absences

router = Router(
    prefix="/api/absences",
    tags=["absences"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)


@router.get("", operation_id="list_absences")
def list_absences(house: House, caller: SignedIn) -> Absences:
    """The absences of your unit that are not over, those in which you stand in, and your own of the last 90 days."""
    with house.engine.store.reading() as work:
        views = view_absences(house.engine, work, caller.actor)
        past = view_past_absences(house.engine, work, caller.actor)
    return Absences(items=[_out(view) for view in views], past=[_past(view) for view in past])


@router.post("", operation_id="record_absence", status_code=201, responses={409: PROBLEMS[409]})
def record(
    house: House, caller: SignedIn, body: RecordAbsence, idempotency_key: IdempotencyKey = None
) -> AbsenceKept:
    """Record your own absence, or that of a colleague of your unit: from today at the earliest, and not with yourself as the
    deputy. While it lasts the deputy has the mandate of who is
    away in every case that names them; what else their unit does stays closed to a deputy of another unit."""
    user = int(body.user) if body.user else caller.actor.user_key
    new = NewAbsence(user, int(body.deputy), body.first_day, body.last_day)
    request = repeatable(idempotency_key, "record_absence", body.model_dump())
    return AbsenceKept(**record_absence(house.engine, caller.actor, new, request))


@router.post("/{absence_key}/end", operation_id="end_absence", responses={409: PROBLEMS[409]})
def end(
    house: House, caller: SignedIn, absence_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> AbsenceKept:
    """End an absence: nobody stands in from this moment on. Yours, or that of a colleague of your unit."""
    request = repeatable(idempotency_key, "end_absence", absence_key)
    return AbsenceKept(**end_absence(house.engine, caller.actor, absence_key, request))


def _out(view: AbsenceView) -> AbsenceOut:
    return AbsenceOut(
        key=str(view.key),
        user=view.user,
        deputy=view.deputy,
        first_day=view.first_day,
        last_day=view.last_day,
        recorded_by=view.recorded_by,
        is_mine=view.is_mine,
        stands_in=view.stands_in,
        is_running=view.is_running,
        deputy_away=view.deputy_away,
        may_end=view.may_end,
    )


def _past(view: PastAbsenceView) -> PastAbsence:
    return PastAbsence(
        key=str(view.key),
        deputy=view.deputy,
        first_day=view.first_day,
        last_day=view.last_day,
        recorded_by=view.recorded_by,
        ended_at=view.ended_at,
        ended_by=view.ended_by,
    )
