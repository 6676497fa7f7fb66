"""Built-in functions over ranges and points, after Allen's intervals (FEEL spec 10.3.4.9)."""

from collections.abc import Callable

from decisions.feel.builtins.table import builtin
from decisions.feel.comparison import before as earlier
from decisions.feel.comparison import contains, equal
from decisions.feel.run import Run
from decisions.feel.values import Range, kind_of


class _UnknownError(ValueError):
    """Two ends cannot be compared."""


def _less(left: object, right: object) -> bool:
    found = earlier(left, right)
    if found is None:
        raise _UnknownError
    return found


def _same(left: object, right: object, run: Run) -> bool:
    found = equal(left, right, run)
    if found is None or left is None or right is None:
        raise _UnknownError
    return found


def _as_range(value: object) -> Range:
    return value if isinstance(value, Range) else Range(value, True, value, True)


def _relation(name: str, *shapes: str) -> Callable[[Callable[[Range, Range, Run], bool]], None]:
    """Enters a relation of two ranges; a point is the range from itself to itself."""

    def enter(relation: Callable[[Range, Range, Run], bool]) -> None:
        def evaluated(run: Run, first: object, second: object) -> object:
            one, two = _as_range(first), _as_range(second)
            try:
                return relation(one, two, run)
            except _UnknownError:
                return run.problem(f"{name}: {kind_of(first)} and {kind_of(second)} cannot be compared")

        builtin(*(f"{name}({shape})" for shape in shapes))(evaluated)

    return enter


_ALL = ("point1, point2", "point, range: range", "range: range, point", "range1: range, range2: range")
_RANGES = ("range1: range, range2: range",)


def _is_before(one: Range, two: Range, run: Run) -> bool:
    if _less(one.end, two.start):
        return True
    return _same(one.end, two.start, run) and not (one.end_included and two.start_included)


@_relation("before", *_ALL)
def before(one: Range, two: Range, run: Run) -> bool:
    return _is_before(one, two, run)


@_relation("after", *_ALL)
def after(one: Range, two: Range, run: Run) -> bool:
    return _is_before(two, one, run)


@_relation("meets", *_RANGES)
def meets(one: Range, two: Range, run: Run) -> bool:
    return one.end_included and two.start_included and _same(one.end, two.start, run)


@_relation("met by", *_RANGES)
def met_by(one: Range, two: Range, run: Run) -> bool:
    return two.end_included and one.start_included and _same(two.end, one.start, run)


@_relation("overlaps", *_RANGES)
def overlaps(one: Range, two: Range, run: Run) -> bool:
    return not _is_before(one, two, run) and not _is_before(two, one, run)


@_relation("overlaps before", *_RANGES)
def overlaps_before(one: Range, two: Range, run: Run) -> bool:
    starts = _less(one.start, two.start) or (
        _same(one.start, two.start, run) and one.start_included and not two.start_included
    )
    ends = _less(one.end, two.end) or (
        _same(one.end, two.end, run) and (not one.end_included or two.end_included)
    )
    return starts and ends and not _is_before(one, two, run)


@_relation("overlaps after", *_RANGES)
def overlaps_after(one: Range, two: Range, run: Run) -> bool:
    starts = _less(two.start, one.start) or (
        _same(one.start, two.start, run) and two.start_included and not one.start_included
    )
    ends = _less(two.end, one.end) or (
        _same(one.end, two.end, run) and (not two.end_included or one.end_included)
    )
    return starts and ends and not _is_before(two, one, run)


@_relation("finishes", "point, range: range", *_RANGES)
def finishes(one: Range, two: Range, run: Run) -> bool:
    return _finishes(one, two, run)


@_relation("finished by", "range: range, point", *_RANGES)
def finished_by(one: Range, two: Range, run: Run) -> bool:
    return _finishes(two, one, run)


def _finishes(one: Range, two: Range, run: Run) -> bool:
    if one.end_included != two.end_included or not _same(one.end, two.end, run):
        return False
    return _less(two.start, one.start) or (
        _same(one.start, two.start, run) and (two.start_included or not one.start_included)
    )


@_relation("includes", "range: range, point", *_RANGES)
def includes(one: Range, two: Range, run: Run) -> bool:
    return _includes(one, two, run)


@_relation("during", "point, range: range", *_RANGES)
def during(one: Range, two: Range, run: Run) -> bool:
    return _includes(two, one, run)


def _includes(outer: Range, inner: Range, run: Run) -> bool:
    if inner.start is inner.end and inner.start_included and inner.end_included:
        held = contains(outer, inner.start)
        if held is None:
            raise _UnknownError
        return held
    starts = _less(outer.start, inner.start) or (
        _same(outer.start, inner.start, run) and (outer.start_included or not inner.start_included)
    )
    ends = _less(inner.end, outer.end) or (
        _same(inner.end, outer.end, run) and (outer.end_included or not inner.end_included)
    )
    return starts and ends


@_relation("starts", "point, range: range", *_RANGES)
def starts(one: Range, two: Range, run: Run) -> bool:
    return _starts(one, two, run)


@_relation("started by", "range: range, point", *_RANGES)
def started_by(one: Range, two: Range, run: Run) -> bool:
    return _starts(two, one, run)


def _starts(one: Range, two: Range, run: Run) -> bool:
    if one.start_included != two.start_included or not _same(one.start, two.start, run):
        return False
    return _less(one.end, two.end) or (
        _same(one.end, two.end, run) and (two.end_included or not one.end_included)
    )


@_relation("coincides", "point1, point2", *_RANGES)
def coincides(one: Range, two: Range, run: Run) -> bool:
    return (
        (one.start_included, one.end_included) == (two.start_included, two.end_included)
        and _same(one.start, two.start, run)
        and _same(one.end, two.end, run)
    )
