"""What goes into an element and what comes out: input and output mappings, data associations."""

from typing import Any

from engine.bpmn.scopes import Scopes
from engine.bpmn.tokens import Token
from engine.bpmn.variables import put


def open_inputs(node: Any, token: Token) -> None:
    """Input mappings make variables of the element's own, one after the other."""
    if not node.input_mappings and not node.element.data_inputs:
        return
    scopes: Scopes = token.workflow.scopes
    row = scopes.open(token, {})
    for source, target in node.element.data_inputs:
        row[target] = next((seen[source] for seen in scopes.around(token.scope) if source in seen), None)
    for expression, target in node.input_mappings:
        name = target.partition(".")[0]
        put(row, target, scopes.plain(expression, token), row.get(name))


def leave_with_results(node: Any, token: Token) -> None:
    """Results are set from the element's own variables on; with output mappings only what these name."""
    scopes: Scopes = token.workflow.scopes
    results = token.results or {}
    if node.output_mappings:
        scopes.open(token, results)
        where = scopes.of(token) if node.is_round else scopes.around(token.scope)
        for expression, target in node.output_mappings:
            scopes.set(where, target, scopes.plain(expression, token))
    elif results:
        scopes.set_all(scopes.of(token), results)
    for source, target in node.element.data_outputs:
        seen = next((row for row in (results, *scopes.of(token)) if source in row), None)
        if seen is not None:
            scopes.set(scopes.around(token.scope), target, seen[source])
