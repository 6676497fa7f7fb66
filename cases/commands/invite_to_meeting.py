"""Who is invited to a meeting changes: some come to it, some are taken out, some come to other parts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cases.commands.call_meeting import answer_of
from cases.mails import CANCEL, REQUEST, tell
from cases.meetings.conveners import case_of_meeting, meeting_of
from cases.meetings.invitations import asked_anew, coming, invitation_for, withdrawn
from cases.meetings.inviting import check_invited
from cases.meetings.states import INVITED, PLANNED, TAKEN_OUT
from cases.meetings.topics import topics_of, written_parts
from cases.meetings.untold import untold
from cases.rows import Invitation
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def invite_to_meeting(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    invited: Mapping[int, Sequence[int]],
    request: Request | None = None,
) -> Json:
    """Invite these users, each to parts, and nobody else of whom the actor is told; answers stand where nothing changes. Answer
    as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, MeetingRefused, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        row, by = meeting_of(running, meeting_key, version, must_be=PLANNED)
        work = running.work
        wanted = {one.user_key: one for one in check_invited(by, topics_of(row), invited)}
        changed = replace(row, sequence=row.sequence + 1, version=row.version + 1)
        work.replace(changed)
        rows = work.find(Invitation, meeting_key=row.key)
        stay = untold(running, rows)  # whoever does not know of somebody takes nobody out
        known = {one.user_key: one for one in rows if one.key not in stay}
        asked, gone = [], []
        for key, one in wanted.items():
            before = known.get(key)
            if before is None:
                asked.append(coming(invitation_for(engine.keys, changed, one), actor, running.now))
                work.add(asked[-1])
            elif before.state != INVITED or before.parts != written_parts(one.parts):
                again = replace(before, state=INVITED, withdrawn_because=None, parts=written_parts(one.parts))
                again = coming(asked_anew(again), actor, running.now)
                work.replace(again)
                asked.append(again)
        for key, before in known.items():
            if key not in wanted and before.state == INVITED:
                gone.append(withdrawn(before, TAKEN_OUT))
                work.replace(gone[-1])
        tell(work, engine.keys, changed, asked, REQUEST)
        tell(work, engine.keys, changed, gone, CANCEL)
        running.log("MEETING_INVITATIONS_CHANGED", None, {"meeting": str(row.key)})
        return answer_of(changed)

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
