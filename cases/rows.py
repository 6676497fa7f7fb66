"""What the case file keeps: institutions, people, persons, records, consents, grants. One dataclass a table.

Personal values stand only in `sealed` columns, under the key of their person or case (cases/sealing.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Institution(Row):
    """A body that works with Brücke. type: RAV | IV | SOCIAL | COORDINATION | GUEST; letters are text.

    `may_use_ahv`: it has a legal basis for using AHV numbers (AHVG 153c); else it neither records nor searches them.
    """

    key: int
    type: str
    name: str
    letters_de: str
    letters_fr: str
    canton: str
    region: str
    may_use_ahv: bool


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
    """Somebody who signs in. roles: comma-separated of caseworker, coordinator, designer, operator."""

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


@dataclass(frozen=True, slots=True)
class Session(Row):
    """A signed-in browser; the cookie's value is kept only as a digest."""

    UNIQUE: ClassVar = (("token_digest",),)

    key: int
    user_key: int
    token_digest: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken(Row):
    """A script's way in, acting as its user; kept only as a digest."""

    UNIQUE: ClassVar = (("token_digest",),)

    key: int
    user_key: int
    token_digest: str
    label: str
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
class Case(Row):
    """A case: public reference, procedure, who opened it. Its key is also its instance's key.

    `erasable_from`: the first day after its retention, once it is closed; `kept_since`: a legal hold keeps it all the
    same. What stays of an erased case is this row, its events, and who read it.
    """

    UNIQUE: ClassVar = (("reference",),)
    INDEXES: ClassVar = (("opened_by", "erased_at", "erasable_from", "key"),)

    key: int
    reference: str
    procedure: str
    procedure_version_key: int
    opened_by: int
    unit_key: int
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    erasable_from: date | None = None
    kept_since: datetime | None = None
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Erasure(Row):
    """Somebody proposes to erase a case, somebody else decides. state: proposed | declined | withdrawn | done.

    `offered_on`, `archive_answer` (TAKEN | NOT_TAKEN) and `archive_reference`: that the archive was offered the dossier,
    and what it said. Nothing of it speaks of the person: it stays.
    """

    INDEXES: ClassVar = (("case_key", "state"),)

    key: int
    case_key: int
    state: str
    offered_on: date
    archive_answer: str
    archive_reference: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person(Row):
    """A client. Nothing but a key: erasing removes this row's data key and its links."""

    key: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CasePerson(Row):
    """The link from a case to its person, in a row of its own so that erasure can cut it. `key` is the case's."""

    INDEXES: ClassVar = (("person_key",),)

    key: int
    person_key: int


@dataclass(frozen=True, slots=True)
class PersonsApart(Row):
    """People have looked and said: these two are not the same person, however alike their names."""

    UNIQUE: ClassVar = (("person_key", "other_key"),)
    INDEXES: ClassVar = (("other_key",),)

    key: int
    person_key: int
    other_key: int
    decided_by: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Participant(Row):
    """An institution holds a role in a case, from since to until; `user_key` where one person is named.

    `is_working` while the case runs: what worklists look at, so that closed cases cost them nothing.
    """

    UNIQUE: ClassVar = (("case_key", "role", "since"),)
    INDEXES: ClassVar = (("case_key",), ("institution_key", "role", "case_key"))

    key: int
    case_key: int
    institution_key: int
    unit_key: int
    role: str
    user_key: int | None
    is_working: bool
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Record(Row):
    """Fields of one record type, category and owner, as they were from created_at to replaced_at.

    `owners` are the keys of the institutions it belongs to, comma-separated.
    """

    INDEXES: ClassVar = (("case_key", "type"), ("subject_key",))

    key: int
    case_key: int
    subject_key: int  # whose data key seals it: the person's or the case's
    type: str
    category: str
    owners: str
    number: int  # version of this record type in this case, from 1
    sealed: bytes
    created_at: datetime
    created_by: int | None
    task_key: int | None
    replaced_at: datetime | None


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

    INDEXES: ClassVar = (("case_key", "institution_key"), ("institution_key", "case_key"), ("basis_key",))

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


@dataclass(frozen=True, slots=True)
class Note(Row):
    """What somebody of an institution has written down in a case, sealed under the case's key.

    audience: own | shared; `category` is one of forms.CATEGORIES. Nothing is left in `sealed` once it is withdrawn.
    """

    INDEXES: ClassVar = (("case_key", "institution_key", "key"), ("case_key", "audience", "category", "key"))

    key: int
    case_key: int
    user_key: int
    institution_key: int
    audience: str
    category: str
    sealed: bytes
    created_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mention(Row):
    """Somebody is named in a note, to look at it; `seen_at` once it was shown to them."""

    UNIQUE: ClassVar = (("note_key", "user_key"),)
    INDEXES: ClassVar = (("user_key", "seen_at", "key"),)

    key: int
    note_key: int
    user_key: int
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Packet(Row):
    """What an institution has passed on to another: frozen, and sealed under the case's key (cases/packets.py).

    basis: CONSENT | PARTICIPATION | MUTUAL_ASSISTANCE; `basis_key` is the consent's, 0 without one. `categories` and
    `conditions` are codes, comma-separated. `procedure_version_key`: whose words it is read in.
    """

    INDEXES: ClassVar = (
        ("case_key",),
        ("to_institution", "key"),
        ("from_institution", "key"),
        ("to_institution", "received_at", "key"),
    )

    key: int
    case_key: int
    procedure_version_key: int
    from_institution: int
    to_institution: int
    sent_by: int
    sent_at: datetime
    basis: str
    basis_key: int
    categories: str
    conditions: str
    sealed: bytes
    received_at: datetime | None
    received_by: int | None
    version: int


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


@dataclass(frozen=True, slots=True)
class Lead(Row):
    """Who leads the case of a person. `key` is the person's: nobody is led twice, whatever the procedures (CH-02).

    Replaced at a handover, removed when the case ends or the person is erased.
    """

    UNIQUE: ClassVar = (("case_key",),)
    INDEXES: ClassVar = (("user_key",),)

    key: int
    case_key: int
    institution_key: int
    user_key: int
    since: datetime


CASE_ROWS: tuple[type[Row], ...] = (
    Institution,
    Unit,
    User,
    Session,
    ApiToken,
    SignInAttempt,
    Case,
    Erasure,
    Person,
    CasePerson,
    PersonsApart,
    Participant,
    Record,
    Consent,
    Grant,
    DataKey,
    BlindIndex,
    AccessEntry,
    Note,
    Mention,
    Packet,
    Absence,
    Lead,
)
