"""Somebody is back, or comes not to be away after all: from this moment on nobody stands in for them any more."""

from dataclasses import replace

from cases.absences import is_over, may_end, may_see
from cases.commands.record_absence import answer_of
from cases.rows import Absence, User
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor, NotAllowed, NotVisible
from engine.store import Work
from engine.transaction import Request, once


class AbsenceOver(TooLate):
    """This absence is over already."""

    code = "absence-over"


def end_absence(engine: Engine, actor: Actor, absence_key: int, request: Request | None = None) -> Json:
    """End an absence at once. Answer as of `record_absence`. Raises NotVisible, NotAllowed, AbsenceOver."""

    def body(work: Work) -> Json:
        now = engine.clock.now()
        row = work.get(Absence, absence_key)
        user = work.get(User, row.user_key) if row is not None else None
        if row is None or user is None or not may_see(actor, row, user):
            raise NotVisible
        if not may_end(actor, row, user):
            raise NotAllowed
        if is_over(row, local_day(now)):
            raise AbsenceOver
        ended = replace(row, ended_at=now, ended_by=actor.user_key)
        work.replace(ended)
        return answer_of(ended)

    return once(engine, actor, request, body)
