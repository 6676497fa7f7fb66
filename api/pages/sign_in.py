"""Signing in and out with a browser; in the demo by choosing one of the cast."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn, public, reader_of
from api.bootstrap import Bruecke
from api.cast import LOGINS, PASSWORD
from api.pages.posted import Posted, last, pairs_of
from api.pages.rendering import language_of_stranger, local_path, page
from api.routers import Router
from api.routes.sessions import address_of
from api.security import drop_session_cookie, session_cookie, set_session_cookie
from cases.attempts import TooManyAttempts
from cases.commands.sign_in import SignInRefused, close_session, open_session
from cases.rows import Institution, User
from cases.views.wording import badge_of

router = Router(include_in_schema=False)

_WITHOUT_PAGE = frozenset({"/preferences", "/sign-out"})
_GROUPS = (("work", {"caseworker", "coordinator"}), ("design", {"designer"}), ("operation", {"operator"}))


@router.get("/sign-in", dependencies=[Depends(public)])
def show_sign_in(
    request: Request, house: House, caller: Annotated[Caller | None, Depends(reader_of)]
) -> Response:
    """The door. Whoever is signed in already goes on."""
    target = local_path(request.query_params.get("next"))
    if caller is not None and caller.session:
        return RedirectResponse(target, 303)
    return _door(request, house, target)


@router.post("/sign-in", dependencies=[Depends(public)])
def sign_in(
    request: Request, house: House, pairs: Annotated[dict[str, list[str]], Depends(pairs_of)]
) -> Response:
    """Open a session and go to where one wanted to go."""
    target = local_path(last(pairs, "next"))
    login, password = last(pairs, "login").strip(), last(pairs, "password")
    person = last(pairs, "person")
    if house.settings.demo and person in LOGINS:
        login, password = person, PASSWORD
    try:
        token, _ = open_session(house.engine, house.passwords, login, password, address_of(request))
    except SignInRefused:
        return _door(request, house, target, status=401, fault="refused", login=login)
    except TooManyAttempts as error:
        response = _door(request, house, target, status=429, fault="throttled", login=login)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    former = session_cookie(request)
    if former:
        close_session(house.engine, former)
    response = RedirectResponse(target, 303)
    set_session_cookie(request, response, token)
    return response


@router.post("/sign-out")
def sign_out(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """End the session."""
    if caller.session:
        close_session(house.engine, caller.session)
    response = RedirectResponse("/sign-in?signed_out=1", 303)
    drop_session_cookie(request, response)
    return response


def sign_in_address(request: Request) -> str:
    """Where somebody who is not signed in goes, and comes back from; what a form sent is lost, and that is said."""
    is_lost = request.method == "POST"
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if is_lost and path in _WITHOUT_PAGE:
        path = "/"
    if path == "/" and not is_lost:
        return "/sign-in"
    return f"/sign-in?next={quote(path, safe='/')}{'&lost=1' if is_lost else ''}"


def _door(
    request: Request, house: Bruecke, target: str, *, status: int = 200, fault: str = "", login: str = ""
) -> Response:
    return page(
        request,
        house,
        None,
        "sign_in.html",
        status=status,
        target=target,
        fault=fault,
        login=login,
        signed_out="signed_out" in request.query_params,
        came_from="next" in request.query_params,
        lost="lost" in request.query_params,
        groups=_cast(house, language_of_stranger(request)) if house.settings.demo else [],
    )


def _cast(house: Bruecke, language: str) -> list[tuple[str, list[tuple[User, object]]]]:
    """The demo's people by what they do, with their institution's badge."""
    with house.engine.store.reading() as work:
        users = work.find(User, login=LOGINS, is_active=True)
        bodies = {row.key: row for row in work.find(Institution, key=[u.institution_key for u in users])}
    ordered = sorted(users, key=lambda user: LOGINS.index(user.login))
    return [
        (
            group,
            [
                (user, badge_of(bodies[user.institution_key], language))
                for user in ordered
                if set(user.roles.split(",")) & roles
            ],
        )
        for group, roles in _GROUPS
    ]
