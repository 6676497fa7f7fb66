"""A column as verification sees it: its classes of values, and which rules each class surely or possibly matches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from decisions.dmn.items import AllowedValues
from decisions.dmn.tables import InputColumn, Table
from decisions.feel.faults import FeelLimitError
from decisions.feel.grammar import read_tests
from decisions.feel.kinds import Kind
from decisions.feel.tree import Literal, Node, Tests
from decisions.feel.values import DaysTime, YearsMonths
from decisions.verification.bounds import Bounds, bounds_of
from decisions.verification.constants import passing, substituted
from decisions.verification.domains import ANYTHING, NULL, Domain, Shape, ValueClass, classes_of
from decisions.verification.facts import Reason
from decisions.verification.scales import SCALES
from decisions.verification.writing import expression_text

# What an unknown bound is taken to be while the cells are evaluated: any value with others on both sides will do.
_STAND_INS: Mapping[str, object] = {
    "number": Decimal(0),
    "string": "m",
    "date": date(2000, 1, 1),
    "date and time": datetime(2000, 1, 1),  # noqa: DTZ001  # a moment without zone, as the standard has them
    "time": time(12),
    "years and months duration": YearsMonths(0),
    "days and time duration": DaysTime(0),
}
# Evaluations of cells that a column may need: about half a second.
_MOST_EVALUATIONS = 200_000
_PLAIN = frozenset({*SCALES, "boolean"})


@dataclass(frozen=True, slots=True)
class Cell:
    """The text and tests of one cell."""

    text: str
    tests: Tests

    @property
    def passes_all(self) -> bool:
        return not self.tests.tests


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Cells of a column that were not judged, as rule indices, and why; without rules: the whole column."""

    label: str
    rules: tuple[int, ...]
    texts: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Axis:
    """The columns that look at one expression, mostly a single one.

    For each class of the domain, `certain` and `possible` have a bit for each rule whose cells surely or possibly let
    its values pass. `for_gaps` are the classes in which a missing rule is a fault; `texts` are the cells by rule.
    """

    labels: tuple[str, ...]
    domain: Domain
    certain: tuple[int, ...]
    possible: tuple[int, ...]
    for_gaps: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    unjudged: tuple[Unjudged, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What an axis is made from: the columns, their cells by rule, and all the kinds its values have."""

    labels: tuple[str, ...]
    columns: tuple[InputColumn, ...]
    cells: tuple[tuple[Cell, ...], ...]
    kinds: tuple[Kind, ...]

    @property
    def label(self) -> str:
        return ", ".join(self.labels)


def axes_of(table: Table, labels: Sequence[str], declared: Mapping[str, Kind]) -> tuple[Axis, ...]:
    """The axes of a table; `declared` are the kinds of expressions that the model itself gives one."""
    groups: dict[str, list[int]] = {}
    for index, column in enumerate(table.inputs):
        groups.setdefault(f"{column.value!r} {column.kind!r}", []).append(index)
    sources = []
    for indices in groups.values():
        columns = tuple(table.inputs[index] for index in indices)
        cells = tuple(tuple(Cell(*row.cells[index]) for index in indices) for row in table.rows)
        kinds = [column.kind for column in columns if column.kind is not None]
        outside = declared.get(repr(columns[0].value))
        if outside is not None and all(kind.name == outside.name for kind in kinds):
            kinds.append(outside)
        sources.append(Source(tuple(labels[index] for index in indices), columns, cells, tuple(kinds)))
    return tuple(_Judge(source).axis() for source in sources)


class _Judge:
    """Makes one axis; what cannot be judged possibly matches and never surely."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.cells = {cell.text: cell for row in source.cells for cell in row if not cell.passes_all}
        self.bounds = {text: bounds_of(cell.tests) for text, cell in self.cells.items()}
        self.obstacles = {text: found.obstacle for text, found in self.bounds.items() if found.obstacle}
        self.kind = next((kind.name for kind in source.kinds if kind.name != "Any"), None)
        self.unknown: Node | None = None

    def axis(self) -> Axis:
        allowed = self._allowed()
        reason = self._reason_against_all(allowed)
        if reason is not None:
            return self._axis(Domain((ANYTHING, NULL), False), {}, reason)
        is_whole = any(column.is_whole for column in self.source.columns) or any(
            found.is_whole for found in self._bounds_of(allowed)
        )
        self._refuse_whole(is_whole)
        self._settle_unknowns()
        cells = {text: self._known(cell) for text, cell in self.cells.items() if text not in self.obstacles}
        domain = self._domain(cells.values(), allowed, is_whole)
        if len(domain.classes) * len(self.source.cells) > _MOST_EVALUATIONS:
            return self._axis(Domain((ANYTHING, NULL), False), {}, Reason.TOO_MUCH)
        return self._axis(domain, self._passed(cells, domain), None)

    # -- what the column allows

    def _allowed(self) -> list[Tests]:
        found = [column.allowed for column in self.source.columns if column.allowed is not None]
        for kind in self.source.kinds:
            allowed = kind.allowed
            while isinstance(allowed, AllowedValues):
                found.append(read_tests(allowed.tests.text))
                allowed = allowed.inner
        return found

    def _bounds_of(self, allowed: Iterable[Tests]) -> list[Bounds]:
        return [bounds_of(tests) for tests in allowed]

    def _reason_against_all(self, allowed: Iterable[Tests]) -> Reason | None:
        """Why nothing of the column can be judged, if so."""
        if self.kind is not None and self.kind not in _PLAIN:
            return Reason.COMPOUND
        if any(found.obstacle or found.unknowns for found in self._bounds_of(allowed)):
            return Reason.ALLOWED_VALUES
        return None

    # -- cells

    def _refuse_whole(self, is_whole: bool) -> None:
        for text, found in self.bounds.items():
            if found.is_whole and not is_whole:
                self.obstacles[text] = Reason.COMPUTES

    def _settle_unknowns(self) -> None:
        """A single unknown bound, alone in its column, gets a stand-in; others make their cells unjudged."""
        judged = [found for text, found in self.bounds.items() if text not in self.obstacles]
        unknowns = {repr(node): node for found in judged for node in found.unknowns}
        if len(unknowns) == 1 and not any(found.points for found in judged) and self.kind != "boolean":
            self.unknown = next(iter(unknowns.values()))
            return
        for text, found in self.bounds.items():
            if found.unknowns and text not in self.obstacles:
                self.obstacles[text] = Reason.UNKNOWN_ORDER

    def _known(self, cell: Cell) -> Tests:
        if self.unknown is None:
            return cell.tests
        return substituted(cell.tests, self.unknown, Literal(self._stand_in()))

    def _stand_in(self) -> object:
        return _STAND_INS[self.kind or "number"]

    def _unknown_text(self) -> str:
        if self.unknown is None:
            return ""
        text = next(text for text, found in self.bounds.items() if found.unknowns)
        return expression_text(self.unknown) or text.lstrip("<>=! ")

    def _domain(self, cells: Iterable[Tests], allowed: Sequence[Tests], is_whole: bool) -> Domain:
        spoken = [bounds_of(tests) for tests in cells]
        # The order of an unknown bound and the allowed values is not known; it is taken to lie among them.
        limits = [] if self.unknown is not None else self._bounds_of(allowed)
        points = [point for found in (*limits, *spoken) for point in found.points]
        has_null = any(found.speaks_of_null for found in self.bounds.values())
        kind = self.kind or ("string" if has_null and not points else None)
        orders_texts = any(found.orders_texts for found in (*limits, *self.bounds.values()))
        classes = classes_of(kind, points, orders_texts, is_whole)
        if self.unknown is None:
            classes = self._within(classes, allowed)
        stand_in = self._stand_in() if self.unknown is not None else None
        return Domain((*classes, NULL), has_null, self._unknown_text(), stand_in)

    def _within(self, classes: list[ValueClass], allowed: Sequence[Tests]) -> list[ValueClass]:
        for tests in allowed:
            fits = passing(tests, [one.example for one in classes])
            classes = [one for one, fit in zip(classes, fits, strict=True) if fit]
        return classes

    def _passed(self, cells: Mapping[str, Tests], domain: Domain) -> dict[str, list[bool]]:
        """For each text of a cell which classes pass; those that need too much are unjudged."""
        examples = [one.example for one in domain.classes]
        found: dict[str, list[bool]] = {}
        for text, tests in cells.items():
            try:
                found[text] = passing(tests, examples)
            except FeelLimitError:
                self.obstacles[text] = Reason.TOO_MUCH
        return found

    # -- the result

    def _axis(self, domain: Domain, passed: Mapping[str, Sequence[bool]], reason: Reason | None) -> Axis:
        everywhere, unsure = [True] * len(domain.classes), [False] * len(domain.classes)
        certain, possible = [0] * len(domain.classes), [0] * len(domain.classes)
        for rule, row in enumerate(self.source.cells):
            texts = [cell.text for cell in row if not cell.passes_all]
            for index in range(len(domain.classes)):
                if all(passed.get(text, unsure)[index] for text in texts):
                    certain[index] |= 1 << rule
                if all(passed.get(text, everywhere)[index] for text in texts):
                    possible[index] |= 1 << rule
        return Axis(
            self.source.labels,
            domain,
            tuple(certain),
            tuple(possible),
            _for_gaps(domain),
            tuple(tuple(cell.text for cell in row) for row in self.source.cells),
            self._unjudged(reason),
        )

    def _unjudged(self, reason: Reason | None) -> tuple[Unjudged, ...]:
        if reason is not None:
            return (Unjudged(self.source.label, (), (), reason),)
        found: list[Unjudged] = []
        for one in dict.fromkeys(self.obstacles.values()):
            texts = [text for text, obstacle in self.obstacles.items() if obstacle is one]
            rules = [
                rule for rule, row in enumerate(self.source.cells) if any(cell.text in texts for cell in row)
            ]
            found.append(Unjudged(self.source.label, tuple(rules), tuple(texts), one))
        return tuple(found)


def _for_gaps(domain: Domain) -> tuple[int, ...]:
    return tuple(
        index
        for index, one in enumerate(domain.classes)
        if one.shape is not Shape.NULL or domain.speaks_of_null
    )
