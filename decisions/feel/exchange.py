"""Values as JSON and back: for variables that are stored or sent."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.texts import number_text
from decisions.feel.values import DECIMAL128, DaysTime, Range, YearsMonths, admit, kind_of

# What a double holds exactly; larger whole numbers would be rounded by readers in JavaScript.
_MAX_WHOLE = 2**53


def to_json(value: object) -> object:
    """The value in the terms of JSON, nothing lost.

    A number is an int where it is whole, a float where that is exact, else text; dates, times and durations are ISO
    texts, a range is a context of its four parts. TypeError for a function.
    """
    if isinstance(value, Decimal):
        return _number(value)
    if value is None or isinstance(value, bool | str | int | float):
        return value
    if isinstance(value, date | time | FarDate | FarMoment):
        return dates.text_of(value)
    if isinstance(value, YearsMonths | DaysTime):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Range):
        return {
            "start": to_json(value.start),
            "start included": value.start_included,
            "end": to_json(value.end),
            "end included": value.end_included,
        }
    raise TypeError(f"a {kind_of(value)} cannot be kept; let the expression give a plain value")


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value) if abs(value) <= _MAX_WHOLE else number_text(value)
    if Decimal(repr(float(value))) == value:
        return float(value)
    return number_text(value)


def from_json(value: object) -> object:
    """The value as FEEL has it: numbers become Decimal, all else stays, ISO texts too."""
    return _exact(value)


def _exact(value: object) -> object:
    if isinstance(value, float):
        return DECIMAL128.create_decimal(repr(value))
    if isinstance(value, Mapping):
        return {str(key): _exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    return admit(value)
