"""Events with several definitions."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    after,
    both,
    boundary,
    catch,
    chain,
    end,
    handler,
    message,
    signal,
    start,
    throw,
    user,
    users,
    xor,
)
from tests.conformance.steps import Message, Pass, Signal, do, rest

ANY = (message("order"), signal("alarm"), after("PT1H"))
ANY_WAITS = (("message", "m", "order", None), ("signal", "m", "alarm"), ("timer", "m", 3600))

FEATURES = (
    piece(
        "multiple-catch-message",
        "any of several: the message",
        catch("m", *ANY) + user("a") + chain("@in > m > a > @out"),
        rest(waits=ANY_WAITS),
        Message("order", None, {"n": 1}),
        rest("a", waits=()),
        do("a"),
        done="m a",
        result={"n": 1},
    ),
    piece(
        "multiple-catch-timer",
        "any of several: the time",
        catch("m", *ANY) + user("a") + chain("@in > m > a > @out"),
        Pass(3600),
        rest("a", waits=()),
        do("a"),
        done="m a",
    ),
    piece(
        "parallel-multiple-catch",
        "all of several, in any order",
        catch("m", *ANY, parallelMultiple=True) + user("a") + chain("@in > m > a > @out"),
        Signal("alarm"),
        rest(waits=(("message", "m", "order", None), ("timer", "m", 3600))),
        Signal("alarm"),
        Pass(3600),
        rest(waits=(("message", "m", "order", None),)),
        Message("order"),
        rest("a", waits=()),
        do("a"),
        done="m a",
    ),
    piece(
        "multiple-boundary",
        "a boundary event of several: any interrupts",
        users("a h") + boundary("m", "a", *ANY) + xor("j") + chain("@in > a > j > @out", "m > h > j"),
        rest("a", waits=ANY_WAITS),
        Signal("alarm"),
        rest("h", waits=()),
        do("h"),
        done="m h j",
    ),
    piece(
        "multiple-boundary-beside",
        "a boundary event of several that does not interrupt: each time",
        users("a")
        + boundary("m", "a", message("order"), signal("alarm"), goes_on=True)
        + end("eh")
        + chain("@in > a > @out", "m > eh"),
        Signal("alarm"),
        Message("order"),
        Signal("alarm"),
        rest("a", waits=(("message", "m", "order", None), ("signal", "m", "alarm"))),
        do("a"),
        done="m eh m eh m eh a",
    ),
    piece(
        "parallel-multiple-boundary",
        "a boundary event of several: all are needed",
        users("a h")
        + boundary("m", "a", message("order"), signal("alarm"), parallelMultiple=True)
        + xor("j")
        + chain("@in > a > j > @out", "m > h > j"),
        Message("order"),
        rest("a", waits=(("signal", "m", "alarm"),)),
        Signal("alarm"),
        rest("h", waits=()),
        do("h"),
        done="m h j",
    ),
    body(
        "multiple-event-sub",
        "an event sub-process of several triggers",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "es",
            start("hs", message("order"), signal("alarm"), isInterrupting=False)
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        ),
        Signal("alarm"),
        Message("order"),
        rest("a", "h", "h"),
        do("h"),
        do("h"),
        do("a"),
        done="s hs hs h he es h he es a e",
    ),
    piece(
        "multiple-throw",
        "a throwing event of several throws all",
        user("a") + throw("t", message("one"), message("two")) + chain("@in > a > t > @out"),
        do("a"),
        done="a t",
        sent=(("one", None), ("two", None)),
    ),
    body(
        "multiple-end",
        "an end event of several throws all",
        start("s") + user("a") + end("e", message("one"), message("two")) + chain("s > a > e"),
        do("a"),
        done="s a e",
        sent=(("one", None), ("two", None)),
    ),
    piece(
        "parallel-multiple-two",
        "two events that need several each keep their own account",
        both("fork", "join")
        + catch("m", message("order"), signal("alarm"), parallelMultiple=True)
        + catch("n", message("order"), signal("recall"), parallelMultiple=True)
        + users("a b")
        + chain("@in > fork > m > a > join > @out", "fork > n > b > join"),
        Signal("recall"),
        rest(
            waits=(("message", "m", "order", None), ("signal", "m", "alarm"), ("message", "n", "order", None))
        ),
        Message("order"),
        rest(waits=(("signal", "m", "alarm"), ("message", "n", "order", None))),
        Message("order"),
        rest("b", waits=(("signal", "m", "alarm"),)),
        Signal("alarm"),
        rest("a", "b"),
        do("a"),
        do("b"),
        done="fork n m a b join",
    ),
    piece(
        "parallel-multiple-boundary-beside",
        "one that needs several and does not interrupt begins anew when all have come",
        user("a")
        + boundary("m", "a", message("order"), signal("alarm"), parallelMultiple=True, goes_on=True)
        + end("eh")
        + chain("@in > a > @out", "m > eh"),
        Signal("alarm"),
        Message("order"),
        rest("a", waits=(("message", "m", "order", None), ("signal", "m", "alarm"))),
        Message("order"),
        rest("a", waits=(("signal", "m", "alarm"),)),
        Signal("alarm"),
        do("a"),
        done="m eh m eh a",
    ),
)
