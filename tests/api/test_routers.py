"""Doors are asked before anything else is done or said, and no route gets around that."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.routing import APIRouter

from api.access import CasesRead, Door, Knock, SignedIn, doors_of, public, routes_of
from api.routers import Router, check_routes
from api.security import Guard, Message, Receive, Send
from tests.api.house import House


def test_what_is_wrong_with_a_request_is_told_to_nobody_who_may_not_come_in(house: House) -> None:
    signed = {"Authorization": f"Bearer {house.token('carla_smz')}"}
    told = {}
    for name, sent in {
        "broken": {"content": b"{", "headers": {"Content-Type": "application/json"}},
        "of the wrong kind": {"json": {"procedure": ["x"]}},
        "of no kind": {"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}},
    }.items():
        for who, headers in {"a stranger": {}, "Carla": signed}.items():
            more: dict[str, Any] = {**sent, "headers": {**sent.get("headers", {}), **headers}}
            told[who, name] = house.client.post("/api/cases", **more).status_code

    assert {status for (who, _), status in told.items() if who == "a stranger"} == {401}
    assert {status for (who, _), status in told.items() if who == "Carla"} <= {400, 422}


def test_a_form_of_another_page_is_refused_and_who_is_not_signed_in_signs_in_first(house: House) -> None:
    form = {"csrf": "forged", "procedure": "wallis_tandem"}

    answer = house.client.post("/cases/new", data=form, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def test_every_route_of_the_house_lets_its_caller_in_itself(house: House) -> None:
    routes = [route for route in routes_of(house.app) if doors_of(route)]

    for route in routes:
        named = {child.call for child in route.dependant.dependencies if child.name}
        assert doors_of(route) <= named, route.path
    assert len(routes) > 150


def test_a_door_that_would_never_be_asked_does_not_start() -> None:
    router = Router()

    async def hidden(caller: SignedIn) -> int:
        return 1

    def beside() -> None:
        """Whoever knocks is served."""

    with pytest.raises(TypeError, match="/beside: only a parameter of the function itself"):
        router.add_api_route("/beside", beside, dependencies=[Depends(Door())])
    with pytest.raises(TypeError, match="/within"):

        @router.get("/within")
        def within(number: Annotated[int, Depends(hidden)]) -> int:
            return number


def test_a_route_that_would_serve_whoever_knocks_does_not_start() -> None:
    app, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter()

    @router.get("/open", dependencies=[Depends(public)])
    def opened() -> int:
        return 1

    @router.get("/plain")
    def plain(caller: CasesRead) -> str:
        return type(caller).__name__  # a Knock: nobody has looked it up

    for route in router.routes:
        app.routes.append(route)

    with pytest.raises(RuntimeError, match=r"\['GET'\] /open, \['GET'\] /plain"):
        check_routes(app)
    assert not hasattr(Knock, "actor")


@pytest.mark.parametrize(
    "path", ["/api/cases", "/api/rav/files", "/api/procedures", "/cases/new", "/rav/files"]
)
def test_what_takes_time_to_read_is_not_read_from_strangers(house: House, path: str) -> None:
    pairs = b"&" * 900_000
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    def sent() -> Iterator[bytes]:
        yield pairs

    whole = house.client.post(path, content=pairs, headers=headers, follow_redirects=False)
    unknown = house.client.post(path, content=sent(), headers=headers, follow_redirects=False)

    assert {whole.status_code, unknown.status_code} == {401 if path.startswith("/api/") else 303}


@pytest.mark.parametrize("path", ["/api/sessions", "/api/tokens", "/oauth/token", "/sign-in"])
def test_where_anybody_may_knock_only_a_few_fields_are_taken(house: House, path: str) -> None:
    answer = house.client.post(
        path, content=b"&" * 20_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code == 413


def test_a_body_that_does_not_come_to_an_end_is_given_up() -> None:
    sent: list[Message] = []

    async def never() -> Message:
        await asyncio.sleep(60)
        return {}

    async def reading(scope: Message, receive: Receive, send: Send) -> None:
        await receive()

    async def answered(message: Message) -> None:
        sent.append(message)

    guard = Guard(reading, max_bytes=1000, max_package_bytes=1000, body_seconds=0.05)
    scope: Message = {"type": "http", "method": "POST", "path": "/api/cases", "headers": []}
    with ThreadPoolExecutor(1) as pool:  # a loop of its own: the house's runs in this thread
        pool.submit(lambda: asyncio.run(guard(scope, never, answered))).result()

    assert [message.get("status") for message in sent] == [408, None]
