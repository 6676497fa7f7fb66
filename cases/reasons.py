"""Why somebody did something with a case: written for the own institution, and read by it alone.

What a reason tells nobody knows beforehand, so no category and no grant opens it, not even to the office that opened the
case. This is the one place that keeps such reasons and finds them again. Reasons of answers to gateways are records of
the seats (`engine/commands/decide_gateway.py`) and none of these.
"""

from collections.abc import Collection

from cases.access import Sight
from cases.catalogue import CATEGORIES
from cases.rows import Record
from engine.errors import ReasonMissing
from engine.ports import Actor, Entry
from engine.running import Running
from engine.store import Work

CASE_ENDED = "reason.case_ended"
CASE_HELD = "reason.case_held"
CASE_RESUMED = "reason.case_resumed"
CASE_MIGRATED = "reason.case_migrated"
CASE_REPAIRED = "reason.case_repaired"
"""With the action behind it."""
RECORD_CORRECTED = "reason.record_corrected"
"""With the type of the record behind it."""
ACCESS_BROKEN = "reason.access_broken"
LEAD_CHANGED = "reason.lead_changed"
WORK_HANDED_OVER = "reason.work_handed_over"
ERASURE_PROPOSED = "reason.erasure_proposed"
ERASURE_HELD = "reason.erasure_held"
ERASURE_RELEASED = "reason.erasure_released"
DEADLINE_CHANGED = "reason.deadline_changed"
"""With the element of the timer behind it."""

KINDS = frozenset(
    {
        CASE_ENDED,
        CASE_HELD,
        CASE_RESUMED,
        CASE_MIGRATED,
        CASE_REPAIRED,
        RECORD_CORRECTED,
        ACCESS_BROKEN,
        LEAD_CHANGED,
        WORK_HANDED_OVER,
        ERASURE_PROPOSED,
        ERASURE_HELD,
        ERASURE_RELEASED,
        DEADLINE_CHANGED,
    }
)


def keep_reason(running: Running, actor: Actor, kind: str, reason: str, about: str = "") -> None:
    """Put a reason on record for the actor's institution; `about` is what the kind has behind it. Raises ReasonMissing."""
    assert kind in KINDS
    if not reason.strip():
        raise ReasonMissing
    owner = frozenset({str(actor.institution_key)})
    name = f"{kind}.{about}" if about else kind
    running.write([Entry(name, "reason", reason.strip(), CATEGORIES[-1], (), owner)], None)


def is_of_others(row: Record, sight: Sight) -> bool:
    """Whether a record is a reason that another institution wrote, which no category opens."""
    is_kept = any(row.type == kind or row.type.startswith(f"{kind}.") for kind in KINDS)
    return is_kept and str(sight.institution_key) not in row.owners.split(",")


def reasons_for(
    work: Work,
    sight: Sight,
    case_key: int,
    kind: str,
    about: Collection[str] | None = None,
    *,
    earlier: bool = False,
) -> list[Record]:
    """The reasons of a kind that the reader may read: those of their own institution, the last of each.

    `about` narrows to what the kind has behind it; `earlier`: those before too.
    """
    assert kind in KINDS
    types = [kind] if about is None else [f"{kind}.{one}" for one in sorted(about)]
    last = {} if earlier else {"replaced_at": None}
    rows = work.find(Record, case_key=case_key, type=types, **last) if types else []
    return [row for row in rows if str(sight.institution_key) in row.owners.split(",")]
