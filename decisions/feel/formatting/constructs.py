"""Writes the constructs with words and brackets of their own: if, for, some, function, lists, ranges, contexts."""

from decisions.feel.binding import COMPARE
from decisions.feel.formatting.layout import Mark, Part, Parts
from decisions.feel.formatting.literals import key_text, kind_text
from decisions.feel.formatting.operators import comparing_range
from decisions.feel.formatting.writing import (
    Piece,
    group,
    in_brackets,
    in_parentheses,
    indented,
    inner,
    operand,
    writes,
    written,
)
from decisions.feel.tree import (
    Coerced,
    ContextOf,
    For,
    FunctionOf,
    If,
    ListOf,
    Node,
    Quantified,
    RangeOf,
    Steps,
)  # fmt: skip


@writes(If)
def condition(node: If) -> Piece:
    then, otherwise = (Mark.LINE, "then ", *inner(node.then)), (Mark.LINE, "else ", *inner(node.otherwise))
    return Piece(group("if ", *inner(node.condition), *indented(*then, *otherwise)), is_open=True)


@writes(For)
def loop(node: For) -> Piece:
    return _repeated("for ", node.iterators, "return ", node.body)


@writes(Quantified)
def quantified(node: Quantified) -> Piece:
    return _repeated("every " if node.every else "some ", node.iterators, "satisfies ", node.body)


def _repeated(word: str, iterators: tuple[tuple[str, Node], ...], before_body: str, body: Node) -> Piece:
    heads: list[Part] = []
    for name, domain in iterators:
        heads += [", " if heads else word, name, " in ", *inner(domain)]
    return Piece(group(*heads, *indented(Mark.LINE, before_body, *inner(body))), is_open=True)


@writes(Steps)
def steps(node: Steps) -> Piece:
    return Piece((*inner(node.start), "..", *inner(node.end)))


@writes(FunctionOf)
def function_of(node: FunctionOf) -> Piece:
    parameters: list[Parts] = [
        (name,) if kind is None else (f"{name}: {kind_text(kind)}",) for name, kind in node.parameters
    ]
    head = in_brackets("function(", parameters, ")")
    return Piece(group(*head, *indented(Mark.LINE, *inner(node.body))), is_open=True)


@writes(ListOf)
def list_of(node: ListOf) -> Piece:
    return Piece(in_brackets("[", map(inner, node.items), "]"))


@writes(ContextOf)
def context_of(node: ContextOf) -> Piece:
    """A context; the result of a boxed one is its last entry, without a name."""
    entries: list[Parts] = [(f"{key_text(name)}: ", *inner(value)) for name, value in node.entries]
    if node.result is not None:
        entries.append(inner(node.result))
    return Piece(in_brackets("{", entries, "}"))


@writes(RangeOf)
def range_of(node: RangeOf) -> Piece:
    if node.comparison:
        return in_parentheses(comparing_range(node))
    assert node.start is not None
    assert node.end is not None
    end = operand(node.end, COMPARE + 1, ends=True)
    if end.filters:
        # A «[» at the end of a range closes it, as in [1..3[.
        end = in_parentheses(end)
    opening, closing = "[" if node.start_included else "(", "]" if node.end_included else ")"
    return Piece((opening, *inner(node.start), "..", *end.parts, closing))


@writes(Coerced)
def coerced(node: Coerced) -> Piece:
    return written(node.value)
