"""What FEEL and DMN cost against plain Python: a gateway's condition, a cell, a table of 100 rules, in one run."""

import timeit
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import typer

from decisions import dmn, feel

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
REPEATS = 7
RULES = 100
_MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="d" name="d"><decisionTable id="t" hitPolicy="FIRST">
<input id="i"><inputExpression typeRef="number"><text>months</text></inputExpression></input>
<input id="j"><inputExpression typeRef="string"><text>status</text></inputExpression></input>
<output id="o" name="o"/>{rules}</decisionTable></decision></definitions>"""
_RULE = (
    "<rule><inputEntry><text>[{low}..{high})</text></inputEntry>"
    '<inputEntry><text>"OPEN","CLOSED"</text></inputEntry><outputEntry><text>{low}</text></outputEntry></rule>'
)


def measure() -> None:
    """Print each with its floor and the ratio."""
    typer.echo("\nFEEL and DMN, microseconds a call, against the same in Python")
    for name, ours, floor in (_condition(), _unary_test(), _table()):
        one, other = _microseconds(ours), _microseconds(floor)
        typer.echo(f"  {name}: {one:.2f}, floor {other:.2f}: {one / other:.1f} times the floor")


def _microseconds(work: Callable[[], object]) -> float:
    timer = timeit.Timer(work)
    number, _ = timer.autorange()
    return min(timer.repeat(REPEATS, number)) / number * 1e6


def _condition() -> tuple[str, Callable[[], object], Callable[[], object]]:
    expression = feel.parse("case.fields >= 2 and case.difficult or case.months < 3")
    scope: Mapping[str, object] = {"case": {"fields": Decimal(1), "difficult": True, "months": Decimal(2)}}
    code = compile("case['fields'] >= two and case['difficult'] or case['months'] < three", "floor", "eval")
    names = {**scope, "two": Decimal(2), "three": Decimal(3)}
    assert expression.evaluate(scope, NOW).value == eval(code, {}, names)  # noqa: S307  # the floor is Python
    return "condition", lambda: expression.evaluate(scope, NOW), lambda: eval(code, {}, names)  # noqa: S307


def _unary_test() -> tuple[str, Callable[[], object], Callable[[], object]]:
    tests, value = feel.parse_unary_tests("[3..12), > 24"), Decimal(30)
    code = compile("three <= value < twelve or value > many", "floor", "eval")
    names = {"three": Decimal(3), "twelve": Decimal(12), "many": Decimal(24), "value": value}
    assert tests.matches(value, {}, NOW) == eval(code, {}, names)  # noqa: S307
    return "unary test", lambda: tests.matches(value, {}, NOW), lambda: eval(code, {}, names)  # noqa: S307


def _table() -> tuple[str, Callable[[], object], Callable[[], object]]:
    rules = "".join(_RULE.format(low=low, high=low + 1) for low in range(RULES))
    model = dmn.parse(_MODEL.format(rules=rules).encode())
    scope = {"months": Decimal(RULES - 1), "status": "OPEN"}
    rows = [(Decimal(low), Decimal(low + 1), ("OPEN", "CLOSED"), Decimal(low)) for low in range(RULES)]

    def by_hand() -> object:
        months, status = scope["months"], scope["status"]
        for low, high, states, result in rows:
            if low <= months < high and status in states:  # type: ignore[operator]  # a number
                return result
        return None

    assert model.value("d", scope, NOW).value == by_hand()
    return f"table of {RULES} rules", lambda: model.value("d", scope, NOW), by_hand


if __name__ == "__main__":
    measure()
