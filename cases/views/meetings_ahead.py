"""The meetings that somebody is invited to, or whom they stand in for: those to come, in all their cases."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.lists import Lists, viewer_of
from cases.meetings.lapsing import lapsed_in
from cases.rows import Meeting, User
from cases.views.wording import Wording
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class AheadView:
    """A meeting to come. `of`: the name of whom the reader stands in for, None where they are invited themselves."""

    key: int
    case_key: int
    reference: str
    procedure: Text
    title: Text
    begins_at: datetime
    ends_at: datetime
    sequence: int
    answer: str
    answer_label: Text
    of: str | None


def view_ahead(
    engine: Engine, lists: Lists, work: Work, actor: Actor, language: str, limit: int
) -> list[AheadView]:
    """Those that have not ended a day ago, the next one first; what has lapsed is left out."""
    now = engine.clock.now()
    found = []
    for line in lists.meetings(viewer_of(actor), now, since=now - timedelta(days=1), limit=limit):
        package = engine.versions.get(work, line.procedure_version_key)
        rules, row = package.manifest.meetings.get(line.kind), work.get(Meeting, line.key)
        if rules is None or row is None or line.invitation_key in lapsed_in(work, row, rules, now):
            continue
        wording = Wording(package, language)
        user = work.get(User, line.user_key) if line.user_key != actor.user_key else None
        found.append(
            AheadView(
                line.key,
                line.case_key,
                line.reference,
                wording.get("procedure.title"),
                wording.get(rules.text),
                line.begins_at,
                line.begins_at + timedelta(minutes=line.minutes),
                line.sequence,
                line.answer,
                wording.vocabulary("invitation_answers", line.answer),
                user.name if user else None,
            )
        )
    return found
