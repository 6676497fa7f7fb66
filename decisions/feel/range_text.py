"""The built-in `range`: its text is read by the grammar itself, so what a range looks like is said once."""

from decimal import Decimal

from decisions.feel.builtins.table import TABLE, builtin
from decisions.feel.comparison import ordered
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.grammar import read
from decisions.feel.run import Run
from decisions.feel.tree import Call, Literal, Name, Negation, RangeOf
from decisions.feel.values import Range, kind_of


@builtin("range(from: string)")
def range_of_text(run: Run, text: str) -> object:
    try:
        tree = read(text)
    except FeelSyntaxError as error:
        return run.problem(f"range: the text cannot be read (column {error.column})")
    ends: list[object] = []
    if not isinstance(tree, RangeOf) or (tree.start is None and tree.end is None):
        return run.problem("range: the text is no range such as [1..3]")
    for end in (tree.start, tree.end):
        if (
            isinstance(end, Negation)
            and isinstance(end.operand, Literal)
            and isinstance(end.operand.value, Decimal)
        ):
            ends.append(-end.operand.value)
        elif isinstance(end, Call) and isinstance(end.target, Name) and end.target.name in _ENDS:
            ends.append(
                _called(run, end.target.name, [a.value for a in end.arguments if isinstance(a, Literal)])
            )
        elif end is None or isinstance(end, Literal):
            ends.append(None if end is None else end.value)
        else:
            return run.problem("range: the ends of the text must be written out")
    if kind_of(ends[0]) != kind_of(ends[1]) and None not in (tree.start, tree.end):
        return run.problem("range: the ends of the text are of different kinds")
    if ends == [None, None] or (None not in ends and ordered(">", *ends) is not False):
        return run.problem("range: the text has no start or it lies after the end")
    return Range(ends[0], tree.start_included, ends[1], tree.end_included, tree.comparison)


_ENDS = frozenset({"date", "time", "date and time", "duration"})


def _called(run: Run, name: str, arguments: list[object]) -> object:
    return TABLE[name].run(run, arguments)
