"""Which constructs of the language an expression uses, and what stands beside them; found without running it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.builtins import BUILTINS
from decisions.feel.comparison import ordered
from decisions.feel.grammar import read
from decisions.feel.reads import NamePath
from decisions.feel.tokens import Token, tokens_of
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    In,
    InstanceOf,
    ListOf,
    Literal,
    Name,
    Negation,
    Node,
    NoValue,
    Or,
    Path,
    Quantified,
    RangeOf,
    Tests,
    parts_of,
)  # fmt: skip
from decisions.feel.values import DaysTime, kind_of


@dataclass(frozen=True, slots=True)
class Result:
    """What «+», «-» or «if» make of their operands."""

    construct: str
    operands: tuple["Operand", ...]


Operand = str | NamePath | Result
"""What stands beside a construct: the kind of a written value, the path of a name, a result, "" for anything else."""

_MAX_DIGITS = 15
_DAY = 86_400_000_000
_MAKERS: dict[str, Callable[[str], object]] = {"date": dates.date_of, "duration": dates.duration_of}
_CLOCK = frozenset({"hour", "minute", "second", "time offset", "timezone"})
_WORDS: dict[type, str] = {
    And: "and",
    Or: "or",
    If: "if",
    ListOf: "list",
    ContextOf: "context",
    RangeOf: "range",
    For: "for",
    FunctionOf: "function",
    InstanceOf: "instance of",
    NoValue: "date that does not exist",
}
_KINDS: dict[type, str] = {
    ListOf: "list",
    ContextOf: "context",
    RangeOf: "range",
    FunctionOf: "function",
    Comparison: "boolean",
    And: "boolean",
    Or: "boolean",
    In: "boolean",
    Between: "boolean",
}
_RESULTS = {
    **dict.fromkeys(
        ("not", "all", "any", "list contains", "contains", "starts with", "ends with"), "boolean"
    ),
    **dict.fromkeys(("odd", "even"), "boolean"),
    **dict.fromkeys(("upper case", "lower case", "substring before", "substring after"), "string"),
    **dict.fromkeys(("string", "string join"), "string"),
    **dict.fromkeys(("count", "string length"), "whole number"),
    "date": "date",
}

_CONTEXT_MAKERS = frozenset({"context", "context put", "context merge"})


@dataclass(frozen=True, slots=True)
class Use:
    """A construct by its name, such as «=», «if» or «count()», and its operands."""

    construct: str
    operands: tuple[Operand, ...] = ()


def uses_of(text: str) -> tuple[Use, ...]:
    """Every use of a construct in the expression; FeelSyntaxError if it is none."""
    return (*_visit(read(text)), *(Use(word) for token in tokens_of(text) for word in _spelling(token)))


def gives_context(node: Node) -> bool:
    """Whether the value is written as a context, by itself or by a built-in function that makes one."""
    if isinstance(node, If):
        return gives_context(node.then) and gives_context(node.otherwise)
    if isinstance(node, Call):
        return _name(node) in _CONTEXT_MAKERS
    return isinstance(node, ContextOf)


def _spelling(token: Token) -> Iterator[str]:
    if token.kind == "number" and "e" in token.text.lower():
        yield "number with an exponent"
    if token.kind == "string" and "\\u" in token.text.lower().replace("\\\\", ""):
        yield "character written by its number"


def _visit(node: object) -> Iterator[Use]:
    yield from _own(node)
    for part in _inside(node):
        yield from _visit(part)


def _own(node: object) -> Iterator[Use]:
    """The uses of the node itself."""
    match node:
        case Literal(value):
            yield Use(_literal(value))
        case Negation(operand):
            if not _is_number(operand):
                yield Use("negation", (_operand(operand),))
        case Path(base, member):
            yield Use("clock of a date" if member in _CLOCK else "path", (_operand(base),))
        case Filter(base, condition):
            yield Use("position" if _is_number(condition) else "filter", (_operand(base),))
        case Call():
            yield from _call(node)
        case Quantified(every):
            yield Use("every" if every else "some")
        case If(condition):
            yield Use("if", (_operand(condition),))
        case _ if type(node) in _WORDS:
            yield Use(_WORDS[type(node)])
        case _:
            yield from _operator(node)


def _operator(node: object) -> Iterator[Use]:
    match node:
        case Arithmetic(sign):
            leaves = tuple(_leaves(node))
            yield Use(f"{sign} with a fraction" if "fraction" in leaves else sign, leaves)
        case Comparison(sign, left, right):
            yield Use(sign, (_operand(left), _operand(right)))
        case Between(value, low, high):
            word = "between" if _in_order(low, high) else "between with computed bounds"
            yield Use(word, tuple(map(_operand, (value, low, high))))
        case In(value, tests):
            word = "in with a single test" if len(tests.tests) == 1 else "in"
            word = word if _are_written(tests) else "in with computed tests"
            values = (each for test in tests.tests for each in _values(test))
            yield Use(word, tuple(map(_operand, (value, *values))))


def _inside(node: object) -> Iterator[object]:
    """What is inside of a node; what belongs to a construct (the range of «in», the name of a function) is none."""
    match node:
        case In(value, tests) if _are_written(tests):
            return iter((value, *(each for test in tests.tests for each in _values(test))))
        case Call(_, arguments) if _name(node):
            return iter(arguments)
    return parts_of(node)


def _call(node: Call) -> Iterator[Use]:
    name = _name(node)
    if not name:
        yield Use("call of a value")
        return
    if node.names is not None:
        yield Use("named argument")
    computed = name in _MAKERS and not _is_made_of_literals(name, node.arguments)
    yield Use(f"{name}(){' of a computed value' if computed else ''}", tuple(map(_operand, node.arguments)))


def _is_made_of_literals(name: str, arguments: tuple[Node, ...]) -> bool:
    """Whether date("2026-01-31"), date(2026, 1, 31) or duration("P3M") could as well be a literal."""
    values = [argument.value for argument in arguments if isinstance(argument, Literal)]
    text = len(values) == 1 and isinstance(values[0], str) and _MAKERS[name](values[0]) is not None
    return len(values) == len(arguments) and (text or len(values) == 3)


def _name(node: Call) -> str:
    """The built-in function called, or nothing."""
    return node.target.name if isinstance(node.target, Name) and node.target.name in BUILTINS else ""


def _literal(value: object) -> str:
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _MAX_DIGITS:
        return "number of more than 15 digits"
    if isinstance(value, DaysTime) and value.total % _DAY:
        return "duration of hours"
    return kind_of(value)


def _operand(node: object) -> Operand:
    match node:
        case Literal(value):
            return kind_of(value)
        case Negation(operand):
            return _operand(operand)
        case Name() | Path():
            return _path(node)
        case Call():
            return _kind_of_call(node)
        case Arithmetic(sign, left, right):
            return Result(sign, (_operand(left), _operand(right)))
        case If(_, then, otherwise):
            return Result("if", (_operand(then), _operand(otherwise)))
    return _KINDS.get(type(node), "")


def _path(node: object) -> Operand:
    members: list[str] = []
    while isinstance(node, Path):
        members.append(node.member)
        node = node.base
    return (node.name, *reversed(members)) if isinstance(node, Name) else ""


def _kind_of_call(node: Call) -> str:
    name = _name(node)
    if name == "duration" and len(node.arguments) == 1 and isinstance(node.arguments[0], Literal):
        found = dates.duration_of(str(node.arguments[0].value))
        return "duration of hours" if _literal(found) == "duration of hours" else kind_of(found)
    return _RESULTS.get(name, "")


def _leaves(node: object) -> Iterator[Operand]:
    """The kinds of written values and the names inside of an arithmetic, at any depth."""
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        yield "whole number" if node.value == node.value.to_integral_value() else "fraction"
    elif isinstance(node, Literal | Name | Path):
        yield _operand(node)
    elif isinstance(node, Call) and _kind_of_call(node):
        yield _kind_of_call(node)
    else:
        for part in _inside(node):
            yield from _leaves(part)


def _is_number(node: object) -> bool:
    inner = node.operand if isinstance(node, Negation) else node
    return isinstance(inner, Literal) and isinstance(inner.value, Decimal)


def _are_written(tests: Tests) -> bool:
    return all(_is_written(test) for test in tests.tests)


def _is_written(test: object) -> bool:
    """Whether a test of «in» is written out: values, lists of values, ranges from a smaller to a larger value."""
    if isinstance(test, ListOf):
        return all(_written(item) is not None for item in test.items)
    if isinstance(test, RangeOf) and not test.comparison:
        return _in_order(test.start, test.end)
    return all(_written(value) is not None for value in _values(test))


def _values(test: object) -> tuple[object, ...]:
    if isinstance(test, ListOf):
        return test.items
    if isinstance(test, RangeOf):
        return tuple(end for end in (test.start, test.end) if end is not None)
    return (test,)


def _in_order(low: object, high: object) -> bool:
    one, two = _written(low), _written(high)
    return one is not None and two is not None and ordered("<=", one, two) is True


def _written(node: object) -> object:
    """The value that is written there, or None."""
    if isinstance(node, Negation) and _is_number(node):
        value = _written(node.operand)
        return -value if isinstance(value, Decimal) else None
    return node.value if isinstance(node, Literal) else None
