"""Errors as pages: what happened, that nothing is lost, and the way out."""

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from api.access import Caller, NotSignedIn, bruecke_of, reader_of
from api.pages.rendering import local_path, page
from api.pages.sign_in import sign_in_address
from api.pages.texts import texts_of
from api.problems import HANDLED, RETRY_AFTER, problem_of
from api.security import HEADERS, TooLarge
from cases.erasing import CaseErased
from engine.errors import Unanswerable
from engine.ports import NotAllowed
from engine.rows import Task

_IN_A_CASE = (NotAllowed, Unanswerable, CaseErased)
_BY_STATUS = {403: "not-allowed", 404: "not-found", 405: "not-found", 413: "too-large"}


def as_page(request: Request, error: Exception) -> Response:
    """The answer to a page's request that failed."""
    if isinstance(error, NotSignedIn):
        return RedirectResponse(sign_in_address(request), 303)
    status, code = _kind(error)
    known = code if f"errors.{code}.title" in texts_of("de") else str(status // 100)
    # Where something is broken the page asks for as little as possible: no session, no counts.
    caller = None if status >= 500 else _caller(request)
    response = page(
        request,
        bruecke_of(request),
        caller,
        "error.html",
        status=status,
        counted=False,
        code=known,
        case_key=_case_of(request) if isinstance(error, _IN_A_CASE) and caller else None,
        day=error.day if isinstance(error, CaseErased) else None,
        is_away=status == 503,
        again=_again(request),
    )
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    if status == 500:  # answered outside the guard, which would have added these
        response.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return response


def _again(request: Request) -> str | None:
    """Where to ask once more; what was sent with a form is sent again by the browser, if its user says so."""
    if request.method != "GET":
        return None
    return local_path(f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path)


def _case_of(request: Request) -> int | None:
    """The case that somebody sees, or that of the task, where they may not do what they asked for."""
    if "case_key" in request.path_params:
        return int(request.path_params["case_key"])
    key = str(request.path_params.get("task_key", ""))
    with bruecke_of(request).engine.store.reading() as work:
        task = work.get(Task, int(key)) if key.isascii() and key.isdigit() else None
    return task.instance_key if task else None


def _kind(error: Exception) -> tuple[int, str]:
    if isinstance(error, HANDLED):
        problem = problem_of(error)
        return int(problem["status"]), str(problem["type"]).removeprefix("urn:bruecke:")
    if isinstance(error, RequestValidationError):
        return 404, "not-found"  # a key or cursor that can't be one: there is nothing there
    if isinstance(error, TooLarge) or isinstance(error.__cause__, TooLarge):
        return 413, "too-large"
    if isinstance(error, HTTPException):
        return error.status_code, _BY_STATUS.get(error.status_code, "4")
    return 500, "5"


def _caller(request: Request) -> Caller | None:
    return reader_of(request, bruecke_of(request))
