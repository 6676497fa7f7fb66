"""Writes operators, paths, filters, calls and unary tests."""

from decisions.feel.binding import ADD, AND, BINDING, COMPARE, OR
from decisions.feel.formatting.layout import Mark, Part
from decisions.feel.formatting.literals import kind_text
from decisions.feel.formatting.writing import (
    INSTANCE,
    NEGATION,
    POSTFIX,
    Piece,
    group,
    in_brackets,
    in_parentheses,
    indented,
    inner,
    operand,
    operation,
    separated,
    writes,
    written,
)
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Name,
    Negation,
    Node,
    Or,
    Path,
    RangeOf,
    Tests,
)  # fmt: skip


@writes(Arithmetic)
def arithmetic(node: Arithmetic) -> Piece:
    binding = BINDING[node.sign]
    right = operand(node.right, binding + 1, ends=True)
    return operation(binding, operand(node.left, binding), f" {node.sign} ", right)


@writes(Negation)
def negation(node: Negation) -> Piece:
    return operation(NEGATION, "-", operand(node.operand, NEGATION, ends=True))


@writes(InstanceOf)
def instance_of(node: InstanceOf) -> Piece:
    return operation(INSTANCE, operand(node.value, INSTANCE), f" instance of {kind_text(node.kind)}")


@writes(Comparison)
def comparison(node: Comparison) -> Piece:
    right = operand(node.right, COMPARE + 1, ends=True)
    return operation(COMPARE, operand(node.left, COMPARE), f" {node.sign} ", right)


@writes(Between)
def between(node: Between) -> Piece:
    low, high = operand(node.low, COMPARE + 1), operand(node.high, COMPARE + 1, ends=True)
    return operation(COMPARE, operand(node.value, COMPARE), " between ", low, " and ", high)


@writes(And)
def all_parts(node: And) -> Piece:
    return _chain(node.parts, "and ", AND)


@writes(Or)
def any_part(node: Or) -> Piece:
    return _chain(node.parts, "or ", OR)


def _chain(nodes: tuple[Node, ...], word: str, binding: int) -> Piece:
    pieces = [operand(node, binding + 1) for node in nodes[:-1]]
    pieces.append(operand(nodes[-1], binding + 1, ends=True))
    others: list[Part] = []
    for piece in pieces[1:]:
        others += [Mark.LINE, word, *piece.parts]
    return Piece(group(*pieces[0].parts, *indented(*others)), binding, pieces[-1].is_open)


# -- behind a value


@writes(Path)
def path(node: Path) -> Piece:
    return operation(POSTFIX, operand(node.base, POSTFIX), f".{node.member}")


@writes(Filter)
def filtered_list(node: Filter) -> Piece:
    base = operand(node.base, POSTFIX)
    return Piece((*base.parts, "[", *inner(node.condition), "]"), POSTFIX, filters=True)


@writes(Call)
def call(node: Call) -> Piece:
    arguments = [inner(argument) for argument in node.arguments]
    if node.names is not None:
        arguments = [(f"{name}: ", *parts) for name, parts in zip(node.names, arguments, strict=True)]
    target = operand(node.target, POSTFIX)
    return Piece((*target.parts, *in_brackets("(", arguments, ")")), POSTFIX, filters=target.filters)


# -- unary tests


@writes(In)
def member(node: In) -> Piece:
    value, tests = operand(node.value, COMPARE), node.tests.tests
    only = _test(tests[0])
    if len(tests) == 1 and only.binding > COMPARE and (only.first[0] != "(" or _is_range(tests[0])):
        return operation(COMPARE, value, " in ", only)
    listed = in_brackets("(", (_test(test).parts for test in tests), ")")
    return operation(COMPARE, value, " in ", Piece(listed))


@writes(Tests)
def tests_of_a_cell(node: Tests) -> Piece:
    if not node.tests:
        return Piece(("-",))
    if node.negated:
        return Piece(in_brackets("not(", (_test(test).parts for test in node.tests), ")"))
    only = node.tests[0]
    if len(node.tests) == 1 and isinstance(only, Call) and only.target == Name("not"):
        # Without parentheses it would negate the test, not the value it is called with.
        return in_parentheses(written(only))
    return Piece(group(*separated(_test(test).parts for test in node.tests)))


def _test(node: Node) -> Piece:
    """A test; one that compares «?» begins with the sign."""
    if isinstance(node, Comparison) and node.sign in ("=", "!=") and node.left == Name("?"):
        return compared(node.sign, node.right)
    if isinstance(node, RangeOf) and node.comparison and (node.start is None or node.end is None):
        return comparing_range(node)
    return written(node)


def comparing_range(node: RangeOf) -> Piece:
    """A range written as a comparison: «< 5», or «= 5» with a single value in it."""
    if node.start is not None:
        sign = "=" if node.end is not None else ">=" if node.start_included else ">"
        return compared(sign, node.start)
    assert node.end is not None
    return compared("<=" if node.end_included else "<", node.end)


def compared(sign: str, node: Node) -> Piece:
    return operation(ADD, f"{sign} ", operand(node, COMPARE + 1, ends=True))


def _is_range(node: Node) -> bool:
    """Whether the parentheses around it may be its own: (1..5]."""
    return isinstance(node, RangeOf) and not node.comparison
