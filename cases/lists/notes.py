"""Notes, and who was mentioned in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer
from cases.rows import Note


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention that its reader has not seen yet, with the note's author."""

    key: int
    note_key: int
    case_key: int
    reference: str
    user_key: int
    institution_key: int
    created_at: datetime


class NoteLists(Protocol):
    """Notes and mentions."""

    def notes(
        self,
        case_key: int,
        institution_key: int,
        categories: frozenset[str],
        *,
        before: int | None = None,
        limit: int = 50,
    ) -> list[Note]:
        """Notes of a case, newest first: the institution's own, and those shared in one of the categories.

        Whether the reader sees the case, and which categories are open to them, is decided before (cases/access.py).
        """

    def mentions(
        self, viewer: Viewer, now: datetime, *, before: int | None = None, limit: int = 50
    ) -> list[MentionLine]:
        """Mentions of the viewer not seen yet, newest first, in notes that they may read now."""
