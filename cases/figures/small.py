"""What is too small to leave the office: few people are easily recognised, also in the difference of two numbers.

A cell of fewer than so many people is left empty, and so is one from which with others it could be computed. The percentages go
with the numbers they are made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.figures.counting import Figure

SMALLEST = 5


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
    return [_cells(one, hidden) for one in figures]


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


def _hide_differences(
    parts: Sequence[Figure], kind: str, hidden: set[tuple[str, str]], smallest: int
) -> None:
    """Hide the next smallest part as long as what is hidden of the whole would tell of a few."""
    while True:
        closed = [one for one in parts if (one.name, kind) in hidden]
        open_ones = [one for one in parts if (one.name, kind) not in hidden]
        told = sum(_cell(one, kind) for one in closed)
        if not closed or not open_ones or (len(closed) > 1 and told >= smallest):
            return
        hidden.add((min(open_ones, key=lambda one: (_cell(one, kind), one.name)).name, kind))


def _cell(one: Figure, kind: str) -> int:
    found = getattr(one, kind)
    return found if isinstance(found, int) else 0


def _cells(one: Figure, hidden: set[tuple[str, str]]) -> Cells:
    def cell(kind: str, value: int | None) -> int | None:
        return None if (one.name, kind) in hidden else value

    numerator = cell("numerator", one.numerator)
    denominator = cell("denominator", one.denominator)
    shown = numerator is not None and denominator is not None
    return Cells(one, numerator, denominator, cell("excluded", one.excluded), one.percent if shown else None)
