"""How many cases name whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer


@dataclass(frozen=True, slots=True)
class LoadLine:
    """How many open cases name somebody."""

    user_key: int
    cases: int


@dataclass(frozen=True, slots=True)
class TandemLine:
    """How many open cases name two professionals for the seats that act together."""

    first_key: int
    second_key: int
    cases: int


class LoadLists(Protocol):
    """The load of an institution's people."""

    def load(self, viewer: Viewer, now: datetime) -> list[LoadLine]:
        """Of the viewer's institution: how many open cases that it sees name whom, by user. Closed cases are not walked."""

    def tandems(self, viewer: Viewer, now: datetime, roles: frozenset[str]) -> list[TandemLine]:
        """Pairs named for these roles in open cases that the viewer sees, by their keys, the smaller first."""
