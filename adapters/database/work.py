"""What one unit of work asks and tells the database: few statements, each compiled once, no object mapper."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import DBAPIError

from adapters.database.dialects import PATIENCE, cursor_of, is_server, meaning, numbered
from adapters.database.pending import MOST, Pending, Shelf, Written
from adapters.database.statements import (
    How,
    Statements,
    Test,
    changed_together,
    inserted_together,
    together,
)
from engine.rows import Row
from engine.store import Ask, Busy, Conflict, Duplicate, R

_ONLY_READS = "This unit of work only reads: take Store.work() to write"

_VALUES_AT_ONCE = 1000
"""Of one column in one statement; a longer list is asked for in portions, in the same picture."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # half a character (a lone surrogate) is no UTF-8

Forms = Mapping[type[Row], Statements[Any]]
Question = tuple[type[Row], tuple[tuple[str, object], ...]]
"""What was asked, in a form that is equal for equal questions."""


class DatabaseWork:
    """One transaction. What is written goes out together, before somebody reads it and at the end.

    After Conflict or Duplicate it is spoilt: nothing more is done and nothing is kept.
    """

    def __init__(self, connection: Connection, forms: Forms, may_write: bool) -> None:
        self.connection = connection
        self._forms = forms
        self._driver: Any = connection.connection.driver_connection
        self._may_write = may_write
        self._spoilt: Exception | None = None
        self._known: dict[type[Row], dict[Question, list[Any]]] = {}
        self._pending = Pending()
        self._is_server = is_server(connection.engine)

    def add(self, *rows: Row) -> None:
        """Insert new rows, at the latest at the end. Raises Duplicate, then or now, where a unique rule or a key is hurt."""
        self._may()
        for row in rows:
            kind = type(row)
            if self._pending.row(kind, row.key) is not None:
                self._send_pending(kind)
            self._put(self._pending.new, kind, row, self._forms[kind].inserting(row))

    def replace(self, row: Row) -> None:
        """Write a row anew, at the latest at the end. Raises Conflict, then or now, if it is gone or its version isn't one
        more than what is stored."""
        self._may()
        kind = type(row)
        form = self._forms[kind]
        waiting = self._pending.row(kind, row.key)
        if waiting is not None and row.key in self._pending.new.get(kind, {}) and form.follows(row, waiting):
            self._put(self._pending.new, kind, row, form.inserting(row))
            return
        if waiting is not None:
            self._send_pending(kind)
        self._put(self._pending.changed, kind, row, form.replacing(row))

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, if it is there."""
        self._may()
        if self._pending.row(kind, key) is not None:
            self._send_pending(kind)
        self._known.pop(kind, None)
        self._send(kind, key, self._forms[kind].remove, (key,))

    def hold(self, kind: type[Row]) -> None:
        """What was written of this kind is this unit's from now on. Raises Conflict, Duplicate."""
        self._read(kind)

    def _may(self) -> None:
        self._sound()
        if not self._may_write:
            raise RuntimeError(_ONLY_READS)

    def _put(self, shelf: Shelf, kind: type[Row], row: Row, values: Sequence[Any]) -> None:
        self._known.pop(kind, None)
        self._pending.put(shelf, Written(row, values))
        if self._pending.number >= MOST:
            self._send_pending(None)

    def _send_pending(self, kind: type[Row] | None) -> None:
        """Send what waits, of one kind or all. Raises Duplicate, Conflict."""
        changed, new = self._pending.take(kind)
        is_sent = False
        try:
            for portion in changed:
                self._change(portion)
            for portion in new:
                self._insert([list(alike) for _, alike in groupby(portion, lambda one: type(one.row))])
            is_sent = True
        finally:
            if not is_sent and self._spoilt is None:  # whatever it was: what was taken out is not written
                self._spoilt = RuntimeError("What this unit wrote could not be sent")

    def _change(self, portion: Sequence[Written]) -> None:
        if self._is_server and len(portion) > 1:
            statement = changed_together(tuple(self._forms[type(one.row)] for one in portion))
            values = [value for one in portion for value in one.values]
            row = portion[0].row
            counts = self._send(type(row), row.key, statement, values).fetchone()
        else:
            counts = [
                self._send(
                    type(one.row), one.row.key, self._forms[type(one.row)].replace, one.values
                ).rowcount
                for one in portion
            ]
        for one, count in zip(portion, counts, strict=True):
            if count != 1:
                self._spoilt = Conflict(type(one.row), one.row.key)
                raise self._spoilt

    def _insert(self, kinds: Sequence[Sequence[Written]]) -> None:
        together = [kinds] if self._is_server else [[alike] for alike in kinds]
        for some in together:
            parts = tuple((self._forms[type(alike[0].row)], len(alike)) for alike in some)
            statement = parts[0][0].insert(parts[0][1]) if len(parts) == 1 else inserted_together(parts)
            values = [value for alike in some for one in alike for value in one.values]
            row = some[0][0].row
            self._send(type(row), row.key, statement, values)

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        self._sound()
        if not can_be_stored(key):
            return None
        waiting = self._pending.row(kind, key)
        if waiting is not None:
            return cast("R", waiting)
        known = self._answer(kind, {"key": key})
        if known is not None:
            return known[0] if known else None
        form = self._forms[kind]
        found = self._send(kind, key, form.get, (key,)).fetchone()
        return form.row(found) if found is not None else None

    def find(self, kind: type[R], /, **equals: Any) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        if _is_key(equals):
            row = self.get(kind, equals["key"])
            return [] if row is None else [row]
        self._read(kind)
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
            return []
        return [form.row(found) for found in self._send(kind, 0, statement, given).fetchall()]

    def has(self, kind: type[Row], /, **equals: Any) -> bool:
        """Whether there are rows as `find` would give them: the first one ends the search."""
        self._read(kind)
        if portions := _portions(equals):
            return any(self.has(kind, **some) for some in portions)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.having(tests)
        if _is_none(tests):
            return False
        return self._send(kind, 0, statement, given).fetchone() is not None

    def ahead(self, *asks: Ask) -> None:
        """Read in one go what will be asked: one statement, however many kinds."""
        asks = tuple(ask for ask in asks if not self._waits(*ask))
        self._read(*(kind for kind, _ in asks))
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
        self._read(kind, *(other for _, other in ways))
        if portions := _portions(equals):
            lines = [line for some in portions for line in self.along(kind, *ways, **some)]
            return sorted(lines, key=lambda line: line[0].key)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        others = tuple((column, self._forms[other]) for column, other in ways)
        statement = form.along(tests, others)
        if _is_none(tests):
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
        self._read(kind)
        if portions := _portions(equals):
            rows = [row for some in portions for row in self.earliest(kind, column, until, limit, **some)]
            return sorted(rows, key=lambda row: (getattr(row, column), row.key))[:limit]
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.due(column, tests, is_bounded=until is not None, keeps=self._may_write)
        if _is_none(tests):
            return []
        bound = form.looked_for(column, [until]) if until is not None else []
        values = [*given, *bound, limit]
        return [form.row(found) for found in self._send(kind, 0, statement, values).fetchall()]

    def lease(
        self, kind: type[R], column: str, /, seconds: float, limit: int = 1, **equals: object
    ) -> list[R]:
        """Take rows that are due by the database's clock: they are due again when the lease is over."""
        self._may()
        self._read(kind)
        form = self._forms[kind]
        tests, given = _asked(form, equals)
        statement = form.leasing(column, tests)
        if _is_none(tests):
            return []
        self._known.pop(kind, None)
        found = self._send(kind, 0, statement, [*given, limit, seconds]).fetchall()
        taken = [form.row(row) for row in found]
        return sorted(taken, key=lambda row: row.key)

    def now(self) -> datetime:
        """The moment by the database's clock."""
        (found,) = self._send(Row, 0, next(iter(self._forms.values())).now, ()).fetchone()
        return datetime.fromisoformat(found) if isinstance(found, str) else found.astimezone(UTC)

    def finish(self) -> None:
        """Send all that waits. Raises what spoilt the work, should somebody have swallowed it; Duplicate, Conflict."""
        self._sound()
        self._send_pending(None)

    def _sound(self) -> None:
        if self._spoilt:
            raise self._spoilt

    def _read(self, *kinds: type[Row]) -> None:
        """Before rows of these kinds are read: what waits of them is sent."""
        self._sound()
        for kind in kinds:
            if self._pending.holds(kind):
                self._send_pending(kind)

    def _waits(self, kind: type[Row], equals: Mapping[str, Any]) -> bool:
        """Whether one row is asked for that this unit has just written."""
        return _is_key(equals) and self._pending.row(kind, equals["key"]) is not None

    def _answer(self, kind: type[Row], equals: Mapping[str, object]) -> list[Any] | None:
        """What was read ahead for this question, if it was."""
        known = self._known.get(kind)
        if known is None:
            return None
        return known.get(_question(kind, equals))

    def _send(self, kind: type[Row], key: int, statement: str, values: Sequence[Any]) -> Any:
        """Give one statement to the driver. The cursor with what it found."""
        self._sound()
        cursor, dialect = cursor_of(self._driver), self.connection.dialect
        try:
            cursor.execute(numbered(statement), values)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, self._driver, cursor):
                self.connection.invalidate(error)
            told = DBAPIError.instance(
                statement, None, error, dialect.loaded_dbapi.Error, hide_parameters=True
            )
            self._spoilt = as_store_error(cast("DBAPIError", told), kind, key)
            raise self._spoilt from error
        return cursor

    def run(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        """Execute one statement about a row; the database's errors come out as the store's."""
        self.finish()
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self._spoilt = as_store_error(error, kind, key)
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


def _is_key(equals: Mapping[str, Any]) -> bool:
    """Whether a row is asked for by its key alone."""
    return equals.keys() == {"key"} and isinstance(equals["key"], int)


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
    return any(how == "one of" and number == 0 for _, how, number in tests)


def _test(value: object) -> tuple[How, list[Any]]:
    if value is None:
        return "absent", []
    if isinstance(value, bool):
        return "true" if value else "false", []
    if isinstance(value, (list, tuple, set, frozenset)):
        return "one of", [one for one in value if one is not None and can_be_stored(one)]
    return ("equals", [value]) if can_be_stored(value) else ("one of", [])


def as_store_error(error: DBAPIError, kind: type[Row], key: int) -> Exception:
    what = meaning(error)
    if what == "duplicate":
        return Duplicate(f"{kind.__name__}: a row that has to be unique exists already")
    if what == "conflict":
        return Conflict(kind, key)
    return Busy(PATIENCE) if what == "busy" else error
