"""What those who operate Brücke look after."""

from datetime import datetime
from typing import Protocol

from cases.operating import Figures, StoppedGroup, StoppedLine


class OperatingLists(Protocol):
    """The whole house, counted."""

    def figures(self, now: datetime) -> Figures:
        """What is to be done in the whole house, counted: for those who operate it, and nobody's in particular."""

    def stopped(
        self,
        *,
        procedure: str | None = None,
        code: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[StoppedLine]:
        """Open incidents of all cases, newest first; whether the reader operates Brücke is decided before."""

    def stopped_groups(self) -> list[StoppedGroup]:
        """How many incidents are open, by procedure and code, in this order."""
