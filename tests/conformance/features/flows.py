"""Flows out of and into anything but a gateway."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import chain, end, flow, node, script, start, user, users, xor
from tests.conformance.steps import Fails, do, rest

CHOICE = (
    start("s")
    + user("a", default="d")
    + users("b c d")
    + end("e")
    + chain("s > a")
    + flow("a", "b", "=x > 1")
    + flow("a", "c", "=x < 5")
    + chain("a > d > e", "b > e", "c > e")
)

FEATURES = (
    body(
        "flow-split",
        "several flows out of an activity all get a token, in document order",
        start("s") + users("a b c") + end("e") + chain("s > a", "a > c > e", "a > b > e"),
        do("a"),
        rest("b", "c"),
        do("b"),
        do("c"),
        done="s a b e c e",
    ),
    body(
        "flow-split-order",
        "the order of tokens is the document order of the flows",
        start("s")
        + user("a")
        + "".join(node("task", name) for name in ("b", "c", "d"))
        + end("e")
        + chain("s > a > d", "a > b", "a > c > e", "d > e", "b > e"),
        do("a"),
        done="s a d b c e e e",
    ),
    body(
        "flow-split-start",
        "several flows out of a start event",
        start("s") + users("a b") + end("e") + chain("s > a > e", "s > b > e"),
        rest("a", "b"),
        do("b"),
        do("a"),
        done="s b e a e",
    ),
    body(
        "flow-conditional-several",
        "conditional flows out of an activity: every true one",
        CHOICE,
        do("a", x=3),
        rest("b", "c"),
        do("b"),
        do("c"),
        done="s a b e c e",
        result={"x": 3},
    ),
    body(
        "flow-conditional-one",
        "conditional flows out of an activity: one is true",
        CHOICE,
        do("a", x=7),
        rest("b"),
        do("b"),
        done="s a b e",
        result={"x": 7},
    ),
    body(
        "flow-conditional-default",
        "conditional flows out of an activity: none is true, the default is taken",
        start("s")
        + user("a", default="d")
        + users("b d")
        + end("e")
        + chain("s > a")
        + flow("a", "b", "=x > 1")
        + chain("a > d > e", "b > e"),
        do("a", x=0),
        rest("d"),
        do("d"),
        done="s a d e",
        result={"x": 0},
    ),
    body(
        "flow-conditional-beside",
        "an unconditional flow gets its token whatever the conditions say",
        start("s")
        + users("a b c")
        + end("e")
        + chain("s > a > b > e")
        + flow("a", "c", "=x > 1")
        + chain("c > e"),
        do("a", x=0),
        rest("b"),
        do("b"),
        done="s a b e",
        result={"x": 0},
    ),
    body(
        "flow-conditional-none",
        "neither a true condition nor a default: the step fails and changes nothing",
        start("s")
        + users("a b c")
        + end("e")
        + chain("s > a")
        + flow("a", "b", "=x > 1")
        + flow("a", "c", "=x > 2")
        + chain("b > e", "c > e"),
        Fails(do("a", x=0), "a", "no-flow"),
        rest("a"),
        do("a", x=2),
        rest("b"),
        do("b"),
        done="s a b e",
        result={"x": 2},
    ),
    body(
        "flow-condition-type",
        "a condition that is neither true nor false fails",
        start("s") + users("a b") + end("e") + chain("s > a") + flow("a", "b", "=x") + chain("b > e"),
        Fails(do("a", x="yes"), None, "condition"),
        rest("a"),
        do("a", x=True),
        do("b"),
        done="s a b e",
        result={"x": True},
    ),
    body(
        "flow-merge",
        "several flows into an activity: each token begins it anew",
        start("s") + users("a b c d") + end("e") + chain("s > a > b > d > e", "a > c > d"),
        do("a"),
        do("b"),
        rest("c", "d"),
        do("d"),
        rest("c"),
        do("c"),
        do("d"),
        done="s a b d e c d e",
    ),
    body(
        "flow-dead-end",
        "a token ends at a node without outgoing flow",
        start("s") + users("a b c") + chain("s > a > b", "a > c"),
        do("a"),
        do("c"),
        rest("b"),
        do("b"),
        done="s a c b",
    ),
    body(
        "flow-back",
        "a flow back to an earlier activity begins it anew",
        start("s")
        + user("a")
        + xor("g", "e")
        + end("e")
        + chain("s > a > g")
        + flow("g", "a", "=again")
        + chain("g > e"),
        do("a", again=True),
        rest("a"),
        do("a", again=True),
        do("a", again=False),
        done="s a g a g a g e",
        result={"again": False},
    ),
    piece(
        "flow-long-chain",
        "a chain of 600 gateways in one go",
        "".join(xor(f"g{number}") for number in range(600))
        + chain("@in > " + " > ".join(f"g{number}" for number in range(600)) + " > @out"),
        done=" ".join(f"g{number}" for number in range(600)),
    ),
    piece(
        "flow-long-loop",
        "a loop of 340 rounds in one go",
        script("zero", "0", "n")
        + script("add", "n + 1", "n")
        + xor("m")
        + xor("again", "@out")
        + chain("@in > zero > m > add > again")
        + flow("again", "m", "=n < 340")
        + chain("again > @out"),
        done="zero" + " m add again" * 340,
        result={"n": 340},
    ),
)
