"""What those who operate Brücke look after."""

from datetime import datetime

from adapters.database import operating
from adapters.database.lists.asking import Asking
from cases.operating import Figures, StoppedGroup, StoppedLine


class OperatingLists(Asking):
    """The whole house, counted."""

    def figures(self, now: datetime) -> Figures:
        """What is to be done in the whole house."""
        return operating.figures(self._work, now)

    def stopped(
        self,
        *,
        procedure: str | None = None,
        code: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[StoppedLine]:
        """Open incidents of all cases, newest first."""
        return operating.stopped(self._work, procedure=procedure, code=code, before=before, limit=limit)

    def stopped_groups(self) -> list[StoppedGroup]:
        """How many incidents are open, by procedure and code."""
        return operating.stopped_groups(self._work)
