"""The kinds of what is asked and computed: arithmetic, comparisons, and, or, if, between, in, unary tests."""

from decisions.feel.hints.hint import (
    BOOLEAN,
    DATE,
    DAYS,
    MOMENT,
    MONTHS,
    NUMBER,
    ORDERED,
    STRING,
    TIME,
    UNKNOWN,
    Hint,
    common,
    hinted,
)
from decisions.feel.hints.inference import Inference, Place, infers
from decisions.feel.kinds import Kind
from decisions.feel.tree import (
    And,
    Arithmetic,
    Between,
    Comparison,
    If,
    In,
    InstanceOf,
    Negation,
    Node,
    Or,
    Tests,
)  # fmt: skip

Row = tuple[Kind, Kind, Kind]
_SHIFTED: list[Row] = [(DATE, MONTHS, DATE), (DATE, DAYS, DATE), (MOMENT, MONTHS, MOMENT), (MOMENT, DAYS, MOMENT), (TIME, DAYS, TIME)]  # fmt: skip
_LENGTHS: list[Row] = [(kind, kind, kind) for kind in (NUMBER, MONTHS, DAYS)]
_APART: list[Row] = [(left, right, DAYS) for left in (DATE, MOMENT) for right in (DATE, MOMENT)]
_SCALED: list[Row] = [(MONTHS, NUMBER, MONTHS), (DAYS, NUMBER, DAYS)]
# Left, right and result of what goes together (FEEL spec 10.3.2.14).
ARITHMETIC: dict[str, list[Row]] = {
    "+": [*_LENGTHS, (STRING, STRING, STRING), *_SHIFTED, *((b, a, result) for a, b, result in _SHIFTED)],
    "-": [*_LENGTHS, *_SHIFTED, *_APART, (TIME, TIME, DAYS)],
    "*": [(NUMBER, NUMBER, NUMBER), *_SCALED, *((b, a, result) for a, b, result in _SCALED)],
    "/": [(NUMBER, NUMBER, NUMBER), *_SCALED, (MONTHS, MONTHS, NUMBER), (DAYS, DAYS, NUMBER)],
    "**": [(NUMBER, NUMBER, NUMBER)],
}
_NEGATED = (NUMBER, MONTHS, DAYS)
TRUTH = Hint(BOOLEAN, sure=True)
PERHAPS_TRUTH = Hint(BOOLEAN)


@infers(Arithmetic)
def arithmetic(node: Arithmetic, inference: Inference, place: Place) -> Hint:
    left, right = inference.hint(node.left, place), inference.hint(node.right, place)
    rows = [
        row
        for row in ARITHMETIC[node.sign]
        if left.name in ("", row[0].name) and right.name in ("", row[1].name)
    ]
    if rows:
        results = {row[2].name for row in rows}
        return Hint(rows[0][2], sure=True) if len(results) == 1 else UNKNOWN
    found = f"{left.name or 'a value'} {node.sign} {right.name or 'a value'}"
    inference.report(node, found, _partners(node.sign, left, right), place.reached)
    return UNKNOWN


def _partners(sign: str, left: Hint, right: Hint) -> str:
    """What goes together with one of the sides, or at all."""
    rows = ARITHMETIC[sign]
    near = [r for r in rows if r[0].name == left.name] or [r for r in rows if r[1].name == right.name] or rows
    return " or ".join(dict.fromkeys(f"{a.name} {sign} {b.name}" for a, b, _ in near))


@infers(Negation)
def negation(node: Negation, inference: Inference, place: Place) -> Hint:
    operand = inference.hint(node.operand, place)
    if operand.kind in (None, *_NEGATED):
        return hinted(operand.kind, sure=True)
    inference.report(node, f"- before {operand.name}", "- before a number or duration", place.reached)
    return UNKNOWN


@infers(Comparison)
def comparison(node: Comparison, inference: Inference, place: Place) -> Hint:
    left, right = inference.hint(node.left, place), inference.hint(node.right, place)
    found = f"{left.name or 'a value'} {node.sign} {right.name or 'a value'}"
    if node.sign in ("=", "!="):
        kinds = {left.name, right.name} - {"", "null"}
        if len(kinds) == 2:
            # Against null everything is just not equal.
            inference.report(node, found, "two of one kind", place.reached and left.sure and right.sure)
    elif not _can_be_ordered(left, right):
        inference.report(node, found, "two of one kind that has an order", place.reached)
    return TRUTH


def _can_be_ordered(*hints: Hint) -> bool:
    names = {hint.name for hint in hints} - {""}
    return len(names) <= 1 and names <= ORDERED


@infers(Between)
def between(node: Between, inference: Inference, place: Place) -> Hint:
    value, low, high = (inference.hint(part, place) for part in (node.value, node.low, node.high))
    if not _can_be_ordered(value, low, high):
        found = f"{value.name or 'a value'} between {low.name or 'a value'} and {high.name or 'a value'}"
        inference.report(node, found, "three of one kind that has an order", place.reached)
    return TRUTH


@infers(And)
def all_parts(node: And, inference: Inference, place: Place) -> Hint:
    return _junction(node.parts, inference, place)


@infers(Or)
def any_part(node: Or, inference: Inference, place: Place) -> Hint:
    return _junction(node.parts, inference, place)


def _junction(parts: tuple[Node, ...], inference: Inference, place: Place) -> Hint:
    hints: list[Hint] = []
    for part in parts:
        hint = inference.hint(part, place)
        if hint.name not in ("", "boolean", "null"):
            inference.report(part, hint.name, "boolean", place.reached and hint.sure)
        hints.append(hint)
        # What stands before may have decided already.
        place = place.perhaps()
    return TRUTH if all(hint == TRUTH for hint in hints) else PERHAPS_TRUTH


@infers(If)
def condition(node: If, inference: Inference, place: Place) -> Hint:
    asked = inference.hint(node.condition, place)
    if asked.name not in ("", "boolean"):
        inference.report(node.condition, asked.name, "boolean", place.reached)
    branches = [inference.hint(branch, place.perhaps()) for branch in (node.then, node.otherwise)]
    return hinted(common(branches), sure=all(branch.sure for branch in branches))


@infers(InstanceOf)
def instance_of(node: InstanceOf, inference: Inference, place: Place) -> Hint:
    inference.hint(node.value, place)
    return TRUTH


@infers(In)
def member(node: In, inference: Inference, place: Place) -> Hint:
    value = inference.hint(node.value, place)
    return inference.hint(node.tests, place.knowing("?", value))


@infers(Tests)
def tests(node: Tests, inference: Inference, place: Place) -> Hint:
    subject = inference.named("?", place) or UNKNOWN
    for test in node.tests:
        hint = inference.hint(test, place)
        if not _can_pass(subject, hint):
            # The answer is null without a problem, and another test may pass.
            inference.report(test, f"a test of {_tested(hint)}", f"a test of {subject.name}", certain=False)
        place = place.perhaps()
    return PERHAPS_TRUTH


def _can_pass(subject: Hint, test: Hint) -> bool:
    """Whether a value may satisfy a test of that kind: lie in a range, be in a list, be equal, or make it true."""
    if subject.name in ("", "null", test.name) or test.name in ("", "null", "boolean"):
        return True
    if test.name == "range":
        return _can_be_ordered(subject, test.inside)
    return test.name == "list" and _can_pass(subject, test.inside)


def _tested(test: Hint) -> str:
    return test.inside.name if test.name in ("range", "list") else test.name
