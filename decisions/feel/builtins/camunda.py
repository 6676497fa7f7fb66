"""Functions that Camunda 8 adds to the standard and that its users write in their models."""

from decimal import Decimal

from decisions.feel.builtins.table import builtin
from decisions.feel.run import Run


@builtin("get or else(value, default)")
def get_or_else(run: Run, value: object, default: object) -> object:
    return default if value is None else value


@builtin("is empty(list: list)")
def is_empty(run: Run, items: list[object]) -> object:
    return not items


@builtin("is blank(string: string)")
def is_blank(run: Run, string: str) -> object:
    return not string.strip()


@builtin("partition(list: list, size: number)")
def partition(run: Run, items: list[object], size: Decimal) -> object:
    width = int(size)
    if width < 1:
        return run.problem("partition: the size must be at least 1")
    run.grow(8 * len(items))
    return [items[begin : begin + width] for begin in range(0, len(items), width)]
