"""A meeting is moved, or held elsewhere: all are asked anew, with a new number in their calendars."""

from dataclasses import replace
from datetime import datetime

from cases.commands.call_meeting import answer_of
from cases.mails import REQUEST, tell
from cases.meetings.conveners import case_of_meeting, meeting_of
from cases.meetings.invitations import asked_anew, coming, live
from cases.meetings.lapsing import lapsed_in
from cases.meetings.refusals import MeetingRefused
from cases.meetings.seeing import may_read_words
from cases.meetings.states import PLANNED
from cases.meetings.telling import tell_model
from cases.meetings.times import check_when, reminder_after
from cases.meetings.told import Told, check_told, sealed_told, told_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def move_meeting(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    begins_at: datetime,
    minutes: int,
    told: Told,
    request: Request | None = None,
) -> Json:
    """Move a meeting. `version`: what the actor saw. To whom the agenda is closed, it stays as it is. Answer as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, MeetingRefused, CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        row, by = meeting_of(running, meeting_key, version, must_be=PLANNED)
        work = running.work
        check_when(running.now, begins_at, minutes)
        agenda = told.agenda
        if not may_read_words(by.sight, row):
            if agenda.strip():
                raise MeetingRefused("agenda", "closed")
            agenda = told_of(engine.case_file, work, row).agenda
        new = check_told(Told(told.place, agenda))
        moved = replace(
            row,
            begins_at=begins_at,
            minutes=minutes,
            sequence=row.sequence + 1,
            version=row.version + 1,
            sealed=sealed_told(engine.case_file, work, row, new),
            reminds_at=reminder_after(running.package, by.rules, begins_at, running.now),
        )
        work.replace(moved)
        gone = lapsed_in(work, row, by.rules, running.now)
        asked = [coming(asked_anew(one), actor, running.now) for one in live(work, row)]
        for one in asked:
            work.replace(one)
        tell(work, engine.keys, moved, [one for one in asked if one.key not in gone], REQUEST)
        running.log("MEETING_MOVED", None, {"meeting": str(row.key), "sequence": moved.sequence})
        tell_model(running, row.kind)
        return answer_of(moved)

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
