"""What the turns of a loop begin with, and what its body counts."""

from datetime import datetime

from tests.oracle.data import Row, Rows, value_of
from tests.oracle.reading import Failed, Loop, Node
from tests.oracle.state import Scope


def items_of(node: Node, rows: Rows, now: datetime) -> tuple[object, ...]:
    """One item for each instance: of the collection, or as many nulls as the cardinality says."""
    loop = node.loop
    assert loop is not None
    if loop.collection:
        items = value_of(loop.collection, rows, now)
        if not isinstance(items, list):
            raise Failed(node.id, "loop")
        return tuple(items)
    number = value_of(loop.cardinality or "", rows, now)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Failed(node.id, "loop")
    return (None,) * number


def variables_of_turn(node: Node, body: Scope, index: int) -> Row:
    """What is local to one turn."""
    loop = node.loop
    assert loop is not None
    row: Row = {"loopCounter": index + 1}
    if loop.collection and loop.element:
        row[loop.element] = body.items[index]
    name = (loop.output_element or "").removeprefix("=").strip()
    if name.isidentifier() and name not in row and name not in ("null", "true", "false"):
        row[name] = None
    return row


def count(body: Scope, loop: Loop) -> None:
    """Writes the numbers and the outputs so far into the body's row."""
    begun = len(body.items) if loop.kind == "parallel" else body.started
    body.row |= {
        "numberOfInstances": len(body.items),
        "numberOfActiveInstances": begun - body.done,
        "numberOfCompletedInstances": body.done,
        "numberOfTerminatedInstances": 0,
    }
    if loop.output_collection:
        body.row[loop.output_collection] = list(body.outputs)
