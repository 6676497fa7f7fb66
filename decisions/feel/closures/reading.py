"""What is read: literals, names, paths and filters."""

from decimal import Decimal

from decisions.feel.closures.compiler import Compiler, compiles
from decisions.feel.frames import Closure, Frame, Locals, local_value, outer_path, outer_value
from decisions.feel.members import member_of
from decisions.feel.run import Run
from decisions.feel.tree import Filter, Literal, Name, NoValue, Path

_MISSING = object()


@compiles(Literal)
def literal(node: Literal, compiler: Compiler, local: Locals) -> Closure:
    value = node.value
    return lambda run, frame: value


@compiles(NoValue)
def no_value(node: NoValue, compiler: Compiler, local: Locals) -> Closure:
    message = node.problem
    return lambda run, frame: run.problem(message)


@compiles(Name)
def name(node: Name, compiler: Compiler, local: Locals) -> Closure:
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


@compiles(Path)
def path(node: Path, compiler: Compiler, local: Locals) -> Closure:
    outside = outer_path(node, local)
    if outside is not None:
        return outer_value(outside)
    base, member = compiler.closure(node.base, local), node.member
    return lambda run, frame: member_of(base(run, frame), member, run)


@compiles(Filter)
def filtered_list(node: Filter, compiler: Compiler, local: Locals) -> Closure:
    base = compiler.closure(node.base, local)
    if isinstance(node.condition, Literal) and isinstance(node.condition.value, Decimal):
        index = node.condition.value
        return lambda run, frame: _at(base(run, frame), index, run)
    inner, place = compiler.add(local, "item", is_item=True)
    condition = compiler.closure(node.condition, inner)

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


def _at(values: object, number: Decimal, run: Run) -> object:
    """The item at the position from 1, or from the end where negative."""
    items = values if isinstance(values, list) else [] if values is None else [values]
    if number != number.to_integral_value() or not 1 <= abs(number) <= len(items):
        return run.problem(f"the list has no item {number}")
    return items[int(number) - 1 if number > 0 else int(number)]
