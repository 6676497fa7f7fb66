"""Turns the tree of an expression into nested Python functions, once; running them is the evaluation.

Local names (loop variables, parameters, entries of contexts) have a place in a frame that is known beforehand.
Inside a filter a name may also be a field of the item, which only the value tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatchmethod

from decisions.feel import arithmetic
from decisions.feel.builtins import BUILTINS
from decisions.feel.comparison import equal, ordered, passes
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.frames import (
    Closure,
    Frame,
    Local,
    Locals,
    local_value,
    mentions,
    outer_path,
    outer_value,
)
from decisions.feel.functions import Written, by_name, call_builtin
from decisions.feel.iteration import rounds
from decisions.feel.kinds import coerce, is_of
from decisions.feel.members import member_of
from decisions.feel.run import Run
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Coerced,
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
    Steps,
    Tests,
)  # fmt: skip
from decisions.feel.values import Function, Range, kind_of

MAX_HEIGHT = 100
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Foreign(Node):
    """A construct of another notation, such as a decision table, that compiles itself."""

    def compiled(self, compiler: "Compiler", local: Locals) -> Closure:
        """The closure of the construct; what it holds of FEEL it gives to the compiler."""
        raise NotImplementedError


class Compiler:
    """Compiles one expression; counts the places its frame needs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = 0
        self.height = 0

    def closure(self, node: Node, local: Locals) -> Closure:
        self.height += 1
        if self.height > MAX_HEIGHT:
            raise FeelSyntaxError(
                self.text, 0, "one with more parts", f"an expression nested at most {MAX_HEIGHT} deep"
            )
        made = self.of(node, local)
        self.height -= 1
        return made

    def add(self, local: Locals, name: str, is_item: bool = False) -> tuple[Locals, int]:
        """The locals with one more, and its place."""
        place = len(local)
        self.places = max(self.places, place + 1)
        return (*local, Local(name, place, is_item)), place

    @singledispatchmethod
    def of(self, node: Node, local: Locals) -> Closure:
        raise TypeError(f"{type(node).__name__} has no meaning")

    @of.register
    def foreign(self, node: Foreign, local: Locals) -> Closure:
        return node.compiled(self, local)

    @of.register
    def literal(self, node: Literal, local: Locals) -> Closure:
        value = node.value
        return lambda run, frame: value

    @of.register
    def no_value(self, node: NoValue, local: Locals) -> Closure:
        message = node.problem
        return lambda run, frame: run.problem(message)

    # -- names and paths

    @of.register
    def name(self, node: Name, local: Locals) -> Closure:
        name = node.name
        items: list[int] = []
        fallback = outer_value((name,))
        for entry in reversed(local):
            if entry.is_item:
                items.append(entry.place)  # before its own name: an item may have a field «item»
            if entry.name == name:
                fallback = local_value(entry.place)
                break
        if not items:
            return fallback

        def field_or_name(run: Run, frame: Frame) -> object:
            for place in items:
                item = frame[place]
                if isinstance(item, dict):
                    found = item.get(name, _MISSING)
                    if found is not _MISSING:
                        return found
            return fallback(run, frame)

        return field_or_name

    @of.register
    def path(self, node: Path, local: Locals) -> Closure:
        outside = outer_path(node, local)
        if outside is not None:
            return outer_value(outside)
        base, member = self.closure(node.base, local), node.member
        return lambda run, frame: member_of(base(run, frame), member, run)

    @of.register
    def filter(self, node: Filter, local: Locals) -> Closure:
        base = self.closure(node.base, local)
        if isinstance(node.condition, Literal) and isinstance(node.condition.value, Decimal):
            index = node.condition.value
            return lambda run, frame: _at(base(run, frame), index, run)
        inner, place = self.add(local, "item", is_item=True)
        condition = self.closure(node.condition, inner)

        def filtered(run: Run, frame: Frame) -> object:
            values = base(run, frame)
            items = values if isinstance(values, list) else [] if values is None else [values]
            kept: list[object] = []
            for item in items:
                run.step()
                frame[place] = item
                answer = condition(run, frame)
                if answer is True:
                    kept.append(item)
                elif isinstance(answer, Decimal):
                    return _at(values, answer, run)
            if not items:
                frame[place] = None
                answer = condition(run, frame)
                return None if isinstance(answer, Decimal) else kept
            run.grow(8 * len(kept))
            return kept

        return filtered

    # -- operators

    @of.register
    def arithmetic(self, node: Arithmetic, local: Locals) -> Closure:
        left, right = self.closure(node.left, local), self.closure(node.right, local)
        compute = arithmetic.operation(node.sign)
        return lambda run, frame: compute(left(run, frame), right(run, frame), run)

    @of.register
    def negation(self, node: Negation, local: Locals) -> Closure:
        operand = self.closure(node.operand, local)
        if isinstance(node.operand, Literal) and isinstance(node.operand.value, Decimal):
            value = -node.operand.value
            return lambda run, frame: value
        return lambda run, frame: arithmetic.negate(operand(run, frame), run)

    @of.register
    def comparison(self, node: Comparison, local: Locals) -> Closure:
        left, right, sign = self.closure(node.left, local), self.closure(node.right, local), node.sign
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

    @of.register
    def all_parts(self, node: And, local: Locals) -> Closure:
        return _junction([self.closure(part, local) for part in node.parts], decisive=False, word="and")

    @of.register
    def any_part(self, node: Or, local: Locals) -> Closure:
        return _junction([self.closure(part, local) for part in node.parts], decisive=True, word="or")

    @of.register
    def condition(self, node: If, local: Locals) -> Closure:
        condition, then = self.closure(node.condition, local), self.closure(node.then, local)
        otherwise = self.closure(node.otherwise, local)

        def choose(run: Run, frame: Frame) -> object:
            answer = condition(run, frame)
            if answer is True:
                return then(run, frame)
            if not isinstance(answer, bool):
                run.problem(f"the condition after «if» is {kind_of(answer)}, expected true or false")
            return otherwise(run, frame)

        return choose

    @of.register
    def between(self, node: Between, local: Locals) -> Closure:
        value, low, high = (self.closure(part, local) for part in (node.value, node.low, node.high))

        def lies(run: Run, frame: Frame) -> object:
            middle, least, most = value(run, frame), low(run, frame), high(run, frame)
            above, below = ordered(">=", middle, least), ordered("<=", middle, most)
            if above is None or below is None:
                return run.problem(
                    f"{kind_of(middle)} between {kind_of(least)} and {kind_of(most)} has no meaning"
                )
            return above and below

        return lies

    @of.register
    def instance_of(self, node: InstanceOf, local: Locals) -> Closure:
        value, kind = self.closure(node.value, local), node.kind
        return lambda run, frame: is_of(value(run, frame), kind)

    # -- tests

    @of.register
    def member(self, node: In, local: Locals) -> Closure:
        value = self.closure(node.value, local)
        inner, place = self.add(local, "?")
        tests = self.tests(node.tests, inner)

        def satisfied(run: Run, frame: Frame) -> object:
            frame[place] = value(run, frame)
            return tests(run, frame)

        return satisfied

    @of.register
    def tests(self, node: Tests, local: Locals) -> Closure:
        """The closure of tests on «?», which has its place in the locals (or is a name of the scope)."""
        subject = self.closure(Name("?"), local)
        tests = [(self.closure(test, local), mentions(test, "?")) for test in node.tests]
        negated = node.negated

        def passed(run: Run, frame: Frame) -> object:
            value = subject(run, frame)
            unknown = False
            for test, asks_itself in tests:
                answer = test(run, frame)
                if not asks_itself:
                    own = answer is True and not isinstance(value, bool | list)
                    answer = True if own else passes(value, answer, run)
                elif not isinstance(answer, bool) and answer is not None:
                    answer = passes(value, answer, run)
                if answer is True:
                    return not negated
                unknown = unknown or answer is None
            return None if unknown else negated

        return passed if tests else lambda run, frame: True

    # -- values made of others

    @of.register
    def list_of(self, node: ListOf, local: Locals) -> Closure:
        items = [self.closure(item, local) for item in node.items]
        size = 8 * len(items)

        def make(run: Run, frame: Frame) -> object:
            run.grow(size)
            return [item(run, frame) for item in items]

        return make

    @of.register
    def context_of(self, node: ContextOf, local: Locals) -> Closure:
        entries: list[tuple[str, Closure, int]] = []
        for name, value in node.entries:
            # A function sees its own name, so that it can call itself; other entries only see those before.
            seen = self.add(local, name)[0] if isinstance(value, FunctionOf) else local
            closure = self.closure(value, seen)
            local, place = self.add(local, name)
            entries.append((name, closure, place))
        result = self.closure(node.result, local) if node.result else None
        repeated = len({name for name, _ in node.entries}) != len(node.entries)

        def make(run: Run, frame: Frame) -> object:
            if repeated:
                return run.problem("a context has two entries of the same name")
            run.grow(32 * len(entries))
            made: dict[str, object] = {}
            for name, closure, place in entries:
                made[name] = frame[place] = value = closure(run, frame)
                if isinstance(value, Written):
                    value.frame[place] = value
            return result(run, frame) if result else made

        return make

    @of.register
    def range_of(self, node: RangeOf, local: Locals) -> Closure:
        start = self.closure(node.start, local) if node.start else None
        end = self.closure(node.end, local) if node.end else None
        start_included, end_included = node.start_included, node.end_included
        if all(part is None or isinstance(part, Literal) for part in (node.start, node.end)) and not (
            start and end
        ):
            ends = [part.value if isinstance(part, Literal) else None for part in (node.start, node.end)]
            fixed = Range(ends[0], start_included, ends[1], end_included, node.comparison)
            return lambda run, frame: fixed

        def make(run: Run, frame: Frame) -> object:
            low = start(run, frame) if start else None
            high = end(run, frame) if end else None
            if low is None and high is None:
                return run.problem("both ends of a range are null")
            both = start is not None and end is not None
            if both and (low is None or high is None or kind_of(low) != kind_of(high)):
                if low is not None and high is not None:
                    return run.problem(f"a range from {kind_of(low)} to {kind_of(high)} has no meaning")
            elif both and ordered(">", low, high) is not False:
                return run.problem("the start of a range lies after its end")
            return Range(low, start_included, high, end_included, node.comparison)

        return make

    @of.register
    def steps(self, node: Steps, local: Locals) -> Closure:
        start, end = self.closure(node.start, local), self.closure(node.end, local)
        return lambda run, frame: Range(start(run, frame), True, end(run, frame), True)

    # -- loops

    @of.register
    def loop(self, node: For, local: Locals) -> Closure:
        domains, inner, places = self.iterators(node.iterators, local)
        inner, partial = self.add(inner, "partial")
        body = self.closure(node.body, inner)
        looks_back = mentions(node.body, "partial")

        def repeat(run: Run, frame: Frame) -> object:
            results: list[object] = []

            def once() -> bool:
                if looks_back:
                    run.grow(8 * len(results))
                    frame[partial] = results.copy()
                run.grow(8)
                results.append(body(run, frame))
                return True

            return results if rounds(domains, places, run, frame, once) else None

        return repeat

    @of.register
    def quantified(self, node: Quantified, local: Locals) -> Closure:
        domains, inner, places = self.iterators(node.iterators, local)
        body, decisive = self.closure(node.body, inner), not node.every

        def ask(run: Run, frame: Frame) -> object:
            answers: list[object] = []

            def once() -> bool:
                answers.append(body(run, frame))
                return answers[-1] is (not decisive)

            if not rounds(domains, places, run, frame, once):
                return None
            if answers and not isinstance(answers[-1], bool):
                return run.problem("the condition after «satisfies» is not always true or false")
            return decisive if answers and answers[-1] is decisive else not decisive

        return ask

    def iterators(
        self, iterators: Sequence[tuple[str, Node]], local: Locals
    ) -> tuple[list[tuple[Closure, bool]], Locals, list[int]]:
        domains: list[tuple[Closure, bool]] = []
        places: list[int] = []
        for name, domain in iterators:
            domains.append((self.closure(domain, local), isinstance(domain, Steps)))
            local, place = self.add(local, name)
            places.append(place)
        return domains, local, places

    # -- functions

    @of.register
    def function_of(self, node: FunctionOf, local: Locals) -> Closure:
        places: list[int] = []
        for name, _ in node.parameters:
            local, place = self.add(local, name)
            places.append(place)
        body = self.closure(node.body, local)
        names = tuple(name for name, _ in node.parameters)
        kinds = tuple(kind for _, kind in node.parameters)
        return lambda run, frame: Written(run.scope, names, kinds, body, frame.copy(), places)

    @of.register
    def call(self, node: Call, local: Locals) -> Closure:
        arguments = [self.closure(argument, local) for argument in node.arguments]
        target = node.target
        builtin = BUILTINS.get(target.name) if isinstance(target, Name) else None
        if builtin is not None and isinstance(target, Name) and not _hides(target.name, local):
            return call_builtin(builtin, arguments, node.names)
        function, names = self.closure(target, local), node.names

        def invoke(run: Run, frame: Frame) -> object:
            called = function(run, frame)
            values = [argument(run, frame) for argument in arguments]
            if not isinstance(called, Function):
                what = f"«{target.name}»" if isinstance(target, Name) else kind_of(called)
                return run.problem(f"{what} is no function")
            return called.call(run, values) if names is None else by_name(called, names, values, run)

        return invoke

    @of.register
    def coerced(self, node: Coerced, local: Locals) -> Closure:
        value, kind, place = self.closure(node.value, local), node.kind, node.place

        def fit(run: Run, frame: Frame) -> object:
            found = value(run, frame)
            fitted, fits = coerce(found, kind)
            if not fits:
                return run.problem(f"{place} is {kind_of(found)}, expected {kind.name}")
            return fitted

        return fit


def _at(values: object, number: Decimal, run: Run) -> object:
    """The item at the position from 1, or from the end where negative."""
    items = values if isinstance(values, list) else [] if values is None else [values]
    if number != number.to_integral_value() or not 1 <= abs(number) <= len(items):
        return run.problem(f"the list has no item {number}")
    return items[int(number) - 1 if number > 0 else int(number)]


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


def _hides(name: str, local: Locals) -> bool:
    return any(entry.name == name for entry in local)
