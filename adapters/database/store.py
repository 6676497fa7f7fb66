"""The unit of work in SQLite or PostgreSQL: few statements, each compiled once, no object mapper."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from adapters.database.dialects import (
    PATIENCE,
    is_server,
    meaning,
    open_engine,
    reading_engine,
    scrub,
    writers_turn,
)
from adapters.database.statements import How, Statements, Test, inserted_together, statements_in, together
from engine.rows import Row
from engine.store import Ask, Busy, Conflict, Duplicate, R, Unreachable

_ONLY_READS = "This unit of work only reads: take Store.work() to write"

_ROWS_AT_ONCE, _KINDS_AT_ONCE = 40, 10
"""In one statement: few enough for the number of values that a statement may have, many enough for any step."""
_VALUES_AT_ONCE = 1000
"""Of one column in one statement; a longer list is asked for in portions, in the same picture."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # half a character (a lone surrogate) is no UTF-8

Forms = Mapping[type[Row], Statements[Any]]
Question = tuple[type[Row], tuple[tuple[str, object], ...]]
"""What was asked, in a form that is equal for equal questions."""


class DatabaseWork:
    """One transaction. After Conflict or Duplicate it is spoilt: nothing more is done and nothing is kept."""

    def __init__(self, connection: Connection, forms: Forms, may_write: bool) -> None:
        self.connection = connection
        self._forms = forms
        self._driver: Any = connection.connection.driver_connection
        self._may_write = may_write
        self._spoilt: Exception | None = None
        self._known: dict[type[Row], dict[Question, list[Any]]] = {}
        self._inserts_together = connection.dialect.name == "postgresql"

    def add(self, *rows: Row) -> None:
        """Insert new rows, together as far as the database can. Raises Duplicate where a unique rule or a key is hurt."""
        kinds: dict[type[Row], list[Row]] = {}
        for row in rows:
            kinds.setdefault(type(row), []).append(row)
        parts = [
            (self._forms[kind], alike[begin : begin + _ROWS_AT_ONCE])
            for kind, alike in kinds.items()
            for begin in range(0, len(alike), _ROWS_AT_ONCE)
        ]
        if self._inserts_together and 1 < len(parts) <= _KINDS_AT_ONCE:
            statement = inserted_together(tuple((form, len(some)) for form, some in parts))
            self._insert(statement, parts)
        else:
            for form, some in parts:
                self._insert(form.insert(len(some)), [(form, some)])
        for kind, alike in kinds.items():
            if len(alike) == 1:  # what one has just written need not be read
                self._known[kind] = {_question(kind, {"key": alike[0].key}): [alike[0]]}

    def _insert(self, statement: str, parts: Sequence[tuple[Statements[Any], list[Row]]]) -> None:
        values = [value for form, some in parts for row in some for value in form.inserting(row)]
        for form, _ in parts:
            self._known.pop(form.kind, None)
        form, some = parts[0]
        self._write(form.kind, some[0].key, statement, values)

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        if not can_be_stored(key):
            return None
        known = self._answer(kind, {"key": key})
        if known is not None:
            return known[0] if known else None
        form = self._forms[kind]
        found = self._send(kind, key, form.get, (key,)).fetchone()
        return form.row(found) if found is not None else None

    def find(self, kind: type[R], /, **equals: object) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        known = self._answer(kind, equals)
        if known is not None:
            return list(known)
        if portions := _portions(equals):
            rows = [row for some in portions for row in self.find(kind, **some)]
            return sorted(rows, key=lambda row: row.key)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.finding(tests)
        if _is_none(tests):
            self.finish()
            return []
        return [form.row(found) for found in self._send(kind, 0, statement, given).fetchall()]

    def ahead(self, *asks: Ask) -> None:
        """Read in one go what will be asked: one statement, however many kinds."""
        self.finish()
        parts: list[tuple[Statements[Any], tuple[Test, ...]]] = []
        questions: list[Question] = []
        none: list[Question] = []
        values: list[Any] = []
        for kind, equals in asks:
            if self._answer(kind, equals) is not None:
                continue
            if _portions(equals):  # too long for a part of a statement: asked when it is needed
                _asked(self._forms[kind], dict.fromkeys(equals))
                continue
            tests, given = _asked(self._forms[kind], equals)
            if _is_none(tests):
                none.append(_question(kind, equals))
            else:
                parts.append((self._forms[kind], tests))
                questions.append(_question(kind, equals))
                values += given
        answers: list[list[Any]] = [[] for _ in parts]
        if parts:
            places = _places([form for form, _ in parts])
            statement = together(tuple(parts))
            for found in self._send(parts[0][0].kind, 0, statement, values).fetchall():
                at = next(at for at, place in enumerate(places) if found[place.start] is not None)
                answers[at].append(parts[at][0].row(found[places[at]]))
        for question in none:
            self._known.setdefault(question[0], {})[question] = []
        for question, rows in zip(questions, answers, strict=True):
            self._known.setdefault(question[0], {})[question] = sorted(rows, key=lambda row: row.key)

    def along(
        self, kind: type[Row], /, *ways: tuple[str, type[Row]], **equals: object
    ) -> list[tuple[Any, ...]]:
        """Rows as `find` gives them, each with those that it leads to, by one statement."""
        if portions := _portions(equals):
            lines = [line for some in portions for line in self.along(kind, *ways, **some)]
            return sorted(lines, key=lambda line: line[0].key)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        others = [(column, self._forms[other]) for column, other in ways]
        statement = form.along(tests, others)
        if _is_none(tests):
            self.finish()
            return []
        forms = [form, *(other for _, other in others)]
        places = _places(forms)
        found = self._send(kind, 0, statement, given).fetchall()
        return [
            tuple(one.row(line[place]) for one, place in zip(forms, places, strict=True)) for line in found
        ]

    def earliest(
        self, kind: type[R], column: str, /, until: datetime | None, limit: int = 1, **equals: object
    ) -> list[R]:
        """Rows whose moment in `column` is there and not after `until`, the earliest first, then by key."""
        if portions := _portions(equals):
            rows = [row for some in portions for row in self.earliest(kind, column, until, limit, **some)]
            return sorted(rows, key=lambda row: (getattr(row, column), row.key))[:limit]
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.due(column, tests, is_bounded=until is not None, keeps=self._may_write)
        if _is_none(tests):
            self.finish()
            return []
        bound = form.looked_for(column, [until]) if until is not None else []
        values = [*given, *bound, limit]
        return [form.row(found) for found in self._send(kind, 0, statement, values).fetchall()]

    def lease(
        self, kind: type[R], column: str, /, seconds: float, limit: int = 1, **equals: object
    ) -> list[R]:
        """Take rows that are due by the database's clock: they are due again when the lease is over."""
        if not self._may_write:
            raise RuntimeError(_ONLY_READS)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.leasing(column, tests)
        if _is_none(tests):
            self.finish()
            return []
        self._known.pop(kind, None)
        found = self._send(kind, 0, statement, [*given, limit, seconds]).fetchall()
        taken = [form.row(row) for row in found]
        return sorted(taken, key=lambda row: row.key)

    def now(self) -> datetime:
        """The moment by the database's clock."""
        (found,) = self._send(Row, 0, next(iter(self._forms.values())).now, ()).fetchone()
        return datetime.fromisoformat(found) if isinstance(found, str) else found.astimezone(UTC)

    def replace(self, row: Row) -> None:
        """Write a row anew. Raises Conflict if it is gone or its version isn't one more than what is stored."""
        form = self._forms[type(row)]
        if self._write(type(row), row.key, form.replace, form.replacing(row)) != 1:
            self._spoilt = Conflict(type(row), row.key)
            raise self._spoilt

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, if it is there."""
        self._write(kind, key, self._forms[kind].remove, (key,))

    def finish(self) -> None:
        """Raises what spoilt the work, should somebody have swallowed it."""
        if self._spoilt:
            raise self._spoilt

    def _write(self, kind: type[Row], key: int, statement: str, values: Sequence[Any]) -> int:
        if not self._may_write:
            raise RuntimeError(_ONLY_READS)
        self._known.pop(kind, None)
        count: int = self._send(kind, key, statement, values).rowcount
        return count

    def _answer(self, kind: type[Row], equals: Mapping[str, object]) -> list[Any] | None:
        """What was read ahead for this question, if it was."""
        known = self._known.get(kind)
        if known is None:
            return None
        self.finish()
        return known.get(_question(kind, equals))

    def _send(self, kind: type[Row], key: int, statement: str, values: Sequence[Any]) -> Any:
        """Give one statement to the driver. The cursor with what it found."""
        self.finish()
        cursor, dialect = self._driver.cursor(), self.connection.dialect
        try:
            cursor.execute(statement, values)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, self._driver, cursor):
                self.connection.invalidate(error)
            told = DBAPIError.instance(
                statement, None, error, dialect.loaded_dbapi.Error, hide_parameters=True
            )
            self._spoilt = _as_store_error(cast("DBAPIError", told), kind, key)
            raise self._spoilt from error
        return cursor

    def run(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        """Execute one statement about a row; the database's errors come out as the store's."""
        self.finish()
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self._spoilt = _as_store_error(error, kind, key)
            raise self._spoilt from error


def can_be_stored(value: object) -> bool:
    """Whether the database can hold such a value at all; what it can't hold, nothing equals."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return not (isinstance(value, str) and _UNSTORABLE.search(value))


def _portions(equals: Mapping[str, object]) -> list[dict[str, Any]]:
    """The same question in several with shorter lists, each value in one of them; none where it is short enough."""
    for name, value in equals.items():
        if isinstance(value, (list, tuple, set, frozenset)) and len(value) > _VALUES_AT_ONCE:
            values = list(dict.fromkeys(value))
            return [
                {**equals, name: values[begin : begin + _VALUES_AT_ONCE]}
                for begin in range(0, len(values), _VALUES_AT_ONCE)
            ]
    return []


def _places(forms: Sequence[Statements[Any]]) -> list[slice]:
    """Where the columns of each lie in a line that has those of all."""
    places, end = [], 0
    for form in forms:
        places.append(slice(end, end + form.width))
        end += form.width
    return places


def _question(kind: type[Row], equals: Mapping[str, object]) -> Question:
    asked = (
        (name, tuple(value) if isinstance(value, (list, set)) else value) for name, value in equals.items()
    )
    return kind, tuple(sorted(asked, key=lambda item: item[0]))


def _asked(form: Statements[Any], equals: Mapping[str, object]) -> tuple[tuple[Test, ...], list[Any]]:
    """Columns with how they are compared, and the values in their order."""
    tests: list[Test] = []
    values: list[tuple[str, list[Any]]] = []
    for name, value in equals.items():
        how, wanted = _test(value)
        tests.append((name, how, len(wanted)))
        values.append((name, wanted))
    form.finding(tuple(tests))  # an unknown column is told of before its values are looked at
    return tuple(tests), [one for name, wanted in values for one in form.looked_for(name, wanted)]


def _is_none(tests: tuple[Test, ...]) -> bool:
    """Whether nothing can equal: one of no values."""
    return any(how != "absent" and number == 0 for _, how, number in tests)


def _test(value: object) -> tuple[How, list[Any]]:
    if value is None:
        return "absent", []
    if isinstance(value, (list, tuple, set, frozenset)):
        return "one of", [one for one in value if one is not None and can_be_stored(one)]
    return ("equals", [value]) if can_be_stored(value) else ("one of", [])


def _as_store_error(error: DBAPIError, kind: type[Row], key: int) -> Exception:
    what = meaning(error)
    if what == "duplicate":
        return Duplicate(f"{kind.__name__}: a row that has to be unique exists already")
    if what == "conflict":
        return Conflict(kind, key)
    return Busy(PATIENCE) if what == "busy" else error


@contextmanager
def _edges() -> Iterator[None]:
    """What goes wrong at the beginning and at the commit, where no row is at hand."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Busy(PATIENCE) from error
    except DBAPIError as error:
        what = meaning(error)
        if what == "away":
            raise Unreachable from error
        told = _as_store_error(error, Row, 0)
        if told is error:
            raise
        raise told from error


class DatabaseStore:
    """Units of work in one database, shared by all threads of the process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = reading_engine(engine)
        self._turn = writers_turn(engine)
        self._forms = statements_in(engine.dialect)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on this database: not on a file that belongs to one."""
        return is_server(self.engine)

    @contextmanager
    def work(self) -> Iterator[DatabaseWork]:
        """A transaction that may write. Commits on leaving. Raises Busy when no turn comes."""
        with _edges(), self._turn(), self.engine.begin() as connection:
            work = DatabaseWork(connection, self._forms, may_write=True)
            yield work
            work.finish()

    @contextmanager
    def reading(self) -> Iterator[DatabaseWork]:
        """A transaction that only reads: one consistent picture."""
        with _edges(), self._reading.begin() as connection:
            work = DatabaseWork(connection, self._forms, may_write=False)
            yield work
            work.finish()

    def on(self, connection: Connection) -> DatabaseWork:
        """Work inside a transaction that somebody else began and ends: a restore."""
        return DatabaseWork(connection, self._forms, may_write=True)

    def scrub(self) -> None:
        """What was deleted goes from the files as well, as far as the database can see to it by itself."""
        with _edges(), self._turn():
            scrub(self.engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_database(address: str) -> DatabaseStore:
    """The store at `sqlite:///folder/file.db` or `postgresql://user@host/name`; tables come by `migrate`."""
    return DatabaseStore(open_engine(address))
