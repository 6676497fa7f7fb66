"""Consents end by themselves: the cases whose open work rests on one that has are suspended, and show it; what a model
does about it begins.
"""

from datetime import timedelta
from functools import partial

from cases.rows import Consent
from engine.clock import local_day
from engine.commands.recheck_facts import recheck_facts
from engine.commands.set_aside import by_itself
from engine.engine import Engine
from engine.errors import ProcessFailure
from engine.rows import Instance
from engine.running import Running

LOOKING_BACK = 400
"""Days: longer than any worker is down."""


def suspend_expired(engine: Engine) -> list[int]:
    """Suspend what rests on an expired consent, and let events happen that waited for its end. Keys of the cases that changed."""
    today = local_day(engine.clock.now())
    ended = [today - timedelta(days=days) for days in range(1, LOOKING_BACK + 1)]
    with engine.store.reading() as work:
        expired = {row.case_key for row in work.find(Consent, state="granted", valid_until=ended)}
        stands = {"key": sorted(expired), "status": ["running", "suspended", "incident"]}
        going = [row for row in work.find(Instance, **stands) if not row.is_held] if expired else []
    changed = [
        row.key for row in going if by_itself(engine, row.key, partial(_is_concerned, engine, row.key))
    ]
    for case_key in changed:
        by_itself(engine, case_key, partial(recheck_facts, engine, None, case_key))
    return changed


def _is_concerned(engine: Engine, case_key: int) -> bool:
    """In a transaction of its own: one that is lost on the way is no mistake of this case, nor of those after it.

    What is suspended already is concerned where an event waits for the end that has come: another consent may have ended
    before, or a timer or a person was quicker at that very moment. So is what has an incident: it goes on elsewhere.
    """
    with engine.store.reading() as work:
        running = Running.load(engine, work, case_key, None)
        status = running.instance.status
        try:
            return running.run.is_overdue or (status == "running" and running.is_resting)
        except (
            ProcessFailure
        ):  # what can't be computed becomes the case's incident once, and stops no other case
            return status != "incident"
