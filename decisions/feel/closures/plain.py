"""Tests on written-out values, as most cells have them: compared in plain Python where the value is of their kind.

Everything else (null, lists, values of another kind, ends that are computed) goes the way of the whole language.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from decisions.feel.tree import Literal, Negation, Node, RangeOf, Tests
from decisions.feel.values import DaysTime, YearsMonths

_KINDS = (Decimal, str, date, YearsMonths, DaysTime)
_COMPUTED = object()
Plain = Callable[[object], bool]


def plain_test(node: Tests) -> tuple[type, Plain] | None:
    """The kind of value that can be tested plainly, and the test for it; None where the tests are more than that."""
    kinds = {_kind_of(test) for test in node.tests}
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    if kind is None:
        return None
    points = frozenset(_written(test) for test in node.tests if not isinstance(test, RangeOf))
    test = _joined(points, [_span(test) for test in node.tests if isinstance(test, RangeOf)])
    return kind, (lambda value: not test(value)) if node.negated else test


def _joined(points: frozenset[object], spans: list[Plain]) -> Plain:
    if not spans:
        return points.__contains__
    if len(spans) == 1 and not points:
        return spans[0]
    return lambda value: value in points or any(span(value) for span in spans)


def _kind_of(test: Node) -> type | None:
    """The kind that a written-out value or range is of; None for all others."""
    ends = [end for end in (test.start, test.end) if end] if isinstance(test, RangeOf) else [test]
    values: list[Any] = [_written(end) for end in ends]
    kinds = {type(value) for value in values}
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    return kind if kind in _KINDS and values[0] <= values[-1] else None


def _written(node: Node | None) -> Any:
    """The value that stands there; a mark where it has to be computed."""
    if isinstance(node, Negation):
        value = _written(node.operand)
        return -value if isinstance(value, Decimal) else _COMPUTED
    return node.value if isinstance(node, Literal) else _COMPUTED


def _span(test: RangeOf) -> Plain:
    """Whether a value of the same kind lies in the range."""
    low: Any = _written(test.start) if test.start else None
    high: Any = _written(test.end) if test.end else None
    if low is None:
        return (lambda value: value <= high) if test.end_included else lambda value: value < high
    if high is None:
        return (lambda value: low <= value) if test.start_included else lambda value: low < value
    if test.start_included:
        return (
            (lambda value: low <= value <= high) if test.end_included else lambda value: low <= value < high
        )
    return (lambda value: low < value <= high) if test.end_included else lambda value: low < value < high
