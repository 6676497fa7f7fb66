"""Variables in scopes of our own: rows by the number of the token that owns them, 0 the process.

The rules are Zeebe's: an expression sees the rows from its element outwards; a variable is set where the chain has
it already, else in the outermost row. Values are JSON with exact numbers (Decimal).
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from decisions import feel

Value = Any
Rows = dict[int, dict[str, Value]]
DEEPEST = 100
"""How deep lists and contexts may be nested; orjson writes 254 levels."""


class Unkeepable(TypeError):
    """The value is none that JSON has, such as a function. Let the expression give a plain value."""


def plain(value: object, left: int = DEEPEST) -> Value:
    """A value as it is kept: FEEL's dates, times, durations and ranges as their texts, numbers exact.

    Raises Unkeepable, also for what is nested deeper than `left`: a state could not be written.
    """
    if value is None or isinstance(value, bool | str | Decimal):
        return value
    if isinstance(value, int | float):
        return feel.from_json(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item, _further(left)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, _further(left)) for item in value]
    if isinstance(value, feel.Range):
        ends = {"start": value.start, "start included": value.start_included}
        return plain({**ends, "end": value.end, "end included": value.end_included}, left)
    try:
        return feel.to_json(value)
    except TypeError as error:
        raise Unkeepable(str(error)) from error


def _further(left: int) -> int:
    if not left:
        raise Unkeepable(f"lists and contexts are nested deeper than {DEEPEST}")
    return left - 1


class View(Mapping[str, Value]):
    """What an expression reads: rows from the inside out, then what comes from outside the instance."""

    __slots__ = ("_outside", "_rows")

    def __init__(self, rows: Sequence[Mapping[str, Value]], outside: Mapping[str, Value]) -> None:
        self._rows = rows
        self._outside = outside

    def __getitem__(self, name: str) -> Value:
        for row in self._rows:
            if name in row:
                return row[name]
        return self._outside[name]

    def __contains__(self, name: object) -> bool:
        return any(name in row for row in self._rows) or name in self._outside

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        for row in (*self._rows, self._outside):
            for name in row:
                if name not in seen:
                    seen.add(name)
                    yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)


class CalledRow(dict[str, Value]):
    """The variables of a called process; `names` lists those that it has set."""

    __slots__ = ("names",)

    def __init__(self, values: Mapping[str, Value], names: list[str]) -> None:
        super().__init__(values)
        self.names = names

    def note(self, name: str) -> None:
        """A variable was set."""
        if name not in self.names:
            self.names.append(name)


def put(row: dict[str, Value], target: str, value: Value, seen: Value) -> None:
    """Set `a` or a part `a.b` of a variable; the other parts of `a` stay as they are `seen`."""
    name, _, rest = target.partition(".")
    row[name] = merged(seen, rest.split("."), value) if rest else value


def merged(known: Value, path: Sequence[str], value: Value) -> Value:
    """A context with the value at the end of the path, all else as known."""
    context = dict(known) if isinstance(known, dict) else {}
    first, *more = path
    context[first] = merged(context.get(first), more, value) if more else value
    return context
