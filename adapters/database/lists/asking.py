"""With what every list of a viewer is asked."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from adapters.database.visible import absent_values
from adapters.database.work import DatabaseWork
from cases.absences import stood_in_for
from cases.lists import Viewer

LAST_KEY = 2**63 - 1

L = TypeVar("L")


class Asking:
    """One unit of work that lists are read through."""

    def __init__(self, work: DatabaseWork) -> None:
        self._work = work

    def asked(self, viewer: Viewer, now: datetime, limit: int) -> tuple[int, dict[str, Any]]:
        """How many colleagues the viewer stands in for, and what a statement is asked with."""
        absent = stood_in_for(self._work, viewer, now)
        return len(absent), _values(viewer, now, limit) | absent_values(absent)


def downwards(before: int | None) -> int:
    """Up to where a list goes on downwards, by key."""
    return LAST_KEY if before is None else max(min(before, LAST_KEY), -1)


def upwards(after: int | None) -> int:
    """From where a list goes on upwards, by key."""
    return -1 if after is None else max(min(after, LAST_KEY), -1)


def lines_of(make: Callable[..., L], found: Iterable[Any]) -> list[L]:
    return [make(*columns) for columns in found]


def _values(viewer: Viewer, now: datetime, limit: int) -> dict[str, Any]:
    return {
        "now": now,
        "user": viewer.user_key,
        "unit": viewer.unit_key,
        "institution": viewer.institution_key,
        "limit": max(limit, 0),
    }
