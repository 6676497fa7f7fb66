"""What opens a case file and closes it: consents, grants, keys, indexes, and who has read what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Consent(Row):
    """A decision of the person: granted | refused, later withdrawn or replaced by a newer one of its type. Codes only;
    texts are in the record.

    kind: DATA_EXCHANGE | PARTICIPATION | PROFESSIONAL_SECRECY | PLAN_SIGNATURE.
    recipients: comma-separated institution keys; categories: comma-separated codes.
    """

    INDEXES: ClassVar = (("case_key", "type"), ("valid_until",))

    key: int
    case_key: int
    type: str
    kind: str
    state: str
    recipients: str
    categories: str
    signed_on: date | None
    valid_until: date | None
    version: int
    decided_at: datetime
    decided_by: int
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Grant(Row):
    """An institution may see a category of a case, on a basis, from valid_from until valid_to or revocation.

    basis: OPENED (the institution's own case) | CONSENT | PARTICIPATION. category "*" with OPENED only:
    it opens the case, not the fields of others.
    """

    INDEXES: ClassVar = (("institution_key", "case_key"), ("basis_key",))

    key: int
    case_key: int
    institution_key: int
    category: str
    basis: str
    basis_key: int
    valid_from: datetime
    valid_to: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class DataKey(Row):
    """The key that seals a person's or a case's values, wrapped by the master key. `key` is the subject's."""

    key: int
    wrapped: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BlindIndex(Row):
    """A keyed digest of a name or AHV number, to find a person without storing either. Goes at erasure."""

    INDEXES: ClassVar = (("kind", "digest"), ("person_key",))

    key: int
    person_key: int
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class AccessEntry(Row):
    """Who read which category of which case, when and by what right."""

    INDEXES: ClassVar = (("case_key", "at"),)

    key: int
    case_key: int
    user_key: int
    institution_key: int
    category: str
    action: str
    basis: str
    at: datetime
