"""Values and expressions in the writing of FEEL, so that a designer can take them over into a cell."""

from datetime import date, datetime, time
from decimal import localcontext

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.texts import text_of
from decisions.feel.tree import Arithmetic, Call, Literal, Name, Negation, Node, Path
from decisions.feel.values import DECIMAL128, DaysTime, YearsMonths
from decisions.verification.constants import new_run


def value_text(value: object) -> str:
    """The value as an expression: 3, "A", true, null, date("2026-01-01"), duration("P3M")."""
    if isinstance(value, datetime | FarMoment):
        return f'date and time("{dates.text_of(value)}")'
    if isinstance(value, date | FarDate):
        return f'date("{dates.text_of(value)}")'
    if isinstance(value, time):
        return f'time("{dates.text_of(value)}")'
    if isinstance(value, YearsMonths | DaysTime):
        return f'duration("{value}")'
    with localcontext(DECIMAL128):
        return text_of(value, new_run(), inside=True)


def expression_text(node: Node) -> str | None:
    """The expression of a bound such as today() + parameters.lead; None where it is of a rarer shape."""
    match node:
        case Literal(value):
            return value_text(value)
        case Name(name):
            return name
        case Path(base, member):
            return _joined("{}.{}", expression_text(base), member)
        case Negation(operand):
            return _joined("-{}", _operand(operand))
        case Arithmetic(sign, left, right):
            return _joined("{} {} {}", _operand(left), sign, _operand(right))
        case Call(target, arguments, None):
            written = [expression_text(argument) for argument in arguments]
            return _joined("{}(" + ", ".join("{}" for _ in written) + ")", expression_text(target), *written)
        case _:
            return None


def _operand(node: Node) -> str | None:
    text = expression_text(node)
    return _joined("({})", text) if isinstance(node, Arithmetic) else text


def _joined(pattern: str, *parts: str | None) -> str | None:
    return None if None in parts else pattern.format(*parts)
