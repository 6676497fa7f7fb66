"""Which inputs no rule covers, found column by column over the sets of rules that still match.

Two inputs that leave the same rules are the same from there on, so the walk remembers each set once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

MOST_COLUMNS = 200  # the walk goes as deep as there are columns


class TooLarge(Exception):
    """The question needs more steps than it may take."""


@dataclass(slots=True)
class Budget:
    """How many steps are left."""

    left: int

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooLarge


Box = tuple[frozenset[int], ...]


class Coverage:
    """One question to rules over columns.

    `columns` has for each column the classes that count, class to the rules that it leaves; a rule is a bit.
    """

    def __init__(self, columns: Sequence[dict[int, int]], rules: int, budget: Budget) -> None:
        self.rules = rules
        self.budget = budget
        self.groups = [_grouped(column, rules) for column in columns]
        # The rules that pass everything from a column on: with one of them left, nothing is uncovered.
        self.free = [rules]
        for groups in reversed(self.groups):
            everything = rules
            for left in groups:
                everything &= left
            self.free.append(self.free[-1] & everything)
        self.free.reverse()
        self.known: dict[tuple[int, int], bool] = {}
        self.boxes: list[list[frozenset[int]]] = []

    @property
    def is_complete(self) -> bool:
        """Whether at least one rule matches every input; TooLarge when the budget is spent."""
        if len(self.groups) > MOST_COLUMNS:
            raise TooLarge
        return not all(self.groups) or not self._is_open(0, self.rules)

    def gaps(self) -> list[Box]:
        """Boxes as large as can be that together are all uncovered inputs: for each column the classes.

        TooLarge when the budget is spent; `found` has what was found until then.
        """
        if not self.is_complete:
            self._descend(0, self.rules, [])
        return self.found

    @property
    def found(self) -> list[Box]:
        return [
            tuple(
                frozenset(index for left in chosen for index in groups[left])
                for chosen, groups in zip(box, self.groups, strict=True)
            )
            for box in self.boxes
        ]

    def _is_open(self, column: int, left: int) -> bool:
        """Whether an input from this column on is covered by none of the rules that are left."""
        if not left:
            return True
        if left & self.free[column]:
            return False
        known = self.known.get((column, left))
        if known is None:
            self.budget.spend(len(self.groups[column]))
            narrowed = {left & kept for kept in self.groups[column]}
            known = any(self._is_open(column + 1, rest) for rest in sorted(narrowed, key=int.bit_count))
            self.known[column, left] = known
        return known

    def _descend(self, column: int, left: int, path: list[int]) -> None:
        self.budget.spend(1 + len(self.boxes) * (1 + len(self.groups) // 8))
        if not self._is_open(column, left) or self._is_found(path):
            return
        if not left:
            self._take(path)
            return
        for kept in self.groups[column]:
            self._descend(column + 1, left & kept, [*path, kept])

    def _is_found(self, path: Sequence[int]) -> bool:
        """Whether all inputs on the path lie in a box that is known."""
        return any(
            all(kept in chosen for kept, chosen in zip(path, box, strict=False))
            and all(
                len(chosen) == len(groups)
                for chosen, groups in zip(box[len(path) :], self.groups[len(path) :], strict=True)
            )
            for box in self.boxes
        )

    def _take(self, path: Sequence[int]) -> None:
        """Widens the path, column by column, as far as no rule matches in the whole box.

        A rule matches somewhere in a box if in each column it is left by one of the classes.
        """
        box = [frozenset([kept]) for kept in path]
        box += [frozenset(groups) for groups in self.groups[len(path) :]]
        for column in range(len(path)):
            others = self.rules
            for index, chosen in enumerate(box):
                if index != column:
                    others &= reduce(or_, chosen)
            box[column] = frozenset(kept for kept in self.groups[column] if not kept & others)
        self.boxes.append(box)


def _grouped(column: dict[int, int], rules: int) -> dict[int, list[int]]:
    """The classes by the rules they leave."""
    found: dict[int, list[int]] = {}
    for index, left in column.items():
        found.setdefault(left & rules, []).append(index)
    return found
