"""The OpenAPI document: valid, complete, and true, whatever is sent and whoever sends it."""

from typing import Any

from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.house import House

document_checks = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


def document(house: House) -> Any:
    return house.get(None, "/api/openapi.json")


def operations(found: Any) -> dict[str, Any]:
    return {
        f"{method} {path}": what for path, item in found["paths"].items() for method, what in item.items()
    }


def test_probe(own_house):
    d = document(own_house)
    print(d["openapi"], len(operations(d)))
