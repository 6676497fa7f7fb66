"""Runs the rounds of for, some and every over lists and ranges, several lists nested as they are written."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from decisions.feel.run import Run
from decisions.feel.values import Range, kind_of

Domain = tuple[Callable[[Run, list[object]], object], bool]


def rounds(
    domains: list[Domain], places: list[int], run: Run, frame: list[object], once: Callable[[], bool]
) -> bool:
    """Calls once for every combination until it answers False; False itself if something is no list."""

    def level(index: int) -> bool | None:
        if index == len(domains):
            run.step()
            return once()
        domain, is_steps = domains[index]
        items = elements(domain(run, frame), is_steps, run)
        if items is None:
            return None
        for item in items:
            frame[places[index]] = item
            going_on = level(index + 1)
            if not going_on:
                return going_on
        return True

    return level(0) is not None


def elements(value: object, is_steps: bool, run: Run) -> Iterator[object] | None:
    """What is run through: a list's items, a range's whole numbers or days, a single value as such."""
    if isinstance(value, Range):
        return _steps(value, is_steps, run)
    if isinstance(value, list):
        return iter(value)
    if value is None:
        run.problem("a loop runs over null, expected a list")
        return None
    return iter([value])


def _steps(span: Range, both_ways: bool, run: Run) -> Iterator[object] | None:
    start, end = span.start, span.end
    if isinstance(start, Decimal) and isinstance(end, Decimal) and start == start.to_integral_value():
        return _numbers(start, end, span)
    if _is_day(start) and _is_day(end) and isinstance(start, date) and isinstance(end, date):
        return _days(start, end, span)
    run.problem(f"a loop from {kind_of(start)} to {kind_of(end)} is not possible, only numbers and dates")
    return None


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _numbers(start: Decimal, end: Decimal, span: Range) -> Iterator[object]:
    step = 1 if start <= end else -1
    value = start if span.start_included else start + step
    while value * step < end * step or (span.end_included and value == end):
        yield value
        value += step


def _days(start: date, end: date, span: Range) -> Iterator[object]:
    step = 1 if start <= end else -1
    count = abs((end - start).days) + 1
    for index in range(0 if span.start_included else 1, count if span.end_included else count - 1):
        yield start + timedelta(days=index * step)
