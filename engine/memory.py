"""The store in memory: the same promises as the database, for stories and tests.

A unit of work copies the tables it writes to and hands them over on leaving, so readers see one consistent
picture without waiting; writers go one after the other.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from functools import cache
from threading import Lock, get_ident
from typing import Any, NoReturn, cast

from engine.clock import SystemClock
from engine.rows import Row, in_utc
from engine.store import Ask, Conflict, Duplicate, R

_COLLECTIONS = (list, tuple, set, frozenset)


@dataclasses.dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of one kind, by key, what their unique rules have taken, and for each column that names another row who names it."""

    rows: dict[int, Row]
    taken: dict[tuple[tuple[str, ...], tuple[object, ...]], int]
    named: dict[str, dict[object, frozenset[int]]]

    def copy(self) -> "Shelf":
        named = {column: keys.copy() for column, keys in self.named.items()}
        return Shelf(self.rows.copy(), self.taken.copy(), named)

    def put(self, row: Row) -> None:
        """Keep a row. Raises Duplicate where another row holds what has to be unique."""
        claims = _claims(row)
        if any(self.taken.get(claim, row.key) != row.key for claim in claims):
            raise Duplicate(f"{type(row).__name__}: a row that has to be unique exists already")
        self.drop(row.key)
        self.rows[row.key] = row
        self.taken.update(dict.fromkeys(claims, row.key))
        for column in _naming(type(row)):
            keys = self.named.setdefault(column, {})
            value = getattr(row, column)
            keys[value] = keys.get(value, frozenset()) | {row.key}

    def drop(self, key: int) -> None:
        """Forget the row with this key, if it is there."""
        if row := self.rows.pop(key, None):
            for claim in _claims(row):
                del self.taken[claim]
            for column in _naming(type(row)):
                self.named[column][getattr(row, column)] -= {key}

    def near(self, equals: Mapping[str, object]) -> Iterable[int]:
        """The keys of all rows that may be meant: those that name one that is asked for, else every one."""
        for column, value in equals.items():
            if column in self.named and value is not None and not isinstance(value, _COLLECTIONS):
                return self.named[column].get(value, ())
        return self.rows


@cache
def _columns(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(kind))


@cache
def _naming(kind: Any) -> tuple[str, ...]:
    """The columns by which a row names another one."""
    return tuple(sorted(name for name in _columns(kind) if name.endswith("_key")))


def _claims(row: Row) -> list[tuple[tuple[str, ...], tuple[object, ...]]]:
    """What this row alone may hold; as in SQL, a rule with an absent value claims nothing."""
    values = [(rule, tuple(getattr(row, column) for column in rule)) for rule in row.UNIQUE]
    return [claim for claim in values if None not in claim[1]]


def _follows(row: Row, stored: Row) -> bool:
    """Whether a row may take the place of what is stored: a text called version is the author's, not ours."""
    version = getattr(row, "version", None)
    return not isinstance(version, int) or version == getattr(stored, "version", 0) + 1


class MemoryWork:
    """One transaction over the shelves. After Conflict or Duplicate it is spoilt, as in the database."""

    def __init__(self, shelves: dict[type[Row], Shelf], may_write: bool) -> None:
        self._shelves = shelves
        self._may_write = may_write
        self._own: set[type[Row]] = set()
        self._spoilt: Exception | None = None

    def add(self, *rows: Row) -> None:
        """Insert new rows. Raises Duplicate where a unique rule or a key is hurt."""
        for row in rows:
            shelf = self._writable(type(row))
            if row.key in shelf.rows:
                self._spoil(Duplicate(f"{type(row).__name__} {row.key} exists already"))
            self._put(shelf, in_utc(row))

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        return cast("R | None", self._shelf(kind).rows.get(key))

    def find(self, kind: type[R], /, **equals: object) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        _require_columns(kind, equals)
        tests = [(name, _test(value)) for name, value in equals.items()]
        shelf = self._shelf(kind)
        rows = shelf.rows
        found = [
            key for key in shelf.near(equals) if all(test(getattr(rows[key], name)) for name, test in tests)
        ]
        return [cast("R", rows[key]) for key in sorted(found)]

    def has(self, kind: type[Row], /, **equals: object) -> bool:
        """Whether there are rows as `find` would give them."""
        return bool(self.find(kind, **equals))

    def ahead(self, *asks: Ask) -> None:
        """Everything is at hand; a question that nobody could ask is refused as it is anywhere."""
        for kind, equals in asks:
            _require_columns(kind, equals)

    def along(
        self, kind: type[Row], /, *ways: tuple[str, type[Row]], **equals: object
    ) -> list[tuple[Any, ...]]:
        """Rows as `find` gives them, each with those that it leads to; one whose way ends before is left out."""
        found = []
        for row in self.find(kind, **equals):
            chain: list[Any] = [row]
            for column, other in ways:
                target = self.get(other, getattr(chain[-1], column))
                if target is None:
                    break
                chain.append(target)
            if len(chain) == len(ways) + 1:
                found.append(tuple(chain))
        return found

    def earliest(
        self, kind: type[R], column: str, /, until: datetime | None, limit: int = 1, **equals: object
    ) -> list[R]:
        """Rows whose moment in `column` is there and not after `until`, the earliest first, then by key."""
        _require_columns(kind, {column})
        moments = [(getattr(row, column), row.key, row) for row in self.find(kind, **equals)]
        due = [item for item in moments if item[0] is not None and (until is None or item[0] <= until)]
        return [row for _, _, row in sorted(due, key=lambda item: item[:2])[:limit]]

    def lease(
        self, kind: type[R], column: str, /, seconds: float, limit: int = 1, **equals: object
    ) -> list[R]:
        """Take rows that are due by now: they are due again when the lease is over."""
        now = self.now()
        taken = []
        for row in self.earliest(kind, column, until=now, limit=limit, **equals):
            changes: dict[str, Any] = {column: now + timedelta(seconds=seconds)}
            if isinstance(version := getattr(row, "version", None), int):
                changes["version"] = version + 1
            leased = cast("R", dataclasses.replace(cast("Any", row), **changes))
            self.replace(leased)
            taken.append(leased)
        return taken

    def now(self) -> datetime:
        """The moment by the machine's clock."""
        return SystemClock().now()

    def replace(self, row: Row) -> None:
        """Write a row anew. Raises Conflict if it is gone or its version isn't one more than what is stored."""
        shelf = self._writable(type(row))
        stored = shelf.rows.get(row.key)
        if stored is None or not _follows(row, stored):
            self._spoil(Conflict(type(row), row.key))
        self._put(shelf, in_utc(row))

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, if it is there."""
        self._writable(kind).drop(key)

    def hold(self, kind: type[Row]) -> None:
        """There is one unit that writes at a time: everything is its."""

    def finish(self) -> dict[type[Row], Shelf]:
        """What is to be kept. Raises what spoilt the work, should somebody have swallowed it."""
        if self._spoilt:
            raise self._spoilt
        return self._shelves

    def _shelf(self, kind: type[Row]) -> Shelf:
        if self._spoilt:
            raise self._spoilt
        return self._shelves.get(kind) or Shelf({}, {}, {})

    def _writable(self, kind: type[Row]) -> Shelf:
        shelf = self._shelf(kind)
        if not self._may_write:
            raise RuntimeError("This unit of work only reads: take Store.work() to write")
        if kind not in self._own:
            self._own.add(kind)
            self._shelves[kind] = shelf.copy()
        return self._shelves[kind]

    def _put(self, shelf: Shelf, row: Row) -> None:
        try:
            shelf.put(row)
        except Duplicate as duplicate:
            self._spoil(duplicate)

    def _spoil(self, error: Exception) -> NoReturn:
        self._spoilt = error
        raise error


def _require_columns(kind: type[Row], asked: Iterable[str]) -> None:
    if unknown := set(asked) - _columns(kind):
        raise TypeError(f"{kind.__name__} has no column {', '.join(sorted(unknown))}")


def _test(value: object) -> Callable[[object], bool]:
    if value is None:
        return lambda stored: stored is None
    if isinstance(value, _COLLECTIONS):
        wanted = frozenset(value)
        return lambda stored: stored is not None and stored in wanted
    return lambda stored: stored is not None and stored == value


class MemoryStore:
    """Units of work over dictionaries; nothing outlives the process."""

    def __init__(self) -> None:
        self._shelves: dict[type[Row], Shelf] = {}
        self._turn = Lock()
        self._writer: int | None = None

    @contextmanager
    def work(self) -> Iterator[MemoryWork]:
        """A transaction that may write; writers go one after the other."""
        if self._writer == get_ident():
            raise RuntimeError("A unit of work is open already: one command is one unit of work")
        with self._turn:
            self._writer = get_ident()
            try:
                work = MemoryWork(self._shelves.copy(), may_write=True)
                yield work
                self._shelves = work.finish()
            finally:
                self._writer = None

    def scrub(self) -> None:
        """There are no files."""

    @contextmanager
    def reading(self) -> Iterator[MemoryWork]:
        """A transaction that only reads what was there when it began."""
        work = MemoryWork(self._shelves.copy(), may_write=False)
        yield work
        work.finish()

    def asking(self) -> AbstractContextManager[MemoryWork]:
        """As `reading`."""
        return self.reading()
