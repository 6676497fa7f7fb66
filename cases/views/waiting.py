"""What waits for somebody beside the steps, in all their cases, as the pages of these cases would say it too."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from cases.access import asks_of_sight
from cases.erasing import CaseErased
from cases.lists import INVITATION, SIGNATURE, Kind, Lists, WaitingLine, viewer_of
from cases.meetings.lapsing import lapsed_in
from cases.meetings.states import INVITED
from cases.rows import Case, Invitation, Meeting, Participant, Plan, User
from cases.views.plan_line import SIGN, view_plan_line
from cases.views.seen import see_case
from cases.views.wording import Wording
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.rows import Instance
from engine.store import Work
from forms import Text

ROUNDS = 3
"""So often more is asked for where what was found does not wait for the reader after all."""


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Something to answer. kind: invitation | measure | signature. `meeting`, its title, its beginning and `of`, whom the reader
    answers for where not for themselves, are of an invitation alone; measures of a case are one line."""

    key: int
    kind: Kind
    case_key: int
    reference: str
    procedure: Text
    meeting: int | None = None
    title: Text | None = None
    begins_at: datetime | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest first. `following`: from where it goes on, None where there is no more."""

    items: tuple[WaitingView, ...]
    following: int | None


def view_waiting(
    engine: Engine, lists: Lists, work: Work, actor: Actor, language: str, after: int | None, limit: int
) -> Waiting:
    """What an invitation, a plan or a signature waits for that the reader may give."""
    found: list[WaitingView] = []
    for _ in range(ROUNDS):
        lines = lists.waiting(viewer_of(actor), engine.clock.now(), after=after, limit=limit + 1)
        _ahead(work, actor, lines[:limit])
        for at, line in enumerate(lines[:limit]):
            if len(found) == limit:
                return Waiting(tuple(found), lines[at - 1].key if at else after)
            view = _view(engine, work, actor, line, language)
            found += [view] if view else []
        if len(lines) <= limit:
            return Waiting(tuple(found), None)
        after = lines[limit - 1].key
    return Waiting(tuple(found), after)


def _ahead(work: Work, actor: Actor, lines: Sequence[WaitingLine]) -> None:
    """What all of them will ask for, in two statements."""
    asked = [line.key for line in lines if line.kind == INVITATION]
    cases = sorted({line.case_key for line in lines})
    plans = sorted({line.case_key for line in lines if line.kind != INVITATION})
    work.ahead(
        *((Invitation, {"key": key}) for key in asked),
        *((Case, {"key": key}) for key in cases),
        *((Participant, {"case_key": key, "until": None}) for key in cases),
        *((Instance, {"key": key}) for key in plans),
        *((Plan, {"case_key": key}) for key in plans),
        *(ask for key in plans for ask in asks_of_sight(actor, key)),
    )
    meetings = sorted({row.meeting_key for key in asked if (row := work.get(Invitation, key))})
    work.ahead(
        *((Meeting, {"key": key}) for key in meetings),
        *((Invitation, {"meeting_key": key, "state": INVITED}) for key in meetings),
    )


def _view(engine: Engine, work: Work, actor: Actor, line: WaitingLine, language: str) -> WaitingView | None:
    """The line, or None where it does not wait for the reader."""
    if line.kind == INVITATION:
        return _invitation(engine, work, actor, line, language)
    with suppress(NotVisible, CaseErased):
        seen = see_case(engine, work, actor, line.case_key, language)
        plan = view_plan_line(work, seen)
        if plan is not None and plan.wanted and (plan.wanted == SIGN) == (line.kind == SIGNATURE):
            title = seen.wording.get("procedure.title")
            return WaitingView(line.key, line.kind, line.case_key, line.reference, title)
    return None


def _invitation(
    engine: Engine, work: Work, actor: Actor, line: WaitingLine, language: str
) -> WaitingView | None:
    package = engine.versions.get(work, line.procedure_version_key)
    row = work.get(Invitation, line.key)
    meeting = work.get(Meeting, row.meeting_key) if row else None
    rules = package.manifest.meetings.get(meeting.kind) if meeting else None
    case = work.get(Case, line.case_key)
    if row is None or meeting is None or rules is None or case is None or case.closed_at is not None:
        return None
    if row.key in lapsed_in(work, meeting, rules, engine.clock.now()):
        return None
    wording = Wording(package, language)
    user = work.get(User, row.user_key) if row.user_key != actor.user_key else None
    return WaitingView(
        line.key,
        line.kind,
        line.case_key,
        line.reference,
        wording.get("procedure.title"),
        meeting.key,
        wording.get(rules.text),
        meeting.begins_at,
        user.name if user else None,
    )
