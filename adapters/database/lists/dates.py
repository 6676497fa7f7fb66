"""What has a day: deadlines and meetings to come."""

from datetime import datetime

from adapters.database.deadlines import deadlines_statement
from adapters.database.lists.asking import Asking, downwards, lines_of
from adapters.database.meetings import meetings_statement
from cases.access import AT_WORK
from cases.lists import DeadlineLine, MeetingAhead, Viewer
from cases.rows import Invitation
from engine.rows import Wait


class DateLists(Asking):
    """Deadlines and meetings."""

    def deadlines(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        mine: bool,
        is_stopped: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        after: tuple[datetime, int] | None = None,
        limit: int = 50,
    ) -> list[DeadlineLine]:
        """Timers of running cases, those due first first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values |= {name: at for name, at in (("since", since), ("until", until)) if at is not None}
        if after is not None:
            values |= {"last": after[0], "cursor": downwards(after[1])}
        statement = deadlines_statement(
            mine, is_stopped, since is not None, until is not None, after is not None, absent
        )
        return lines_of(DeadlineLine, self._work.run(Wait, 0, statement, values))

    def meetings(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        since: datetime,
        until: datetime | None = None,
        limit: int = 50,
    ) -> list[MeetingAhead]:
        """Planned meetings that the viewer, or somebody whom they stand in for, is invited to, the next one first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values |= {"since": since} | ({} if until is None else {"until": until})
        statement = meetings_statement(until is not None, absent)
        return lines_of(MeetingAhead, self._work.run(Invitation, 0, statement, values))
