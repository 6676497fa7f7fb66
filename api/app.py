"""The application: JSON API, pages and their guard, made from a wired house."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api import problems
from api.access import check_routes
from api.bootstrap import Bruecke
from api.document import Documented
from api.routes import cases, consents, gateways, health, procedures, sessions, tasks
from api.security import Guard

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(bruecke: Bruecke, lifespan: Lifespan | None = None) -> FastAPI:
    """The ASGI application. Raises RuntimeError when a route has no access decision."""
    app = Documented(
        title="Brücke",
        version="0.1.0",
        summary="Cases of interinstitutional cooperation, driven by BPMN models.",
        docs_url="/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.bruecke = bruecke
    for module in (health, sessions, procedures, cases, tasks, gateways, consents):
        app.include_router(module.router)
    for kind in problems.HANDLED:
        app.add_exception_handler(kind, problems.as_json)
    app.add_exception_handler(RequestValidationError, problems.malformed)
    app.add_exception_handler(HTTPException, problems.unknown_route)
    check_routes(app)
    app.add_middleware(
        Guard,
        max_bytes=bruecke.settings.max_request_bytes,
        max_package_bytes=bruecke.settings.max_package_bytes,
    )
    return app
