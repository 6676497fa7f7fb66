"""Cases: open, list, read, history, diagram."""

from typing import Annotated

from fastapi import Query, Response

from api.access import CasesRead, CasesStart, House, SignedIn
from api.composing import case_out, happening
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.shapes.cases import (
    BreakGlass,
    CaseEnded,
    CaseLine,
    CaseOut,
    CasePage,
    CaseStarted,
    EndCase,
    GlassBroken,
    History,
    IncidentOut,
    Incidents,
    StartCase,
    Variables,
    VariablesSet,
    Waiting,
    Waits,
)
from api.shapes.consents import ConsentPage
from cases.commands.break_glass import break_glass
from cases.commands.end_case import end_case
from cases.commands.log_access import log_access
from cases.commands.start_case import Opening, start_case
from cases.lists import Viewer
from cases.views.case import evidence_shown, view_case
from cases.views.diagram import draw_case
from cases.views.history import view_history
from cases.views.incidents import view_incidents
from cases.views.seen import see_case
from cases.views.variables import variables_shown, view_variables, with_variables
from cases.views.waits import view_waits
from engine.commands.set_variables import set_variables
from engine.ports import Actor

router = Router(
    prefix="/api/cases",
    tags=["cases"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 410, 413, 422)},
)


def viewer_of(actor: Actor) -> Viewer:
    """The actor as lists know viewers."""
    return Viewer(actor.user_key, actor.institution_key, actor.unit_key, actor.roles)


@router.post("", operation_id="start_case", status_code=201, responses={409: PROBLEMS[409]})
def start(
    house: House, caller: CasesStart, body: StartCase, idempotency_key: IdempotencyKey = None
) -> CaseStarted:
    """Open a case. The person is named in its first task; a single model takes variables instead.

    Where several institutions could hold a role, the answer is 422 partner-missing with `role` and `candidates`: repeat
    with `partners: {role: key of one of them}`.
    """
    partners = {role: int(key) for role, key in body.partners.items()}
    opening = Opening(body.procedure, partners, body.variables, body.start_event)
    request = repeatable(idempotency_key, "start_case", body.model_dump())
    return CaseStarted(**start_case(house.engine, house.vault, caller.actor, opening, request))


@router.get("", operation_id="list_cases")
def list_cases(
    house: House,
    caller: CasesRead,
    after: After = None,
    limit: Limit = 50,
    reference: Annotated[str | None, Query(max_length=40)] = None,
) -> CasePage:
    """The cases you may see, newest first."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).cases(
            viewer_of(caller.actor),
            house.engine.clock.now(),
            before=after,
            limit=limit + 1,
            reference=reference,
        )
    items = [
        CaseLine(
            key=str(line.key),
            reference=line.reference,
            procedure=line.procedure,
            status=line.status,
            outcome=line.outcome,
            opened_at=line.opened_at,
            erased_at=line.erased_at,
        )
        for line in lines[:limit]
    ]
    return CasePage(items=items, next=items[-1].key if len(lines) > limit else None)


@router.post("/exceptions", operation_id="break_glass", responses={409: PROBLEMS[409]})
def look_by_exception(
    house: House, caller: SignedIn, body: BreakGlass, idempotency_key: IdempotencyKey = None
) -> GlassBroken:
    """Look at a case of your own institution without a mandate, for 24 hours. The case's history names you."""
    request = repeatable(idempotency_key, "break_glass", body.model_dump())
    return GlassBroken(**break_glass(house.engine, caller.actor, body.reference, body.reason, request))


@router.get("/{case_key}", operation_id="read_case")
def read_case(house: House, caller: CasesRead, case_key: KeyInPath) -> CaseOut:
    """A case: head, people, open work, records and consents, as far as they are shared with you."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language, even_erased=True)
        view = view_case(house.engine, house.case_file.records, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "case", view.shown)
    return case_out(view)


@router.get("/{case_key}/history", operation_id="read_history")
def read_history(
    house: House,
    caller: CasesRead,
    case_key: KeyInPath,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Limit = 100,
) -> History:
    """What happened, in its order: elements and codes, never values."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language, even_erased=True)
        views = view_history(work, seen, after=after, limit=limit + 1)
        if seen.package.is_single:
            views = with_variables(house.case_file, work, seen, views)
    log_access(house.engine, caller.actor, seen, "history", variables_shown(seen))
    items = [happening(view) for view in views[:limit]]
    return History(items=items, next=items[-1].sequence if len(views) > limit else None)


@router.get("/{case_key}/variables", operation_id="read_variables")
def read_variables(house: House, caller: CasesRead, case_key: KeyInPath) -> Variables:
    """The variables of a single model's process; a procedure of a package keeps answers on record and has none."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        variables = view_variables(house.engine, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "history", variables_shown(seen))
    return Variables(variables=variables)


@router.post("/{case_key}/variables", operation_id="set_variables", responses={409: PROBLEMS[409]})
def set_case_variables(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: Variables,
    idempotency_key: IdempotencyKey = None,
) -> VariablesSet:
    """Set variables of a single model's process; events that wait for a condition look at it again."""
    request = repeatable(idempotency_key, "variables", case_key, body.model_dump())
    return VariablesSet(**set_variables(house.engine, caller.actor, case_key, body.variables, request))


@router.get("/{case_key}/waits", operation_id="list_waits")
def list_waits(house: House, caller: CasesRead, case_key: KeyInPath) -> Waits:
    """The messages, signals, timers and conditions that a case waits for."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        found = view_waits(house.engine, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "history")
    items = [
        Waiting(
            key=str(view.row.key),
            element=view.row.element,
            name=view.name.text,
            kind=view.row.kind,
            event=view.event,
            correlation_key=view.correlation_key,
            due_at=view.row.due_at,
            stopped_since=view.row.stopped_at,
        )
        for view in found
    ]
    return Waits(items=items)


@router.get("/{case_key}/incidents", operation_id="list_incidents")
def list_incidents(house: House, caller: CasesRead, case_key: KeyInPath) -> Incidents:
    """What stopped a case and is not resolved yet, with the values it read, for the office that opened it."""
    with house.engine.store.reading() as work:
        found = view_incidents(house.engine, house.case_file, work, caller.actor, case_key)
    return Incidents(
        items=[
            IncidentOut(
                key=str(row.key),
                element=row.element,
                code=row.code,
                message=row.message,
                read=read,
                created_at=row.created_at,
            )
            for row, read in found
        ]
    )


@router.post("/{case_key}/end", operation_id="end_case", responses={409: PROBLEMS[409]})
def end(
    house: House, caller: SignedIn, case_key: KeyInPath, body: EndCase, idempotency_key: IdempotencyKey = None
) -> CaseEnded:
    """End a case before its procedure does, with a reason. Only the office that opened it may."""
    request = repeatable(idempotency_key, "end_case", case_key, body.model_dump())
    return CaseEnded(**end_case(house.engine, caller.actor, case_key, body.reason, request))


@router.get(
    "/{case_key}/diagram",
    operation_id="read_diagram",
    response_class=Response,
    responses={
        200: {
            "content": {"image/svg+xml": {"schema": {"type": "string"}}},
            "description": "the model with the way taken",
        }
    },
)
def read_diagram(house: House, caller: CasesRead, case_key: KeyInPath) -> Response:
    """The model as a picture (SVG), with the way the case has taken and where it stands."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        picture = draw_case(work, seen)
    log_access(house.engine, caller.actor, seen, "history")
    return Response(picture, media_type="image/svg+xml")


@router.get("/{case_key}/consents", operation_id="list_consents")
def list_consents(house: House, caller: CasesRead, case_key: KeyInPath) -> ConsentPage:
    """What the person decided, newest first."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_case(house.engine, house.case_file.records, work, caller.actor, seen)
        shown = evidence_shown(work, seen)
    log_access(house.engine, caller.actor, seen, "consent", shown)
    return ConsentPage(items=case_out(view).consents)
