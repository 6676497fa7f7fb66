"""What is noted of every request: a line in the log, a measurement, its id in the answer.

The line names the route by its template and the case by its key; no address, no query, no body, no login.
"""

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi.routing import APIRoute

from api.logs import told
from api.metrics import Requests
from api.security import Message, Receive, Send

REQUEST_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{7,63}")
"""What is taken over from X-Request-Id; anything else is replaced."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"
log = structlog.get_logger()


@dataclass
class Draining:
    """Whether this process is about to end: it still serves, and asks for no more."""

    is_on: bool = False


@dataclass
class _Answer:
    """What is known of an answer while it goes out."""

    status: int = 500
    is_begun: bool = False
    is_complete: bool = False
    began: float = field(default_factory=time.perf_counter)


class Watched:
    """ASGI: outside of everything else, so that it sees our own mistakes too, answered already."""

    def __init__(self, app: Any, requests: Requests, draining: Draining) -> None:
        self._app = app
        self._requests = requests
        self._draining = draining

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        answer = _Answer()

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.is_begun = message["status"], True
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
                if self._draining.is_on:
                    message["headers"].append((b"connection", b"close"))
            elif not message.get("more_body", False):
                answer.is_complete = True
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self._app(scope, receive, send_noted)
            except Exception as error:  # noqa: BLE001  # the edge: what a server would log of it repeats what was sent
                log.error("request failed", **told(error))
                if not answer.is_complete:
                    raise Unanswered from None
            finally:
                self._note(scope, answer)

    def _note(self, scope: Message, answer: _Answer) -> None:
        seconds = time.perf_counter() - answer.began
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = route_of(scope)
        self._requests.note(method, route, answer.status, seconds)
        case = scope.get("path_params", {}).get("case_key")
        log.info(
            "request",
            method=method,
            route=route,
            status=answer.status,
            ms=round(seconds * 1000, 1),
            **({"case": str(case)} if case is not None and str(case).isdigit() else {}),
        )


class Unanswered(Exception):
    """A request broke off in the middle of its answer. The line before says of what kind."""


def route_of(scope: Message) -> str:
    """The template of a request's route, never the address that was asked for."""
    route = scope.get("route")
    if isinstance(route, APIRoute):
        return str(route.path)
    return "/static" if str(scope.get("path", "")).startswith("/static/") else NO_ROUTE


def _request_id(scope: Message) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given = value.decode("latin-1")
            return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
    return secrets.token_hex(8)
