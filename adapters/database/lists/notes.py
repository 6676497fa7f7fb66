"""Notes, and who was mentioned in them."""

from datetime import datetime

from adapters.database.lists.asking import Asking, downwards, lines_of
from adapters.database.notes import mentions_statement, notes_statement
from cases.access import AT_WORK
from cases.lists import MentionLine, Viewer
from cases.rows import Mention, Note


class NoteLists(Asking):
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
        """The institution's own notes and those shared in these categories, newest first."""
        values = {
            "case_key": case_key,
            "institution": institution_key,
            "cursor": downwards(before),
            "limit": max(limit, 0),
        } | {f"category_{number}": code for number, code in enumerate(sorted(categories))}
        return lines_of(Note, self._work.run(Note, 0, notes_statement(len(categories)), values))

    def mentions(
        self, viewer: Viewer, now: datetime, *, before: int | None = None, limit: int = 50
    ) -> list[MentionLine]:
        """Mentions not seen yet, newest first, in notes that the viewer may read."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["cursor"] = downwards(before)
        return lines_of(MentionLine, self._work.run(Mention, 0, mentions_statement(absent), values))
