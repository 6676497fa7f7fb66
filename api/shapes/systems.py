"""Accounts of systems, their keys, and what OAuth2 gives against these."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.shapes.shape import Key, Shape, example
from cases.scopes import SCOPES, Scope

_LINE = r"^[^\x00-\x1f\x7f]*$"


class CreateSystem(Shape):
    """A system that will call Brücke. `unit`: the team of your institution whose mandate it shares."""

    model_config = example(name="Fachapplikation RAV", unit="7105229384521375744")

    name: Annotated[str, Field(max_length=80, pattern=_LINE)]
    unit: Key


class SystemCreated(Shape):
    """The account was made; it can do nothing until it has a key."""

    system: Key


class CreateKey(Shape):
    """A key of a system. `last_day`: the last day on which it lets in, within two years; a year from now where it is left
    out."""

    model_config = example(label="production", scopes=["cases.start", "cases.read"], last_day="2026-12-31")

    label: Annotated[str, Field(max_length=80, pattern=_LINE)]
    scopes: Annotated[
        list[Scope],
        Field(
            min_length=1,
            max_length=20,
            description="; ".join(f"{scope}: {says}" for scope, says in SCOPES.items()),
        ),
    ]
    last_day: date | None = None


class KeyCreatedOut(Shape):
    """A new key. `client_secret` is shown only now: send it as `Authorization: Bearer <client_secret>`, or get tokens
    against it at `/oauth/token`."""

    key: Key
    client_id: str
    client_secret: str
    expires_at: datetime


class KeyOut(Shape):
    """A key of a system, without its secret. `used_on`: the last day on which it was used."""

    key: Key
    client_id: str
    label: str
    scopes: list[str]
    state: Literal["active", "expired", "revoked"]
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_on: date | None


class SystemOut(Shape):
    """An account of a system, with its keys, the newest first."""

    key: Key
    name: str
    unit: str
    keys: list[KeyOut]


class UnitOut(Shape):
    """A team of your institution."""

    key: Key
    name: str


class Systems(Shape):
    """The systems of your institution, and the units that one may belong to."""

    items: list[SystemOut]
    units: list[UnitOut]


class KeyRevokedOut(Shape):
    """The key, and every token given against it, lets nobody in any more."""

    key: Key


class AccessRequest(Shape):
    """A form that asks for a token (RFC 6749, 4.4.2). Id and secret come by HTTP Basic or in the form, never both."""

    model_config = example(grant_type="client_credentials", scope="cases.start cases.read")

    grant_type: Literal["client_credentials"]
    scope: Annotated[
        str | None, Field(description="some of the key's scopes with blanks between; left out: all of them")
    ] = None
    client_id: str | None = None
    client_secret: str | None = None


class AccessTokenOut(BaseModel):
    """A token for an hour (RFC 6749, 5.1): send it as `Authorization: Bearer <access_token>`."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: Annotated[int, Field(description="seconds")]
    scope: Annotated[str, Field(description="what it lets in to, with blanks between")]


class OAuthFault(BaseModel):
    """Why there is no token (RFC 6749, 5.2)."""

    error: Literal[
        "invalid_request", "invalid_client", "invalid_scope", "unsupported_grant_type", "slow_down"
    ]
    error_description: str
