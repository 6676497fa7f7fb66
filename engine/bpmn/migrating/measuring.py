"""What a new version means for all running cases of a procedure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.bpmn.migrating.planning import NO_MAPPING, planned
from engine.bpmn.migrating.situation import Situation, Versions
from engine.bpmn.migrating.verdicts import Plan, Verdict, worst
from engine.bpmn.run import Process


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that stand at the same elements and get the same verdict for the same reasons."""

    position: tuple[str, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    cases: tuple[int, ...]


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
    grouped: dict[tuple[tuple[str, ...], Verdict, tuple[str, ...]], list[int]] = {}
    for case, found in plans.items():
        grouped.setdefault((found.position, found.verdict, found.reasons), []).append(case)
    groups = [Group(*told, tuple(cases)) for told, cases in grouped.items()]
    groups.sort(key=lambda item: (-item.verdict.rank, -len(item.cases), item.position))
    return Impact(plans, tuple(groups))
