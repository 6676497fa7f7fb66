"""Exclusive, parallel and event-based gateways."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    both,
    chain,
    end,
    flow,
    node,
    start,
    user,
    users,
    xor,
)
from tests.conformance.steps import Fails, do, rest


def _choice(first: str, second: str, default: str | None = None) -> str:
    rest_of = chain("g > d > m") if default else ""
    return (
        users("a b c d" if default else "a b c")
        + xor("g", default)
        + xor("m")
        + chain("@in > a > g")
        + flow("g", "b", first)
        + flow("g", "c", second)
        + rest_of
        + chain("b > m > @out", "c > m")
    )


FEATURES = (
    piece(
        "xor-first",
        "the first true condition in document order is taken, only that one",
        _choice("=x > 1", "=x > 0"),
        do("a", x=5),
        rest("b"),
        do("b"),
        done="a g b m",
        result={"x": 5},
    ),
    piece(
        "xor-second",
        "the second condition, written without =",
        _choice("x > 1", "x > 0"),
        do("a", x=1),
        rest("c"),
        do("c"),
        done="a g c m",
        result={"x": 1},
    ),
    piece(
        "xor-default",
        "none is true: the default",
        _choice("=x > 1", "=x > 0", "d"),
        do("a", x=0),
        rest("d"),
        do("d"),
        done="a g d m",
        result={"x": 0},
    ),
    piece(
        "xor-none",
        "none is true, no default: the step fails, names the gateway and changes nothing",
        _choice("=x > 1", "=x > 0"),
        Fails(do("a", x=0), "g", "no-answer"),
        rest("a"),
        do("a", x=1),
        do("c"),
        done="a g c m",
        result={"x": 1},
    ),
    piece(
        "xor-type",
        "a condition that is neither true nor false fails",
        _choice("=x", "=true"),
        Fails(do("a", x=1), None, "condition"),
        rest("a"),
        do("a", x=True),
        do("b"),
        done="a g b m",
        result={"x": True},
    ),
    piece(
        "xor-null",
        "a condition about a missing variable is null: fails",
        _choice("=missing > 1", "=true"),
        Fails(do("a"), None, "condition"),
        rest("a"),
        do("a", missing=2),
        do("b"),
        done="a g b m",
        result={"missing": 2},
        but={
            "loop": "the second round has the variable",
            "each": "the second round has the variable",
        },
    ),
    body(
        "xor-merge",
        "a merge passes each token on",
        start("s")
        + both("fork")
        + users("a b c")
        + xor("m")
        + end("e")
        + chain("s > fork > a > m > c > e", "fork > b > m"),
        do("a"),
        rest("b", "c"),
        do("b"),
        rest("c", "c"),
        do("c"),
        do("c"),
        done="s fork a m b m c e c e",
    ),
    piece(
        "xor-single",
        "a single outgoing flow without condition is taken",
        xor("g") + users("a") + chain("@in > g > a > @out"),
        rest("a"),
        do("a"),
        done="g a",
    ),
    piece(
        "complex-gateway",
        "a complex gateway is refused",
        user("a") + node("complexGateway", "g") + chain("@in > g > a > @out"),
        done="",
        refused=True,
    ),
    piece(
        "xor-automatic",
        "a chain of decisions is run in one go",
        xor("g", "h")
        + xor("h", "k")
        + xor("k")
        + users("a")
        + chain("@in > g > h")
        + flow("g", "k", "=x > 5")
        + chain("h > k")
        + flow("h", "a", "=x > 1")
        + chain("k > a > @out"),
        rest("a"),
        do("a"),
        done="g h a",
        variables={"x": 3},
        result={"x": 3},
    ),
)
