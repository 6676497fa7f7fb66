"""What a case file holds: the case, its person, who takes part, records, what people decided, notes and packets.

Personal values stand only in `sealed` columns, under the key of their person or case (cases/sealing.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


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

    `offered_on`, `archive_answer` (TAKEN | NOT_TAKEN | NO_ARCHIVE) and `archive_reference`: that the archive was offered the
    dossier, and what it said; or that this procedure asks none. Nothing of it speaks of the person: it stays.
    """

    INDEXES: ClassVar = (("case_key", "state"),)

    key: int
    case_key: int
    state: str
    offered_on: date | None
    archive_answer: str
    archive_reference: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArchiveOffer(Row):
    """The archive was offered the dossier of a closed case. answer: empty until there is one, then TAKEN | NOT_TAKEN, with the
    number of the file there. The newest counts. Nothing of it speaks of the person: it stays.
    """

    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    offered_on: date
    offered_by: int
    offered_at: datetime
    answer: str
    reference: str
    answered_by: int | None
    answered_at: datetime | None


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

    `is_working` while the case runs: what worklists look at, so that closed cases cost them nothing. `done_at` once the work is
    over for which the role was given: whoever holds it still reads, signs and does what is left, but does not carry the case.
    """

    UNIQUE: ClassVar = (("case_key", "role", "since"),)
    INDEXES: ClassVar = (("institution_key", "role", "case_key"),)

    key: int
    case_key: int
    institution_key: int
    unit_key: int
    role: str
    user_key: int | None
    is_working: bool
    since: datetime
    until: datetime | None
    done_at: datetime | None = None


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
