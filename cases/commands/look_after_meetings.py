"""What time and others do to meetings: those invited are reminded, an invitation ends with what it rests on, a meeting with its
case. Each step is a transaction of its own, so several workers do it once.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

from cases.mails import CANCEL, tell
from cases.meetings.invitations import ended_for, live, withdrawn
from cases.meetings.lapsing import lapsed_in
from cases.meetings.states import CANCELLED, DECLINED, INVITED, LAPSED, PLANNED, REMINDER
from cases.meetings.telling import tell_model
from cases.meetings.times import reminder_after
from cases.rows import Case, Grant, Invitation, Meeting, Participant
from engine.commands.set_aside import by_itself
from engine.engine import Engine
from engine.errors import Json
from engine.rows import Instance
from engine.running import Running
from engine.store import Unreachable, Work
from engine.transaction import on_case, repeated

MOST = 1000


def remind_of_meetings(engine: Engine) -> int:
    """Remind those invited to meetings that are near, except who has declined. How many meetings it was."""
    with engine.store.reading() as work:
        near = work.earliest(Meeting, "reminds_at", until=engine.clock.now(), limit=MOST)
    return sum(bool(by_itself(engine, row.case_key, partial(_remind, engine, row.key))) for row in near)


def _remind(engine: Engine, meeting_key: int) -> bool:
    """Whether it had to be, and no other worker has done it."""

    def command(work: Work) -> bool:
        row, now = work.get(Meeting, meeting_key), engine.clock.now()
        if row is None or row.reminds_at is None or now < row.reminds_at:
            return False
        case, instance = work.get(Case, row.case_key), work.get(Instance, row.case_key)
        assert case is not None
        assert instance is not None
        package = engine.versions.get(work, case.procedure_version_key)
        rules = package.manifest.meetings.get(row.kind)
        following = reminder_after(package, rules, row.begins_at, now) if rules else None
        work.replace(replace(row, reminds_at=following, version=row.version + 1))
        if rules is not None and now < row.begins_at and case.closed_at is None and not instance.is_held:
            gone = lapsed_in(work, row, rules, now)
            told = [one for one in live(work, row) if one.key not in gone and one.answer != DECLINED]
            tell(work, engine.keys, row, told, REMINDER)
        return True

    return repeated(engine, command)


def settle_meetings(engine: Engine) -> int:
    """Take back invitations whose release, authority or place has ended, and cancel what is planned in cases that have ended.
    How many meetings changed."""
    now = engine.clock.now()
    with engine.store.reading() as work:
        concerned = [
            row for row in work.find(Meeting, state=PLANNED) if _may_be_concerned(engine, work, row, now)
        ]
    return sum(_settle(engine, row) for row in concerned)


def _may_be_concerned(engine: Engine, work: Work, row: Meeting, now: datetime) -> bool:
    """Where that can't be told, it is asked once more where the case is changed: there it becomes this case's mistake, and no
    other meeting's."""
    try:
        return _is_concerned(engine, work, row, now)
    except Unreachable:
        raise
    except Exception:  # noqa: BLE001  # whatever it is: it comes again, where it is told
        return True


def _is_concerned(engine: Engine, work: Work, row: Meeting, now: datetime) -> bool:
    of_case = {"case_key": row.case_key}
    work.ahead(
        (Case, {"key": row.case_key}),
        (Invitation, {"meeting_key": row.key, "state": INVITED}),
        (Grant, {**of_case, "revoked_at": None}),
        (Participant, of_case),
    )
    case = work.get(Case, row.case_key)
    assert case is not None
    rules = engine.versions.get(work, case.procedure_version_key).manifest.meetings.get(row.kind)
    return case.closed_at is not None or (rules is not None and bool(lapsed_in(work, row, rules, now)))


def _settle(engine: Engine, seen: Meeting) -> bool:
    """Whether it had to be. What fails is tried in the next round, and keeps no other meeting waiting."""
    done = by_itself(
        engine,
        seen.case_key,
        lambda: on_case(
            engine, lambda work: seen.case_key, None, None, lambda running: _settled(running, seen.key)
        ),
    )
    return done is not None and bool(done["changed"])


def _settled(running: Running, meeting_key: int) -> Json:
    work, row = running.work, running.work.get(Meeting, meeting_key)
    if row is None or row.state != PLANNED:
        return {"changed": False}
    codes = {"meeting": str(row.key)}
    if running.instance.ended_at is not None:
        ended = replace(
            row,
            state=CANCELLED,
            sequence=row.sequence + 1,
            version=row.version + 1,
            reminds_at=None,
            ended_at=running.now,
        )
        told = ended_for(work, row, running.package.manifest.meetings.get(row.kind), running.now)
        work.replace(ended)
        tell(work, running.engine.keys, ended, told, CANCEL)
        running.log_by_itself("MEETING_CANCELLED", None, codes)
        tell_model(running, row.kind)
        return {"changed": True}
    rules = running.package.manifest.meetings.get(row.kind)
    gone = lapsed_in(work, row, rules, running.now) if rules else frozenset()
    if not gone:
        return {"changed": False}
    changed = replace(row, sequence=row.sequence + 1, version=row.version + 1)
    work.replace(changed)
    taken = [withdrawn(one, LAPSED) for one in live(work, row) if one.key in gone]
    for one in taken:
        work.replace(one)
    tell(work, running.engine.keys, changed, taken, CANCEL)
    running.log_by_itself("INVITATION_LAPSED", None, codes)
    return {"changed": True}
