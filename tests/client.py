"""A client whose requests an application in this process answers, without a network.

Starlette's TestClient starts a thread and an event loop for every request and crosses over to it eight times; here all
clients share one loop, and a request crosses over once. That is most of what a request costs in a test.
"""

import atexit
from contextlib import ExitStack
from functools import cache

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

ADDRESS = "http://bruecke.test"


def client_of(app: FastAPI, address: str = ADDRESS, host: str = "testclient") -> httpx2.Client:
    """A client with cookies of its own that follows no redirect; who answers sees it at `host`."""
    return httpx2.Client(
        transport=_InProcess(app, host), base_url=address, headers={"user-agent": "testclient"}
    )


class _InProcess(httpx2.BaseTransport):
    """Asks the application as a server would; a mistake of its own is answered, not raised."""

    def __init__(self, app: FastAPI, host: str) -> None:
        self._asked = httpx2.ASGITransport(app, raise_app_exceptions=False, client=(host, 50_000))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request, and all of its answer."""
        request.read()
        return _loop().call(self._answer, request)

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._asked.handle_async_request(request)
        body = b"".join([part async for part in answer.aiter_raw()])
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(body))


@cache
def _loop() -> BlockingPortal:
    """The event loop of all clients, in a thread that ends with the process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(start_blocking_portal())
