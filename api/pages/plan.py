"""The plan of a case: how it stands, its goals and measures, what is answered and signed, and its earlier versions."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path, Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.plan_acts import (
    ACTS,
    FIELD_OF,
    NOTHING_SENT,
    ON_BINDING,
    ON_DRAFTS,
    ON_SIGNING,
    Faulty,
    Sent,
    mark_of,
)
from api.pages.posted import Pairs, Posted, last, number
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.draw_up_plan import PlanIsOpen
from cases.commands.log_access import log_access
from cases.commands.sign_plan import SignedAlready
from cases.plan_content import Goal
from cases.plans import (
    DRAFT,
    LONGEST,
    MOST_GOALS,
    SIGNING,
    MeasureNotBinding,
    MeasureRefused,
    NoOpenPlan,
    NoPlanHere,
    PlanChanged,
    PlanIsBeingSigned,
    PlanIsDrafted,
    PlanNotReady,
    PlanNotShared,
    TableChanged,
)
from cases.rows import Measure
from cases.views.plan import MeasureView, PlanDesk, PlanView, view_plan
from cases.views.plan_changes import PlanChanges, changes_since
from cases.views.seen import Seen, name_shown, person_name_of, see_case
from engine.errors import CaseClosed, CaseHeld, CaseStopped
from engine.ports import NotVisible
from engine.store import Work

router = Router(include_in_schema=False)

MOST_VERSIONS = 10**6
Number = Annotated[int, Path(ge=1, le=MOST_VERSIONS)]
EMPTY_LINES = 3
RIGHTS = ("livelihood", "counselling", "measures")
DUTIES = ("own_part", "skills", "effort", "work", "taking_part", "mobility")
"""What is explained to the person (CH-08)."""
_DONE = (
    "begun", "goals", "proposed", "changed", "withdrawn", "answered", "person", "submitted", "signed", "refused",
    "person_signed", "person_refused", "in_force", "returned", "dropped", "step",
)  # fmt: skip

_REFUSALS: Mapping[type[Exception], tuple[str, int]] = {
    PlanChanged: ("changed", 409),
    NoOpenPlan: ("no_open", 409),
    PlanIsOpen: ("is_open", 409),
    PlanIsBeingSigned: ("being_signed", 409),
    PlanIsDrafted: ("drafted", 409),
    TableChanged: ("table_changed", 409),
    PlanNotShared: ("not_shared", 409),
    PlanNotReady: ("not_ready", 422),
    SignedAlready: ("signed_already", 409),
    CaseClosed: ("closed", 409),
    CaseHeld: ("held", 409),
    CaseStopped: ("stopped", 409),
    MeasureNotBinding: ("not_binding", 409),
    NoPlanHere: ("closed", 409),
    NotVisible: ("gone", 409),
}
"""Why nothing was written: the word of the page and the status."""


@router.get("/cases/{case_key}/plan")
def show_plan(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The version at work, else the one in force, else the last."""
    return _show(request, house, caller, case_key)


@router.get("/cases/{case_key}/plan/{number}")
def show_version(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, number: Number
) -> Response:
    """A version to be read, as it was agreed on."""
    return _show(request, house, caller, case_key, number=number)


@router.post("/cases/{case_key}/plan")
def act(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Do one thing to the plan; what was typed stays where it is refused."""
    wanted = last(pairs, "do")
    do = ACTS.get(wanted)
    if do is None:
        return _show(request, house, caller, case_key)
    measure, shown = number(pairs, "measure"), _number(wanted, pairs)
    try:
        _require_here(house, caller, case_key, measure)
        done, place = do(house, caller, case_key, pairs)
    except Faulty as error:
        sent = Sent(wanted, measure, pairs, error.faults, "faults")
        return _show(request, house, caller, case_key, number=shown, sent=sent, status=422)
    except MeasureRefused as error:
        faults = {FIELD_OF.get((wanted, error.field), error.field): error.why.replace("-", "_")}
        sent = Sent(wanted, measure, pairs, faults, "faults")
        return _show(request, house, caller, case_key, number=shown, sent=sent, status=422)
    except tuple(_REFUSALS) as error:
        why, status = next(told for kind, told in _REFUSALS.items() if isinstance(error, kind))
        sent = Sent(wanted, measure, pairs, why=why)
        return _show(request, house, caller, case_key, number=shown, sent=sent, status=status)
    version = f"/{shown}" if shown else ""
    return RedirectResponse(f"/cases/{case_key}/plan{version}?done={done}{place}", 303)


def _number(act: str, pairs: Pairs) -> int | None:
    """The version on whose page this was done; None for the one at work. What binds goes on while the next one is drawn up."""
    found = number(pairs, "number")
    return found if act in ON_BINDING and 0 < found <= MOST_VERSIONS else None


def _require_here(house: Bruecke, caller: Caller, case_key: int, measure: int) -> None:
    """Raises NotVisible for a measure of another case: who acts on a page acts on its case."""
    if not measure:
        return
    with house.engine.store.reading() as work:
        row = work.get(Measure, measure)
    if row is not None and row.case_key != case_key:
        raise NotVisible


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    *,
    number: int | None = None,
    sent: Sent = NOTHING_SENT,
    status: int = 200,
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        desk = view_plan(house.engine, work, caller.actor, seen, number)
        changes, more = _changes(house, caller, work, seen, desk)
        name = person_name_of(house.case_file.records, work, seen)
        shown = desk.shown | more | name_shown(work, seen)
    log_access(house.engine, caller.actor, seen, "plan", shown)
    done, look = request.query_params.get("done", ""), request.query_params.get("look", "")
    return page(
        request,
        house,
        caller,
        "plan.html",
        here="cases",
        status=status,
        case=seen.case,
        person_name=name,
        desk=desk,
        plan=desk.plan,
        changes=changes,
        works=desk.may_work and number is None,
        signs=desk.may_sign and number is None,
        is_current=number is None,
        asked=_asked(request, desk.plan, sent),
        sent=sent,
        why=_why(desk, sent),
        is_shown=_is_shown(desk, sent),
        rows=_rows(desk.plan, sent.of("goals")),
        drops=look == "drop",
        mark=mark_of(desk.plan) if desk.plan else "",
        done=done if done in _DONE and not sent.act else "",
        rights=RIGHTS,
        duties=DUTIES,
        longest=LONGEST,
    )


def _changes(
    house: Bruecke, caller: Caller, work: Work, seen: Seen, desk: PlanDesk
) -> tuple[PlanChanges | None, frozenset[tuple[str, str]]]:
    """What differs from the version that bound before, and what is shown with that."""
    plan = desk.plan
    if plan is None:
        return None, frozenset()
    earlier = (one.number for one in desk.versions if one.number < plan.number and one.in_force_at)
    before = max(earlier, default=None)
    if before is None:
        return None, frozenset()
    known = view_plan(house.engine, work, caller.actor, seen, before)
    assert known.plan is not None
    return changes_since(known.plan, plan), known.shown


def _asked(request: Request, plan: PlanView | None, sent: Sent) -> MeasureView | None:
    """The measure that is to be proposed otherwise."""
    text = str(sent.measure) if sent.act == "change" else request.query_params.get("measure", "")
    return next((one for one in plan.measures if str(one.key) == text), None) if plan else None


def _is_shown(desk: PlanDesk, sent: Sent) -> bool:
    """Whether the form that was sent stands on the page, with all that was typed."""
    plan = desk.plan
    if not sent.act or plan is None:
        return not sent.act
    there = not sent.measure or any(one.key == sent.measure for one in plan.measures)
    if sent.act in ON_BINDING:
        return any(one.key == sent.measure and one.may_note for one in plan.measures)
    return desk.may_work and there if sent.act in ON_DRAFTS else desk.may_sign


def _why(desk: PlanDesk, sent: Sent) -> str:
    """Why it was refused: where the plan is being signed by now, or no longer, that says more than that it has changed."""
    state = desk.plan.state if desk.plan else ""
    if sent.why == "changed" and state == SIGNING and sent.act in ON_DRAFTS:
        return "being_signed"
    if sent.why == "changed" and state == DRAFT and sent.act in ON_SIGNING:
        return "drafted"
    return sent.why


def _rows(plan: PlanView | None, sent: Sent) -> list[Goal | None]:
    """The lines of the goals: those there are and empty ones, never fewer than were sent."""
    goals: list[Goal | None] = list(plan.goals) if plan else []
    typed = [row for row in range(MOST_GOALS) if f"text_{row}" in sent.pairs]
    wanted = max(len(goals) + EMPTY_LINES, max(typed, default=-1) + 1)
    return (goals + [None] * wanted)[: min(wanted, MOST_GOALS)]
