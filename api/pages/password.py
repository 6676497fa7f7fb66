"""The page on which somebody gives themself another password."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, repeatable
from api.pages.rendering import page
from api.routers import Router
from api.routes.sessions import address_of
from cases.attempts import TooManyAttempts
from cases.commands.change_password import NewPassword, PasswordRefused, change_password
from cases.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD

router = Router(include_in_schema=False)


@router.get("/password")
def show_password(request: Request, house: House, caller: SignedIn) -> Response:
    """The form; nothing that was typed is ever shown again."""
    return _show(request, house, caller)


@router.post("/password")
def change(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """Change it. What was opened with the former one elsewhere ends."""
    current, new, again = (last(pairs, name) for name in ("current", "new", "again"))
    if not current:
        return _show(request, house, caller, {"current": "missing"})
    if new != again:
        return _show(request, house, caller, {"again": "differs"})
    if house.settings.demo:
        return _show(request, house, caller, status=422)
    assert caller.session is not None  # a form has one
    try:
        change_password(
            house.engine,
            house.passwords,
            caller.identity,
            caller.session,
            NewPassword(current, new, bool(last(pairs, "addresses"))),
            address_of(request),
            repeatable(pairs, "change_password"),
        )
    except PasswordRefused as error:
        return _show(request, house, caller, {error.field: error.why})
    except TooManyAttempts as error:
        response = _show(request, house, caller, {"current": "throttled"}, status=429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    return RedirectResponse("/password?done=1", 303)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    faults: dict[str, str] | None = None,
    status: int | None = None,
) -> Response:
    return page(
        request,
        house,
        caller,
        "password.html",
        status=status or (422 if faults else 200),
        faults=faults or {},
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
        done="done" in request.query_params and not faults,
    )
