"""What a version of the plan says otherwise than the one that it takes the place of."""

from dataclasses import dataclass

from cases.plan_content import Goal
from cases.views.plan import MeasureView, PlanView


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What is new, otherwise or gone since the version with this number; measures by their keys."""

    number: int
    new_goals: frozenset[Goal]
    gone_goals: tuple[Goal, ...]
    new: frozenset[int]
    otherwise: frozenset[int]
    gone: tuple[MeasureView, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.new_goals or self.gone_goals or self.new or self.otherwise or self.gone)


def changes_since(before: PlanView, after: PlanView) -> PlanChanges:
    """The differences between two versions that the reader may read. A goal is another one as soon as a word of it is."""
    known = {one.origin: one for one in before.measures}
    kept = {one.origin for one in after.measures}
    return PlanChanges(
        before.number,
        frozenset(after.goals) - frozenset(before.goals),
        tuple(goal for goal in before.goals if goal not in after.goals),
        frozenset(one.key for one in after.measures if one.origin not in known),
        frozenset(
            one.key for one in after.measures if one.origin in known and _differs(known[one.origin], one)
        ),
        tuple(one for one in before.measures if one.origin not in kept),
    )


def _differs(before: MeasureView, after: MeasureView) -> bool:
    return before.offer != after.offer or before.institution.key != after.institution.key
