"""Variables: rows that shadow each other, expressions over them, mappings between them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from decisions import feel
from tests.oracle.reading import Failed

Row = dict[str, object]
Rows = Sequence[Row]  # innermost first


class Called(Row):
    """The row of a called process, which gives back only what was set in it: `told` has the names."""

    def __init__(self, values: Row, told: frozenset[str] = frozenset()) -> None:
        super().__init__(values)
        self.told = told

    def __setitem__(self, name: str, value: object) -> None:
        super().__setitem__(name, value)
        self.told |= {name}

    def copy(self) -> "Called":
        return Called(self, self.told)

    def results(self) -> Row:
        return {name: value for name, value in self.items() if name in self.told}


_parsed = cache(feel.parse)


def visible(rows: Rows) -> Row:
    """What an expression sees: inner rows hide outer ones."""
    seen: Row = {}
    for row in reversed(rows):
        seen |= row
    return seen


def value_of(text: str, rows: Rows, now: datetime) -> object:
    """The value of a FEEL text, with or without «=», as JSON."""
    try:
        expression = _parsed(text.strip().removeprefix("="))
        seen = {name: feel.from_json(value) for name, value in visible(rows).items()}
        return feel.to_json(expression.evaluate(seen, now).value)
    except (feel.FeelSyntaxError, feel.FeelEvaluationError, feel.FeelLimitError, TypeError) as error:
        raise Failed(None, "expression") from error


def literal_or_value(text: str, rows: Rows, now: datetime) -> object:
    """Where a literal may stand: FEEL after «=», else the text itself."""
    return value_of(text, rows, now) if text.lstrip().startswith("=") else text.strip()


def is_true(text: str, rows: Rows, now: datetime, element: str) -> bool:
    """Whether a condition holds; Failed("condition") if it is neither true nor false."""
    value = value_of(text, rows, now)
    if not isinstance(value, bool):
        raise Failed(element, "condition")
    return value


def put(rows: Rows, name: str, value: object) -> None:
    """Sets a variable in the nearest row that has it, else in the outermost."""
    row = next((row for row in rows if name in row), rows[-1])
    row[name] = value


def put_path(rows: Rows, target: str, value: object) -> None:
    """Sets `a.b.c` in the context `a`, which is made where there is none."""
    name, *path = target.split(".")
    put(rows, name, _within(visible(rows).get(name), path, value))


def put_local(row: Row, target: str, value: object) -> None:
    """The same in this one row, whatever is further out."""
    name, *path = target.split(".")
    row[name] = _within(row.get(name), path, value)


def _within(old: object, path: list[str], value: object) -> object:
    if not path:
        return value
    context = dict(old) if isinstance(old, Mapping) else {}
    context[path[0]] = _within(context.get(path[0]), path[1:], value)
    return context


def message_key(value: object) -> str:
    """A correlation key is a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Failed(None, "key")
    return str(value)
