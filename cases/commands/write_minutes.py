"""What was said at a meeting is written down, by part and category; written otherwise, what stood there stays as an earlier
version.
"""

from dataclasses import replace

from cases.meetings.conveners import case_of_meeting, may_write, meeting_of
from cases.meetings.refusals import MeetingChanged, MeetingRefused
from cases.meetings.states import HELD, LONGEST_MINUTES
from cases.meetings.told import place_of
from cases.meetings.topics import topics_of
from cases.rows import Minutes
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed
from engine.running import Running
from engine.transaction import Request, on_case


def write_minutes(
    engine: Engine,
    actor: Actor,
    meeting_key: int,
    version: int,
    part: int,
    category: str,
    text: str,
    number: int = 0,
    request: Request | None = None,
) -> Json:
    """Write what was said of a category in a part; `number` is the version of that text that was seen, 0 for none.
    Answer: {minutes, meeting, case, version, number}.

    Raises NotVisible, NotAllowed, MeetingChanged, MeetingNotHeld, MeetingRefused, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        meeting, by = meeting_of(running, meeting_key, version, must_be=HELD)
        work, topics = running.work, topics_of(meeting)
        if not 1 <= part <= len(topics):
            raise MeetingRefused("part", "no-such-part")
        if category not in topics[part - 1]:
            raise MeetingRefused("category", "not-spoken-of")
        if not text.strip():
            raise MeetingRefused("text", "missing")
        if len(text) > LONGEST_MINUTES:
            raise MeetingRefused("text", "too-long")
        found = work.find(Minutes, meeting_key=meeting.key, part=part, category=category, replaced_at=None)
        before = found[0] if found else None
        if not may_write(by.sight, category, before):
            raise NotAllowed
        if (before.number if before else 0) != number:
            raise MeetingChanged(meeting.version)
        row = Minutes(
            engine.keys(),
            meeting.case_key,
            meeting.key,
            part,
            category,
            str(actor.institution_key),
            number + 1,
            b"",
            actor.user_key,
            running.now,
            None,
        )
        sealed = engine.case_file.seal(work, meeting.case_key, text.strip().encode(), place_of(row))
        if before is not None:
            work.replace(replace(before, replaced_at=running.now))
        work.add(replace(row, sealed=sealed))
        running.log(
            "MINUTES_WRITTEN", None, {"meeting": str(meeting.key), "part": part, "category": category}
        )
        return {
            "minutes": str(row.key),
            "meeting": str(meeting.key),
            "case": str(meeting.case_key),
            "version": meeting.version,
            "number": row.number,
        }

    return on_case(engine, case_of_meeting(meeting_key), actor, request, body)
