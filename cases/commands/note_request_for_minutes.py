"""The person asks to see what was said at a meeting without them: that is noted, and from then on they get it with the rest."""

from dataclasses import replace
from datetime import date

from cases.commands.call_meeting import answer_of
from cases.meetings.conveners import case_of_meeting, meeting_of
from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import HELD
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


class AskedAlready(TooLate):
    """It is noted already that the person asked for this."""

    code = "asked-already"


def note_request_for_minutes(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    on: date,
    request: Request | None = None,
) -> Json:
    """Note on which day the person asked. Answer as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingNotHeld, MeetingRefused, AskedAlready, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        row, by = meeting_of(running, meeting_key, version, must_be=HELD)
        if all(part.with_person for part in by.rules.parts):
            raise MeetingRefused("on", "was-there")
        if row.asked_on is not None:
            raise AskedAlready
        if on > local_day(running.now):
            raise MeetingRefused("on", "in-the-future")
        if on < local_day(row.begins_at):
            raise MeetingRefused("on", "before-the-meeting")
        asked = replace(
            row,
            version=row.version + 1,
            asked_on=on,
            asked_noted_by=actor.user_key,
            asked_noted_at=running.now,
        )
        running.work.replace(asked)
        running.log("MINUTES_ASKED_FOR", None, {"meeting": str(row.key)})
        return answer_of(asked)

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
