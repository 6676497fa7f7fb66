"""OAuth2 client credentials (RFC 6749, 4.4): a system gets a token for an hour against its key."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote_plus

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.access import House, public
from api.parameters import PROBLEMS
from api.routers import Router
from api.routes.sessions import address_of
from api.shapes.systems import AccessRequest, AccessTokenOut, OAuthFault
from cases.attempts import TooManyAttempts
from cases.commands.use_key import ClientRefused, ScopeRefused, grant_access

router = Router(tags=["systems"], dependencies=[Depends(public)])

FORM = "application/x-www-form-urlencoded"
_FIELDS = ("grant_type", "scope", "client_id", "client_secret")
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_SAYS = {
    "invalid_request": "Send a form with each field once, and the client's secret in one place only.",
    "invalid_client": "The client id or its secret is not right, or the key has expired or was revoked.",
    "invalid_scope": "The key does not have every scope that was asked for.",
    "unsupported_grant_type": "Only client_credentials is served.",
    "slow_down": "Too many wrong secrets from here. Wait a quarter of an hour.",
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {FORM: {"schema": {"$ref": f"#/components/schemas/{AccessRequest.__name__}"}}},
    }
}


class _Fault(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@router.post(
    "/oauth/token",
    operation_id="grant_access",
    response_model=AccessTokenOut,
    responses={
        400: {"model": OAuthFault, "description": "no token can be given like this"},
        401: {"model": OAuthFault, "description": "the client is not known"},
        413: PROBLEMS[413],
        429: {"model": OAuthFault, "description": "too many wrong secrets"},
    },
    openapi_extra=_BODY,
)
async def token(request: Request, house: House) -> JSONResponse:
    """Get a token for an hour: the id and the secret of a key by HTTP Basic, or in the form.

    Without `scope` the token has all scopes of the key. Revoking the key ends its tokens at once.
    """
    try:
        form = _form(request, await request.body())
        client_id, secret = _client(request.headers.get("authorization"), form)
        if form.get("grant_type") != "client_credentials":
            raise _Fault("unsupported_grant_type" if form.get("grant_type") else "invalid_request")
        granted = await run_in_threadpool(
            grant_access, house.engine, client_id, secret, form.get("scope"), address_of(request)
        )
    except _Fault as fault:
        return _refused(400 if fault.code != "invalid_client" else 401, fault.code)
    except ScopeRefused:
        return _refused(400, "invalid_scope")
    except ClientRefused:
        return _refused(401, "invalid_client")
    except TooManyAttempts as error:
        return _refused(429, "slow_down", {"Retry-After": str(error.seconds)})
    content = AccessTokenOut(
        access_token=granted.token,
        token_type="Bearer",  # noqa: S106  # the name of a kind
        expires_in=granted.seconds,
        scope=granted.scopes,
    )
    return JSONResponse(content.model_dump(), headers=_NO_STORE)


def _form(request: Request, body: bytes) -> dict[str, str]:
    """The fields of the form that count; others are passed over, none may come twice (RFC 6749, 3.2)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise _Fault("invalid_request")
    try:
        pairs = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:
        raise _Fault("invalid_request") from error
    if any(len(values) > 1 for values in pairs.values()):
        raise _Fault("invalid_request")
    # A field without a value counts as left out (3.1).
    return {name: pairs[name][0] for name in _FIELDS if name in pairs and pairs[name][0]}


def _client(authorization: str | None, form: Mapping[str, str]) -> tuple[str, str]:
    """Id and secret by HTTP Basic (client_secret_basic) or from the form (client_secret_post), never both (2.3.1)."""
    if authorization is None:
        if "client_id" not in form or "client_secret" not in form:
            raise _Fault("invalid_client")
        return form["client_id"], form["client_secret"]
    if "client_secret" in form:
        raise _Fault("invalid_request")
    kind, _, given = authorization.partition(" ")
    if kind.lower() != "basic":
        raise _Fault("invalid_client")
    try:
        client_id, colon, secret = b64decode(given.strip(), validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError) as error:
        raise _Fault("invalid_client") from error
    if not colon or form.get("client_id", unquote_plus(client_id)) != unquote_plus(client_id):
        raise _Fault("invalid_client")
    return unquote_plus(client_id), unquote_plus(secret)


def _refused(status: int, code: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    told = {"WWW-Authenticate": 'Basic realm="Bruecke"'} if status == 401 else {}
    return JSONResponse(
        {"error": code, "error_description": _SAYS[code]}, status, {**_NO_STORE, **told, **(headers or {})}
    )
