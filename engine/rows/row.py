"""What a row is."""

import dataclasses
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, TypeVar, cast


class Row:
    """A row of a table: a frozen dataclass whose fields are the columns, `key` first."""

    __slots__ = ()
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = ()
    key: int


R = TypeVar("R", bound=Row)


def in_utc(row: R) -> R:
    """The row with its moments in UTC, as a database gives them back. Raises ValueError for one without zone."""
    moments = {}
    for name in _names_of_moments(cast("Any", type(row))):
        value = getattr(row, name)
        if value is not None and value.tzinfo is not UTC:
            if value.tzinfo is None:
                raise ValueError("A moment needs its zone: take it from the Clock")
            moments[name] = value.astimezone(UTC)
    return cast("R", dataclasses.replace(cast("Any", row), **moments)) if moments else row


@cache
def _names_of_moments(kind: type[Row]) -> tuple[str, ...]:
    fields = dataclasses.fields(cast("Any", kind))
    return tuple(field.name for field in fields if field.type in {datetime, datetime | None})
