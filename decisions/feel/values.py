"""The values FEEL knows beside Python's own (None, bool, str, Decimal, date, time, datetime, list, dict)."""

import decimal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from decisions.feel.extremes import FarDate, FarMoment

# IEEE 754 decimal128, FEEL spec 10.3.2.3.1: 34 digits, half even; what leaves the range is an error, not infinity.
DECIMAL128 = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
MAX_MONTHS = 12 * 999_999_999
MAX_MICROSECONDS = 999_999_999 * 86_400_000_000


class ForeignValueError(TypeError):
    """The scope holds something FEEL cannot work with; give text, numbers, booleans, dates, lists or contexts."""


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration of calendar months, may be negative."""

    total: int

    def __post_init__(self) -> None:
        if abs(self.total) > MAX_MONTHS:
            raise OverflowError("a duration may have at most 999999999 years")

    @property
    def years(self) -> int:
        return abs(self.total) // 12 * (-1 if self.total < 0 else 1)

    @property
    def months(self) -> int:
        return abs(self.total) % 12 * (-1 if self.total < 0 else 1)

    def __str__(self) -> str:
        years, months = divmod(abs(self.total), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.total < 0 else "") + "P" + (parts or "0M")


@dataclass(frozen=True, slots=True, order=True)
class DaysTime:
    """A duration of exact length in microseconds, may be negative."""

    total: int

    def __post_init__(self) -> None:
        if abs(self.total) > MAX_MICROSECONDS:
            raise OverflowError("a duration may have at most 999999999 days")

    @classmethod
    def of(cls, span: timedelta) -> "DaysTime":
        return cls(span // timedelta(microseconds=1))

    @property
    def span(self) -> timedelta:
        return timedelta(microseconds=self.total)

    @property
    def parts(self) -> tuple[int, int, int, Decimal]:
        """Days, hours, minutes and seconds, all with the sign of the whole."""
        sign = -1 if self.total < 0 else 1
        minutes, micro = divmod(abs(self.total), 60_000_000)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        seconds = DECIMAL128.divide(Decimal(micro), Decimal(1_000_000))
        return sign * days, sign * hours, sign * minutes, sign * seconds

    def __str__(self) -> str:
        days, hours, minutes = (abs(part) for part in self.parts[:3])
        seconds = abs(self.parts[3])
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{seconds.normalize():f}S" if seconds else ""
        parts = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return ("-" if self.total < 0 else "") + "P" + (parts or "T0S")


@dataclass(frozen=True, slots=True)
class Range:
    """Values from start to end; an end that is left out (None) is open for ever.

    One written as a comparison, «(> 5)», never equals one written with its ends, «(5..null)».
    """

    start: object
    start_included: bool
    end: object
    end_included: bool
    comparison: bool = False


class Function:
    """A function as value: built in, written in FEEL, or from a DMN model."""

    __slots__ = ("call", "kinds", "name", "parameters")

    def __init__(
        self,
        name: str,
        parameters: tuple[str, ...],
        call: Callable[..., object],
        kinds: tuple[object, ...] = (),
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.call = call
        self.kinds = kinds


_AS_THEY_ARE = frozenset(
    {
        str,
        bool,
        type(None),
        Decimal,
        date,
        datetime,
        time,
        FarDate,
        FarMoment,
        YearsMonths,
        DaysTime,
        Range,
        Function,
    }
)


def admit(value: object) -> object:
    """The value as FEEL sees it: whole numbers and floats become Decimal, sequences lists, mappings contexts."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value if kind is not Decimal else _finite(value)
    if kind is list or kind is tuple:
        return [admit(item) for item in value]  # type: ignore[attr-defined]  # its type was just compared
    if isinstance(value, int):
        # A whole number longer than 34 digits is rounded, as a literal of that length would be.
        return DECIMAL128.create_decimal(value)
    if isinstance(value, float):
        return _finite(DECIMAL128.create_decimal(repr(value)))
    return _admit_others(value)


def _admit_others(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): admit(item) for key, item in value.items()}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, list | tuple):
        return [admit(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((admit(item) for item in value), key=str)
    if isinstance(value, timedelta):
        return DaysTime.of(value)
    if isinstance(value, date | time | FarDate | FarMoment | Decimal | Function):
        return value
    raise ForeignValueError(f"{type(value).__name__} is no FEEL value")


def _finite(value: object) -> object:
    return value if isinstance(value, Decimal) and value.is_finite() else None


def kind_of(value: object) -> str:
    """The name of the value's kind, in the words of the standard, for messages and comparisons."""
    name = _KINDS.get(type(value))
    if name is None:
        name = next((text for kind, text in _KINDS.items() if isinstance(value, kind)), type(value).__name__)
    return name


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    str: "string",
    Decimal: "number",
    datetime: "date and time",
    date: "date",
    time: "time",
    FarDate: "date",
    FarMoment: "date and time",
    YearsMonths: "years and months duration",
    DaysTime: "days and time duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}
