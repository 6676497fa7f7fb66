"""What is asked and computed: arithmetic, comparisons, and, or, if, between, in, unary tests, instance of."""

from decimal import Decimal

from decisions.feel import arithmetic
from decisions.feel.closures.compiler import Compiler, compiles
from decisions.feel.closures.plain import plain_test
from decisions.feel.comparison import equal, ordered, passes
from decisions.feel.frames import Closure, Frame, Locals, mentions
from decisions.feel.kinds import is_of
from decisions.feel.run import Run
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Comparison,
    If,
    In,
    InstanceOf,
    Literal,
    Name,
    Negation,
    Or,
    Quantified,
    RangeOf,
    Tests,
)  # fmt: skip
from decisions.feel.values import Range, kind_of

_UNKNOWN = object()
# What is true by itself, whatever the value is: «x > 5». The test «true» or «flag» compares the value with it.
_DECIDING = (And, Or, Comparison, Between, In, InstanceOf, Call, Quantified, If)


@compiles(Arithmetic)
def arithmetic_of(node: Arithmetic, compiler: Compiler, local: Locals) -> Closure:
    left, right = compiler.closure(node.left, local), compiler.closure(node.right, local)
    compute = arithmetic.operation(node.sign)
    return lambda run, frame: compute(left(run, frame), right(run, frame), run)


@compiles(Negation)
def negation(node: Negation, compiler: Compiler, local: Locals) -> Closure:
    operand = compiler.closure(node.operand, local)
    if isinstance(node.operand, Literal) and isinstance(node.operand.value, Decimal):
        value = -node.operand.value
        return lambda run, frame: value
    return lambda run, frame: arithmetic.negate(operand(run, frame), run)


@compiles(Comparison)
def comparison(node: Comparison, compiler: Compiler, local: Locals) -> Closure:
    left, right, sign = compiler.closure(node.left, local), compiler.closure(node.right, local), node.sign
    if sign == "=":
        return lambda run, frame: _compared(left(run, frame), right(run, frame), run)
    if sign == "!=":

        def differs(run: Run, frame: Frame) -> object:
            same = _compared(left(run, frame), right(run, frame), run)
            return None if same is None else not same

        return differs

    def compare(run: Run, frame: Frame) -> object:
        one, two = left(run, frame), right(run, frame)
        found = ordered(sign, one, two)
        if found is None:
            run.problem(f"{kind_of(one)} {sign} {kind_of(two)} has no meaning")
        return found

    return compare


@compiles(And)
def all_parts(node: And, compiler: Compiler, local: Locals) -> Closure:
    return _junction([compiler.closure(part, local) for part in node.parts], decisive=False, word="and")


@compiles(Or)
def any_part(node: Or, compiler: Compiler, local: Locals) -> Closure:
    return _junction([compiler.closure(part, local) for part in node.parts], decisive=True, word="or")


@compiles(If)
def condition(node: If, compiler: Compiler, local: Locals) -> Closure:
    condition, then = compiler.closure(node.condition, local), compiler.closure(node.then, local)
    otherwise = compiler.closure(node.otherwise, local)

    def choose(run: Run, frame: Frame) -> object:
        answer = condition(run, frame)
        if answer is True:
            return then(run, frame)
        if not isinstance(answer, bool):
            run.problem(f"the condition after «if» is {kind_of(answer)}, expected true or false")
        return otherwise(run, frame)

    return choose


@compiles(Between)
def between(node: Between, compiler: Compiler, local: Locals) -> Closure:
    value, low, high = (compiler.closure(part, local) for part in (node.value, node.low, node.high))

    def lies(run: Run, frame: Frame) -> object:
        middle, least, most = value(run, frame), low(run, frame), high(run, frame)
        above, below = ordered(">=", middle, least), ordered("<=", middle, most)
        if above is None or below is None:
            return run.problem(
                f"{kind_of(middle)} between {kind_of(least)} and {kind_of(most)} has no meaning"
            )
        return above and below

    return lies


@compiles(InstanceOf)
def instance_of(node: InstanceOf, compiler: Compiler, local: Locals) -> Closure:
    value, kind = compiler.closure(node.value, local), node.kind
    return lambda run, frame: is_of(value(run, frame), kind)


@compiles(In)
def member(node: In, compiler: Compiler, local: Locals) -> Closure:
    value = compiler.closure(node.value, local)
    inner, place = compiler.add(local, "?")
    tests = compiler.closure(node.tests, inner)

    def satisfied(run: Run, frame: Frame) -> object:
        frame[place] = value(run, frame)
        return tests(run, frame)

    return satisfied


@compiles(Tests)
def tests(node: Tests, compiler: Compiler, local: Locals) -> Closure:
    """The closure of tests on «?», which has its place in the locals (or is a name of the scope)."""
    subject = compiler.closure(Name("?"), local)
    tests = [
        (
            _range_test(test, compiler, local)
            if isinstance(test, RangeOf)
            else compiler.closure(test, local),
            mentions(test, "?"),
            isinstance(test, _DECIDING),
            test == Literal(None),
        )
        for test in node.tests
    ]
    negated = node.negated

    def passed(run: Run, frame: Frame) -> object:
        value = subject(run, frame)
        unknown = False
        for test, asks_itself, decides, asks_for_null in tests:
            answer = test(run, frame)
            if answer is None and not asks_for_null:
                # What has no value lets nobody pass, also not a missing value.
                answer = False if value is not None and not decides else None
            elif not asks_itself:
                own = answer is True and decides and not isinstance(value, bool | list)
                answer = answer if own else _passes(value, answer, run)
            elif not isinstance(answer, bool):
                answer = passes(value, answer, run)
            if answer is True:
                return not negated
            unknown = unknown or answer is None
        return None if unknown else negated

    plain = plain_test(node)
    if plain is None:
        return passed if tests else lambda run, frame: True
    kind, passes_plainly = plain

    def compared(run: Run, frame: Frame) -> object:
        value = subject(run, frame)
        return passes_plainly(value) if type(value) is kind else passed(run, frame)

    return compared


def _passes(value: object, test: object, run: Run) -> bool | None:
    return None if test is _UNKNOWN else passes(value, test, run)


def _range_test(node: RangeOf, compiler: Compiler, local: Locals) -> Closure:
    """A range or comparison as a test: with an end that is written but has no value nothing is known.

    Otherwise «< limit» would hold for a missing value when the limit is missing too, and «[low..high]» without low
    would hold for all small values.
    """
    made = compiler.closure(node, local)
    asked = [part is not None and part != Literal(None) for part in (node.start, node.end)]

    def test(run: Run, frame: Frame) -> object:
        span = made(run, frame)
        if not isinstance(span, Range):
            return _UNKNOWN
        ends = zip(asked, (span.start, span.end), strict=True)
        return _UNKNOWN if any(is_asked and end is None for is_asked, end in ends) else span

    return test


def _compared(left: object, right: object, run: Run) -> bool | None:
    found = equal(left, right, run)
    if found is None:
        run.problem(f"{kind_of(left)} and {kind_of(right)} cannot be compared")
    return found


def _junction(parts: list[Closure], decisive: bool, word: str) -> Closure:
    """Three-valued «and» (decided by false) or «or» (decided by true)."""

    def decide(run: Run, frame: Frame) -> object:
        unknown = False
        for part in parts:
            answer = part(run, frame)
            if answer is decisive:
                return decisive
            if not isinstance(answer, bool):
                unknown = True
                if answer is not None:
                    run.problem(f"«{word}» joins true and false, not {kind_of(answer)}")
        return None if unknown else not decisive

    return decide
