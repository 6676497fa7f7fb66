"""What a unit of work has written and not sent yet: it goes out together, before somebody reads it and at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.rows import Row

MOST = 400
"""Rows that wait at most: a unit that writes more sends in between."""
_ROWS_AT_ONCE, _KINDS_AT_ONCE, _CHANGES_AT_ONCE = 40, 16, 12
"""In one statement: few enough for the number of values that a statement may have, many enough for any step."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row with its values as they travel."""

    row: Row
    values: Sequence[Any]


Shelf = dict[type[Row], dict[int, Written]]


@dataclass(slots=True)
class Pending:
    """New rows and rows written anew, by kind and key, in their order."""

    new: Shelf = field(default_factory=dict)
    changed: Shelf = field(default_factory=dict)
    number: int = 0

    def holds(self, kind: type[Row]) -> bool:
        """Whether rows of a kind wait."""
        return kind in self.new or kind in self.changed

    def row(self, kind: type[Row], key: int) -> Row | None:
        """The row with this key as it was written last, if it waits."""
        for shelf in (self.changed, self.new):
            written = shelf.get(kind, {}).get(key)
            if written is not None:
                return written.row
        return None

    def put(self, shelf: Shelf, written: Written) -> None:
        """One more that waits, or another content of one that waits already."""
        rows = shelf.setdefault(type(written.row), {})
        self.number += written.row.key not in rows
        rows[written.row.key] = written

    def take(self, kind: type[Row] | None) -> tuple[list[list[Written]], list[list[Written]]]:
        """What waits, of one kind or of all: changes and new rows, each in portions for one statement. It waits no more."""
        if kind is None:
            changed, new = self.changed, self.new
            self.changed, self.new = {}, {}
        else:
            changed, new = (
                {kind: shelf.pop(kind)} if kind in shelf else {} for shelf in (self.changed, self.new)
            )
        self.number -= sum(len(rows) for shelf in (changed, new) for rows in shelf.values())
        return list(_changes(changed)), list(_additions(new))


def _changes(shelf: Shelf) -> Iterator[list[Written]]:
    """Rows of a kind with a unique rule go one after the other: within one statement nobody knows which comes first."""
    portion: list[Written] = []
    for kind, rows in shelf.items():
        for written in rows.values():
            is_alone = kind.UNIQUE and any(type(other.row) is kind for other in portion)
            if is_alone or len(portion) == _CHANGES_AT_ONCE:
                yield portion
                portion = []
            portion.append(written)
    if portion:
        yield portion


def _additions(shelf: Shelf) -> Iterator[list[Written]]:
    """Rows of one kind stand side by side; at most so many kinds and rows of each."""
    portion: list[Written] = []
    kinds = 0
    for rows in shelf.values():
        alike = list(rows.values())
        for begin in range(0, len(alike), _ROWS_AT_ONCE):
            if kinds == _KINDS_AT_ONCE:
                yield portion
                portion, kinds = [], 0
            portion += alike[begin : begin + _ROWS_AT_ONCE]
            kinds += 1
    if portion:
        yield portion
