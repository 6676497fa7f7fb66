"""What systems of unemployment offices have delivered: files and messages, and their lines until a person settles them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class RavFile(Row):
    """A file that came from a RAV system. way: folder | upload. status: taken | quarantined | released | discarded.

    `identity`: a digest of name, content and checksum, by which the same file is recognised. `fault`: why it is in
    quarantine; then `content` has the file, sealed under the key of this row, until somebody decides. `faults`: lines that
    were not taken as JSON, [[line, column, code], ...]: codes only. Counts are of lines.
    """

    UNIQUE: ClassVar = (("institution_key", "identity"),)
    INDEXES: ClassVar = (("institution_key", "status", "key"),)

    key: int
    institution_key: int
    sender: int | None
    way: str
    name: str
    identity: str
    status: str
    fault: str | None
    content: bytes
    lines: int
    waiting: int
    known: int
    late: int
    withdrawn: int
    faults: str
    received_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class RavLine(Row):
    """A line of a file, or a message about somebody whose case the sender did not name. `file_key` 0: a message.

    status: waiting (for a person) | delivered | kept (for its case, which does not wait for it yet) | opened | nobody |
    withdrawn | replaced | late | noted (nothing follows from it). `person_digest`, `content_digest`, `event_digest`: keyed
    digests of whom it is about, of all it says, and of what follows from it. What it says is in `sealed`, under a key of
    its own, only while it waits.
    """

    INDEXES: ClassVar = (
        ("institution_key", "status", "key"),
        ("institution_key", "person_digest"),
        ("file_key", "key"),
        ("case_key",),
    )

    key: int
    file_key: int
    institution_key: int
    sender: int | None
    number: int
    kind: str | None
    person_digest: str
    day: date
    content_digest: str
    event_digest: str
    status: str
    case_key: int | None
    sealed: bytes
    received_at: datetime
    settled_by: int | None
    settled_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class RavTurn(Row):
    """Whose turn it is to look into the folder: one row, leased by the worker that looks."""

    INDEXES: ClassVar = (("due_at",),)

    key: int
    due_at: datetime
    version: int
