"""What a unit of work knows of the rows: what it has read, and over it what it has written since.

On one picture a question has one answer, so none is asked twice; and what answers a question also answers every narrower
one: of the records of a case those of one type, of some rows by key one of them.
"""

from collections.abc import Iterable, Mapping, Set
from typing import Any

from engine.rows import Row

_MOST_ANSWERS = 40
"""Of a kind: a unit that asks more of them goes through a long list, and asks nothing again."""
_MOST_ROWS = 500
"""In an answer: more are read, used and let go."""
MOST_KEPT = 2_000
"""Rows of a kind: a unit that has gone through more begins anew, so that what it has read does not fill the memory."""

Wanted = Mapping[str, frozenset[Any]]
"""What the columns of a row may be, for it to be an answer."""


def wanted(equals: Mapping[str, Any]) -> Wanted:
    """A question as `Work.find` takes it. In a list None stands for nothing: it equals no column."""
    return {
        column: frozenset(one for one in value if one is not None)
        if isinstance(value, (list, tuple, set, frozenset))
        else frozenset((value,))
        for column, value in equals.items()
    }


class Known:
    """Rows and answers of one unit, by kind. A row is there as it was written or read, or None if it is not there.

    Without one picture a row may have changed between two questions: then the later one is right.
    """

    def __init__(self, *, is_one_picture: bool) -> None:
        self._is_one_picture = is_one_picture
        self._rows: dict[type[Row], dict[int, Row | None]] = {}
        self._answers: dict[type[Row], list[tuple[Wanted, set[int]]]] = {}

    def learn(
        self, kind: type[Row], asked: Wanted, found: Iterable[Row], written: Iterable[Row]
    ) -> list[Any]:
        """What was found for a question, with what this unit has written and not sent: the whole answer, by key."""
        rows = self._rows.setdefault(kind, {})
        now: dict[int, Row] = {}
        for one in found:
            row = rows.setdefault(one.key, one)
            if not self._is_one_picture:
                row = rows[one.key] = one
            if row is not None and (row is one or _fits(row, asked)):
                now[row.key] = row
        now |= {row.key: row for row in written if _fits(row, asked)}
        if asked.keys() == {"key"}:
            for key in asked["key"]:
                rows.setdefault(key, None)
        elif len(now) <= _MOST_ROWS:
            answers = self._answers.setdefault(kind, [])
            if len(answers) == _MOST_ANSWERS:
                del answers[0]
            answers.append((asked, set(now)))
        return [now[key] for key in sorted(now)]

    def answer(self, kind: type[Row], asked: Wanted) -> list[Any] | None:
        """The rows, by key, or None where that isn't known."""
        rows = self._rows.get(kind, {})
        if asked.keys() == {"key"} and all(key in rows for key in asked["key"]):
            return _there(rows, asked["key"])
        for wide, found in reversed(self._answers.get(kind, ())):
            if _is_within(asked, wide):
                there = _there(rows, found)
                return (
                    there
                    if len(asked) == len(wide) and asked == wide
                    else [row for row in there if _fits(row, asked)]
                )
        return None

    def row(self, kind: type[Row], key: int) -> Row | None:
        """The row with this key, if it is known and there."""
        return self._rows.get(kind, {}).get(key)

    def put(self, row: Row) -> None:
        """A row as this unit has written it."""
        self._rows.setdefault(type(row), {})[row.key] = row
        for asked, found in self._answers.get(type(row), ()):
            (found.add if _fits(row, asked) else found.discard)(row.key)

    def gone(self, kind: type[Row], key: int) -> None:
        """There is no row with this key, or this unit has removed it."""
        self._rows.setdefault(kind, {})[key] = None
        for _, found in self._answers.get(kind, ()):
            found.discard(key)

    def full(self) -> list[type[Row]]:
        """Of which kinds so many rows are known that they are to be forgotten, as soon as nothing of them waits."""
        return [kind for kind, rows in self._rows.items() if len(rows) > MOST_KEPT]

    def forget(self, kind: type[Row]) -> None:
        """The database has changed rows of this kind by itself, or has all that this unit knows of them."""
        self._rows.pop(kind, None)
        self._answers.pop(kind, None)


def _there(rows: Mapping[int, Row | None], keys: Set[int]) -> list[Any]:
    found = (rows[key] for key in sorted(keys))
    return [row for row in found if row is not None]


def _fits(row: Row, asked: Wanted) -> bool:
    return all(getattr(row, column) in values for column, values in asked.items())


def _is_within(asked: Wanted, wide: Wanted) -> bool:
    """Whether whatever answers the one question is among what answers the other."""
    return all(column in asked and asked[column] <= values for column, values in wide.items())
