"""A meeting was held: who was there, for which parts, is noted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cases.commands.call_meeting import answer_of
from cases.meetings.conveners import case_of_meeting, meeting_of
from cases.meetings.invitations import ended_for
from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import HELD, INVITED, PLANNED
from cases.meetings.telling import tell_model
from cases.meetings.topics import parts_of, written_parts
from cases.meetings.untold import untold
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def hold_meeting(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    attended: Mapping[int, Sequence[int]],
    request: Request | None = None,
) -> Json:
    """Note that a meeting was held: `attended` are the parts by user (0: the person). Answer as of call_meeting.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingIsOver, MeetingRefused (it has not begun, nobody was there, somebody
    was there for a part they were not invited to), CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        row, by = meeting_of(running, meeting_key, version, must_be=PLANNED)
        work = running.work
        if running.now < row.begins_at:
            raise MeetingRefused("attended", "not-begun")
        if not any(attended.values()):
            raise MeetingRefused("attended", "nobody")
        rows = {one.user_key: one for one in ended_for(work, row, by.rules, running.now)}
        hidden = untold(running, rows.values())
        for key, parts in attended.items():
            if key not in rows or rows[key].key in hidden or set(parts) - set(parts_of(rows[key].parts)):
                raise MeetingRefused("attended", "not-invited", key)
            if parts and rows[key].state != INVITED:
                raise MeetingRefused("attended", "no-release", key)
        for key, one in rows.items():
            was = written_parts(attended.get(key, ()))
            work.replace(replace(one, attended=was, version=one.version + 1))
        held = replace(row, state=HELD, version=row.version + 1, reminds_at=None, ended_at=running.now)
        work.replace(held)
        running.log("MEETING_HELD", None, {"meeting": str(row.key)})
        tell_model(running, row.kind)
        return answer_of(held)

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
