"""What is made: lists, contexts, ranges, functions and their calls."""

from decisions.feel.builtins import BUILTINS
from decisions.feel.closures.compiler import Compiler, compiles
from decisions.feel.comparison import ordered
from decisions.feel.frames import Closure, Frame, Locals
from decisions.feel.functions import Written, by_name, call_builtin
from decisions.feel.kinds import coerce, unfit
from decisions.feel.run import Run
from decisions.feel.tree import (
    Call,
    Coerced,
    ContextOf,
    FunctionOf,
    ListOf,
    Literal,
    Name,
    RangeOf,
)  # fmt: skip
from decisions.feel.values import Function, Range, kind_of


@compiles(ListOf)
def list_of(node: ListOf, compiler: Compiler, local: Locals) -> Closure:
    items = [compiler.closure(item, local) for item in node.items]
    size = 8 * len(items)

    def make(run: Run, frame: Frame) -> object:
        run.grow(size)
        return [item(run, frame) for item in items]

    return make


@compiles(ContextOf)
def context_of(node: ContextOf, compiler: Compiler, local: Locals) -> Closure:
    entries: list[tuple[str, Closure, int, bool]] = []
    for name, value in node.entries:
        # A function sees its own name, so that it can call itself; other entries only see those before.
        seen = compiler.add(local, name)[0] if isinstance(value, FunctionOf) else local
        closure = compiler.closure(value, seen)
        local, place = compiler.add(local, name)
        entries.append((name, closure, place, isinstance(value, FunctionOf)))
    result = compiler.closure(node.result, local) if node.result else None
    repeated = len({name for name, _ in node.entries}) != len(node.entries)

    def make(run: Run, frame: Frame) -> object:
        if repeated:
            return run.problem("a context has two entries of the same name")
        run.grow(32 * len(entries))
        made: dict[str, object] = {}
        for name, closure, place, is_own_function in entries:
            made[name] = frame[place] = value = closure(run, frame)
            if is_own_function and isinstance(value, Written):  # made here, so its frame is its own
                value.frame[place] = value
        return result(run, frame) if result else made

    return make


@compiles(RangeOf)
def range_of(node: RangeOf, compiler: Compiler, local: Locals) -> Closure:
    start = compiler.closure(node.start, local) if node.start else None
    end = compiler.closure(node.end, local) if node.end else None
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


@compiles(FunctionOf)
def function_of(node: FunctionOf, compiler: Compiler, local: Locals) -> Closure:
    places: list[int] = []
    for name, _ in node.parameters:
        local, place = compiler.add(local, name)
        places.append(place)
    body = compiler.closure(node.body, local)
    names = tuple(name for name, _ in node.parameters)
    kinds = tuple(kind for _, kind in node.parameters)
    return lambda run, frame: Written(run.scope, names, kinds, body, frame.copy(), places)


@compiles(Call)
def call(node: Call, compiler: Compiler, local: Locals) -> Closure:
    arguments = [compiler.closure(argument, local) for argument in node.arguments]
    target = node.target
    builtin = BUILTINS.get(target.name) if isinstance(target, Name) else None
    if builtin is not None and isinstance(target, Name) and not _hides(target.name, local):
        return call_builtin(builtin, arguments, node.names)
    function, names = compiler.closure(target, local), node.names

    def invoke(run: Run, frame: Frame) -> object:
        called = function(run, frame)
        values = [argument(run, frame) for argument in arguments]
        if not isinstance(called, Function):
            what = f"«{target.name}»" if isinstance(target, Name) else kind_of(called)
            return run.problem(f"{what} is no function")
        return called.call(run, values) if names is None else by_name(called, names, values, run)

    return invoke


@compiles(Coerced)
def coerced(node: Coerced, compiler: Compiler, local: Locals) -> Closure:
    value, kind, place = compiler.closure(node.value, local), node.kind, node.place

    def fit(run: Run, frame: Frame) -> object:
        found = value(run, frame)
        fitted, fits = coerce(found, kind)
        if not fits:
            return run.problem(f"{place} {unfit(found, kind)}")
        return fitted

    return fit


def _hides(name: str, local: Locals) -> bool:
    return any(entry.name == name for entry in local)
