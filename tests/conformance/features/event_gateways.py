"""Event-based gateways."""

from tests.conformance.feature import piece
from tests.conformance.shapes import (
    after,
    both,
    catch,
    chain,
    message,
    message_id,
    message_root,
    node,
    once,
    signal,
    users,
    xor,
)
from tests.conformance.steps import Message, Pass, Signal, do, rest

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


FEATURES = (
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
)
