"""The OpenAPI document: valid, complete, and true, whatever is sent and whoever sends it."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from adapters.database.store import open_database
from api.app import make_app
from api.bootstrap import assemble_in_memory
from api.settings import Settings
from engine.clock import StoryClock
from tests.api.house import PACKAGE, START, House, build
from tests.client import ADDRESS

DOCUMENT: dict[str, Any] = make_app(
    assemble_in_memory(Settings(processes=PACKAGE.parent), StoryClock(START))
).openapi()
OPERATIONS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
schemathesis.serializer.alias("application/zip", "application/octet-stream")
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
MOST = int(os.environ.get("BRUECKE_EXAMPLES", "25"))
EXAMPLES = {"carla_smz": MOST, None: max(MOST // 5, 1)}
"""By caller, once with what the document allows and once with what it forbids; `make soak` asks for 200."""


@pytest.fixture(scope="module")
def house(sqlite_file: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all examples, with a case at every stage of interest."""
    path = tmp_path_factory.mktemp("house") / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    built = build(store)
    built.bruecke.engine.job_bell.is_closing = True  # who could wait a minute for nothing is answered at once
    for login in ("carla_smz", "dario"):  # before hostile sign-ins from the same address close the door
        built.token(login)
    yield built
    store.close()


@pytest.fixture(scope="module")
def keys(house: House) -> list[dict[str, str]]:
    """Keys that stand in routes, of cases that Carla sees."""
    found = []
    for stage in ("question", "granted", "closed", "fresh"):
        case = house.case_at(stage)
        gateway, consent = house.gateway(case), house.consent(case)
        found.append(
            {
                "case_key": case,
                "task_key": str(house.task(case).key),
                "gateway_key": str(gateway.key if gateway else 1),
                "consent_key": str(consent.key if consent else 1),
            }
        )
    return found


def test_the_document_is_valid_openapi_3_1() -> None:
    SCHEMA.validate()

    assert DOCUMENT["openapi"].startswith("3.1")
    for shape in DOCUMENT["components"]["schemas"].values():
        jsonschema_rs.meta.validate(shape)


def test_every_operation_has_an_id_of_its_own_a_summary_and_says_what_it_does() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]

    silent = [
        name
        for name, operation in OPERATIONS.items()
        if not (operation.get("summary") and operation.get("description"))
    ]

    assert len(set(ids)) == len(ids) > 20
    assert silent == []


BODIES = {
    name: content["schema"]
    for name, operation in OPERATIONS.items()
    for content in operation.get("requestBody", {}).get("content", {}).values()
    if content["schema"].get("contentMediaType") is None and content["schema"].get("format") != "binary"
}


@pytest.mark.parametrize("name", BODIES)
def test_every_operation_that_takes_a_body_shows_an_example_that_fits(name: str) -> None:
    shape = DOCUMENT["components"]["schemas"][BODIES[name]["$ref"].rpartition("/")[2]]

    examples = shape.get("examples", [])

    assert examples
    for example in examples:
        jsonschema_rs.validate({"components": DOCUMENT["components"], **shape}, example)


def test_every_operation_but_the_doors_says_that_one_has_to_be_signed_in() -> None:
    open_to_all = {"healthz", "readyz"}

    undeclared = {
        operation["operationId"]
        for operation in OPERATIONS.values()
        if "401" not in operation["responses"] and operation["operationId"] not in open_to_all
    }

    assert undeclared == set()


# What has neither parameters nor a body with a shape can't be sent wrongly.
SENT = [(name, GenerationMode.POSITIVE) for name in OPERATIONS] + [
    (name, GenerationMode.NEGATIVE)
    for name, operation in OPERATIONS.items()
    if name in BODIES or (operation.get("parameters") and name != "POST /api/procedures")
]


@pytest.mark.parametrize("login", EXAMPLES, ids=str)
@pytest.mark.parametrize(("name", "mode"), SENT, ids=str)
def test_answers_are_as_documented_whatever_is_sent(
    house: House, keys: list[dict[str, str]], name: str, login: str | None, mode: GenerationMode
) -> None:
    method, path = name.split(" ")
    examples = EXAMPLES[login]
    operation = SCHEMA[path][method]
    if login and name == "POST /api/procedures":
        login = "dario"  # the others get no further than the door
    authorization = {"Authorization": f"Bearer {house.token(login)}"} if login else {}

    @given(case=operation.as_strategy(generation_mode=mode), known=st.none() | st.sampled_from(keys))
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case, known: dict[str, str] | None) -> None:
        if known is not None:
            case.path_parameters = {
                key: known.get(key, value) for key, value in (case.path_parameters or {}).items()
            }
        sent = case.as_transport_kwargs(base_url=ADDRESS)
        said = {**dict(sent.get("headers") or {}), **authorization}
        sent["headers"] = {name: value.encode("latin-1") for name, value in said.items()}
        raw = sent.get("data") if isinstance(sent.get("data"), bytes | str) else None
        body = {"content": raw} if raw is not None else {"json": sent["json"]} if "json" in sent else {}
        answer = house.client.request(
            sent["method"], sent["url"], params=sent.get("params"), headers=sent["headers"], **body
        )
        case.validate_response(answer, checks=CHECKS)

    ask()
