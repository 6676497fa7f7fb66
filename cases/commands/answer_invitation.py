"""Who is invited says whether they come; their deputy says it for them while they are away. What the person says is put down
by one of those who called the meeting.
"""

from dataclasses import replace

from cases.access import sight_in
from cases.meetings.conveners import case_of_invitation, may_call
from cases.meetings.lapsing import lapsed_in
from cases.meetings.refusals import InvitationLapsed, MeetingChanged, MeetingIsOver, NoMeetingsHere
from cases.meetings.seeing import answers_for, may_see
from cases.meetings.states import ACCEPTED, DECLINED, INVITED, PERSON, PLANNED
from cases.meetings.untold import untold
from cases.rows import Invitation, Meeting
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def answer_invitation(
    engine: Engine,
    actor: Actor,
    invitation_key: int,
    sequence: int,
    *,
    accepts: bool,
    request: Request | None = None,
) -> Json:
    """Say whether one comes. `sequence`: the meeting's that was seen. Answer: {invitation, meeting, case, answer, sequence}.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, InvitationLapsed, CaseClosed.
    """

    def body(running: Running) -> Json:
        work, sight = running.work, sight_in(running)
        row = work.get(Invitation, invitation_key)
        meeting = work.get(Meeting, row.meeting_key) if row else None
        if row is None or meeting is None:
            raise NotVisible
        rules = running.package.manifest.meetings.get(meeting.kind)
        if not may_see(work, actor, sight, meeting, rules, running.now) or untold(running, [row]):
            raise NotVisible
        if rules is None:
            raise NoMeetingsHere
        is_mine = row.user_key in answers_for(work, actor, running.now) and not sight.is_exceptional
        if not is_mine and not (row.user_key == PERSON and may_call(sight, rules)):
            raise NotAllowed
        running.require_open()
        if meeting.state != PLANNED:
            raise MeetingIsOver
        if row.state != INVITED or row.key in lapsed_in(work, meeting, rules, running.now):
            raise InvitationLapsed
        if meeting.sequence != sequence:
            raise MeetingChanged(meeting.version)
        answer = ACCEPTED if accepts else DECLINED
        work.replace(
            replace(
                row,
                answer=answer,
                answered_by=actor.user_key,
                answered_at=running.now,
                version=row.version + 1,
            )
        )
        running.log("INVITATION_ANSWERED", None, {"meeting": str(meeting.key), "answer": answer})
        return {
            "invitation": str(row.key),
            "meeting": str(meeting.key),
            "case": str(meeting.case_key),
            "answer": answer,
            "sequence": meeting.sequence,
        }

    return on_case(engine, case_of_invitation(invitation_key), actor, request, body)
