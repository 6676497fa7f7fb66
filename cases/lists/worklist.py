"""The worklist: open tasks and questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A task or an open question in a worklist, through one seat of the viewer's institution."""

    key: int
    subject: str  # task | gateway
    case_key: int
    reference: str
    procedure: str
    procedure_version_key: int
    element: str
    kind: str  # form, fact, rule or judgement
    role: str
    waits_for: str | None
    assignee: int | None
    proposal: str | None
    filled_by: int | None
    version: int
    created_at: datetime


class WorkLists(Protocol):
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
        """Open seats of the institution, oldest first. `mine`: assigned to the viewer, or near to them and
        assigned to nobody or to somebody whom they stand in for. Gateways that wait for a fact are not work of a seat and don't appear."""
