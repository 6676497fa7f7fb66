"""What one unit of work asks and tells the database: few statements, each compiled once, no object mapper."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable

from adapters.database.driver import Driver
from adapters.database.known import Known, Wanted, wanted
from adapters.database.pending import MOST, Pending, Shelf, Written
from adapters.database.questions import as_tests, in_portions, is_none
from adapters.database.statements import Forms, Statements, Test, together
from adapters.database.writing import Writing
from engine.rows import Row, in_utc
from engine.store import Ask, R

_ONLY_READS = "This unit of work only reads: take Store.work() to write"


class DatabaseWork:
    """One transaction. What is written goes out together at the end, or before, where the database itself has to look at it.

    On one picture nothing is asked twice, and what was written lies over what was read (`Known`).

    After Conflict or Duplicate it is spoilt: nothing more is done and nothing is kept.
    """

    def __init__(
        self, connection: Connection, forms: Forms, *, may_write: bool, is_one_picture: bool
    ) -> None:
        self.connection = connection
        self._forms = forms
        self._may_write = may_write
        self._is_one_picture = is_one_picture
        self._known = Known(is_one_picture=is_one_picture)
        self._pending = Pending()
        self._driver = Driver(connection)
        self._writing = Writing(self._driver, forms)

    def add(self, *rows: Row) -> None:
        """Insert new rows, at the latest at the end. Raises Duplicate, then or now, where a unique rule or a key is hurt."""
        self._may()
        for row in rows:
            kind = type(row)
            if self._pending.written(kind, row.key) or self._pending.is_gone(kind, row.key):
                self._send_pending(kind)
            values = self._forms[kind].inserting(row)
            self._put(self._pending.new, Written(row, values, claims=bool(kind.UNIQUE)))

    def replace(self, row: Row) -> None:
        """Write a row anew, at the latest at the end. Raises Conflict, then or now, if it is gone or its version isn't one
        more than what is stored."""
        self._may()
        kind = type(row)
        form = self._forms[kind]
        waiting = self._pending.written(kind, row.key)
        before = waiting.row if waiting else self._known.row(kind, row.key)
        claims = bool(kind.UNIQUE) and (before is None or _claims(row) != _claims(before))
        if waiting is not None and form.follows(row, waiting.row) and not claims:
            is_new = row.key in self._pending.new.get(kind, {})
            shelf = self._pending.new if is_new else self._pending.changed
            values = form.inserting(row) if is_new else form.replacing(row, waiting.values)
            self._put(shelf, Written(row, values, waiting.claims))
            return
        if waiting is not None or self._pending.is_gone(kind, row.key):
            self._send_pending(kind)
        self._put(self._pending.changed, Written(row, form.replacing(row), claims))

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, at the latest at the end, if it is there."""
        self._may()
        if self._pending.claims(kind) or self._pending.written(
            kind, key
        ):  # that it was refused must not go unheard
            self._send(kind)
        self._known.gone(kind, key)
        self._pending.remove(kind, key)
        self._send_if_many()

    def hold(self, kind: type[Row]) -> None:
        """What was written of this kind is this unit's from now on. Raises Conflict, Duplicate."""
        self._send(kind)

    def _may(self) -> None:
        self._driver.sound()
        if not self._may_write:
            raise RuntimeError(_ONLY_READS)

    def _put(self, shelf: Shelf, written: Written) -> None:
        self._known.put(in_utc(written.row))
        self._pending.put(shelf, written)
        self._send_if_many()

    def _send_if_many(self) -> None:
        if self._pending.number >= MOST:
            self._send_pending(None)
            self._let_go()

    def _let_go(self) -> None:
        """A unit that goes through very many rows does not keep them all: the database has them."""
        for kind in self._known.full():
            if not self._pending.holds(kind):
                self._known.forget(kind)

    def _send_pending(self, kind: type[Row] | None) -> None:
        """Send what waits, of one kind or all. Raises Duplicate, Conflict."""
        changed, new = self._pending.take(kind)
        is_sent = False
        try:
            for portion in changed:
                self._writing.change(portion)
            for rows in new:
                self._writing.add(rows)
            is_sent = True
        finally:
            if not is_sent:  # whatever it was: what was taken out is not written
                self._driver.spoil(RuntimeError("What this unit wrote could not be sent"))

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        found = self.find(kind, key=key)
        return found[0] if found else None

    def find(self, kind: type[R], /, **equals: Any) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        self._driver.sound()
        if portions := in_portions(equals):
            rows = [row for some in portions for row in self.find(kind, **some)]
            return sorted(rows, key=lambda row: row.key)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        if is_none(tests):
            return []
        asked = wanted(equals)
        known = self._known.answer(kind, asked)
        if known is not None:
            return known
        self._send_unless_overlaid(kind)
        found = self._driver.send(kind, 0, form.finding(tests), given).fetchall()
        rows = [form.row(line) for line in found]
        return self._learn(kind, asked, rows) if self._is_one_picture else rows

    def has(self, kind: type[Row], /, **equals: Any) -> bool:
        """Whether there are rows as `find` would give them: the first one ends the search."""
        if portions := in_portions(equals):
            return any(self.has(kind, **some) for some in portions)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.having(tests)
        if is_none(tests):
            return False
        self._send(kind)
        return self._driver.send(kind, 0, statement, given).fetchone() is not None

    def ahead(self, *asks: Ask) -> None:
        """Read in one go what will be asked: one statement, however many kinds."""
        parts: list[tuple[Statements[Any], tuple[Test, ...]]] = []
        asked: list[Wanted] = []
        values: list[Any] = []
        for kind, equals in asks:
            tests, given = as_tests(
                self._forms[kind], dict.fromkeys(equals) if in_portions(equals) else equals
            )
            if in_portions(equals) or is_none(tests):  # too long for a part of a statement, or nothing to ask
                continue
            if self._known.answer(kind, wanted(equals)) is None:
                self._send_unless_overlaid(kind)
                parts.append((self._forms[kind], tests))
                asked.append(wanted(equals))
                values += given
        if not parts:
            self._driver.sound()
            return
        answers: list[list[Any]] = [[] for _ in parts]
        places = _places([form for form, _ in parts])
        for found in self._driver.send(parts[0][0].kind, 0, together(tuple(parts)), values).fetchall():
            at = next(at for at, place in enumerate(places) if found[place.start] is not None)
            answers[at].append(parts[at][0].row(found[places[at]]))
        for (form, _), question, rows in zip(parts, asked, answers, strict=True):
            self._learn(form.kind, question, rows)

    def along(
        self, kind: type[Row], /, *ways: tuple[str, type[Row]], **equals: object
    ) -> list[tuple[Any, ...]]:
        """Rows as `find` gives them, each with those that it leads to, by one statement."""
        self._send(kind, *(other for _, other in ways))
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
        self._send(kind)
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
        self._send(kind)
        form = self._forms[kind]
        tests, given = as_tests(form, equals)
        statement = form.leasing(column, tests)
        if is_none(tests):
            return []
        self._known.forget(kind)
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

    def _send(self, *kinds: type[Row]) -> None:
        """Before the database itself answers about these kinds: what waits of them is sent."""
        self._driver.sound()
        for kind in kinds:
            if self._pending.holds(kind):
                self._send_pending(kind)

    def _send_unless_overlaid(self, kind: type[Row]) -> None:
        """Where the picture may change between two questions, what was read is not kept, so nothing can be laid over it."""
        if not self._is_one_picture:
            self._send(kind)

    def _learn(self, kind: type[Row], asked: Wanted, rows: Sequence[Row]) -> list[Any]:
        self._let_go()
        return self._known.learn(kind, asked, rows, (in_utc(row) for row in self._pending.rows(kind)))

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


def _claims(row: Row) -> list[list[Any]]:
    """What a row has to have alone."""
    return [[getattr(row, name) for name in rule] for rule in row.UNIQUE]
