"""What has become of the measures of a case, as somebody may know it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cases.plan_content import Offer, step_of
from cases.plans import CATEGORY, ENDED, STARTED
from cases.rows import MeasureStep
from cases.views.seen import Seen, Shown
from engine.clock import local_day
from engine.engine import Engine
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class StepView:
    """What an institution put on record of its measure."""

    state: str
    label: Text
    on: date
    note: str


class MeasureSteps:
    """The steps of the measures of a case: those that the reader may know, and which measures have others besides.

    A measure goes by its origin, which is the same in every version of the plan.
    """

    def __init__(self, engine: Engine, work: Work, seen: Seen) -> None:
        self._engine = engine
        self._work = work
        self._seen = seen
        rows = sorted(work.find(MeasureStep, case_key=seen.case.key), key=lambda one: one.number)
        self._told = [one for one in rows if seen.sight.may_read(CATEGORY, one.owners)]
        told = {one.key for one in self._told}
        self._kept_back = {one.origin_key for one in rows if one.key not in told}

    def of(self, origin: int) -> tuple[StepView, ...]:
        """What the reader may know of a measure; the last one counts."""
        return tuple(self._view(row) for row in self._told if row.origin_key == origin)

    def keeps_back(self, origin: int) -> bool:
        """Whether there are steps of a measure that the reader may not know."""
        return origin in self._kept_back

    def unsaid(self, offer: Offer, steps: tuple[StepView, ...]) -> str:
        """What should be on record by now and is not: started | ended; empty where nothing is missing."""
        today = local_day(self._engine.clock.now())
        if steps and steps[-1].state != STARTED:
            return ""
        if offer.ends < today:
            return ENDED
        return STARTED if offer.begins < today and not steps else ""

    def shown(self, origins: Collection[int]) -> Shown:
        """What the reader is told with these measures, as reading is put on record."""
        return frozenset((CATEGORY, one.owners) for one in self._told if one.origin_key in origins)

    def _view(self, row: MeasureStep) -> StepView:
        step = step_of(self._engine.case_file, self._work, row)
        return StepView(
            step.state, self._seen.wording.vocabulary("measure_steps", step.state), step.on, step.note
        )
