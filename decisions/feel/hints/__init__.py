"""What can be said of an expression without evaluating it: the kind of its value, and what can never work."""

from collections.abc import Mapping
from types import MappingProxyType

from decisions.feel.expression import parse
from decisions.feel.grammar import read
from decisions.feel.hints import calls, making, operators, reading, results
from decisions.feel.hints.hint import NamePath, Types
from decisions.feel.hints.inference import Inference, Mismatch, Place
from decisions.feel.kinds import Kind
from decisions.feel.names import known
from decisions.feel.tree import Node

__all__ = [
    "Mismatch", "Types", "calls", "hint_of", "making", "mismatches", "operators", "reading", "results",
]  # fmt: skip

_NO_TYPES: Mapping[NamePath, Kind] = MappingProxyType({})


def hint_of(expression: str | Node, types: Types = _NO_TYPES) -> Kind | None:
    """The kind that the value has unless it is null; None where that cannot be told.

    `types` tells the kinds of names and paths of the scope, such as {("case", "age"): Kind("number")}; any of them may
    be null. Functions of the scope must be among them. FeelSyntaxError if a text is no expression.
    """
    tree = _tree(expression, types)
    return Inference(types).hint(tree, Place()).kind


def mismatches(
    expression: str | Node, types: Types = _NO_TYPES, expected: Kind | None = None
) -> tuple[Mismatch, ...]:
    """The places where an operation can never work; `types` as in hint_of, the subject of unary tests is ("?",).

    `expected` is the kind that the whole must have, boolean for a condition.
    """
    tree, inference = _tree(expression, types), Inference(types)
    hint = inference.hint(tree, Place())
    if expected is not None and hint.name not in ("", expected.name):
        inference.report(tree, hint.name, expected.name, certain=True)
    return tuple(inference.mismatches)


def _tree(expression: str | Node, types: Types) -> Node:
    if isinstance(expression, Node):
        return expression
    names = {name for path in types for name in path}
    parse(expression, names)
    return read(expression, known(names))
