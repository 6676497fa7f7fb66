"""The application: watched from outside, with the OpenAPI document as generators of clients need it."""

from copy import deepcopy
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api.access import doors_of, routes_of
from api.problems import MEDIA_TYPE
from api.shapes.problems import ProblemOut
from api.shapes.systems import AccessRequest
from api.watching import Watched
from cases.scopes import SCOPES

_LOCAL = "http://localhost:8000/"
"""Where the document says it is, until it is asked for over HTTP: such addresses can't be relative."""

_SCHEMES: dict[str, Any] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A person's token for scripts (POST /api/tokens), or the secret of a system's key.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "bruecke_session",
        "description": (
            "A person's session (POST /api/sessions); changes also need `X-CSRF-Token`. "
            "Over https the cookie's name begins with `__Host-`."
        ),
    },
    "system": {
        "type": "oauth2",
        "description": (
            "A system with a key of its own: its id and secret for a token that lasts an hour. A system may call what "
            "names a scope of its key; everything else answers 403 (scope-missing)."
        ),
        "flows": {"clientCredentials": {"tokenUrl": f"{_LOCAL}oauth/token", "scopes": dict(SCOPES)}},
    },
}


_AWAY: dict[str, Any] = {
    "description": (
        "busy: the database had no turn for this, nothing was written; database-unreachable: whether a change was written is "
        "not known; documents-busy, scanner-away: nothing was kept. Ask again after `Retry-After`, with the same Idempotency-Key"
    ),
    "headers": {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}},
    "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}}},
}
_ASK_NOTHING = frozenset({"healthz"})
"""Operations that can be answered without the database."""


class Documented(FastAPI):
    """An application that is watched, and whose document says of problems what they are (JSON of a media type of its own),
    and of operations who may call them."""

    def build_middleware_stack(self) -> Any:
        """What answers a request, watched from outside of everything, so that our own mistakes are seen as well."""
        return Watched(super().build_middleware_stack(), self.state.requests, self.state.draining)

    def openapi(self) -> dict[str, Any]:
        """The document, made once. FastAPI files every model under application/json; problems move to their own."""
        if self.openapi_schema:
            return self.openapi_schema
        document = super().openapi()
        document["components"]["securitySchemes"] = _SCHEMES
        document["components"]["schemas"][AccessRequest.__name__] = AccessRequest.model_json_schema()
        upload = document["components"]["schemas"]["Body_deliver_rav_file"]
        upload["examples"] = [
            {"file": "stichtag;avamPersonNr;…", "checksum": "5e0c… iiz_rav_v1_VS01_20260209_1.csv"}
        ]
        document["components"]["schemas"]["Body_attach_document"]["examples"] = [
            {"file": "%PDF-1.7…", "title": "Arztzeugnis vom 3. Mai", "category": "HEALTH"},
            {
                "file": "%PDF-1.7…",
                "copy_of": "7105229384521375744",
                "signed_on": "2026-05-05",
                "signers": ["0"],
            },
        ]
        doors = {route.operation_id: doors_of(route) for route in routes_of(self)}
        for operations in document["paths"].values():
            for operation in operations.values():
                scopes = [door.scope for door in doors[operation["operationId"]] if door.scope]
                if doors[operation["operationId"]]:
                    by_system = [{"system": scopes}] if scopes else []
                    operation["security"] = [{"token": []}, {"session": []}, *by_system]
                if operation["operationId"] not in _ASK_NOTHING:
                    operation["responses"].setdefault("503", deepcopy(_AWAY))
                for response in operation["responses"].values():
                    content = response.get("content", {})
                    if MEDIA_TYPE in content and "application/json" in content:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return document


async def serve_document(request: Request) -> JSONResponse:
    """The document, with the address at which it was asked for."""
    document: dict[str, Any] = request.app.openapi()
    schemes = deepcopy(document["components"]["securitySchemes"])
    schemes["system"]["flows"]["clientCredentials"]["tokenUrl"] = f"{request.base_url}oauth/token"
    return JSONResponse({**document, "components": {**document["components"], "securitySchemes": schemes}})
