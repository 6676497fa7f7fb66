"""The questions to one table as a whole: gaps, colliding rules, rules never reached."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from decisions.dmn.tables import LISTS
from decisions.verification.axes import Axis
from decisions.verification.coverage import Box, Budget, Coverage, TooLarge
from decisions.verification.entries import computed, impossible, unjudged, wrong_outputs
from decisions.verification.facts import MOST_FINDINGS, FindingKind, Reason
from decisions.verification.findings import Finding
from decisions.verification.outputs import Outputs
from decisions.verification.subject import Subject

# Steps of the walk a question may take: about a second.
STEPS = 300_000


class TableQuestions:
    """One table with its axes; rules are indices from 0 and bits of masks."""

    def __init__(self, subject: Subject, axes: Sequence[Axis], outputs: Outputs) -> None:
        self.subject = subject
        self.table = subject.table
        self.axes = axes
        self.outputs = outputs
        self.impossible = impossible(subject, axes)
        self.rules = [rule for rule in range(len(self.table.rows)) if rule not in self.impossible]
        self.ranks = outputs.ranks()
        # For each axis and rule the classes as bits of one number.
        self.certain = [_by_rule(axis.certain, len(self.table.rows)) for axis in axes]
        self.possible = [_by_rule(axis.possible, len(self.table.rows)) for axis in axes]

    def findings(self) -> Iterator[Finding]:
        """All findings, kind by kind."""
        yield from self._gaps()
        yield from self._collisions()
        yield from self._unreachable()
        yield from self.impossible.values()
        yield from wrong_outputs(self.subject, self.outputs)
        yield from unjudged(self.subject, self.axes)

    def _told(
        self, kind: FindingKind, first: Sequence[tuple[Box, Sequence[int]]], count: int
    ) -> Iterator[Finding]:
        """The first of so many findings of a kind; the last of them knows how many are left out."""
        shown = [self.subject.finding_in(kind, self.axes, *one) for one in first[:MOST_FINDINGS]]
        yield from shown[:-1]
        yield from (finding.with_more(count - len(shown)) for finding in shown[-1:])

    def _told_pairs(self, kind: FindingKind, pairs: Sequence[tuple[int, int]]) -> Iterator[Finding]:
        first = [(self._shared(*pair), pair) for pair in pairs[:MOST_FINDINGS]]
        yield from self._told(kind, first, len(pairs))

    # -- gaps

    def _gaps(self) -> Iterator[Finding]:
        if not self._wants_a_match:
            return
        # The columns that say most come first, so that few rules are left soon.
        order = sorted(range(len(self.axes)), key=lambda index: self._loose_rules(index))
        columns = [
            {one: self.axes[index].possible[one] for one in self.axes[index].for_gaps} for index in order
        ]
        coverage = Coverage(columns, (1 << len(self.table.rows)) - 1, Budget(STEPS))
        is_whole = True
        try:
            found = coverage.gaps()
        except TooLarge:
            found, is_whole = coverage.found, False
        boxes = [_in_order(box, order) for box in found]
        gaps = [(box, ()) for box in sorted(boxes, key=self._prominence)]
        yield from self._told(FindingKind.GAP, gaps, len(gaps))
        if not is_whole:
            yield self.subject.finding(FindingKind.TOO_LARGE, reason=Reason.GAPS)

    @property
    def _wants_a_match(self) -> bool:
        """Whether no match is a fault: the answer would be null."""
        if any(column.default is not None for column in self.table.outputs):
            return False
        return self.table.hit_policy not in LISTS or self.table.aggregation in ("SUM", "MIN", "MAX")

    def _loose_rules(self, index: int) -> int:
        """How many rules do not look at the axis."""
        axis = self.axes[index]
        loose = (1 << len(self.table.rows)) - 1
        for one in axis.for_gaps:
            loose &= axis.possible[one]
        return loose.bit_count()

    def _prominence(self, box: Box) -> tuple[int, list[list[int]]]:
        """The widest first, then in the order of the columns' values."""
        narrow = sum(len(chosen) < len(axis.for_gaps) for axis, chosen in zip(self.axes, box, strict=True))
        return narrow, [sorted(chosen) for chosen in box]

    # -- rules that match the same input

    def _collisions(self) -> Iterator[Finding]:
        if self.table.hit_policy not in ("UNIQUE", "ANY"):
            return
        numbers = combinations(self.rules, 2)
        possible = STEPS * 10 // max(1, len(self.axes))  # a pair takes far less than a step of the walk
        pairs = [pair for pair in islice(numbers, possible) if self._meet(*pair)]
        if next(numbers, None) is not None:
            yield self.subject.finding(FindingKind.TOO_LARGE, reason=Reason.OVERLAPS)
        if self.table.hit_policy == "UNIQUE":
            yield from self._told_pairs(FindingKind.OVERLAP, pairs)
            return
        differ = [self.outputs.differ(*pair) for pair in pairs]
        contradicting = [one for one, differs in zip(pairs, differ, strict=True) if differs]
        yield from self._told_pairs(FindingKind.CONTRADICTION, contradicting)
        unknown = {
            rule for pair, differs in zip(pairs, differ, strict=True) if differs is None for rule in pair
        }
        if unknown:
            yield computed(self.subject, sorted(unknown))

    def _meet(self, one: int, other: int) -> bool:
        """Whether there are classes on every axis that both rules surely match."""
        return all(own[one] & own[other] for own in self.certain)

    def _shared(self, one: int, other: int) -> Box:
        """The classes that both rules surely match."""
        return tuple(_bits(own[one] & own[other]) for own in self.certain)

    # -- rules never reached

    def _unreachable(self) -> Iterator[Finding]:
        if self.table.hit_policy not in ("FIRST", "PRIORITY"):
            return
        budget, told = Budget(STEPS), 0
        for rule in self.rules:
            try:
                found = self._covering(rule, budget, is_told=told < MOST_FINDINGS)
            except TooLarge:
                left = [other for other in self.rules if other >= rule]
                yield self.subject.finding(FindingKind.TOO_LARGE, left, reason=Reason.UNREACHABLE_RULES)
                break
            if found:
                box = [_bits(own[rule]) for own in self.possible]
                yield self.subject.finding_in(FindingKind.UNREACHABLE, self.axes, box, (rule, *found))
                told += 1
        unknown = [rule for rule in self.rules if self.ranks[rule] is None]
        if unknown:
            yield computed(self.subject, unknown)

    def _covering(self, rule: int, budget: Budget, is_told: bool) -> list[int]:
        """The rules which together go before this one wherever it matches; none if they leave it an input.

        No more than needed, if it is told to a reader.
        """
        going_before = [other for other in self.rules if self._goes_before(other, rule)]
        if not self._cover(going_before, rule, budget):
            return []
        for other in list(going_before) if is_told else ():
            fewer = [one for one in going_before if one != other]
            if self._cover(fewer, rule, budget):
                going_before = fewer
        return going_before

    def _goes_before(self, other: int, rule: int) -> bool:
        """Whether the other rule is taken where both match, and they may both match."""
        own, its = self.ranks[rule], self.ranks[other]
        if own is None or its is None or (its, other) >= (own, rule):
            return False
        masks = zip(self.certain, self.possible, strict=True)
        return all(certain[other] & possible[rule] for certain, possible in masks)

    def _cover(self, others: Sequence[int], rule: int, budget: Budget) -> bool:
        mask = sum(1 << other for other in others)
        columns = [
            {one: axis.certain[one] for one in _bits(possible[rule])}
            for axis, possible in zip(self.axes, self.possible, strict=True)
        ]
        return bool(others) and Coverage(columns, mask, budget).is_complete


def _by_rule(masks: Sequence[int], rules: int) -> list[int]:
    """Rules by class turned round: for each rule its classes as bits."""
    return [sum(1 << index for index, mask in enumerate(masks) if mask >> rule & 1) for rule in range(rules)]


def _bits(mask: int) -> frozenset[int]:
    return frozenset(index for index in range(mask.bit_length()) if mask >> index & 1)


def _in_order(box: Box, order: Sequence[int]) -> Box:
    """The box with its axes in the order of the table."""
    return tuple(chosen for _, chosen in sorted(zip(order, box, strict=True), key=lambda pair: pair[0]))
