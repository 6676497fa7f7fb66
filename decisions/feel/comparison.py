"""When two values are equal and which comes first (FEEL spec 10.3.2.13): across kinds the answer is null."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.run import Run
from decisions.feel.values import DaysTime, Function, Range, YearsMonths

_PLAIN = (str, Decimal, YearsMonths, DaysTime)


def equal(left: object, right: object, run: Run) -> bool | None:
    """True or False within one kind and against null; None (unknown) across kinds."""
    kind = type(left)
    if kind is type(right):
        if kind in (str, Decimal, bool, YearsMonths, DaysTime, date):
            return left == right
        return _equal_same(left, right, run)
    if left is None or right is None:
        return False
    return False if _days(left, right) or _moments(left, right) else None


def _days(left: object, right: object) -> bool:
    """Whether both are dates, one of them outside of Python's calendar."""
    return (isinstance(left, FarDate) and type(right) is date) or (
        type(left) is date and isinstance(right, FarDate)
    )


def _moments(left: object, right: object) -> bool:
    """Whether both are moments."""
    return isinstance(left, datetime | FarMoment) and isinstance(right, datetime | FarMoment)


def _equal_same(left: object, right: object, run: Run) -> bool | None:
    if left is None:
        return True
    if isinstance(left, list) and isinstance(right, list):
        run.step(1 + len(left) // 16)
        if len(left) != len(right):
            return False
        return _all_equal([equal(a, b, run) for a, b in zip(left, right, strict=True)])
    if isinstance(left, dict) and isinstance(right, dict):
        run.step(1 + len(left) // 16)
        if left.keys() != right.keys():
            return False
        return _all_equal([equal(value, right[key], run) for key, value in left.items()])
    if _moments(left, right):
        return _instants(left, right, equality=True)  # type: ignore[arg-type]  # both were just looked at
    if isinstance(left, time) and isinstance(right, time):
        return _same_time(left, right)
    if isinstance(left, Range) and isinstance(right, Range):
        if _shape(left) != _shape(right):
            return False
        return _all_equal([equal(left.start, right.start, run), equal(left.end, right.end, run)])
    if isinstance(left, Function):
        return left is right
    return left == right


def _shape(span: Range) -> tuple[bool, bool, bool]:
    return span.start_included, span.end_included, span.comparison


def _all_equal(parts: list[bool | None]) -> bool | None:
    return all(part is True for part in parts)


def _instants(left: dates.Moment, right: dates.Moment, equality: bool) -> bool:
    """Equality (to the second, as the standard compares moments), or whether left is earlier."""
    if (dates.offset_of(left) is None) != (dates.offset_of(right) is None):
        return False
    one, two = dates.instant_of(left), dates.instant_of(right)
    return one // 1_000_000 == two // 1_000_000 if equality else one < two


def _same_time(left: time, right: time) -> bool:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    return _of_utc(left) // 1_000_000 == _of_utc(right) // 1_000_000


def _of_utc(clock: time) -> int:
    offset = dates.offset_of(clock) or timedelta()
    return dates.of_midnight(clock) - offset // timedelta(microseconds=1)


def before(left: object, right: object) -> bool | None:
    """Whether left is smaller or earlier; None where the two cannot be compared."""
    kind = type(left)
    if kind is not type(right):
        return _before_mixed(left, right)
    if kind in _PLAIN or kind is date:
        return left < right  # type: ignore[operator,no-any-return]  # both are of one ordered kind
    if isinstance(left, datetime | FarMoment) and isinstance(right, datetime | FarMoment):
        return _earlier(left, right)
    if isinstance(left, FarDate) and isinstance(right, FarDate):
        return left.toordinal() < right.toordinal()
    if isinstance(left, time) and isinstance(right, time):
        if (left.tzinfo is None) != (right.tzinfo is None):
            return None
        return _of_utc(left) < _of_utc(right)
    return None


def _before_mixed(left: object, right: object) -> bool | None:
    # Subclasses (a date of another library) compare as what they are.
    if isinstance(left, datetime | FarMoment) and isinstance(right, datetime | FarMoment):
        return _earlier(left, right)
    if isinstance(left, datetime) or isinstance(right, datetime):
        return None
    if isinstance(left, date | FarDate) and isinstance(right, date | FarDate):
        return left.toordinal() < right.toordinal()
    return None


def _earlier(left: dates.Moment, right: dates.Moment) -> bool | None:
    if (dates.offset_of(left) is None) != (dates.offset_of(right) is None):
        return None
    return _instants(left, right, equality=False)


def ordered(sign: str, left: object, right: object) -> bool | None:
    """left sign right for <, <=, > and >=; None where the two cannot be compared."""
    if sign == "<":
        return before(left, right)
    if sign == ">":
        return before(right, left)
    smaller = before(left, right) if sign == ">=" else before(right, left)
    return None if smaller is None else not smaller


def contains(span: Range, value: object) -> bool | None:
    """Whether the value lies in the range; None where it cannot be compared with an end."""
    if span.start is not None:
        after_start = ordered("<=" if span.start_included else "<", span.start, value)
        if after_start is not True:
            return after_start
    if span.end is not None:
        return ordered("<=" if span.end_included else "<", value, span.end)
    return True


def passes(value: object, test: object, run: Run) -> bool | None:
    """Whether the value satisfies what a test evaluated to: a range holds it, a list has it, or it is equal."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return contains(test, value)
    if isinstance(test, list):
        if isinstance(value, list) and equal(value, test, run):
            return True
        run.step(1 + len(test))  # lists may share lists, so that few are met many times
        return any_of([passes(value, item, run) for item in test])
    return equal(value, test, run)


def any_of(parts: list[bool | None]) -> bool | None:
    """Three-valued «or»."""
    if True in parts:
        return True
    return None if None in parts else False


def all_of(parts: list[bool | None]) -> bool | None:
    """Three-valued «and»."""
    if False in parts:
        return False
    return None if None in parts else True
