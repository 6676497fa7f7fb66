"""What a unit of work has written and not sent yet: it goes out together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.rows import Row

MOST = 400
"""Rows that wait at most: a unit that writes more sends in between."""
_ROWS_AT_ONCE, _KINDS_AT_ONCE, _CHANGES_AT_ONCE = 40, 16, 24
"""In one statement: few enough for the number of values that a statement may have, many enough for any step."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row with its values as they travel. `claims`: whether it may take what a unique rule gives to one row alone."""

    row: Row
    values: Sequence[Any]
    claims: bool


Shelf = dict[type[Row], dict[int, Written]]


Gone = dict[type[Row], dict[int, None]]


@dataclass(frozen=True, slots=True)
class Portion:
    """What goes together by one statement: rows to remove, by kind and key, and rows written anew."""

    gone: Mapping[type[Row], Sequence[int]]
    changed: Sequence[Written]


@dataclass(slots=True)
class Pending:
    """New rows, rows written anew and keys of removed ones, by kind and key, in their order."""

    new: Shelf = field(default_factory=dict)
    changed: Shelf = field(default_factory=dict)
    gone: Gone = field(default_factory=dict)
    number: int = 0

    def holds(self, kind: type[Row]) -> bool:
        """Whether something about a kind waits."""
        return kind in self.new or kind in self.changed or kind in self.gone

    def claims(self, kind: type[Row]) -> bool:
        """Whether a row of a kind waits that may hurt a unique rule."""
        waiting = [*self.new.get(kind, {}).values(), *self.changed.get(kind, {}).values()]
        return any(written.claims for written in waiting)

    def rows(self, kind: type[Row]) -> Iterator[Row]:
        """The rows of a kind that wait, as they were written last."""
        for shelf in (self.changed, self.new):
            for written in shelf.get(kind, {}).values():
                yield written.row

    def written(self, kind: type[Row], key: int) -> Written | None:
        """The row with this key as it was written last, if it waits."""
        return self.changed.get(kind, {}).get(key) or self.new.get(kind, {}).get(key)

    def is_gone(self, kind: type[Row], key: int) -> bool:
        """Whether this row is to be removed."""
        return key in self.gone.get(kind, ())

    def put(self, shelf: Shelf, written: Written) -> None:
        """One more that waits, or another content of one that waits already."""
        rows = shelf.setdefault(type(written.row), {})
        self.number += written.row.key not in rows
        rows[written.row.key] = written

    def remove(self, kind: type[Row], key: int) -> None:
        """A row to remove, of which nothing waits."""
        keys = self.gone.setdefault(kind, {})
        self.number += key not in keys
        keys[key] = None

    def take(self, kind: type[Row] | None) -> tuple[list[Portion], list[list[Written]]]:
        """What waits, of one kind or of all: removals with changes, then new rows, each in portions for one statement. It
        waits no more."""
        if kind is None:
            changed, new, gone = self.changed, self.new, self.gone
            self.changed, self.new, self.gone = {}, {}, {}
        else:
            changed, new = (
                {kind: shelf.pop(kind)} if kind in shelf else {} for shelf in (self.changed, self.new)
            )
            gone = {kind: self.gone.pop(kind)} if kind in self.gone else {}
        self.number -= sum(len(rows) for shelf in (changed, new, gone) for rows in shelf.values())
        return list(_removals_and_changes(gone, changed)), list(_additions(new))


def _removals_and_changes(gone: Gone, changed: Shelf) -> Iterator[Portion]:
    """Removals come before what may take the place of the removed, and alone where they might have to."""
    before = {kind: list(keys) for kind, keys in gone.items() if kind.UNIQUE and kind in changed}
    beside = {kind: list(keys) for kind, keys in gone.items() if kind not in before}
    if before:
        yield Portion(before, ())
    for portion in _changes(changed):
        yield Portion(beside, portion)
        beside = {}
    if beside:
        yield Portion(beside, ())


def _changes(shelf: Shelf) -> Iterator[list[Written]]:
    """Rows of a kind that claim what is unique go one after the other: within one statement nobody knows which comes first."""
    portion: list[Written] = []
    for kind, rows in shelf.items():
        for written in rows.values():
            is_alone = written.claims and any(type(other.row) is kind for other in portion)
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
