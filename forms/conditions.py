"""When a question is asked: FEEL conditions over the answers, in an order in which each can be computed."""

from collections.abc import Mapping
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from decisions.feel import FeelEvaluationError, FeelSyntaxError, parse
from forms.definition import Condition, Field, Form, Value
from forms.faults import Findings

# Words of FEEL, and the names under which models read the case and the package parameters.
RESERVED = frozenset(
    {
        "and",
        "between",
        "case",
        "context",
        "else",
        "every",
        "external",
        "false",
        "for",
        "function",
        "if",
        "in",
        "instance",
        "item",
        "not",
        "null",
        "of",
        "or",
        "parameters",
        "partial",
        "return",
        "satisfies",
        "some",
        "then",
        "true",
    }
)


def read_condition(text: object, element: str, findings: Findings) -> Condition | None:
    """A condition as form-js writes it: FEEL with a leading =. Faults become findings."""
    if not isinstance(text, str) or not text.startswith("="):
        findings.add(
            element, "A condition must begin with =.", 'Write it as FEEL, e.g. =outcome != "ABORTED".'
        )
        return None
    return read_expression(text[1:].strip(), element, findings)


def read_expression(text: str, element: str, findings: Findings) -> Condition | None:
    """FEEL without a leading =."""
    try:
        return Condition(text, parse(text))
    except FeelSyntaxError as error:
        findings.add(
            element, f"«{text[:80]}» is no FEEL expression: {error}", "Correct it at the place named."
        )
        return None


OVERRUN = "…"
"""What stands for a value that was not computed to its end."""


def scope_of(form: Form, values: Mapping[str, Value], context: Mapping[str, object]) -> dict[str, object]:
    """The names conditions and rules see: every field of the form, around it the caller's context.

    An unticked box counts as false and a list nobody ticked as empty, as the form editor's preview has it;
    every other missing answer is null.
    """
    scope: dict[str, object] = dict(context)
    for field in form.fields:
        scope[field.key] = values.get(field.key, unanswered(field))
    return scope


def unanswered(field: Field) -> object:
    """What a field is worth in a condition while it has no answer."""
    if field.type == "checkbox":
        return False
    return [] if field.type == "checklist" else None


def is_true(condition: Condition, scope: Mapping[str, object], now: datetime) -> bool | None:
    """Whether the condition holds; None when it overran its limits."""
    value = computed(condition, scope, now)
    return None if value is OVERRUN else value is True


def computed(expression: Condition, scope: Mapping[str, object], now: datetime) -> object:
    """The value, or OVERRUN where it overran its limits."""
    try:
        return expression.expression.evaluate(scope, now).value
    except FeelEvaluationError:
        return OVERRUN


def is_hidden(guards: tuple[Condition, ...], scope: Mapping[str, object], now: datetime) -> bool:
    """Whether one of the conditions hides; one that can't be computed hides nothing."""
    return any(is_true(guard, scope, now) for guard in guards)


def roots(condition: Condition) -> frozenset[str]:
    """The first names of everything the condition reads."""
    return frozenset(path[0] for path in condition.expression.names)


def in_order(fields: tuple[Field, ...], findings: Findings) -> tuple[Field, ...]:
    """The fields so that each comes after those its conditions read; a circle becomes a finding."""
    by_key = {field.key: field for field in fields}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for field in fields:
        read = {root for guard in field.guards for root in roots(guard)}
        sorter.add(field.key, *(key for key in by_key if key in read))
    try:
        return tuple(by_key[key] for key in sorter.static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        findings.add(
            error.args[1][0],
            f"Conditions depend on one another: {circle}.",
            "Take one condition out of the circle.",
        )
        return fields
