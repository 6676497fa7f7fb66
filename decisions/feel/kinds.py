"""Kinds (types) of values as `instance of` and DMN's typeRef name them, and whether a value is of a kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, time

from decisions.feel.extremes import FarDate, moment_on
from decisions.feel.values import Function, Range, kind_of

SIMPLE = frozenset(
    {
        "Any", "null", "number", "string", "boolean", "date", "time", "date and time",
        "days and time duration", "years and months duration", "context", "list", "range", "function",
    }
)  # fmt: skip
ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its name, what is inside of a list or range, the fields of a context, and which values are allowed."""

    name: str
    inside: "Kind | None" = None
    fields: tuple[tuple[str, "Kind"], ...] = ()
    parameters: tuple["Kind", ...] = ()
    allowed: Callable[[object], bool | None] | None = field(default=None, compare=False)


ANY = Kind("Any")


def is_of(value: object, kind: Kind) -> bool:
    """Whether the value is of the kind (`instance of`); null is of no kind but null. Allowed values do not count."""
    if value is None:
        return kind.name == "null"
    if kind.name == "Any":
        return True
    check = _COMPOUND.get(kind.name)
    if check is not None:
        return check(value, kind)
    return kind_of(value) == kind.name


def _is_list(value: object, kind: Kind) -> bool:
    inside = kind.inside
    return isinstance(value, list) and (
        inside is None or all(item is None or is_of(item, inside) for item in value)
    )


def _is_context(value: object, kind: Kind) -> bool:
    return isinstance(value, dict) and all(
        name in value and (value[name] is None or is_of(value[name], inside)) for name, inside in kind.fields
    )


def _is_range(value: object, kind: Kind) -> bool:
    if not isinstance(value, Range):
        return False
    ends = [end for end in (value.start, value.end) if end is not None]
    return kind.inside is None or all(is_of(end, kind.inside) for end in ends)


def _is_function(value: object, kind: Kind) -> bool:
    if not isinstance(value, Function):
        return False
    return not kind.parameters or len(kind.parameters) == len(value.parameters)


_COMPOUND = {"list": _is_list, "context": _is_context, "range": _is_range, "function": _is_function}


def coerce(value: object, kind: Kind) -> tuple[object, bool]:
    """The value made to fit (FEEL spec 10.3.2.9.4: singleton list, to list, date to date and time), and if it fits."""
    if value is None:
        return None, True
    if is_of(value, kind):
        return (value, True) if _allows(value, kind) else (None, False)
    if isinstance(value, list) and len(value) == 1 and kind.name != "list":
        return coerce(value[0], kind)
    if kind.name == "list" and not isinstance(value, list) and is_of(value, kind.inside or ANY):
        return coerce([value], kind)
    if kind.name == "date and time" and isinstance(value, date | FarDate):
        return moment_on(value, time(tzinfo=UTC)), True
    return None, False


def unfit(value: object, kind: Kind) -> str:
    """Why a value does not fit a kind, as the rest of a sentence that begins with its name."""
    if is_of(value, kind):
        return f"is a {kind_of(value)}, but not one of the values that are allowed for it"
    if kind.name == "context" and isinstance(value, dict):
        missing = [name for name, inside in kind.fields if not (name in value and _fits(value[name], inside))]
        return (
            f"is a context, but «{missing[0]}» is missing or of another type" if missing else "does not fit"
        )
    return f"is {kind_of(value)}, expected {kind.name}"


def _fits(value: object, kind: Kind) -> bool:
    return value is None or is_of(value, kind)


def _allows(value: object, kind: Kind) -> bool:
    """Whether the value and all inside are among the allowed values."""
    if kind.allowed is not None and kind.allowed(value) is not True:
        return False
    if isinstance(value, list) and kind.inside is not None:
        return all(item is None or _allows(item, kind.inside) for item in value)
    if isinstance(value, dict):
        return all(value[name] is None or _allows(value[name], inside) for name, inside in kind.fields)
    return True


def named(name: str, types: Mapping[str, Kind]) -> Kind | None:
    """The kind of that name: built in, an alias of XML's names, or defined by the model; None if unknown."""
    name = ALIASES.get(name, name)
    if name in types:
        return types[name]
    if name in SIMPLE:
        return Kind(name)
    return None
