"""What is too small to leave the office: few people are easily recognised, also in the difference of two numbers.

A cell of fewer than so many people is left empty, and so is one from which with others it could be computed, also from those of
another figure of the same day. The percentages go with the numbers they are made of. Two days, or two offices, are not compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.figures.counting import Figure

SMALLEST = 5
Cell = tuple[str, str]
"""A figure, and which of its numbers."""
_WHO: tuple[tuple[frozenset[str], frozenset[Cell]], ...] = (
    (frozenset({"registered_again"}), frozenset({("registered_again", "excluded")})),
    (
        frozenset({"job_found"}),
        frozenset((name, "excluded") for name in ("job_found", "job_found_coached", "job_found_uncoached")),
    ),
    (
        frozenset({"supported", "integrated", "iv_involved"}),
        frozenset({("supported", "numerator"), ("integrated", "excluded"), ("iv_involved", "denominator")}),
    ),
)
"""Which figures are about the same people (who have left, were assessed, were accepted), and the cells without which nobody knows
how many these are."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A figure as it may leave the office; None is a number that stays there."""

    figure: Figure
    numerator: int | None
    denominator: int | None
    excluded: int | None
    percent: int | None


def passed_on(figures: Sequence[Figure], smallest: int = SMALLEST) -> list[Cells]:
    """Every figure with the cells that may be seen outside. Nobody at all excluded is told: it says nothing of anybody."""
    hidden = {(one.name, kind) for one in figures for kind in _small(one, smallest)}
    for whole in sorted({one.parts_of for one in figures if one.parts_of}):
        parts = [one for one in figures if one.parts_of == whole]
        is_told_together = whole not in {one.name for one in figures}  # then each part names the whole itself
        for kind in ("numerator",) if is_told_together else ("numerator", "denominator", "excluded"):
            _hide_differences(parts, kind, hidden, smallest)
    if hidden & {("integrated", "denominator"), ("integrated", "excluded")}:
        # All who were accepted, less those that are told, would be those that are not.
        hidden |= {("supported", "numerator"), ("iv_involved", "denominator")}
    _hide_neighbours(figures, hidden, smallest)
    return [_cells(one, hidden) for one in figures]


def untouched(figures: Sequence[Figure]) -> list[Cells]:
    """Every figure with all its cells."""
    return [_cells(one, set()) for one in figures]


def _small(one: Figure, smallest: int) -> list[str]:
    if one.denominator is None:
        return ["numerator"] if one.numerator < smallest else []
    found = []
    if min(one.numerator, one.denominator - one.numerator) < smallest and not (
        one.parts_of == "left" and one.numerator >= smallest
    ):
        found.append("numerator")  # also where nearly all of them are: the rest is small
    if one.denominator < smallest:
        found.append("denominator")
    if 0 < one.excluded < smallest:
        found.append("excluded")
    return found


def _hide_differences(parts: Sequence[Figure], kind: str, hidden: set[Cell], smallest: int) -> None:
    """Hide the next smallest part as long as what is hidden of the whole would tell of a few."""
    while True:
        closed = [one for one in parts if (one.name, kind) in hidden]
        open_ones = [one for one in parts if (one.name, kind) not in hidden]
        told = sum(_cell(one, kind) for one in closed)
        if not closed or not open_ones or (len(closed) > 1 and told >= smallest):
            return
        hidden.add((min(open_ones, key=lambda one: (_cell(one, kind), one.name)).name, kind))


def _hide_neighbours(figures: Sequence[Figure], hidden: set[Cell], smallest: int) -> None:
    """Everybody in one figure less everybody in another, where that would be a few: those who were accepted and not yet assessed,
    or have left and found a job. Then one of the two sums can't be made any more.
    """
    sums = _sums(figures, hidden)
    for place, (total, cells) in enumerate(sums):
        if any(0 < abs(total - other) < smallest for other, _ in sums[place + 1 :]):
            hidden |= cells


def _sums(figures: Sequence[Figure], hidden: set[Cell]) -> list[tuple[int, frozenset[Cell]]]:
    """How many persons figures are about, where that is told, each with the cells that tell it; those first that are hidden rather."""
    found = []
    for names, cells in _WHO:
        for one in figures:
            kinds = ("numerator",) if one.denominator is None else ("denominator", "excluded")
            if one.name in names and not hidden & {(one.name, kind) for kind in kinds}:
                found.append((sum(_cell(one, kind) for kind in kinds), cells))
    left = [_cell(one, "denominator") for one in figures if one.parts_of == "left"]
    return [*found, *((total, frozenset[Cell]()) for total in left[:1])]


def _cell(one: Figure, kind: str) -> int:
    found = getattr(one, kind)
    return found if isinstance(found, int) else 0


def _cells(one: Figure, hidden: set[Cell]) -> Cells:
    def cell(kind: str, value: int | None) -> int | None:
        return None if (one.name, kind) in hidden else value

    numerator = cell("numerator", one.numerator)
    denominator = cell("denominator", one.denominator)
    shown = numerator is not None and denominator is not None
    return Cells(one, numerator, denominator, cell("excluded", one.excluded), one.percent if shown else None)
