"""Somebody calls a meeting about a case: when, where, what is spoken of in each part, who is invited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.mails import REQUEST, tell
from cases.meetings.conveners import convener
from cases.meetings.invitations import coming, invitation_for
from cases.meetings.inviting import check_invited
from cases.meetings.states import PLANNED
from cases.meetings.telling import tell_model
from cases.meetings.times import check_when, reminder_after, usual_minutes
from cases.meetings.told import Told, check_told, sealed_told
from cases.meetings.topics import check_topics, written_topics
from cases.rows import Meeting
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting. `minutes`, `topics` (by part) and `invited` (parts, by user) are what the package foresees where they are
    None."""

    kind: str
    begins_at: datetime
    told: Told
    minutes: int | None = None
    topics: Sequence[Sequence[str]] | None = None
    invited: Mapping[int, Sequence[int]] | None = None


def call_meeting(
    engine: Engine, actor: Actor, case_key: int, new: NewMeeting, request: Request | None = None
) -> Json:
    """Call a meeting; invitations leave by mail. Answer: {meeting, case, version, sequence, state}.

    Raises NotVisible, NotAllowed, NoMeetingsHere, MeetingRefused, CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        by, work = convener(running, new.kind), running.work
        minutes = usual_minutes(running.package, by.rules) if new.minutes is None else new.minutes
        check_when(running.now, new.begins_at, minutes)
        told, topics = check_told(new.told), check_topics(by.rules, new.topics)
        wanted = check_invited(by, topics, new.invited)
        meeting = Meeting(
            key=engine.keys(),
            case_key=case_key,
            institution_key=actor.institution_key,
            kind=new.kind,
            state=PLANNED,
            begins_at=new.begins_at,
            minutes=minutes,
            topics=written_topics(topics),
            sequence=0,
            version=1,
            sealed=b"",
            called_by=actor.user_key,
            called_at=running.now,
            reminds_at=reminder_after(running.package, by.rules, new.begins_at, running.now),
            ended_at=None,
            asked_on=None,
            asked_noted_by=None,
            asked_noted_at=None,
        )
        meeting = replace(meeting, sealed=sealed_told(engine.case_file, work, meeting, told))
        rows = [coming(invitation_for(engine.keys, meeting, one), actor, running.now) for one in wanted]
        work.add(meeting, *rows)
        tell(work, engine.keys, meeting, rows, REQUEST)
        running.log("MEETING_CALLED", None, {"meeting": str(meeting.key), "kind": new.kind})
        tell_model(running, new.kind)
        return answer_of(meeting)

    return on_case(engine, lambda work: case_key, actor, request, body)


def answer_of(meeting: Meeting) -> Json:
    """What every command about a meeting answers."""
    return {
        "meeting": str(meeting.key),
        "case": str(meeting.case_key),
        "version": meeting.version,
        "sequence": meeting.sequence,
        "state": meeting.state,
    }
