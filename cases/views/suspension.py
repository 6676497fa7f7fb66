"""Open work that rests on a consent which is not in force: it rests, and says by which consent."""

from cases.views.seen import Seen
from engine.engine import Engine
from engine.errors import ConsentNotInForce
from engine.legal_basis import require_legal_basis
from engine.rows import Gateway, Task
from engine.store import Work
from forms import Text


def suspended_by(engine: Engine, work: Work, seen: Seen, subject: Task | Gateway) -> Text | None:
    """The consent that an open task or gateway rests on and that is not in force."""
    if subject.status != "open":
        return None
    try:
        require_legal_basis(
            seen.package, engine.case_file, work, seen.case.key, subject.element, engine.clock.now()
        )
    except ConsentNotInForce as error:
        return seen.wording.vocabulary("consent_type", error.consent)
    return None
