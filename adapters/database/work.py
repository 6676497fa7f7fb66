"""What one unit of work asks and tells the database: few statements, each compiled once, no object mapper."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable

from adapters.database.driver import Driver
from adapters.database.pending import MOST, Pending, Shelf, Written
from adapters.database.questions import (
    Question,
    as_question,
    as_tests,
    can_be_stored,
    in_portions,
    is_key,
    is_none,
)
from adapters.database.statements import Forms, Statements, Test, together
from adapters.database.writing import Writing
from engine.rows import Row
from engine.store import Ask, R

_ONLY_READS = "This unit of work only reads: take Store.work() to write"


class DatabaseWork:
    """One transaction. What is written goes out together, before somebody reads it and at the end.

    After Conflict or Duplicate it is spoilt: nothing more is done and nothing is kept.
    """

    def __init__(self, connection: Connection, forms: Forms, may_write: bool) -> None:
        self.connection = connection
        self._forms = forms
        self._may_write = may_write
        self._known: dict[type[Row], dict[Question, list[Any]]] = {}
        self._pending = Pending()
        self._driver = Driver(connection)
        self._writing = Writing(self._driver, forms)

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
        self._driver.send(kind, key, self._forms[kind].remove, (key,))

    def hold(self, kind: type[Row]) -> None:
        """What was written of this kind is this unit's from now on. Raises Conflict, Duplicate."""
        self._read(kind)

    def _may(self) -> None:
        self._driver.sound()
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
                self._writing.change(portion)
            for portion in new:
                self._writing.add(portion)
            is_sent = True
        finally:
            if not is_sent:  # whatever it was: what was taken out is not written
                self._driver.spoil(RuntimeError("What this unit wrote could not be sent"))

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        self._driver.sound()
        if not can_be_stored(key):
            return None
        waiting = self._pending.row(kind, key)
        if waiting is not None:
            return cast("R", waiting)
        known = self._answer(kind, {"key": key})
        if known is not None:
            return known[0] if known else None
        form = self._forms[kind]
        found = self._driver.send(kind, key, form.get, (key,)).fetchone()
        return form.row(found) if found is not None else None

    def find(self, kind: type[R], /, **equals: Any) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        if is_key(equals):
            row = self.get(kind, equals["key"])
            return [] if row is None else [row]
        self._read(kind)
        known = self._answer(kind, equals)
        if known is not None:
            return list(known)
        if portions := in_portions(equals):
            rows = [row for some in portions for row in self.find(kind, **some)]
            return sorted(rows, key=lambda row: row.key)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.finding(tests)
        if is_none(tests):
            return []
        return [form.row(found) for found in self._driver.send(kind, 0, statement, given).fetchall()]

    def has(self, kind: type[Row], /, **equals: Any) -> bool:
        """Whether there are rows as `find` would give them: the first one ends the search."""
        self._read(kind)
        if portions := in_portions(equals):
            return any(self.has(kind, **some) for some in portions)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.having(tests)
        if is_none(tests):
            return False
        return self._driver.send(kind, 0, statement, given).fetchone() is not None

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
            if in_portions(equals):  # too long for a part of a statement: asked when it is needed
                as_tests(self._forms[kind], dict.fromkeys(equals))
                continue
            tests, given = as_tests(self._forms[kind], equals)
            if is_none(tests):
                none.append(as_question(kind, equals))
            else:
                parts.append((self._forms[kind], tests))
                questions.append(as_question(kind, equals))
                values += given
        answers: list[list[Any]] = [[] for _ in parts]
        if parts:
            places = _places([form for form, _ in parts])
            statement = together(tuple(parts))
            for found in self._driver.send(parts[0][0].kind, 0, statement, values).fetchall():
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
        if portions := in_portions(equals):
            lines = [line for some in portions for line in self.along(kind, *ways, **some)]
            return sorted(lines, key=lambda line: line[0].key)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        others = tuple((column, self._forms[other]) for column, other in ways)
        statement = form.along(tests, others)
        if is_none(tests):
            return []
        forms = [form, *(other for _, other in others)]
        places = _places(forms)
        found = self._driver.send(kind, 0, statement, given).fetchall()
        return [
            tuple(one.row(line[place]) for one, place in zip(forms, places, strict=True)) for line in found
        ]

    def earliest(
        self, kind: type[R], column: str, /, until: datetime | None, limit: int = 1, **equals: object
    ) -> list[R]:
        """Rows whose moment in `column` is there and not after `until`, the earliest first, then by key."""
        self._read(kind)
        if portions := in_portions(equals):
            rows = [row for some in portions for row in self.earliest(kind, column, until, limit, **some)]
            return sorted(rows, key=lambda row: (getattr(row, column), row.key))[:limit]
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.due(column, tests, is_bounded=until is not None, keeps=self._may_write)
        if is_none(tests):
            return []
        bound = form.looked_for(column, [until]) if until is not None else []
        values = [*given, *bound, limit]
        return [form.row(found) for found in self._driver.send(kind, 0, statement, values).fetchall()]

    def lease(
        self, kind: type[R], column: str, /, seconds: float, limit: int = 1, **equals: object
    ) -> list[R]:
        """Take rows that are due by the database's clock: they are due again when the lease is over."""
        self._may()
        self._read(kind)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.leasing(column, tests)
        if is_none(tests):
            return []
        self._known.pop(kind, None)
        found = self._driver.send(kind, 0, statement, [*given, limit, seconds]).fetchall()
        taken = [form.row(row) for row in found]
        return sorted(taken, key=lambda row: row.key)

    def now(self) -> datetime:
        """The moment by the database's clock."""
        (found,) = self._driver.send(Row, 0, next(iter(self._forms.values())).now, ()).fetchone()
        return datetime.fromisoformat(found) if isinstance(found, str) else found.astimezone(UTC)

    def finish(self) -> None:
        """Send all that waits. Raises what spoilt the work, should somebody have swallowed it; Duplicate, Conflict."""
        self._driver.sound()
        self._send_pending(None)

    def _read(self, *kinds: type[Row]) -> None:
        """Before rows of these kinds are read: what waits of them is sent."""
        self._driver.sound()
        for kind in kinds:
            if self._pending.holds(kind):
                self._send_pending(kind)

    def _waits(self, kind: type[Row], equals: Mapping[str, Any]) -> bool:
        """Whether one row is asked for that this unit has just written."""
        return is_key(equals) and self._pending.row(kind, equals["key"]) is not None

    def _answer(self, kind: type[Row], equals: Mapping[str, object]) -> list[Any] | None:
        """What was read ahead for this question, if it was."""
        known = self._known.get(kind)
        if known is None:
            return None
        return known.get(as_question(kind, equals))

    def run(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        """Execute one statement about a row; the database's errors come out as the store's."""
        self.finish()
        return self._driver.run(kind, key, statement, values)


def _places(forms: Sequence[Statements[Any]]) -> list[slice]:
    """Where the columns of each lie in a line that has those of all."""
    places, end = [], 0
    for form in forms:
        places.append(slice(end, end + form.width))
        end += form.width
    return places
