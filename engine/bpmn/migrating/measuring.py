"""What a new version means for all running cases of a procedure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.bpmn.migrating.planning import NO_MAPPING, planned
from engine.bpmn.migrating.situation import Situation, Versions
from engine.bpmn.migrating.verdicts import Plan, Verdict, worst
from engine.bpmn.run import Process


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that stand at the same elements, get the same verdict for the same reasons and pass by the same elements."""

    position: tuple[str, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    cases: tuple[int, ...]
    passes_by: tuple[str, ...] = ()
    names_passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """The plan of each case by its key, and the groups: the worst first, then the largest."""

    plans: Mapping[int, Plan]
    groups: tuple[Group, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of all cases."""
        return worst([group.verdict for group in self.groups])

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many cases get which verdict."""
        found = dict.fromkeys(Verdict, 0)
        for group in self.groups:
            found[group.verdict] += len(group.cases)
        return found


def impact(
    old: Process, new: Process, states: Iterable[tuple[int, bytes]], mapping: Mapping[str, str] = NO_MAPPING
) -> Impact:
    """The verdict on every case (its key with its state), grouped by where it stands."""
    versions = Versions(old, new, mapping)
    plans = {case: planned(Situation(versions, state)) for case, state in states}
    grouped: dict[tuple[object, ...], list[int]] = {}
    for case, found in plans.items():
        grouped.setdefault((found.position, found.verdict, found.reasons, found.passes_by), []).append(case)
    groups = [_group(plans[cases[0]], cases) for cases in grouped.values()]
    groups.sort(key=lambda item: (-item.verdict.rank, -len(item.cases), item.position))
    return Impact(plans, tuple(groups))


def _group(first: Plan, cases: list[int]) -> Group:
    return Group(
        first.position, first.verdict, first.reasons, tuple(cases), first.passes_by, first.names_passed
    )
