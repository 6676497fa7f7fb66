"""Absences: who is away and who stands in, the form for another one, and the way back."""

from dataclasses import dataclass, replace

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, day, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.access import WORKING_ROLES
from cases.commands.end_absence import AbsenceOver, end_absence
from cases.commands.record_absence import AbsenceRefused, NewAbsence, record_absence
from cases.views.absences import view_absence_desk, view_absences, view_past_absences
from engine.clock import local_day

router = Router(include_in_schema=False)

_DONE = ("recorded", "ended", "over")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as it was typed."""

    user: int
    deputy: int
    first_day: str
    last_day: str


@router.get("/absences")
def show_absences(request: Request, house: House, caller: SignedIn) -> Response:
    """Those of the unit, those in which the reader stands in, and the form."""
    first = local_day(house.engine.clock.now())
    return _show(request, house, caller, Typed(caller.actor.user_key, 0, f"{first:%d.%m.%Y}", ""))


@router.post("/absences")
def record(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """Record an absence; what was typed stays where it is refused."""
    typed = Typed(
        number(pairs, "user"),
        number(pairs, "deputy"),
        last(pairs, "first_day").strip()[:20],
        last(pairs, "last_day").strip()[:20],
    )
    faults = _faults(pairs, typed)
    first_day = day(pairs, "first_day")
    if faults or first_day is None:
        return _show(request, house, caller, typed, faults)
    new = NewAbsence(typed.user, typed.deputy, first_day, day(pairs, "last_day"))
    try:
        record_absence(house.engine, caller.actor, new, repeatable(pairs, "record_absence", new))
    except AbsenceRefused as error:
        return _show(request, house, caller, typed, {error.field: error.code.replace("-", "_")})
    return RedirectResponse("/absences?done=recorded", 303)


@router.post("/absences/{absence_key}/end")
def end(house: House, caller: SignedIn, absence_key: KeyInPath, pairs: Posted) -> Response:
    """End an absence; one that is over already stays over."""
    try:
        end_absence(house.engine, caller.actor, absence_key, repeatable(pairs, "end_absence", absence_key))
    except AbsenceOver:
        return RedirectResponse("/absences?done=over", 303)
    return RedirectResponse("/absences?done=ended", 303)


def _faults(pairs: Pairs, typed: Typed) -> dict[str, str]:
    """What is missing or can't be read, by field."""
    found = {}
    if day(pairs, "first_day") is None:
        found["first_day"] = "not_a_day"
    if typed.last_day and day(pairs, "last_day") is None:
        found["last_day"] = "not_a_day"
    if not typed.deputy:
        found["deputy"] = "deputy_missing"
    return found


def _show(
    request: Request, house: Bruecke, caller: Caller, typed: Typed, faults: dict[str, str] | None = None
) -> Response:
    actor = caller.actor
    with house.engine.store.reading() as work:
        views = view_absences(house.engine, work, actor)
        past = view_past_absences(house.engine, work, actor)
        desk = view_absence_desk(work, actor)
    if typed.user not in {user.key for user in desk.colleagues}:
        typed = replace(typed, user=actor.user_key)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "absences.html",
        status=422 if faults else 200,
        views=views,
        past=past,
        desk=desk,
        typed=typed,
        faults=faults or {},
        may_record=bool(actor.roles & WORKING_ROLES),
        done=done if done in _DONE and not faults else "",
    )
