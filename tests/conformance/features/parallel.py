"""Parallel gateways."""

from tests.conformance.feature import BESIDE, body, piece
from tests.conformance.shapes import (
    both,
    chain,
    end,
    flow,
    start,
    users,
    xor,
)
from tests.conformance.steps import Fails, do, rest

PAIR = both("fork", "join") + users("a b c") + chain("@in > fork > a > join > c > @out", "fork > b > join")


FEATURES = (
    piece(
        "parallel-in-order",
        "a join waits for all branches: first, then second",
        PAIR,
        rest("a", "b"),
        do("a"),
        rest("b"),
        do("b"),
        rest("c"),
        do("c"),
        done="fork a b join c",
    ),
    piece(
        "parallel-other-order",
        "a join waits for all branches: second, then first",
        PAIR,
        do("b"),
        rest("a"),
        do("a"),
        rest("c"),
        do("c"),
        done="fork b a join c",
    ),
    piece(
        "parallel-nested",
        "forks in forks, three branches, any order",
        both("f", "ff", "jj", "j")
        + users("a b c d")
        + chain("@in > f > a > j > @out", "f > b > j", "f > ff > c > jj > j", "ff > d > jj"),
        rest("a", "b", "c", "d"),
        do("d"),
        do("a"),
        do("c"),
        rest("b"),
        do("b"),
        done="f ff d a c jj b j",
    ),
    piece(
        "parallel-in-loop",
        "fork and join in a loop whose branches finish in another order each round",
        xor("m")
        + both("fork", "join")
        + users("a b")
        + xor("g", "@out")
        + chain("@in > m > fork > a > join > g", "fork > b > join")
        + flow("g", "m", "=more_work")
        + chain("g > @out"),
        do("a", more_work=True),
        do("b"),
        rest("a", "b"),
        do("b"),
        do("a"),
        rest("a", "b"),
        do("a", more_work=False),
        do("b"),
        done="m fork a b join g m fork b a join g m fork a b join g",
        result={"more_work": False},
    ),
    body(
        "parallel-by-flow",
        "a second token on the same flow belongs to the join's next round",
        start("s")
        + both("fork", "j")
        + users("a b c d z")
        + xor("left")
        + xor("right")
        + end("e")
        + chain(
            "s > fork > a > left > j > z > e",
            "fork > b > left",
            "fork > c > right > j",
            "fork > d > right",
        ),
        do("a"),
        do("b"),
        rest("c", "d"),
        do("c"),
        rest("d", "z"),
        do("d"),
        rest("z", "z"),
        do("z"),
        do("z"),
        done="s fork a left b left c right j d right j z e z e",
    ),
    piece(
        "parallel-join-fork",
        "one gateway joins and forks",
        both("f", "jf", "j")
        + users("a b c d")
        + chain("@in > f > a > jf > c > j > @out", "f > b > jf > d > j"),
        do("b"),
        do("a"),
        rest("c", "d"),
        do("d"),
        do("c"),
        done="f b a jf d c j",
    ),
    body(
        "parallel-deadlock",
        "a join that can never fire: the step fails, names it and changes nothing",
        start("s")
        + users("a b")
        + xor("g", "b")
        + both("j")
        + end("e")
        + end("ee")
        + chain("s > a > g", "g > b > j > e")
        + flow("g", "ee", "=x")
        + flow("g", "j", "=y"),
        Fails(do("a", x=False, y=True), "j", "deadlock"),
        rest("a"),
        do("a", x=True, y=False),
        done="s a g ee",
        result={"x": True, "y": False},
        but={BESIDE: "the other branch still waits, so that there is no deadlock yet"},
    ),
    piece(
        "parallel-empty-branch",
        "a branch without anything in it",
        both("fork", "join") + users("a") + chain("@in > fork > a > join > @out", "fork > join"),
        rest("a"),
        do("a"),
        done="fork a join",
    ),
)
