"""Cases: the list, finding one by reference, name or AHV number, and opening a new one."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.pages.startable import view_startable
from api.parameters import After
from api.routers import Router
from api.routes.cases import viewer_of
from cases.access import WORKING_ROLES
from cases.commands.log_access import log_listed
from cases.commands.start_case import NotStartable, Opening, start_case
from cases.first_places import PartnerMissing
from cases.lists import CaseLine
from cases.views.lines import CaseLineView, Sought, persons_called, sought_by, view_case_lines
from engine.store import Work

router = Router(include_in_schema=False)

PAGE = 50
_REFERENCE = re.compile(r"[A-Z]{2}[0-9]{4}[0-9A-Z]{5}")
_TAIL = re.compile(r"[0-9A-Z]{5}")
_YEARS = 10
_PARTNER = "partner."
_SOUGHT = "bruecke_search"
_KEPT_SECONDS = 900


@router.get("/cases")
def show_cases(request: Request, house: House, caller: SignedIn, after: After = None) -> Response:
    """The cases the reader may see, newest first."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).cases(
            viewer_of(caller.actor), house.engine.clock.now(), before=after, limit=PAGE + 1
        )
        views = _views(house, caller, work, lines)
        may_start = bool(view_startable(house.engine, work, caller.actor, caller.language))
    shown = views[:PAGE]
    _log(house, caller, shown)
    return page(
        request,
        house,
        caller,
        "cases.html",
        here="cases",
        lines=shown,
        more=shown[-1].key if len(lines) > PAGE and shown else None,
        is_first=after is None,
        may_start=may_start,
        may_erase=bool(caller.actor.roles & WORKING_ROLES),
        sought=None,
    )


@router.post("/search")
def search(request: Request, caller: SignedIn, pairs: Posted) -> Response:
    """Look for something. The browser keeps it out of addresses, histories and logs, and can come back to it."""
    sought = quote(last(pairs, "sought").strip()[:100], safe="")
    if not sought:
        return RedirectResponse("/cases", 303)
    response = RedirectResponse("/search", 303)
    response.set_cookie(
        _SOUGHT,
        f"{_mark(caller)}.{sought}",
        max_age=_KEPT_SECONDS,
        path="/search",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.get("/search")
def show_search(request: Request, house: House, caller: SignedIn) -> Response:
    """Cases with this reference, or of persons with this name or AHV number whose name the reader may see."""
    mark, _, kept = request.cookies.get(_SOUGHT, "").partition(".")
    if mark != _mark(caller):
        return RedirectResponse("/cases", 303)
    sought = unquote(kept)[:100]
    with house.engine.store.reading() as work:
        views = _found(house, caller, work, sought) if sought else []
        may_start = bool(view_startable(house.engine, work, caller.actor, caller.language))
    _log(house, caller, views)
    return page(
        request,
        house,
        caller,
        "cases.html",
        here="cases",
        lines=views,
        more=None,
        is_first=True,
        may_start=may_start,
        may_erase=False,
        may_look=bool(caller.actor.roles & WORKING_ROLES),
        sought=sought,
    )


def _mark(caller: Caller) -> str:
    """What ties a search to the session it was made in: nobody else at this browser comes back to it."""
    return caller.csrf[:16]


@router.get("/cases/new")
def show_new(request: Request, house: House, caller: SignedIn) -> Response:
    """The procedures the reader may open a case of."""
    return _new(request, house, caller)


@router.post("/cases/new")
def open_case(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """Open a case; where there is a choice of partners, ask for it."""
    partners = {
        name.removeprefix(_PARTNER): number(pairs, name)
        for name in pairs
        if name.startswith(_PARTNER) and number(pairs, name)
    }
    procedure = last(pairs, "procedure")
    if not procedure:
        return _new(request, house, caller, status=422, fault="choose")
    try:
        started = start_case(
            house.engine,
            house.vault,
            caller.actor,
            Opening(procedure, partners),
            repeatable(pairs, "start", procedure, sorted(partners.items())),
        )
    except PartnerMissing as error:
        return _new(
            request,
            house,
            caller,
            status=422,
            fault="partner" if error.candidates else "nobody",
            procedure=procedure,
            partners=partners,
            role=error.role,
            candidates=error.candidates,
        )
    except NotStartable:
        return _new(request, house, caller, status=422, fault="model", procedure=procedure)
    return RedirectResponse(f"/cases/{started['case']}?done=opened", 303)


def _new(request: Request, house: Bruecke, caller: Caller, *, status: int = 200, **words: Any) -> Response:
    with house.engine.store.reading() as work:
        startable = view_startable(house.engine, work, caller.actor, caller.language)
    given = {"fault": "", "procedure": "", "partners": {}, "role": "", "candidates": []} | words
    if len(startable) == 1:
        given["procedure"] = startable[0].id
    chosen = next((view for view in startable if view.id == given["procedure"]), None)
    role_label = chosen.wording.role(given["role"]) if chosen and given["role"] else None
    return page(
        request,
        house,
        caller,
        "new_case.html",
        here="cases",
        status=status,
        startable=startable,
        chosen=chosen,
        role_label=role_label,
        **given,
    )


def _views(
    house: Bruecke, caller: Caller, work: Work, lines: Sequence[CaseLine], sought: Sought | None = None
) -> list[CaseLineView]:
    records = house.case_file.records
    return view_case_lines(house.engine, records, work, caller.actor, lines, caller.language, sought=sought)


def _log(house: Bruecke, caller: Caller, lines: Sequence[CaseLineView]) -> None:
    """What was found in a search is noted like what stands in a list."""
    log_listed(house.engine, house.lists, caller.actor, {line.key for line in lines if line.is_foreign})


def _found(house: Bruecke, caller: Caller, work: Work, sought: str) -> list[CaseLineView]:
    """Cases by reference, else those that have this on record of their person for the reader; five signs may be either."""
    if not caller.actor.roles & WORKING_ROLES:
        return []
    lists, viewer, now = house.lists(work), viewer_of(caller.actor), house.engine.clock.now()
    plain = sought.upper().replace(" ", "").replace("-", "")
    references = _references(plain, caller.identity.institution.canton, now.year)
    lines = [line for each in references for line in lists.cases(viewer, now, limit=PAGE, reference=each)]
    found = _views(house, caller, work, lines)
    if len(references) == 1:
        return found
    asked = sought_by(house.vault, sought, may_use_ahv=caller.identity.institution.may_use_ahv)
    persons = persons_called(work, asked)
    named = _views(house, caller, work, lists.cases(viewer, now, limit=PAGE, persons=persons), asked)
    known = {view.key for view in found}
    return found + [view for view in named if view.person_name is not None and view.key not in known]


def _references(plain: str, canton: str, year: int) -> list[str]:
    """The references that somebody may mean: the one typed, or its end in any of the last years."""
    if _REFERENCE.fullmatch(plain):
        return [f"{plain[:2]}-{plain[2:6]}-{plain[6:]}"]
    if _TAIL.fullmatch(plain):
        return [f"{canton}-{year - back}-{plain}" for back in range(_YEARS)]
    return []
