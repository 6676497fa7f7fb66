"""Where somebody is mentioned and has not looked yet: who wrote when in which case, never what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.lists import MentionLine
from cases.rows import Institution, User
from cases.views.wording import Badge, badge_of
from engine.store import Work


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention that waits to be seen."""

    key: int
    note_key: int
    case_key: int
    reference: str
    author: str
    institution: Badge
    created_at: datetime


def view_mentions(work: Work, lines: Sequence[MentionLine], language: str) -> list[MentionView]:
    """Mentions with the names of those who wrote, in two queries."""
    if not lines:
        return []
    authors = work.find(User, key=sorted({line.user_key for line in lines}))
    bodies = work.find(Institution, key=sorted({line.institution_key for line in lines}))
    names = {user.key: user.name for user in authors}
    badges = {row.key: badge_of(row, language) for row in bodies}
    return [
        MentionView(
            line.key,
            line.note_key,
            line.case_key,
            line.reference,
            names.get(line.user_key, ""),
            badges[line.institution_key],
            line.created_at,
        )
        for line in lines
    ]
