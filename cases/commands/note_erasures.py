"""The ledger of erasures hears of every case that the database knows as erased: whatever was cut off in between."""

from cases.erasing import DONE
from cases.ledger import Erased, Ledger
from cases.rows import Erasure
from engine.engine import Engine


def note_erasures(engine: Engine, ledger: Ledger) -> None:
    """Put into the ledger what was erased and is not in it yet: a process may have been killed after its commit."""
    with engine.store.reading() as work:
        done = work.find(Erasure, state=DONE)
    ledger.note(Erased(row.case_key, row.decided_at) for row in done if row.decided_at is not None)
