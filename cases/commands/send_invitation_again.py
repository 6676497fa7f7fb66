"""An invitation that did not reach somebody is sent once more."""

from cases.commands.call_meeting import answer_of
from cases.mails import REQUEST, tell
from cases.meetings.conveners import case_of_invitation, meeting_of
from cases.meetings.lapsing import lapsed_in
from cases.meetings.refusals import InvitationLapsed, MeetingRefused
from cases.meetings.states import INVITED, PLANNED
from cases.meetings.untold import untold
from cases.rows import Invitation
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def send_invitation_again(
    engine: Engine, actor: Actor, invitation_key: int, version: int, request: Request | None = None
) -> Json:
    """Send it again: what still waits is superseded. `version`: the meeting's. Answer as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, InvitationLapsed, MeetingRefused (there is no address),
    CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        work = running.work
        row = work.get(Invitation, invitation_key)
        if row is None:
            raise NotVisible
        meeting, by = meeting_of(running, row.meeting_key, version, must_be=PLANNED)
        if untold(running, [row]):
            raise NotVisible
        if row.state != INVITED or row.key in lapsed_in(work, meeting, by.rules, running.now):
            raise InvitationLapsed
        if not tell(work, engine.keys, meeting, [row], REQUEST):
            raise MeetingRefused("invitation", "no-address", row.user_key)
        running.log("INVITATION_SENT_AGAIN", None, {"meeting": str(meeting.key)})
        return answer_of(meeting)

    return on_case(engine, case_of_invitation(invitation_key), actor, request, body)
