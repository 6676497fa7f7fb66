"""The application: JSON API, pages and their guard, made from a wired house."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache, partial

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from api import problems
from api.access import ScopeMissing
from api.bootstrap import Bruecke
from api.document import Documented, serve_document
from api.edges import FAULTS
from api.metrics import OfDatabase, Requests
from api.pages import ROUTERS
from api.pages.failures import as_page
from api.pages.static import static_files
from api.routers import check_routes
from api.routes import (
    absences,
    accesses,
    archives,
    cases,
    certificates,
    consents,
    deadlines,
    documents,
    erasures,
    events,
    feed,
    figures,
    gateways,
    handovers,
    health,
    jobs,
    leads,
    load,
    meetings,
    migrations,
    notes,
    oauth,
    operations,
    packets,
    personal_data,
    persons,
    plans,
    procedures,
    rav,
    records,
    repairs,
    sessions,
    systems,
    tasks,
    waiting,
    webhooks,
    work_handovers,
)
from api.security import Guard, TooLarge, TooSlow
from api.version import VERSION
from api.watching import Draining
from cases.operating import Figures
from engine.errors import CaseStopped
from engine.store import Unreachable

log = structlog.get_logger()
_FOR_PROGRAMS = frozenset({"/healthz", "/readyz", "/metrics"})
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(bruecke: Bruecke, lifespan: Lifespan | None = None) -> FastAPI:
    """The ASGI application. Raises RuntimeError when a route has no access decision."""
    app = Documented(
        title="Brücke",
        version=VERSION,
        summary="Cases of interinstitutional cooperation, driven by BPMN models.",
        description=(
            "Labels and messages come in the language of `?lang=` (de, fr, it, en), else in the first one of "
            "`Accept-Language`, else in that of the account. Days are ISO dates (2026-06-05)."
        ),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        routes=list(_routes()),
    )
    app.state.bruecke = bruecke
    app.state.draining = Draining()
    app.state.requests = Requests()
    app.state.requests.registry.register(OfDatabase(partial(_figures, bruecke)))
    app.state.requests.registry.register(FAULTS)
    app.add_route("/api/openapi.json", serve_document)
    app.mount("/static", static_files())
    for kind in problems.HANDLED:
        app.add_exception_handler(kind, _either(problems.as_json))
    app.add_exception_handler(RequestValidationError, _either(problems.malformed))
    app.add_exception_handler(HTTPException, _either(problems.unknown_route))
    app.add_exception_handler(TooLarge, _either(problems.too_large))
    app.add_exception_handler(TooSlow, _either(problems.too_slow))
    app.add_exception_handler(Exception, _either(problems.unexpected))
    check_routes(app)
    app.add_middleware(
        Guard,
        max_bytes=bruecke.settings.max_request_bytes,
        max_package_bytes=bruecke.settings.max_package_bytes,
        max_document_bytes=bruecke.settings.max_document_bytes,
        public_host=bruecke.settings.public_host,
    )
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """The routes of every application of this process: making them takes longer than the rest of one.

    In one row, for a router within a router looks for its route twice.
    """
    modules = (
        health,
        operations,
        sessions,
        oauth,
        systems,
        procedures,
        migrations,
        cases,
        accesses,
        personal_data,
        notes,
        persons,
        plans,
        documents,
        meetings,
        packets,
        handovers,
        records,
        repairs,
        absences,
        leads,
        work_handovers,
        figures,
        load,
        deadlines,
        tasks,
        waiting,
        gateways,
        jobs,
        events,
        feed,
        webhooks,
        rav,
        consents,
        erasures,
        archives,
        certificates,
    )
    return tuple(
        route for router in (*(module.router for module in modules), *ROUTERS) for route in router.routes
    )


def _figures(bruecke: Bruecke) -> Figures:
    with bruecke.engine.store.reading() as work:
        return bruecke.lists(work).figures(bruecke.engine.clock.now())


def _either(as_json: Callable[[Request, Exception], Response]) -> Callable[[Request, Exception], Response]:
    """Problem details for programs under /api, a page for people everywhere else."""

    def answer(request: Request, error: Exception) -> Response:
        if isinstance(error, CaseStopped):
            log.error("case stopped", element=error.element, incident=error.incident)
        if isinstance(error, Unreachable):
            log.error("database not reached", cause=type(error.__cause__).__name__)
        # What systems are refused is for programs, whatever the address.
        path = request.url.path
        is_program = path.startswith(("/api/", "/oauth/")) or path in _FOR_PROGRAMS
        return (as_json if is_program or isinstance(error, ScopeMissing) else as_page)(request, error)

    return answer
