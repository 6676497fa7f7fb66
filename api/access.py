"""Every route declares who may call it: `Depends(public)`, `SignedIn`, a role (`Designer`, `Operator`) or a scope
(`CasesRead` …): then people may call it, and systems whose key has the scope. Everything else is closed to systems.

A route without such a declaration stops the application from starting (api/routers.py). What a caller may see
inside is decided by cases/access.py, for JSON and pages alike.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts

from api.bootstrap import Bruecke
from api.security import csrf_token, is_csrf_token, language_of, session_cookie
from cases.commands.sign_in import keep_session
from cases.commands.use_key import note_use
from cases.identity import Identity, by_session, by_token
from cases.scopes import Scope
from cases.systems import OPERATOR
from engine.ports import Actor


class NotSignedIn(Exception):
    """Sign in first: send the session's cookie or `Authorization: Bearer <token>`."""


class RoleMissing(Exception):
    """Your account does not have the role for this."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


class ScopeMissing(Exception):
    """The key of your system does not have the scope for this, or there is no way in for systems here (`scope` is null)."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__(scope)
        self.scope = scope


class ForeignRequest(Exception):
    """The request does not come from a page of Brücke. Load the page again and repeat it."""


class ScrapeRefused(Exception):
    """Send `Authorization: Bearer <BRUECKE_METRICS_TOKEN>`; where none is set, ask from the machine itself, without a proxy."""


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


def token_of(request: Request) -> str | None:
    """The token a request brings, None where it brings none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def session_of(request: Request) -> str | None:
    """The session of a request's cookie; who brings a token comes in by that alone."""
    return session_cookie(request) if token_of(request) is None else None


def caller_of(request: Request, house: House) -> Caller | None:
    """Who is signed in, by cookie or by token."""
    now = house.engine.clock.now()
    token, cookie = token_of(request), session_of(request)
    with house.engine.store.asking() as work:
        identity = by_token(work, token, now) if token is not None else None
        found = by_session(work, cookie, now) if cookie else None
    if identity is not None:
        if identity.system is not None:
            note_use(house.engine, identity.system.row)
        return Caller(identity, None, language_of(request, identity.user.language))
    if found is None or cookie is None:
        return None
    keep_session(house.engine, found[0])
    return Caller(found[1], cookie, language_of(request, found[1].user.language))


def reader_of(request: Request, house: House) -> Caller | None:
    """Which person reads a page that is open to everybody: nobody where a system asks, for pages are not for systems."""
    caller = caller_of(request, house)
    return None if caller is not None and caller.identity.system is not None else caller


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody with an account; people with a role where one is named; a system only by its scopes, which are asked before
    anything else is looked at.

    A change through a session needs the session's CSRF token.
    """

    scope: Scope | None = None
    role: str | None = None
    besides: Scope | None = None

    async def __call__(self, request: Request) -> "Knock":
        """Somebody stands before it. The route lets them in, in the thread in which it works (api/routers.py)."""
        return Knock(self, request)

    def let_in(self, request: Request, caller: Caller | None) -> Caller:
        """Who comes in. Raises NotSignedIn, ScopeMissing, ForeignRequest, RoleMissing."""
        if caller is None:
            raise NotSignedIn
        system = caller.identity.system
        if system is not None and (self.scope is None or self.scope not in system.scopes):
            raise ScopeMissing(self.scope)
        is_json_change = request.method not in {"GET", "HEAD"} and request.url.path.startswith("/api/")
        given = request.headers.get("x-csrf-token", "")
        if caller.session is not None and is_json_change and not is_csrf_token(caller.session, given):
            raise ForeignRequest
        if system is None and self.role and self.role not in caller.identity.user.roles.split(","):
            raise RoleMissing(self.role)
        if system is not None and self.besides and self.besides not in system.scopes:
            raise ScopeMissing(self.besides)
        return caller


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody who stands before a door and has not been looked up: nothing of a route is done for a knock."""

    door: Door
    request: Request

    def let_in(self) -> Caller:
        """Who it is. Raises NotSignedIn, ScopeMissing, ForeignRequest, RoleMissing."""
        self.request.scope[_KNOCKED] = True
        return self.door.let_in(self.request, caller_of(self.request, bruecke_of(self.request)))


_KNOCKED = "bruecke.knocked"


def has_knocked(request: Request) -> bool:
    """Whether a door was asked already, whatever it said."""
    return _KNOCKED in request.scope


SignedIn = Annotated[Caller, Depends(Door())]
"""People only."""
Designer = Annotated[Caller, Depends(Door(role="designer"))]
"""Somebody who may publish procedures."""
Operator = Annotated[Caller, Depends(Door(role=OPERATOR))]
"""Somebody who operates Brücke, and looks after the systems of their institution."""
CasesStart = Annotated[Caller, Depends(Door("cases.start"))]
CasesRead = Annotated[Caller, Depends(Door("cases.read"))]
TasksWrite = Annotated[Caller, Depends(Door("tasks.write"))]
GatewaysWrite = Annotated[Caller, Depends(Door("gateways.write"))]
MessagesSend = Annotated[Caller, Depends(Door("messages.send"))]
TO_EVENTS = Door("events.read")
EventsRead = Annotated[Caller, Depends(TO_EVENTS)]
HandoversAnswer = Annotated[Caller, Depends(Door("handovers.answer"))]
RavDeliver = Annotated[Caller, Depends(Door("rav.deliver"))]
JobsWork = Annotated[Caller, Depends(Door("jobs.work"))]
WebhookKeeper = Annotated[Caller, Depends(Door("webhooks.manage", OPERATOR, "events.read"))]
"""Who looks after webhooks: an operator those of their institution, a system whose key may its own."""


def scraper(request: Request, house: House) -> None:
    """Who reads numbers: a system whose key may; with the token of BRUECKE_METRICS_TOKEN; where none is set, a program on
    this machine itself, and not by way of a proxy, for which everybody comes from this machine."""
    caller = caller_of(request, house)
    system = caller.identity.system if caller is not None else None
    if system is not None and "metrics.read" in system.scopes:
        return
    token = house.settings.metrics_token
    if token is not None:
        given = request.headers.get("authorization", "")
        wanted = f"Bearer {token.get_secret_value()}"
        if not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace")):
            raise ScrapeRefused
        return
    is_passed_on = house.settings.public_url is not None or any(
        name in request.headers for name in _OF_PROXIES
    )
    if is_passed_on or request.client is None or not _is_this_machine(request.client.host):
        raise ScrapeRefused


_OF_PROXIES = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Every route of the application that runs code of ours."""
    return [
        context.original_route
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
    ]


def doors_of(route: APIRoute) -> set[Door]:
    """How one comes in to a route; empty where anybody may call it."""
    return {call for call in _calls(route.dependant) if isinstance(call, Door)}


def is_decided(route: APIRoute) -> bool:
    """Whether a route says who may call it."""
    calls = _calls(route.dependant)
    return any(call in (public, scraper) or isinstance(call, Door) for call in calls)


def _calls(dependant: Any) -> Iterator[Any]:
    for child in dependant.dependencies:
        yield child.call
        yield from _calls(child)
