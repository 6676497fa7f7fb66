"""Every route declares who may call it: `Depends(public)`, `Depends(signed_in)` or `Depends(...role)`.

A route without such a declaration stops the application from starting (check_routes). What a caller may see
inside is decided by cases/access.py, for JSON and pages alike.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts

from api.bootstrap import Bruecke
from api.security import csrf_token, is_csrf_token, language_of, session_cookie
from cases.commands.sign_in import keep_session
from cases.identity import Identity, by_session, by_token
from engine.ports import Actor


class NotSignedIn(Exception):
    """Sign in first: send the session's cookie or `Authorization: Bearer <token>`."""


class RoleMissing(Exception):
    """Your account does not have the role for this."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


class ForeignRequest(Exception):
    """The request does not come from a page of Brücke. Load the page again and repeat it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, through what. `session` is the cookie's value, None for a script's token."""

    identity: Identity
    session: str | None
    language: str

    @property
    def actor(self) -> Actor:
        """The caller as the engine knows actors."""
        return self.identity.actor(self.language)

    @property
    def csrf(self) -> str:
        """What forms of this session send back."""
        return csrf_token(self.session or "")


def bruecke_of(request: Request) -> Bruecke:
    """The house behind a request."""
    house: Bruecke = request.app.state.bruecke
    return house


# What only looks at the request is `async`: FastAPI hands everything else to another thread, and each change of
# thread costs as much processor time as five statements. What asks the database has to be handed over.
async def _house(request: Request) -> Bruecke:
    return bruecke_of(request)


House = Annotated[Bruecke, Depends(_house)]


async def public() -> None:
    """Anybody may call this."""


def caller_of(request: Request, house: House) -> Caller | None:
    """Who is signed in, by cookie or by token."""
    now = house.engine.clock.now()
    authorization = request.headers.get("authorization", "")
    with house.engine.store.reading() as work:
        if authorization.lower().startswith("bearer "):
            identity = by_token(work, authorization[7:].strip(), now)
            return Caller(identity, None, language_of(request, identity.user.language)) if identity else None
        cookie = session_cookie(request)
        found = by_session(work, cookie, now) if cookie else None
    if found is None or cookie is None:
        return None
    keep_session(house.engine, found[0])
    return Caller(found[1], cookie, language_of(request, found[1].user.language))


async def signed_in(request: Request, caller: Annotated[Caller | None, Depends(caller_of)]) -> Caller:
    """Somebody with an account. A change through a session needs the session's CSRF token."""
    if caller is None:
        raise NotSignedIn
    is_json_change = request.method not in {"GET", "HEAD"} and request.url.path.startswith("/api/")
    given = request.headers.get("x-csrf-token", "")
    if caller.session is not None and is_json_change and not is_csrf_token(caller.session, given):
        raise ForeignRequest
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]


async def designer(caller: SignedIn) -> Caller:
    """Somebody who may publish procedures."""
    if "designer" not in caller.identity.user.roles.split(","):
        raise RoleMissing("designer")
    return caller


Designer = Annotated[Caller, Depends(designer)]


async def operator(caller: SignedIn) -> Caller:
    """Somebody who looks after the operation of their institution's systems."""
    if "operator" not in caller.identity.user.roles.split(","):
        raise RoleMissing("operator")
    return caller


Operator = Annotated[Caller, Depends(operator)]

_DECISIONS = frozenset({public, signed_in, designer, operator})


def check_routes(app: FastAPI) -> None:
    """Raises RuntimeError for every route without an access decision: such a build doesn't start."""
    undecided = [
        f"{sorted(route.methods or ())} {route.path}"
        for route in routes_of(app)
        if not _declared(route.dependant)
    ]
    if undecided:
        raise RuntimeError(f"routes without an access decision: {', '.join(undecided)}")


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Every route of the application that runs code of ours."""
    return [
        context.original_route
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
    ]


def _declared(dependant: Any) -> bool:
    return any(child.call in _DECISIONS or _declared(child) for child in dependant.dependencies)
