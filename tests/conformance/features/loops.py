"""Standard loops."""

from tests.conformance.feature import piece
from tests.conformance.shapes import after, boundary, chain, end, io, job, loop, start, sub, user, xor
from tests.conformance.steps import Pass, do, rest

FEATURES = (
    piece(
        "loop-after",
        "a condition looked at after each round",
        user("a", loop("=go")) + chain("@in > a > @out"),
        rest("a"),
        do("a", go=True),
        rest("a"),
        do("a", go=False),
        done="a a",
        result={"go": False},
    ),
    piece(
        "loop-before",
        "a condition looked at before each round",
        user("a", loop("=go", testBefore=True)) + user("b") + chain("@in > a > b > @out"),
        rest("a"),
        do("a", go=True),
        rest("a"),
        do("a", go=False),
        rest("b"),
        do("b"),
        done="a a b",
        variables={"go": True},
        result={"go": False},
    ),
    piece(
        "loop-before-never",
        "false before the first round: not at all",
        user("a", loop("=go", testBefore=True)) + user("b") + chain("@in > a > b > @out"),
        rest("b"),
        do("b"),
        done="b",
        variables={"go": False},
        result={"go": False},
    ),
    piece(
        "loop-after-once",
        "false from the beginning: once",
        user("a", loop("=go")) + chain("@in > a > @out"),
        do("a"),
        done="a",
        variables={"go": False},
        result={"go": False},
    ),
    piece(
        "loop-maximum",
        "as often as the maximum says",
        user("a", loop(loopMaximum=3)) + chain("@in > a > @out"),
        do("a"),
        do("a"),
        do("a"),
        done="a a a",
    ),
    piece(
        "loop-maximum-condition",
        "the maximum ends a loop whose condition stays true",
        user("a", loop("=true", loopMaximum=2)) + chain("@in > a > @out"),
        do("a"),
        rest("a"),
        do("a"),
        done="a a",
    ),
    piece(
        "loop-counter",
        "loopCounter counts from one, local to each round",
        user("a", loop("=loopCounter < 3"), ext=(io(outputs={"last": "loopCounter"}),))
        + chain("@in > a > @out"),
        do("a"),
        do("a"),
        rest("a"),
        do("a"),
        done="a a a",
        result={"last": 3},
    ),
    piece(
        "loop-counter-before",
        "loopCounter is 0 before the first round",
        job("a", loop("=loopCounter < 2", testBefore=True)) + chain("@in > a > @out"),
        do("a"),
        rest("a"),
        do("a"),
        done="a a",
    ),
    piece(
        "loop-subprocess",
        "a sub-process in a loop",
        sub("sub", loop("=go"), start("s") + user("a") + end("e") + chain("s > a > e"))
        + chain("@in > sub > @out"),
        do("a", go=True),
        rest("a"),
        do("a", go=False),
        done="s a e sub s a e sub",
        result={"go": False},
    ),
    piece(
        "loop-boundary",
        "a boundary event belongs to the whole loop",
        user("a", loop("=true", loopMaximum=5))
        + boundary("b", "a", after("PT1H"))
        + xor("m")
        + chain("@in > a > m > @out", "b > m"),
        do("a"),
        Pass(1800),
        do("a"),
        rest("a", waits=(("timer", "b", 3600),)),
        Pass(1800),
        done="a a b m",
    ),
    piece(
        "loop-without-end",
        "a loop without condition and maximum is refused",
        user("a", loop()) + chain("@in > a > @out"),
        done="",
        refused=True,
    ),
)
