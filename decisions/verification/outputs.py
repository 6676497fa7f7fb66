"""The results of a table's rules as far as they are the same in every case: whether allowed, equal, and their rank."""

from collections.abc import Iterator
from dataclasses import dataclass

from decisions.dmn.tables import LISTS, OutputColumn, Table
from decisions.feel.faults import FeelLimitError
from decisions.feel.kinds import Kind, coerce
from decisions.feel.tree import Node, Tests
from decisions.verification.constants import are_equal, constant_value, is_constant, passing
from decisions.verification.writing import expression_text

Rank = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """An output of a rule. Where it is constant, `value` is what leaves the table; `fits`: it is of the declared types."""

    text: str
    node: Node
    is_constant: bool
    value: object = None
    fits: bool = True


@dataclass(frozen=True, slots=True)
class WrongOutput:
    """A result (of a rule by its index, or the default) that is not allowed, or not known to be."""

    rule: int | None
    column: str
    text: str
    is_judged: bool


class Outputs:
    """The results of all rules; `kind` is the declared type of the decision, where it has one."""

    def __init__(self, table: Table, kind: Kind | None) -> None:
        self.table = table
        self.kinds = [(column.kind, _outer_kind(table, column, kind)) for column in table.outputs]
        self.rows = [
            [_result(text, node, *kinds) for (text, node), kinds in zip(row.outputs, self.kinds, strict=True)]
            for row in table.rows
        ]
        self.allowed = [Tests(column.allowed) for column in table.outputs]

    def wrong(self) -> Iterator[WrongOutput]:
        """The results that are not among the allowed ones; a missing result is none. The default counts too."""
        for index, column in enumerate(self.table.outputs):
            results: list[tuple[int | None, Result]] = [
                (rule, row[index]) for rule, row in enumerate(self.rows)
            ]
            if column.default is not None:
                text = expression_text(column.default) or ""
                results.append((None, _result(text, column.default, *self.kinds[index])))
            for rule, result in results:
                judgement = self._is_allowed(index, result)
                if judgement is not True:
                    yield WrongOutput(rule, column.name, result.text, judgement is False)

    def _is_allowed(self, column: int, result: Result) -> bool | None:
        """None where it is computed, and so not known."""
        tests = self.allowed[column]
        if not result.is_constant:
            limited = tests.tests or any(kind is not None and kind.allowed for kind in self.kinds[column])
            return None if limited else True
        if result.value is None and result.fits:
            return True
        if not result.fits or not tests.tests:
            return result.fits
        return passing(tests, [result.value])[0] if is_constant(tests) else None

    def differ(self, one: int, other: int) -> bool | None:
        """Whether two rules give different results; None where that is not known."""
        unknown = False
        for left, right in zip(self.rows[one], self.rows[other], strict=True):
            if left.is_constant and right.is_constant:
                if not are_equal(left.value, right.value):
                    return True
            elif repr(left.node) != repr(right.node):
                unknown = True
        return None if unknown else False

    def ranks(self) -> list[Rank | None]:
        """How early each rule's results stand among the output values, if that counts; None where it is not known."""
        if self.table.hit_policy != "PRIORITY":
            return [() for _ in self.rows]
        orders = [[_result("", node) for node in column.allowed] for column in self.table.outputs]
        return [_rank(row, orders) for row in self.rows]


def _outer_kind(table: Table, column: OutputColumn, kind: Kind | None) -> Kind | None:
    """The type that the decision gives an output, if one result leaves the table."""
    if kind is None or table.hit_policy in LISTS:
        return None
    return kind if len(table.outputs) == 1 else dict(kind.fields).get(column.name)


def _result(text: str, node: Node, own: Kind | None = None, outer: Kind | None = None) -> Result:
    if not is_constant(node):
        return Result(text, node, False)
    try:
        value = constant_value(node)
    except FeelLimitError:
        return Result(text, node, False)
    value, fits = coerce(value, own) if own is not None else (value, True)
    return Result(text, node, True, value, fits and (outer is None or coerce(value, outer)[1]))


def _rank(row: list[Result], orders: list[list[Result]]) -> Rank | None:
    found: list[int] = []
    for result, order in zip(row, orders, strict=True):
        if not all(one.is_constant for one in (result, *order)):
            return None
        places = (place for place, known in enumerate(order) if are_equal(result.value, known.value))
        found.append(next(places, len(order)))
    return tuple(found)
