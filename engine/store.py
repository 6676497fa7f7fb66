"""The unit of work: the one door to what is kept. One command = one `Work` = one commit.

Errors
------
Conflict    the row was replaced by somebody else since it was read; read again and decide anew
└── Busy    the database had no turn for us within its patience; nothing was written, ask again
Duplicate   a row that has to be unique exists already
Unreachable nobody answers where things are kept; what was under way is written as a whole or not at all
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from engine.rows import Row

R = TypeVar("R", bound=Row)
Ask = tuple[type[Row], Mapping[str, "object | Collection[object]"]]
"""Which rows: of a kind, and what their columns equal, as `Work.find` takes it."""


class Conflict(Exception):
    """Somebody else changed this in the meantime. Read it again and decide anew."""

    def __init__(self, kind: type[Row], key: int) -> None:
        super().__init__(f"{kind.__name__} {key} was changed by another request in the meantime")
        self.kind = kind
        self.key = key


class Busy(Conflict):
    """The database had no turn for us within its patience. Nothing was written: try again in a moment."""

    def __init__(self, seconds: float) -> None:
        super().__init__(Row, 0)
        self.args = (f"The database was busy for {seconds:g} seconds. Nothing was written: try again",)


class Duplicate(Exception):
    """A row that has to be unique exists already."""


class Unreachable(Exception):
    """The database can't be reached. Nothing is known to be lost: repeat the request with the same Idempotency-Key."""


class Work(Protocol):
    """One transaction. Leaving it without an exception commits everything, with one nothing.

    What is written may wait in it: that it is refused is told then, when the unit reads, or at its end.
    """

    def add(self, *rows: Row) -> None:
        """Insert new rows. Raises Duplicate where a unique rule is hurt."""

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""

    def find(self, kind: type[R], /, **equals: "object | Collection[object]") -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a list, tuple or set means one of."""

    def has(self, kind: type[Row], /, **equals: "object | Collection[object]") -> bool:
        """Whether there are rows as `find` would give them, reading none of them."""

    def ahead(self, *asks: Ask) -> None:
        """Read in one go what will be asked: the same question or a narrower one, to `find` or `get`, is then answered without
        asking anew.
        """

    def along(
        self, kind: type[Row], /, *ways: tuple[str, type[Row]], **equals: "object | Collection[object]"
    ) -> list[tuple[Any, ...]]:
        """Rows as `find` gives them, each with the row that a column of it names, and that one's along the next way, in one
        go. A row whose way ends before is left out.
        """

    def earliest(
        self,
        kind: type[R],
        column: str,
        /,
        until: datetime | None,
        limit: int = 1,
        **equals: "object | Collection[object]",
    ) -> list[R]:
        """Rows whose moment in `column` is there and not after `until`, the earliest first, then by key.

        A queue is such a column with an index: None where nothing is to be done. In a unit that may write they are this
        unit's until it ends; what another unit holds is passed over, so that several workers share a queue.
        """

    def lease(
        self,
        kind: type[R],
        column: str,
        /,
        seconds: float,
        limit: int = 1,
        **equals: "object | Collection[object]",
    ) -> list[R]:
        """Take rows that are due by the database's clock, the earliest first, as they are from now on: due again when
        the lease is over, unless somebody says otherwise until then. No two units get the same.
        """

    def now(self) -> datetime:
        """The moment by the database's clock, the same for every node: for leases, never for deadlines."""

    def replace(self, row: Row) -> None:
        """Write a row anew. If it has `version`, it must be one more than what is stored: else Conflict."""

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, if it is there."""

    def hold(self, kind: type[Row]) -> None:
        """What was written of this kind is this unit's from now on: another one that writes the same waits until this one ends,
        and begins anew. Else that is only found at the end. Raises Conflict, Duplicate.
        """


class Store(Protocol):
    """Where units of work come from."""

    def work(self) -> AbstractContextManager[Work]:
        """A transaction that may write, on one consistent picture. Commits on leaving, rolls back on an exception.

        Raises Conflict where somebody else wrote the same row since: `engine.transaction.repeated` begins anew. Raises
        Unreachable, also after the commit was sent: then nobody knows whether it is written.
        """

    def reading(self) -> AbstractContextManager[Work]:
        """A transaction that only reads: one consistent picture; writing in it is a programming error."""

    def asking(self) -> AbstractContextManager[Work]:
        """Reads without a transaction, for one question: each statement finds what is there when it comes."""

    def scrub(self) -> None:
        """What was deleted goes from the files as well, as far as the database can see to it by itself."""
