"""Findings about single entries of a table: conditions that nothing fulfils, results not allowed, what was not judged."""

from collections.abc import Iterator, Sequence

from decisions.verification.axes import Axis
from decisions.verification.facts import FindingKind, Reason
from decisions.verification.findings import Finding
from decisions.verification.outputs import Outputs
from decisions.verification.subject import Subject


def impossible(subject: Subject, axes: Sequence[Axis]) -> dict[int, Finding]:
    """The rules that can never match, each with the column in which no value passes."""
    found: dict[int, Finding] = {}
    for rule in range(len(subject.table.rows)):
        axis = next((axis for axis in axes if _passes_nothing(axis, rule)), None)
        if axis is not None:
            entries = [text for text in axis.texts[rule] if text]
            label = ", ".join(axis.labels)
            found[rule] = subject.finding(FindingKind.IMPOSSIBLE, (rule,), label, entries)
    return found


def _passes_nothing(axis: Axis, rule: int) -> bool:
    return not any(rules >> rule & 1 for rules in axis.possible)


def wrong_outputs(subject: Subject, outputs: Outputs) -> Iterator[Finding]:
    """Results and defaults that are not allowed; those that are computed are told once for each output."""
    unknown: dict[str, list[int]] = {}
    for wrong in outputs.wrong():
        rules = () if wrong.rule is None else (wrong.rule,)
        if wrong.is_judged:
            yield subject.finding(FindingKind.OUTPUT_NOT_ALLOWED, rules, wrong.column, (wrong.text,))
        else:
            unknown.setdefault(wrong.column, []).extend(rules)
    for column, several in unknown.items():
        yield computed(subject, several, column)


def computed(subject: Subject, rules: Sequence[int], column: str = "") -> Finding:
    """Results that are not the same in every case, and so were not judged."""
    return subject.finding(FindingKind.NOT_JUDGED, rules, column, (), Reason.COMPUTED_OUTPUT)


def unjudged(subject: Subject, axes: Sequence[Axis]) -> Iterator[Finding]:
    """Columns and cells that were not judged."""
    for axis in axes:
        for one in axis.unjudged:
            yield subject.finding(FindingKind.NOT_JUDGED, one.rules, one.label, one.texts, one.reason)
