"""Routes that look up who calls, ask the door and do the work in one thread.

FastAPI hands whatever is not async to another thread, piece by piece: who calls, the work, the check of the answer. Each
change of thread costs as much processor time as five statements.
"""

from collections.abc import Callable, Coroutine, Iterable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api.access import Door, Knock, doors_of, has_knocked, is_decided, routes_of
from api.security import TooLarge

_SMALL = 16_384
"""Bytes that anybody may send."""


class Route(APIRoute):
    """A route that lets its caller in before anything else is done, or said."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        super().__init__(path, _served(endpoint), **more)
        let_in = {child.call for child in self.dependant.dependencies if child.name}
        if doors_of(self) - let_in:
            raise TypeError(
                f"{path}: only a parameter of the function itself is let in; a door elsewhere is never asked"
            )

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request. Who may not come in learns nothing else, not even what is wrong with what they sent."""
        handle = super().get_route_handler()
        doors = tuple(doors_of(self))

        async def answer(request: Request) -> Response:
            if _is_large(request):  # whoever stands outside sends nothing that takes time to read
                if not doors:
                    raise TooLarge
                await run_in_threadpool(_ask, doors, request)
            is_answered = False
            try:
                response = await handle(request)
                is_answered = True
            finally:
                if not is_answered and doors and not has_knocked(request):
                    await run_in_threadpool(_ask, doors, request)
            return response

        return answer


class Router(APIRouter):
    """Routes that belong together."""

    def __init__(self, **more: Any) -> None:
        super().__init__(route_class=Route, **more)


def check_routes(app: FastAPI) -> None:
    """Raises RuntimeError for every route without an access decision, or that asks none: such a build doesn't start."""
    undecided = [
        f"{sorted(route.methods or ())} {route.path}"
        for route in routes_of(app)
        if not is_decided(route) or not isinstance(route, Route)
    ]
    if undecided:
        raise RuntimeError(f"routes without an access decision: {', '.join(undecided)}")


def _served(endpoint: Callable[..., Any]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """An endpoint that is given its caller and works in one thread; one that is async gets its caller so."""
    if iscoroutinefunction(endpoint):

        @wraps(endpoint)
        async def waiting(**values: Any) -> Any:
            return await endpoint(**await run_in_threadpool(_entered, values))

        return waiting

    def work(values: dict[str, Any]) -> Any:
        return endpoint(**_entered(values))

    @wraps(endpoint)
    async def working(**values: Any) -> Any:
        return await run_in_threadpool(work, values)

    return working


def _is_large(request: Request) -> bool:
    """Whether a body is more than a few fields, or does not say."""
    announced = request.headers.get("content-length", "0")
    is_short = announced.isdigit() and len(announced) < 9 and int(announced) <= _SMALL
    return not is_short or "transfer-encoding" in request.headers


def _ask(doors: Iterable[Door], request: Request) -> None:
    for door in doors:
        Knock(door, request).let_in()


def _entered(values: dict[str, Any]) -> dict[str, Any]:
    """The values, callers let in. Raises NotSignedIn, ScopeMissing, RoleMissing, ForeignRequest."""
    return {name: value.let_in() if isinstance(value, Knock) else value for name, value in values.items()}
