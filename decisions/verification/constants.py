"""What can be told without a case: the values of constant expressions, and which values a cell lets pass.

All of it is computed by the evaluator itself, so that verification and evaluation cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import localcontext
from typing import TypeVar

from decisions.feel.builtins import BUILTINS
from decisions.feel.closures import Compiler
from decisions.feel.comparison import equal
from decisions.feel.expression import run_closure
from decisions.feel.frames import Local
from decisions.feel.reads import reads_of
from decisions.feel.run import DEFAULT_LIMITS, Limits, Run
from decisions.feel.tree import Call, Literal, Name, Node, Tests, parts_of
from decisions.feel.values import DECIMAL128

# Constants cannot depend on the time, so any will do.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_OF_THE_TIME = frozenset({"now", "today"})
Part = TypeVar("Part")


def new_run(times: int = 1) -> Run:
    """A run without scope that may use what so many evaluations may use."""
    limits = DEFAULT_LIMITS
    most = Limits(limits.steps * times, limits.depth, limits.size * times, limits.seconds * times)
    return Run({}, _ANY_TIME, most)


def is_constant(node: Node) -> bool:
    """Whether the expression has the same value in every case at every time."""
    return reads_of(node) == (frozenset(), frozenset()) and not _asks_the_time(node)


def _asks_the_time(node: object) -> bool:
    if isinstance(node, Call) and isinstance(node.target, Name) and node.target.name in _OF_THE_TIME:
        return True
    return any(_asks_the_time(part) for part in parts_of(node))


def constant_value(node: Node) -> object:
    """The value of a constant expression; FeelLimitError if it needs more than it may use."""
    compiler = Compiler("")
    closure = compiler.closure(node, ())
    return run_closure(closure, new_run(), [None] * compiler.places)


def passing(tests: Tests, values: Iterable[object]) -> list[bool]:
    """For each value whether the evaluator lets it pass."""
    tried = list(values)
    compiler = Compiler("")
    compiler.places = 1
    closure = compiler.closure(tests, (Local("?", 0),))
    run = new_run(1 + len(tried))
    frame: list[object] = [None] * compiler.places
    found: list[bool] = []
    with localcontext(DECIMAL128):
        for value in tried:
            frame[0] = value
            found.append(closure(run, frame) is True)
    return found


def are_equal(left: object, right: object) -> bool:
    """Whether the evaluator takes two results for the same."""
    return equal(left, right, new_run()) is True


def is_builtin(node: Node, name: str) -> bool:
    """Whether the node is the built-in function of that name."""
    return isinstance(node, Name) and node.name == name and name in BUILTINS


def substituted(node: Part, old: Node, new: Literal) -> Part:
    """The tree with one part in the place of another."""
    if node == old:
        return new  # type: ignore[return-value]  # a node stands for a node
    if isinstance(node, tuple):
        return tuple(substituted(part, old, new) for part in node)  # type: ignore[return-value]  # still a tuple
    if is_dataclass(node) and isinstance(node, Node) and not isinstance(node, Literal):
        parts = {field.name: getattr(node, field.name) for field in fields(node)}
        return replace(node, **{name: substituted(part, old, new) for name, part in parts.items()})
    return node
