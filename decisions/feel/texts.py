"""Writes a value as text, as the built-in function `string` does (FEEL spec 10.3.4.1 and table 45)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.run import DEFAULT_LIMITS, Run
from decisions.feel.values import Function, Range

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # writing a value asks for no time


def number_text(value: Decimal) -> str:
    """The number without exponent and without zeros at its end; very large and small ones keep the exponent."""
    if not value:
        return "0"
    exponent = value.adjusted()
    if -40 < exponent < 40:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value.normalize())


def feel_text(value: object) -> str:
    """The value in the writing of FEEL, for people: a text in quotation marks. FeelLimitError where it is too large."""
    return text_of(value, Run({}, _ANY_TIME, DEFAULT_LIMITS), inside=True)


def text_of(value: object, run: Run, inside: bool = False) -> str:
    """The value in the writing of FEEL; texts inside of lists and contexts are in quotation marks."""
    run.grow(16)
    if isinstance(value, str):
        run.grow(len(value))  # before it is joined with others
        if not inside:
            return value
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date | time | FarDate | FarMoment):
        return dates.text_of(value)
    return _compound(value, run)


def _compound(value: object, run: Run) -> str:
    run.step()
    if isinstance(value, list):
        text = "[" + ", ".join(text_of(item, run, inside=True) for item in value) + "]"
    elif isinstance(value, dict):
        text = (
            "{" + ", ".join(f"{_key(key)}: {text_of(item, run, True)}" for key, item in value.items()) + "}"
        )
    elif isinstance(value, Range):
        text = _range(value, run)
    elif isinstance(value, Function):
        text = f"function({', '.join(value.parameters)})"
    else:
        text = str(value)
    run.grow(len(text))
    return text


def _range(value: Range, run: Run) -> str:
    if value.start is None and value.end is not None:
        return f"{'<=' if value.end_included else '<'}{text_of(value.end, run, True)}"
    if value.end is None and value.start is not None:
        return f"{'>=' if value.start_included else '>'}{text_of(value.start, run, True)}"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{text_of(value.start, run, True)}..{text_of(value.end, run, True)}{closing}"


def _key(key: str) -> str:
    plain = key.replace(" ", "").replace("_", "")
    return key if plain.isalnum() and not plain[:1].isdigit() else '"' + key.replace('"', '\\"') + '"'
