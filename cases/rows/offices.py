"""Who works with Brücke: institutions, their units and people, how these sign in, who is away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Institution(Row):
    """A body that works with Brücke. type: RAV | IV | SOCIAL | COORDINATION | GUEST; letters are text.

    `may_use_ahv`: it has a legal basis for using AHV numbers (AHVG 153c); else it neither records nor searches them.
    `rav_code`: by which files of this RAV name it (domain: an opaque code); empty for everybody else.
    `unique_name`, `unique_rav_code`: the same again, so that the database keeps everybody else from them; None where there is
    none, and where another one had it already before there was this rule (cases/staff.py).
    """

    UNIQUE: ClassVar = (("unique_name",), ("unique_rav_code",))

    key: int
    type: str
    name: str
    letters_de: str
    letters_fr: str
    canton: str
    region: str
    may_use_ahv: bool
    rav_code: str = ""
    unique_name: str | None = None
    unique_rav_code: str | None = None


@dataclass(frozen=True, slots=True)
class Unit(Row):
    """A team inside an institution; a mandate reaches as far as the unit. `is_intake` takes what comes from others."""

    INDEXES: ClassVar = (("institution_key",),)

    key: int
    institution_key: int
    name: str
    is_intake: bool


@dataclass(frozen=True, slots=True)
class User(Row):
    """Somebody who signs in. roles: comma-separated of caseworker, coordinator, designer, operator.

    A system (role `system`) has no password: it comes in by an ApiKey. `email`: where invitations are sent to; empty for none.
    """

    UNIQUE: ClassVar = (("login",),)
    INDEXES: ClassVar = (("institution_key",),)

    key: int
    institution_key: int
    unit_key: int
    login: str
    name: str
    function_de: str
    function_fr: str
    roles: str
    language: str
    password: str
    is_active: bool
    email: str = ""


@dataclass(frozen=True, slots=True)
class Session(Row):
    """A signed-in browser; the cookie's value is kept only as a digest. `opened_with`: a digest of what is kept of the password
    it was opened with; once the user has another one, it is worth nothing.
    """

    UNIQUE: ClassVar = (("token_digest",),)

    key: int
    user_key: int
    token_digest: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    opened_with: str | None = None


@dataclass(frozen=True, slots=True)
class ApiToken(Row):
    """A script's way in, acting as its user, a person; kept only as a digest. `opened_with` as that of a Session."""

    UNIQUE: ClassVar = (("token_digest",),)

    key: int
    user_key: int
    token_digest: str
    label: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened_with: str | None = None


@dataclass(frozen=True, slots=True)
class ApiKey(Row):
    """A system's way in: a public part, the digest of a secret, and what may be done with it (`scopes`, blanks between).

    `used_on`: the last day in Switzerland on which it was used.
    """

    UNIQUE: ClassVar = (("client_id",), ("secret_digest",))
    INDEXES: ClassVar = (("user_key",),)

    key: int
    user_key: int
    client_id: str
    secret_digest: str
    label: str
    scopes: str
    created_by: int
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    revoked_by: int | None
    used_on: date | None


@dataclass(frozen=True, slots=True)
class AccessToken(Row):
    """What a system gets for an hour against its key (OAuth2); it is worth nothing once the key is revoked."""

    UNIQUE: ClassVar = (("token_digest",),)
    INDEXES: ClassVar = (("api_key_key",),)

    key: int
    api_key_key: int
    token_digest: str
    scopes: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CalendarAddress(Row):
    """An address at which a calendar fetches somebody's deadlines without signing in; its secret is kept only as a digest.

    view: mine (cases that name the user) | team (all that their unit works on).
    """

    UNIQUE: ClassVar = (("token_digest",),)
    INDEXES: ClassVar = (("user_key", "revoked_at"),)

    key: int
    user_key: int
    token_digest: str
    view: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignInAttempt(Row):
    """A failed sign-in, by digest of login or address: what the throttle counts."""

    INDEXES: ClassVar = (("subject_digest", "at"),)

    key: int
    subject_digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Absence(Row):
    """Somebody is away from first_day to last_day (days in Zurich, open where None), and a colleague stands in for them.

    `ended_at` once it was ended by hand, by `ended_by`, or its days were over when the next one was recorded.
    """

    INDEXES: ClassVar = (("user_key", "ended_at"), ("deputy_key", "ended_at"))

    key: int
    user_key: int
    deputy_key: int
    institution_key: int
    first_day: date
    last_day: date | None
    created_by: int
    created_at: datetime
    ended_at: datetime | None
    ended_by: int | None
