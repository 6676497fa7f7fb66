"""What waits for somebody beside the steps: an answer to an invitation or a measure, a signature."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol

from cases.lists.viewers import Viewer

Kind = Literal["invitation", "measure", "signature"]
INVITATION: Final = "invitation"
MEASURE: Final = "measure"
SIGNATURE: Final = "signature"
"""What is waited for. The key of a line is that of the invitation, the measure or the plan."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something that waits beside the steps of a case."""

    key: int
    kind: Kind
    case_key: int
    reference: str
    procedure_version_key: int


class WaitingLists(Protocol):
    """What waits beside the steps."""

    def waiting(
        self, viewer: Viewer, now: datetime, *, after: int | None = None, limit: int = 50
    ) -> list[WaitingLine]:
        """Oldest first: invitations without an answer to planned meetings that have not begun, of the viewer or whom they stand
        in for; measures proposed to their institution (the first of each case), and plans that it has to sign, where the case is running and open to it.
        Never by exception alone. Whether the viewer may act is decided by the view.
        """
