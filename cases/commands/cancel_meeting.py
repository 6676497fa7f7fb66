"""A meeting is cancelled, with the reason: it disappears from the calendars of those invited."""

from dataclasses import replace

from cases.commands.call_meeting import answer_of
from cases.mails import CANCEL, tell
from cases.meetings.conveners import case_of_meeting, meeting_of
from cases.meetings.invitations import ended_for
from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import CANCELLED, PLANNED
from cases.meetings.telling import tell_model
from cases.meetings.told import check_told, sealed_told, told_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def cancel_meeting(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    reason: str,
    request: Request | None = None,
) -> Json:
    """Cancel a meeting. Answer as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, MeetingRefused, CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        row, by = meeting_of(running, meeting_key, version, must_be=PLANNED)
        work, files = running.work, engine.case_file
        if not reason.strip():
            raise MeetingRefused("reason", "missing")
        told = check_told(replace(told_of(files, work, row), reason=reason))
        cancelled = replace(
            row,
            state=CANCELLED,
            sequence=row.sequence + 1,
            version=row.version + 1,
            sealed=sealed_told(files, work, row, told),
            reminds_at=None,
            ended_at=running.now,
        )
        told_of_end = ended_for(work, row, by.rules, running.now)
        work.replace(cancelled)
        tell(work, engine.keys, cancelled, told_of_end, CANCEL)
        running.log("MEETING_CANCELLED", None, {"meeting": str(row.key)})
        tell_model(running, row.kind)
        return answer_of(cancelled)

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
