"""One answer: from JSON to a typed value, held to the field's bounds, and back to JSON."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import regex  # type: ignore[import-untyped]  # ships no types

from forms.definition import Choice, Field, Value
from forms.formats import FORMATS
from forms.source import Json, unprintable

# 15 significant digits survive the way through any JSON reader's double.
MAX_DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1850, 2199
PATTERN_SECONDS = 0.05

_WRITTEN_DAY = re.compile(
    r"([0-9]{1,2})(?:[./ -]|\. )([0-9]{1,2})(?:[./ -]|\. )([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})"
)
_YEARS = {"past": "date_year_past", "future": "date_year_future"}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer: the code of a phrase in texts/ and what goes into it."""

    code: str
    words: Mapping[str, object] = field(default_factory=dict)


def read_value(asked: Field, raw: object, offered: Sequence[Choice]) -> Value | Problem | None:
    """The typed value of an answer; None when there is none; a Problem when it is of another type.

    Takes JSON and values already typed: number as int, float or Decimal, date as ISO text or date.
    """
    if raw is None:
        return None
    match asked.type:
        case "textfield" | "textarea":
            return _text(asked, raw)
        case "number":
            return _number(raw, _no_number(asked))
        case "datetime":
            return _date(raw, _YEARS.get(asked.date or "", "date_year"))
        case "checkbox":
            return raw if isinstance(raw, bool) else _absent_or(raw, Problem("not_yes_no"))
        case "checklist":
            return _ticked(raw, offered)
        case "radio" | "select":
            known = isinstance(raw, str) and any(option.value == raw for option in offered)
            return str(raw) if known else _absent_or(raw, Problem("not_option"))


def check_value(asked: Field, value: Value, today: date) -> Problem | None:
    """What a typed value breaks of the field's bounds, if anything; `today` in Swiss time."""
    match value:
        case bool():
            return Problem("required_checkbox") if asked.required and not value else None
        case str() if asked.type in ("textfield", "textarea"):
            return _check_text(asked, value)
        case Decimal():
            return _check_number(asked, value)
        case date():
            if asked.date == "past" and value > today:
                return Problem("date_past")
            return Problem("date_future") if asked.date == "future" and value < today else None
        case _:
            return None


def normalised(asked: Field, value: Value) -> Value:
    """The value as it is kept: an AHV number with its dots, an e-mail address without capitals in its domain."""
    if asked.format and isinstance(value, str):
        return FORMATS[asked.format](value) or value
    return value


def to_json(values: Mapping[str, Value]) -> dict[str, Json]:
    """Typed answers as JSON: dates as ISO text, numbers as int or float (exact: at most 15 digits)."""
    return {key: _json(value) for key, value in values.items()}


def _json(value: Value) -> Json:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case list():
            return list(value)
        case _:
            return value


def _absent_or(raw: object, problem: Problem) -> Problem | None:
    return None if raw == "" else problem


def _text(asked: Field, raw: object) -> str | Problem | None:
    if not isinstance(raw, str):
        return Problem("not_text")
    text = raw.replace("\r\n", "\n").strip()
    if len(text) > asked.bounds.max_length:
        return Problem("too_long", {"max": asked.bounds.max_length, "count": len(text)})
    if unprintable(text):
        return Problem("control_character")
    if asked.type == "textfield" and "\n" in text:
        return Problem("one_line")
    return text or None


def _no_number(asked: Field) -> Problem:
    """Amounts are shown an amount as example, which would only confuse where a count or a year is asked."""
    match asked.bounds.decimals:
        case 0:
            return Problem("not_whole")
        case 2:
            return Problem("not_amount")
        case _:
            return Problem("not_number")


def _number(raw: object, no_number: Problem) -> Decimal | Problem | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return _absent_or(raw, no_number)
    if isinstance(raw, int) and abs(raw) >= 10**MAX_DIGITS:
        return Problem("too_many_digits", {"max": MAX_DIGITS})
    if isinstance(raw, float):
        if not math.isfinite(raw):
            return no_number
        raw = repr(raw)
    number = Decimal(raw)
    if not number.is_finite():
        return no_number
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if number and (len(digits) + max(exponent, 0) > MAX_DIGITS or exponent < -MAX_DIGITS):
        return Problem("too_many_digits", {"max": MAX_DIGITS})
    return number if number else Decimal(0)


def _date(raw: object, other_year: str) -> date | Problem | None:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str):
        return Problem("not_date")
    is_iso = _ISO.fullmatch(raw) is not None
    parts = raw.split("-")[::-1] if is_iso else written_parts(raw)
    if not parts:
        return _absent_or(raw, Problem("not_date"))
    day, month, year = (int(part) for part in parts)
    try:
        read = date(year, month, day)
    except ValueError:
        # Eight digits may be meant in another order: then the way to write it helps more.
        return Problem("not_date" if raw.isdigit() else "no_such_day")
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        return Problem(other_year, {"first": FIRST_YEAR, "last": LAST_YEAR})
    # A day that can be read was put into ISO by from_html; whoever sends JSON has to write it so.
    return read if is_iso else Problem("not_date")


def written_parts(text: str) -> list[str]:
    """Day, month and year of a day as it is written here, as typed; empty when it is none."""
    match = _WRITTEN_DAY.fullmatch(text)
    return [part for part in match.groups() if part is not None] if match else []


def _ticked(raw: object, offered: Sequence[Choice]) -> list[str] | Problem | None:
    if not isinstance(raw, list | tuple):
        return _absent_or(raw, Problem("not_list"))
    if not all(isinstance(each, str) for each in raw):
        return Problem("not_list")
    ticked = [option.value for option in offered if option.value in raw]
    if not set(raw) <= set(ticked):
        return Problem("not_option")
    return ticked or None


def _check_text(asked: Field, text: str) -> Problem | None:
    bounds = asked.bounds
    if bounds.min_length is not None and len(text) < bounds.min_length:
        return Problem("too_short", {"min": bounds.min_length, "count": len(text)})
    if asked.format and FORMATS[asked.format](text) is None:
        return Problem(f"format_{asked.format}")
    return None if bounds.pattern is None or _fits(bounds.pattern, text) else Problem("pattern")


def _fits(pattern: str, text: str) -> bool:
    # As in a browser, a pattern without ^ and $ may fit anywhere. A pattern that takes too long refuses.
    try:
        return regex.search(pattern, text, timeout=PATTERN_SECONDS) is not None
    except TimeoutError:
        return False


def _check_number(asked: Field, number: Decimal) -> Problem | None:
    bounds = asked.bounds
    if bounds.min is not None and number < bounds.min:
        return Problem("too_small", {"min": _plain(bounds.min)})
    if bounds.max is not None and number > bounds.max:
        return Problem("too_large", {"max": _plain(bounds.max)})
    if bounds.decimals is not None and number != round(number, bounds.decimals):
        return Problem("too_many_decimals" if bounds.decimals else "not_whole", {"max": bounds.decimals})
    return None


def _plain(number: Decimal) -> str:
    return f"{number:f}"
