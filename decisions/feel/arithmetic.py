"""Adding, subtracting, multiplying, dividing and powers over numbers, texts, dates and durations (FEEL spec 10.3.2.14)."""

import decimal
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment, moment_on
from decisions.feel.run import Run
from decisions.feel.values import DaysTime, YearsMonths, kind_of

_MOMENTS = (datetime, FarMoment)
_DATES = (date, FarDate, FarMoment)


def add(left: object, right: object, run: Run) -> object:
    if type(left) is str and type(right) is str:
        run.grow(len(left) + len(right))
        return left + right
    found = _shifted(left, right, 1)
    if found is None:
        found = _shifted(right, left, 1)
    if found is not None:
        return found
    if type(left) is type(right) and isinstance(left, YearsMonths | DaysTime):
        return type(left)(left.total + right.total)  # type: ignore[attr-defined]  # right is of the same type
    raise TypeError


def subtract(left: object, right: object, run: Run) -> object:
    found = _shifted(left, right, -1)
    if found is not None:
        return found
    if type(left) is type(right) and isinstance(left, YearsMonths | DaysTime):
        return type(left)(left.total - right.total)  # type: ignore[attr-defined]  # right is of the same type
    if isinstance(left, _DATES) and isinstance(right, _DATES):
        return _between(left, right)
    if isinstance(left, time) and isinstance(right, time):
        if (left.tzinfo is None) != (right.tzinfo is None):
            raise TypeError
        offsets = [dates.offset_of(clock) for clock in (left, right)]
        micro = dates.of_midnight(left) - dates.of_midnight(right)
        if offsets[0] is not None and offsets[1] is not None:
            micro -= DaysTime.of(offsets[0] - offsets[1]).total
        return DaysTime(micro)
    raise TypeError


def _between(left: dates.Day | dates.Moment, right: dates.Day | dates.Moment) -> DaysTime:
    if isinstance(left, _MOMENTS) or isinstance(right, _MOMENTS):
        # A date among moments is its midnight in UTC (FEEL spec table 58).
        one, two = (
            moment if isinstance(moment, _MOMENTS) else moment_on(moment, time(tzinfo=UTC))
            for moment in (left, right)
        )
        if (dates.offset_of(one) is None) != (dates.offset_of(two) is None):
            raise TypeError
        return DaysTime(dates.instant_of(one) - dates.instant_of(two))
    return DaysTime((left.toordinal() - right.toordinal()) * 86_400_000_000)


def _shifted(left: object, right: object, sign: int) -> object:
    """A date, moment or time shifted by a duration; None if the two are something else."""
    if isinstance(left, _DATES) and isinstance(right, YearsMonths):
        return dates.add_months(left, sign * right.total)
    if isinstance(right, DaysTime):
        duration = DaysTime(sign * right.total)
        if isinstance(left, _MOMENTS):
            return dates.shift(left, duration)
        if isinstance(left, date | FarDate):
            return dates.shift_date(left, duration)
        if isinstance(left, time):
            return dates.shift_time(left, duration)
    return None


def multiply(left: object, right: object, run: Run) -> object:
    if isinstance(right, YearsMonths | DaysTime):
        left, right = right, left
    if isinstance(left, YearsMonths | DaysTime) and isinstance(right, Decimal):
        return type(left)(_whole(Decimal(left.total) * right))
    raise TypeError


def divide(left: object, right: object, run: Run) -> object:
    if isinstance(left, YearsMonths | DaysTime):
        if isinstance(right, Decimal):
            return type(left)(_whole(Decimal(left.total) / right))
        if type(left) is type(right):
            return Decimal(left.total) / Decimal(right.total)
    raise TypeError


def power(left: object, right: object, run: Run) -> object:
    raise TypeError


def _whole(value: Decimal) -> int:
    return int(value.to_integral_value(decimal.ROUND_DOWN))


_NUMBERS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
}
_OTHERS = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}


def operation(sign: str) -> Callable[[object, object, Run], object]:
    """The function that computes left sign right; null with a problem where the two do not go together."""
    numbers, others = _NUMBERS[sign], _OTHERS[sign]
    cost = 20 if sign == "**" else 1

    def compute(left: object, right: object, run: Run) -> object:
        try:
            if type(left) is Decimal and type(right) is Decimal:
                run.step(cost)
                return numbers(left, right)
            return others(left, right, run)
        except TypeError:
            return run.problem(f"{kind_of(left)} {sign} {kind_of(right)} has no meaning")
        except decimal.DivisionByZero:
            return run.problem("a number was divided by zero")
        except decimal.DecimalException:
            return run.problem(f"{kind_of(left)} {sign} {kind_of(right)} has no result that fits")
        except OverflowError as error:
            return run.problem(f"{kind_of(left)} {sign} {kind_of(right)} is outside of the calendar: {error}")

    return compute


def negate(value: object, run: Run) -> object:
    """The value with the other sign; null with a problem where it has none."""
    if isinstance(value, Decimal):
        return -value
    if isinstance(value, YearsMonths | DaysTime):
        return type(value)(-value.total)
    return run.problem(f"- before {kind_of(value)} has no meaning")
