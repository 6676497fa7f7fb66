"""What somebody may see in lists: every line is joined with the grants of the viewer's institution.

A viewer sees a case if (1) an active grant gives the institution the case and (2) the viewer has the mandate
inside: the institution takes part in it through the viewer's unit, names the viewer or somebody away whom the viewer
stands in for (cases/absences.py); and a role that works on cases (designers and operators have none). A task or gateway appears for the seats the institution
holds. Pages are cut by key, newest first for cases, oldest first for work.
"""

from collections.abc import Callable
from typing import Protocol

from cases.lists.accesses import LISTED, AccessLists
from cases.lists.cases import RESTING, CaseLine, CaseLists, DueLine
from cases.lists.dates import DateLists, DeadlineLine, MeetingAhead, deadline_line, meeting_ahead
from cases.lists.figures import FigureLists
from cases.lists.handing import (
    RECEIVED,
    SENT,
    WAITING,
    HandingLists,
    HandoverLine,
    PacketLine,
    handover_line,
    packet_line,
)
from cases.lists.jobs import JobLists, JobsAsked
from cases.lists.loads import LoadLine, LoadLists, TandemLine
from cases.lists.notes import MentionLine, NoteLists
from cases.lists.operating import OperatingLists
from cases.lists.rav import RavLists
from cases.lists.viewers import Viewer, viewer_of
from cases.lists.waiting import (
    INVITATION,
    MEASURE,
    SIGNATURE,
    Kind,
    WaitingLine,
    WaitingLists,
)
from cases.lists.worklist import WorkLine, WorkLists
from engine.store import Work

__all__ = [
    "INVITATION",
    "LISTED",
    "MEASURE",
    "RECEIVED",
    "RESTING",
    "SENT",
    "SIGNATURE",
    "WAITING",
    "CaseLine",
    "DeadlineLine",
    "DueLine",
    "HandoverLine",
    "JobsAsked",
    "Kind",
    "Lists",
    "ListsOf",
    "LoadLine",
    "MeetingAhead",
    "MentionLine",
    "PacketLine",
    "TandemLine",
    "Viewer",
    "WaitingLine",
    "WorkLine",
    "deadline_line",
    "handover_line",
    "meeting_ahead",
    "packet_line",
    "viewer_of",
]


class Lists(
    CaseLists,
    WorkLists,
    WaitingLists,
    AccessLists,
    NoteLists,
    HandingLists,
    DateLists,
    RavLists,
    LoadLists,
    FigureLists,
    OperatingLists,
    JobLists,
    Protocol,
):
    """The lists of one moment, read in one transaction."""


ListsOf = Callable[[Work], Lists]
"""The lists that belong to a unit of work."""
