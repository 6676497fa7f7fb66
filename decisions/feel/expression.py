"""What is kept of an expression once it is read: its text, what it reads, and how to run it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import localcontext
from typing import NamedTuple

from decisions.feel import range_text as range_text  # registers the built-in `range`
from decisions.feel.closures import Compiler
from decisions.feel.faults import FeelEvaluationError, FeelLimitError
from decisions.feel.frames import Closure, Local, Locals, admitted
from decisions.feel.grammar import read, read_tests
from decisions.feel.names import known
from decisions.feel.reads import NamePath, demands_of, parts_on, reads_of
from decisions.feel.run import DEFAULT_LIMITS, Limits, Run
from decisions.feel.tree import (
    And,
    Between,
    Comparison,
    Filter,
    If,
    In,
    InstanceOf,
    ListOf,
    Literal,
    Name,
    Node,
    NoValue,
    Or,
    Path,
    RangeOf,
    Tests,
    parts_of,
)  # fmt: skip
from decisions.feel.values import DECIMAL128, kind_of

_INPUT = "?"


class Outcome(NamedTuple):
    """The value, and what was met on the way to a null."""

    value: object
    problems: tuple[str, ...] = ()


class Compiled:
    """What was read once and can be run any number of times, also by several threads.

    `names` are the longest paths read from outside; `filter_names` those inside filters, which may also be
    fields of the filtered items.
    """

    __slots__ = ("_closure", "_places", "_run", "filter_names", "names", "text", "tree")

    def __init__(self, text: str, tree: Node, compiler: Compiler, local: Locals = ()) -> None:
        self.text = text
        self.tree = tree
        self._closure = compiler.closure(tree, local)  # first: it refuses what is nested too deeply
        self.names, self.filter_names = reads_of(tree)
        self._places = compiler.places
        self._run = run_comparing if only_compares(tree) else run_closure


class Expression(Compiled):
    """An expression."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def demanded(self) -> dict[NamePath, object]:
        """What certainly equals a literal where the expression is true: of «a.b = "x" and …» {(a, b): "x"}."""
        return demands_of(self.tree)

    def parts_on(self, path: NamePath) -> "tuple[Expression, ...]":
        """The largest parts that read this path and nothing else, each an expression of its own; none where it is not read
        from outside."""
        if path not in self.names:
            return ()
        return tuple(Expression(self.text, part, Compiler(self.text)) for part in parts_on(self.tree, path))

    def evaluate(
        self, scope: Mapping[str, object], now: datetime, limits: Limits = DEFAULT_LIMITS
    ) -> Outcome:
        """The value in that scope at that time; null with problems where the standard says null.

        FeelLimitError if it needs more than it may use; FeelEvaluationError if the scope holds a foreign value.
        """
        run = Run(scope, now, limits)
        value = self._run(self._closure, run, [None] * self._places)
        return Outcome(value, tuple(run.problems))

    def decide(self, scope: Mapping[str, object], now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
        """True or False; FeelEvaluationError with the reason if the expression gives neither."""
        outcome = self.evaluate(scope, now, limits)
        if isinstance(outcome.value, bool):
            return outcome.value
        raise FeelEvaluationError(undecided(self, outcome, scope))


def run_closure(closure: Closure, run: Run, frame: list[object]) -> object:
    """Runs a compiled expression with FEEL's numbers and the limits of the run."""
    with localcontext(DECIMAL128):
        return run_comparing(closure, run, frame)


def run_comparing(closure: Closure, run: Run, frame: list[object]) -> object:
    """The same for an expression that makes no new number: setting up FEEL's numbers costs more than comparing."""
    try:
        value = closure(run, frame)
        if isinstance(value, list | dict):
            weigh(value, run)
        return value
    except RecursionError as error:
        raise FeelLimitError("the expression is nested too deeply; make it simpler") from error


_COMPARING = (
    And, Between, Comparison, Filter, If, In, InstanceOf, ListOf, Literal, Name, NoValue, Or, Path, RangeOf, Tests,
)  # fmt: skip


def only_compares(node: object) -> bool:
    """Whether nothing in the tree makes a new number."""
    if isinstance(node, Node) and not isinstance(node, _COMPARING):
        return False
    return all(only_compares(part) for part in parts_of(node))


def weigh(value: object, run: Run) -> None:
    """Counts the whole of a result: shared parts count each time, as a reader of the result meets them."""
    run.grow(16)
    if isinstance(value, list):
        for item in value:
            weigh(item, run)
    elif isinstance(value, dict):
        for item in value.values():
            weigh(item, run)
    elif isinstance(value, str):
        run.grow(len(value))


def undecided(expression: Expression, outcome: Outcome, scope: Mapping[str, object]) -> str:
    """Why there is no true or false: missing or empty variables first, then what else was met."""
    reasons: list[str] = []
    for path in sorted(expression.names):
        state = _state(path, scope)
        if state:
            reasons.append(f"«{'.'.join(path)}» {state}")
    if not reasons:
        reasons.extend(outcome.problems)
    reason = f" ({'; '.join(reasons)})" if reasons else ""
    return f"«{expression.text}» gives {kind_of(outcome.value)}, expected true or false{reason}"


def _state(path: NamePath, scope: Mapping[str, object]) -> str:
    value: object = scope
    for name in path:
        if isinstance(value, Mapping):
            if name not in value:
                return "is missing"
            value = value[name]
        elif not isinstance(value, str | int | float | type(None)):
            return ""  # a member of a list or a date, which the value itself must tell
        else:
            return "is missing"
    return "is empty" if value is None else ""


class UnaryTests(Compiled):
    """Tests on one value, as a cell of a decision table has them."""

    __slots__ = ()

    def matches(
        self,
        value: object,
        scope: Mapping[str, object],
        now: datetime,
        limits: Limits = DEFAULT_LIMITS,
    ) -> bool | None:
        """Whether the value passes; None where it cannot be said. Errors as those of Expression.evaluate."""
        run = Run(scope, now, limits)
        frame: list[object] = [None] * self._places
        try:
            frame[0] = admitted(value, (_INPUT,))
        except RecursionError as error:
            raise FeelLimitError("the value is nested too deeply") from error
        answer = self._run(self._closure, run, frame)
        return answer if isinstance(answer, bool) else None


def parse(text: str, known_names: Iterable[str] = ()) -> Expression:
    """Reads an expression (without the «=» that Camunda writes before it).

    known_names are names with blanks or signs in them that stand in the scope, such as «full time».
    FeelSyntaxError tells line, column, what was found and what was expected.
    """
    tree = read(text, known(known_names))
    return Expression(text, tree, Compiler(text))


def parse_unary_tests(text: str, known_names: Iterable[str] = ()) -> UnaryTests:
    """Reads the tests of a cell: «-», «"A", "B"», «< 3», «[1..5]», «not(…)», or any condition with «?»."""
    tree = read_tests(text, known(known_names))
    compiler = Compiler(text)
    compiler.places = 1
    return UnaryTests(text, tree, compiler, (Local(_INPUT, 0),))
