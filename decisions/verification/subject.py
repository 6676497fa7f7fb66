"""The table that is verified, and how a finding about it is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decisions.dmn.tables import Table
from decisions.verification.axes import Axis
from decisions.verification.facts import ConcernedRule, Condition, FindingKind, Reason
from decisions.verification.findings import Finding

Box = Sequence[Iterable[int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A table and the decision it stands in."""

    decision: str
    name: str
    table: Table

    @property
    def labels(self) -> list[str]:
        """The labels of the input columns; those that stand twice with their expression or number."""
        plain = [column.label for column in self.table.inputs]
        longer = [
            label if plain.count(label) == 1 else f"{label} ({column.text})"
            for label, column in zip(plain, self.table.inputs, strict=True)
        ]
        return [
            label if longer.count(label) == 1 else f"{label} ({number})"
            for number, label in enumerate(longer, 1)
        ]

    def finding(
        self,
        kind: FindingKind,
        rules: Iterable[int] = (),
        column: str = "",
        entries: Iterable[str] = (),
        reason: Reason | None = None,
    ) -> Finding:
        """A finding about entries of the table."""
        concerned = self.concerned(rules)
        return Finding(
            kind, self.decision, self.name, self.table.id, concerned, (), {}, column, tuple(entries), reason
        )

    def finding_in(
        self, kind: FindingKind, axes: Sequence[Axis], box: Box, rules: Iterable[int] = ()
    ) -> Finding:
        """A finding about all inputs of a box."""
        where: list[Condition] = []
        example: dict[str, str] = {}
        for axis, chosen in zip(axes, map(frozenset, box), strict=True):
            tests, negated = axis.domain.tests_of(chosen)
            _, text = axis.domain.example_of(chosen)
            if tests:
                where.append(Condition(axis.labels[0], tests, negated))
            example |= dict.fromkeys(axis.labels, text)
        # The example names the columns in their order in the table.
        ordered = {label: example[label] for label in self.labels}
        concerned = self.concerned(rules)
        return Finding(kind, self.decision, self.name, self.table.id, concerned, tuple(where), ordered)

    def concerned(self, rules: Iterable[int]) -> tuple[ConcernedRule, ...]:
        return tuple(ConcernedRule(rule + 1, self.table.rows[rule].rule) for rule in rules)
