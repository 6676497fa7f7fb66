"""The kinds of what the built-in functions give, by their names."""

from collections.abc import Callable, Mapping, Sequence

from decisions.feel.hints.hint import (
    BOOLEAN,
    CONTEXT,
    DATE,
    DAYS,
    LIST,
    MOMENT,
    MONTHS,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    UNKNOWN,
    Hint,
    common,
)
from decisions.feel.kinds import ANY, Kind

Result = Kind | Callable[[Sequence[Hint]], Kind | None] | None
_NUMBERS = Kind("list", NUMBER)
_ENTRIES = Kind("list", Kind("context", fields=(("key", STRING), ("value", ANY))))


def _items(arguments: Sequence[Hint]) -> Kind | None:
    """The kind of the items of the one list, or of all arguments."""
    if len(arguments) == 1 and arguments[0].name in ("", "list"):
        return arguments[0].inside.kind
    return common(arguments)


def _total(arguments: Sequence[Hint]) -> Kind | None:
    kind = _items(arguments)
    return kind if kind in (NUMBER, MONTHS, DAYS) else None


def _same_list(arguments: Sequence[Hint]) -> Kind:
    """A list of the items of the first argument."""
    return Kind("list", _items(arguments[:1]))


def _lists_of_it(arguments: Sequence[Hint]) -> Kind:
    return Kind("list", _same_list(arguments))


def _first(arguments: Sequence[Hint]) -> Kind | None:
    kind = arguments[0].kind if arguments else None
    return kind if kind in (NUMBER, MONTHS, DAYS) else None


def _either(arguments: Sequence[Hint]) -> Kind | None:
    return common(arguments)


_BY_RESULT: Sequence[tuple[Result, Sequence[str]]] = (
    (
        BOOLEAN,
        ["after", "all", "any", "before", "coincides", "contains", "during", "ends with", "even", "finished by",
         "finishes", "includes", "is", "is blank", "is empty", "list contains", "matches", "meets", "met by", "not", "odd",
         "overlaps", "overlaps after", "overlaps before", "started by", "starts", "starts with"],
    ),
    (
        NUMBER,
        ["ceiling", "count", "day of year", "decimal", "exp", "floor", "log", "median", "modulo", "number", "product",
         "round down", "round half down", "round half up", "round up", "sqrt", "stddev", "string length", "week of year"],
    ),
    (
        STRING,
        ["day of week", "lower case", "month of year", "replace", "string", "string join", "substring", "substring after",
         "substring before", "trim", "upper case"],
    ),
    (DATE, ["date", "last day of month", "today"]),
    (MOMENT, ["date and time", "now"]),
    (TIME, ["time"]),
    (MONTHS, ["years and months duration"]),
    (RANGE, ["range"]),
    (CONTEXT, ["context", "context merge", "context put"]),
    (LIST, ["append", "concatenate", "flatten", "insert before", "list replace", "union"]),
    (_NUMBERS, ["index of", "mode"]),
    (Kind("list", STRING), ["split"]),
    (_ENTRIES, ["get entries"]),
    (_items, ["max", "min"]),
    (_total, ["mean", "sum"]),
    (_same_list, ["distinct values", "duplicate values", "remove", "reverse", "sort", "sublist"]),
    (_lists_of_it, ["partition"]),
    (_first, ["abs", "duration"]),
    (_either, ["get or else"]),
    (None, ["get value"]),
)  # fmt: skip
RESULTS: Mapping[str, Result] = {name: result for result, names in _BY_RESULT for name in names}


def result_of(name: str, arguments: Sequence[Hint] | None) -> Hint:
    """What is known of the function's value; arguments by name (None) are not looked at."""
    result = RESULTS[name]
    if callable(result):
        result = result(arguments) if arguments is not None else None
    return Hint(result) if result else UNKNOWN
