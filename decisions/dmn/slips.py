"""What can never work in the expressions of a model, found without evaluating: unknown functions, wrong kinds."""

from collections.abc import Iterator

from decisions.dmn.model import Decision, DecisionModel
from decisions.dmn.tables import Table
from decisions.feel.hints import mismatches
from decisions.feel.tree import Coerced, Node


def slips_of(model: DecisionModel) -> Iterator[str]:
    """One line for each slip: the decision, the rule where there is one, and what was found and expected."""
    for decision in (*model.decisions.values(), *model.knowledge.values()):
        for place, node in _expressions(decision):
            for slip in mismatches(node):
                if slip.certain:
                    yield f"{decision.name}{place}: {slip}"


def _expressions(decision: Decision) -> Iterator[tuple[str, Node]]:
    """Each expression with its place; the cells of a table one by one."""
    tree = decision.tree.value if isinstance(decision.tree, Coerced) else decision.tree
    if not isinstance(tree, Table):
        yield "", tree
        return
    for column in tree.inputs:
        yield f", column «{column.label}»", column.value
    for number, row in enumerate(tree.rows, 1):
        for column, (_, tests) in zip(tree.inputs, row.cells, strict=True):
            yield f", rule {number}, column «{column.label}»", tests
        for text, node in row.outputs:
            yield f", rule {number}, result «{text}»", node
