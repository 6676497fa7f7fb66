"""Signing in and out, and who one is."""

from fastapi import Depends, Request, Response

from api.access import House, SignedIn, bruecke_of, public
from api.parameters import PROBLEMS
from api.routers import Router
from api.security import csrf_token, drop_session_cookie, session_cookie, set_session_cookie
from api.shapes.sessions import Me, SignIn, Token, TokenRequest
from cases.commands.sign_in import close_session, create_token, open_session, revoke_token

router = Router(
    prefix="/api", tags=["sessions"], responses={key: PROBLEMS[key] for key in (400, 401, 403, 413, 422, 429)}
)


def address_of(request: Request) -> str:
    """Where a request comes from, for the throttle only: behind our proxy what that one says it got the request from."""
    if bruecke_of(request).settings.public_url is not None:
        *_, last = request.headers.get("x-forwarded-for", "").split(",")
        if last.strip():
            return last.strip()[:64]
    return request.client.host if request.client else ""


@router.post("/sessions", operation_id="sign_in", dependencies=[Depends(public)])
def sign_in(request: Request, response: Response, house: House, body: SignIn) -> Me:
    """Sign in for a browser; the session is set as a cookie."""
    token, identity = open_session(
        house.engine, house.passwords, body.login, body.password, address_of(request)
    )
    former = session_cookie(request)
    if former:
        close_session(house.engine, former)
    set_session_cookie(request, response, token)
    return Me(
        login=identity.user.login,
        name=identity.user.name,
        institution=identity.institution.name,
        institution_type=identity.institution.type,
        roles=identity.user.roles.split(","),
        csrf=csrf_token(token),
    )


@router.post("/tokens", operation_id="create_token", dependencies=[Depends(public)])
def token(request: Request, house: House, body: TokenRequest) -> Token:
    """Sign in for a script; the token is shown only once."""
    secret, expires_at = create_token(
        house.engine, house.passwords, body.login, body.password, body.label, address_of(request)
    )
    return Token(token=secret, expires_at=expires_at)


@router.delete("/tokens/current", operation_id="revoke_token", status_code=204)
def revoke(request: Request, house: House, caller: SignedIn) -> None:
    """Give back the token this request came with."""
    authorization = request.headers.get("authorization", "")
    if caller.session is None:
        revoke_token(house.engine, authorization[len("bearer ") :].strip())


@router.get("/me", operation_id="who_am_i")
def me(caller: SignedIn) -> Me:
    """Who is signed in."""
    user = caller.identity.user
    return Me(
        login=user.login,
        name=user.name,
        institution=caller.identity.institution.name,
        institution_type=caller.identity.institution.type,
        roles=user.roles.split(","),
        csrf=caller.csrf if caller.session else None,
    )


@router.delete("/sessions/current", operation_id="sign_out", status_code=204)
def sign_out(request: Request, response: Response, house: House, caller: SignedIn) -> None:
    """Sign out of the browser's session."""
    if caller.session:
        close_session(house.engine, caller.session)
    drop_session_cookie(request, response)
