"""Verifies decision tables: whether every input has its rule, whether rules collide, and whether each can be reached."""

from collections.abc import Iterable, Iterator, Mapping

from decisions.dmn.model import Decision, DecisionModel
from decisions.dmn.tables import Table
from decisions.feel.kinds import Kind
from decisions.feel.tree import Coerced, Name, Path, parts_of
from decisions.verification.axes import axes_of
from decisions.verification.facts import MOST_FINDINGS, FindingKind
from decisions.verification.findings import Finding
from decisions.verification.outputs import Outputs
from decisions.verification.questions import TableQuestions
from decisions.verification.subject import Subject


def verify(model: DecisionModel) -> tuple[Finding, ...]:
    """What is wrong with the model's decision tables, exactly and with an example input for each; () if nothing.

    Gaps are faults under UNIQUE, ANY, FIRST and PRIORITY, and under COLLECT with SUM, MIN or MAX (nothing would be
    null), unless a default output stands in. Lists and COUNT have an answer for no match: [] and 0. Rules that match
    the same input are faults under UNIQUE, under ANY if their results differ. Rules are unreachable under FIRST and
    PRIORITY; rules of equal rank count by their order.

    Inputs are what the columns' types and allowed values admit, taken to be independent of each other; a column
    without a type holds the kinds that its cells speak of. Null is an input everywhere, as the evaluator has it, but
    a gap for null is told only where a cell of the column speaks of null. A bound that is no constant (< limit) is
    one unknown value, equal where its text is, present, and with allowed values on both sides; with a second bound
    beside it the cell is not judged. What is not judged is told, and counts neither as a match nor as none: all other
    findings hold whatever it means. Whole numbers are those of columns typed integer or long, or that allow only
    ? = floor(?). At most 20 findings a table; `more` of the last of a kind says how many are left out.
    """
    return tuple(
        finding
        for decision in (*model.decisions.values(), *model.knowledge.values())
        for table, kind in _tables_in(decision.tree, None)
        for finding in _shortened(_verified(model, decision, table, kind))
    )


def _verified(model: DecisionModel, decision: Decision, table: Table, kind: Kind | None) -> list[Finding]:
    subject = Subject(decision.id, decision.name, table)
    axes = axes_of(table, subject.labels, _declared(model, decision))
    return list(TableQuestions(subject, axes, Outputs(table, kind)).findings())


def _tables_in(node: object, kind: Kind | None) -> Iterator[tuple[Table, Kind | None]]:
    """The tables of a tree with the types their results are made to fit."""
    if isinstance(node, Table):
        yield node, kind
    inner = node.kind if isinstance(node, Coerced) else None
    for part in parts_of(node):
        yield from _tables_in(part, inner)


def _declared(model: DecisionModel, decision: Decision) -> Mapping[str, Kind]:
    """The kinds of what the decision reads, by expression: its inputs and decisions, with the fields of contexts."""
    found: dict[str, Kind] = {}
    for required in decision.requires:
        kind: Kind | None = None
        if required in model.inputs:
            kind = model.inputs[required].kind
        elif required in model.decisions:
            tree = model.decisions[required].tree
            kind = tree.kind if isinstance(tree, Coerced) else None
        if kind is not None:
            for name in model.names_of(required):
                found |= dict(_fields_of(Name(name), kind))
    return found


def _fields_of(node: Name | Path, kind: Kind) -> Iterator[tuple[str, Kind]]:
    yield repr(node), kind
    if kind.name == "context":
        for name, inside in kind.fields:
            yield from _fields_of(Path(node, name), inside)


def _shortened(findings: Iterable[Finding]) -> list[Finding]:
    """At most 20, of each kind the first ones; the last of a kind says how many more there are."""
    by_kind: dict[FindingKind, list[Finding]] = {kind: [] for kind in FindingKind}
    for finding in findings:
        by_kind[finding.kind].append(finding)
    places = sorted((place, kind) for kind, own in by_kind.items() for place in range(len(own)))
    shown = [kind for _, kind in places[:MOST_FINDINGS]]
    kept: list[Finding] = []
    for kind, own in by_kind.items():
        first = own[: shown.count(kind)]
        left_out = len(own) - len(first) + sum(finding.more for finding in own)
        kept += first[:-1]
        kept += [finding.with_more(left_out) for finding in first[-1:]]
    return kept
