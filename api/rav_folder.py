"""The folder that RAV systems lay files into, looked at by one worker at a time."""

from contextlib import suppress
from datetime import timedelta

import structlog

from api.bootstrap import Bruecke
from api.rav_errors import error_file
from cases.commands.take_rav_file import take_rav_file
from cases.rav import FOLDER, QUARANTINED, RAV, Inbox
from cases.rows import Institution, RavFile, RavTurn
from cases.views.rav import faults_of
from engine.rows import AT_ONCE
from engine.store import Duplicate, Work
from engine.transaction import repeated

LEASE = 60.0
PAUSE = timedelta(seconds=2)
THE_TURN = 1
log = structlog.get_logger()


def take_folder(bruecke: Bruecke) -> int:
    """Take what lies in the folder, unless another worker does; how many files were moved.

    A worker that is killed leaves the file where it is, or its rows without the move: the next one takes it again, which has
    no effect but the move.
    """
    inbox = bruecke.rav.inbox()
    if inbox is None or not (mine := _my_turn(bruecke)):
        return 0
    try:
        return sum(_take(bruecke, inbox, name, code) for name, code in inbox.ready())
    finally:
        repeated(bruecke.engine, lambda work: _give_back(work, mine))


def _my_turn(bruecke: Bruecke) -> list[RavTurn]:
    """The turn, where it is free."""
    engine = bruecke.engine
    with engine.store.reading() as work:
        is_there = work.get(RavTurn, THE_TURN) is not None
    if not is_there:
        with suppress(Duplicate), engine.store.work() as work:
            work.add(RavTurn(THE_TURN, AT_ONCE, 1))
    return repeated(engine, lambda work: work.lease(RavTurn, "due_at", seconds=LEASE))


def _give_back(work: Work, mine: list[RavTurn]) -> None:
    """Unless it took so long that the turn is somebody else's by now."""
    turn = work.get(RavTurn, THE_TURN)
    if turn is not None and turn in mine:
        work.replace(RavTurn(turn.key, work.now() + PAUSE, turn.version + 1))


def _take(bruecke: Bruecke, inbox: Inbox, name: str, code: str | None) -> bool:
    engine = bruecke.engine
    with engine.store.reading() as work:
        found = work.find(Institution, type=RAV, rav_code=code) if code else []
    try:
        content, checksum = inbox.read(name)
        if len(found) != 1:
            log.warning("rav file of nobody", reason="name-wrong" if code is None else "other-rav")
            inbox.quarantine(name, error_file("name-wrong" if code is None else "other-rav", []))
            return True
        rav = found[0]
        read = bruecke.rav.read(name, content, checksum, rav.rav_code)
        answer = take_rav_file(engine, bruecke.vault, rav, read, FOLDER, None)
        with engine.store.reading() as work:
            row = work.get(RavFile, int(answer["file"]))
        assert row is not None
        if row.fault and row.status == QUARANTINED:
            inbox.quarantine(name, error_file(row.fault, []))
        else:
            faults = faults_of(row)
            inbox.done(name, error_file(row.fault, faults) if faults or row.fault else None)
    except OSError as error:
        log.warning("rav file not moved", error=type(error).__name__)
        return False
    return True
