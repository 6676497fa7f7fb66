"""The worklist: open tasks and questions."""

from datetime import datetime

from adapters.database.lists.asking import Asking, lines_of, upwards
from adapters.database.questions import can_be_stored
from adapters.database.worklist import work_statement
from cases.access import AT_WORK
from cases.lists import Viewer, WorkLine
from engine.rows import Seat


class WorkLists(Asking):
    """What is open for people."""

    def work(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        mine: bool,
        subject: str | None = None,
        case_key: int | None = None,
        after: int | None = None,
        limit: int = 50,
    ) -> list[WorkLine]:
        """Open seats of the institution, oldest first; a page never parts the seats of one task or gateway."""
        if not can_be_stored(subject) or not can_be_stored(case_key):
            return []
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["cursor"] = upwards(after)
        if subject is not None:
            values["subject"] = subject
        if case_key is not None:
            values["case_key"] = case_key
        statement = work_statement(mine, subject is not None, case_key is not None, absent)
        return lines_of(WorkLine, self._work.run(Seat, 0, statement, values))
