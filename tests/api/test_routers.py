"""Doors are asked before anything else is done or said, and no route gets around that."""

from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.routing import APIRouter

from api.access import CasesRead, Door, Knock, SignedIn, doors_of, public, routes_of
from api.routers import Router, check_routes
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
