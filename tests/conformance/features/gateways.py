"""Exclusive, parallel and event-based gateways."""

from tests.conformance.feature import BESIDE, body, piece
from tests.conformance.shapes import (
    after,
    both,
    catch,
    chain,
    end,
    flow,
    message,
    message_id,
    message_root,
    node,
    once,
    signal,
    start,
    user,
    users,
    xor,
)
from tests.conformance.steps import Fails, Message, Pass, Signal, do, rest

PAIR = both("fork", "join") + users("a b c") + chain("@in > fork > a > join > c > @out", "fork > b > join")
RACE = (
    users("x y")
    + node("eventBasedGateway", "g")
    + catch("m", message("answer"))
    + catch("t", after("PT1H"))
    + catch("z", signal("recall"))
    + xor("done")
    + chain("@in > g > m > x > done > @out", "g > t > y > done", "g > z > done")
)
RACE_WAITS = (("message", "m", "answer", None), ("timer", "t", 3600), ("signal", "z", "recall"))


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
        "event-gateway-message",
        "the message comes first: the others are disarmed",
        RACE,
        rest(waits=RACE_WAITS),
        Message("answer", variables={"ok": True}),
        rest("x", waits=()),
        Pass(7200),
        Signal("recall"),
        rest("x"),
        do("x"),
        done="g m x done",
        result={"ok": True},
    ),
    piece(
        "event-gateway-timer",
        "the time comes first: the others are disarmed",
        RACE,
        Pass(3599),
        rest(waits=RACE_WAITS),
        Pass(1),
        rest("y", waits=()),
        Message("answer", taken=False),
        do("y"),
        done="g t y done",
    ),
    piece(
        "event-gateway-signal",
        "the signal comes first: the others are disarmed",
        RACE,
        Signal("recall"),
        done="g z done",
    ),
    piece(
        "event-gateway-receive",
        "a receive task and a condition behind an event-based gateway",
        node("eventBasedGateway", "g")
        + node("receiveTask", "r", messageRef=message_id("answer"))
        + message_root("answer")
        + catch("c", once("=answered"))
        + xor("done")
        + chain("@in > g > r > done > @out", "g > c > done"),
        rest(waits=(("message", "r", "answer", None), ("conditional", "c"))),
        Message("answer"),
        done="g r done",
        variables={"answered": False},
        result={"answered": False},
    ),
    piece(
        "event-gateway-condition",
        "a condition behind an event-based gateway becomes true by another branch",
        both("fork", "join")
        + users("a")
        + node("eventBasedGateway", "g")
        + catch("m", message("answer"))
        + catch("c", once("=answered"))
        + xor("done")
        + chain("@in > fork > a > join > @out", "fork > g > c > done > join", "g > m > done"),
        rest("a"),
        do("a", answered=True),
        done="fork a g c done join",
        ordered=True,
        variables={"answered": False},
        result={"answered": True},
    ),
    piece(
        "complex-gateway",
        "a complex gateway is refused",
        user("a") + node("complexGateway", "g") + chain("@in > g > a > @out"),
        done="",
        refused=True,
    ),
    piece(
        "event-gateway-parallel",
        "a parallel event-based gateway is refused",
        node("eventBasedGateway", "g", eventGatewayType="Parallel")
        + catch("m", message("answer"))
        + catch("z", signal("recall"))
        + xor("done")
        + chain("@in > g > m > done > @out", "g > z > done"),
        done="",
        refused=True,
    ),
    piece(
        "event-gateway-instantiates",
        "an event-based gateway that begins an instance is refused",
        node("eventBasedGateway", "g", instantiate=True)
        + catch("m", message("answer"))
        + catch("z", signal("recall"))
        + xor("done")
        + chain("@in > g > m > done > @out", "g > z > done"),
        done="",
        refused=True,
    ),
    piece(
        "parallel-empty-branch",
        "a branch without anything in it",
        both("fork", "join") + users("a") + chain("@in > fork > a > join > @out", "fork > join"),
        rest("a"),
        do("a"),
        done="fork a join",
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
