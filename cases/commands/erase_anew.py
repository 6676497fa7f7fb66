"""What was erased after a backup was made is erased again when that backup is restored."""

from dataclasses import replace

from cases.endings import CANCELLED
from cases.erasing import DONE, ERASED_ANEW, counted, erase, proposal_of
from cases.ledger import Erased
from cases.records import Records
from cases.rows import Case
from engine.engine import Engine
from engine.running import Running
from engine.store import Work


def erase_anew(engine: Engine, records: Records, work: Work, erased: Erased) -> bool:
    """Erase a case that the ledger knows as erased, inside the transaction that restores. Whether there was anything to
    erase: not where it is erased already, or was opened after the backup.

    The backup may have it from before its end: it is ended then. Two people decided on it once; nobody is asked again.
    """
    case = work.get(Case, erased.case_key)
    if case is None or case.erased_at is not None:
        return False
    running = Running.load(engine, work, case.key, None)
    if running.instance.ended_at is None:
        running.cancel(CANCELLED)
    running.log(ERASED_ANEW, None, {"erased_at": erased.at.isoformat(), "counts": counted(work, case.key)})
    running.settle()
    proposal = proposal_of(work, case.key)
    if proposal is not None:
        work.replace(replace(proposal, state=DONE, decided_at=erased.at))
    erase(work, records, work.get(Case, case.key) or case, erased.at)
    return True
