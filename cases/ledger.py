"""Which cases were erased, kept outside the database: a backup that is restored must not bring one of them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Erased:
    """A case that was erased, and when. Nothing else is known of it here."""

    case_key: int
    at: datetime


class Ledger(Protocol):
    """Grows only. Whoever writes to it twice changes nothing."""

    def note(self, erased: Iterable[Erased]) -> None:
        """Add those that are not in it yet. They are kept for good when this returns."""

    def entries(self) -> list[Erased]:
        """All that is in it."""


class MemoryLedger:
    """The twin in memory: for stories and tests, which restore nothing."""

    def __init__(self) -> None:
        self._entries: dict[int, Erased] = {}

    def note(self, erased: Iterable[Erased]) -> None:
        """Add those that are not in it yet."""
        for one in erased:
            self._entries.setdefault(one.case_key, one)

    def entries(self) -> list[Erased]:
        """All that is in it."""
        return list(self._entries.values())
