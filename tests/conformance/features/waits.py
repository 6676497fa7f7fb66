"""Intermediate events that wait: messages, timers, signals, conditions."""

from tests.conformance.feature import CALLED, EACH, LOOP, piece
from tests.conformance.shapes import (
    after,
    at,
    both,
    catch,
    chain,
    end,
    every,
    io,
    message,
    once,
    script,
    signal,
    start,
    sub,
    user,
    users,
)
from tests.conformance.steps import Fails, Later, Message, Pass, Set, Signal, do, rest

FEATURES = (
    piece(
        "catch-message",
        "a message is waited for; its payload becomes variables",
        catch("m", message("order")) + chain("@in > m > @out"),
        rest(waits=(("message", "m", "order", None),)),
        Message("order", variables={"x": {"y": 1}}),
        done="m",
        result={"x": {"y": 1}},
    ),
    piece(
        "catch-message-key",
        "the key is that of the wait's beginning",
        both("fork", "join")
        + user("a")
        + catch("m", message("order", "number"))
        + chain("@in > fork > m > join > @out", "fork > a > join"),
        rest("a", waits=(("message", "m", "order", "A-1"),)),
        do("a", number="B-2"),
        rest(waits=(("message", "m", "order", "A-1"),)),
        Message("order", "B-2", taken=False),
        Message("order", taken=False),
        Message("order", "A-1"),
        done="fork a m join",
        variables={"number": "A-1"},
        result={"number": "B-2"},
    ),
    piece(
        "catch-message-name",
        "a message's name may be FEEL",
        catch("m", message('="order " + number')) + chain("@in > m > @out"),
        rest(waits=(("message", "m", "order A-1", None),)),
        Message("order A-1"),
        done="m",
        variables={"number": "A-1"},
        result={"number": "A-1"},
    ),
    piece(
        "catch-message-first",
        "of several waits the first token's takes the message",
        both("fork", "join")
        + catch("m", message("order"))
        + catch("n", message("order"))
        + users("a b")
        + chain("@in > fork > m > a > join > @out", "fork > n > b > join"),
        Message("order"),
        rest("a", waits=(("message", "n", "order", None),)),
        Message("order"),
        rest("a", "b"),
        do("a"),
        do("b"),
        done="fork m n a b join",
    ),
    piece(
        "catch-timer-duration",
        "a duration from the wait's beginning",
        user("a") + catch("t", after("PT90M")) + chain("@in > a > t > @out"),
        Pass(600),
        do("a"),
        rest(waits=(("timer", "t", 6000),)),
        Pass(5399),
        rest(waits=(("timer", "t", 6000),)),
        Pass(1),
        done="a t",
    ),
    piece(
        "catch-timer-expression",
        "a duration may be FEEL",
        catch("t", after("=duration(pause)")) + chain("@in > t > @out"),
        rest(waits=(("timer", "t", 1800),)),
        Pass(1800),
        done="t",
        variables={"pause": "PT30M"},
        result={"pause": "PT30M"},
    ),
    piece(
        "catch-timer-date",
        "a date from a variable",
        catch("t", at("=due")) + chain("@in > t > @out"),
        rest(waits=(("timer", "t", 7200),)),
        Pass(7200),
        done="t",
        variables={"due": Later(7200)},
        result={"due": Later(7200)},
    ),
    piece(
        "catch-timer-literal",
        "a date as it stands in the model",
        catch("t", at("2026-03-02T10:30:00+01:00")) + chain("@in > t > @out"),
        rest(waits=(("timer", "t", "2026-03-02T09:30:00Z"),)),
        Pass(5400),
        done="t",
        but=dict.fromkeys((LOOP, EACH), "in the second round the date has passed"),
    ),
    piece(
        "catch-timer-cycle",
        "of a cycle an intermediate event takes the first firing",
        catch("t", every("R3/PT1H")) + user("a") + chain("@in > t > a > @out"),
        rest(waits=(("timer", "t", 3600),)),
        Pass(3600),
        rest("a", waits=()),
        Pass(7200),
        rest("a"),
        do("a"),
        done="t a",
    ),
    piece(
        "catch-timer-order",
        "several timers due at once fire in the order of their times",
        both("fork", "join")
        + catch("late", after("PT2H"))
        + catch("early", after("PT1H"))
        + chain("@in > fork > late > join > @out", "fork > early > join"),
        Pass(10000),
        done="fork early late join",
    ),
    piece(
        "catch-timer-chain",
        "a timer that begins when another fires counts from the moving clock",
        catch("t", after("PT1H")) + catch("u", after("PT1H")) + user("a") + chain("@in > t > u > a > @out"),
        Pass(3600),
        rest(waits=(("timer", "u", 7200),)),
        Pass(3600),
        do("a"),
        done="t u a",
    ),
    piece(
        "catch-signal",
        "a signal from outside",
        catch("z", signal("alarm")) + chain("@in > z > @out"),
        rest(waits=(("signal", "z", "alarm"),)),
        Signal("other"),
        rest(waits=(("signal", "z", "alarm"),)),
        Signal("alarm", {"level": 3}),
        done="z",
        result={"level": 3},
    ),
    piece(
        "catch-condition",
        "a condition made true by another branch",
        both("fork", "join")
        + user("a")
        + catch("c", once("=ready"))
        + chain("@in > fork > c > join > @out", "fork > a > join"),
        rest("a", waits=(("conditional", "c"),)),
        do("a", ready=True),
        done="fork a c join",
        variables={"ready": False},
        result={"ready": True},
    ),
    piece(
        "catch-condition-already",
        "a condition that is true already is passed",
        catch("c", once("=ready")) + chain("@in > c > @out"),
        done="c",
        variables={"ready": True},
        result={"ready": True},
    ),
    piece(
        "catch-condition-set",
        "a condition made true from outside",
        catch("c", once("=ready")) + chain("@in > c > @out"),
        rest(waits=(("conditional", "c"),)),
        Set({"ready": False}),
        rest(waits=(("conditional", "c"),)),
        Set({"ready": True}),
        done="c",
        variables={"ready": False},
        result={"ready": True},
        but={CALLED: "what is set from outside does not reach a called process"},
    ),
    piece(
        "catch-message-no-key",
        "a wait without key does not take a message with one",
        catch("m", message("order")) + chain("@in > m > @out"),
        Message("order", "A-1", taken=False),
        rest(waits=(("message", "m", "order", None),)),
        Message("order"),
        done="m",
    ),
    piece(
        "catch-timer-same-time",
        "timers due at the same time fire in the order of their tokens",
        both("fork", "join")
        + catch("t", after("PT1H"))
        + catch("u", after("PT60M"))
        + chain("@in > fork > u > join > @out", "fork > t > join"),
        Pass(3600),
        done="fork u t join",
    ),
    piece(
        "catch-timer-past",
        "a date that has passed fires when the clock is looked at",
        catch("t", at("2020-01-01T00:00:00Z")) + user("a") + chain("@in > t > a > @out"),
        Pass(1),
        rest("a", waits=()),
        do("a"),
        done="t a",
    ),
    piece(
        "catch-condition-at-rest",
        "what a condition was between two rests does not count",
        both("fork", "join")
        + users("a b")
        + script("up", "true", "ready")
        + script("down", "false", "ready")
        + catch("c", once("=ready"))
        + chain("@in > fork > c > join > @out", "fork > a > up > down > b > join"),
        do("a"),
        rest("b", waits=(("conditional", "c"),)),
        do("b", ready=True),
        done="fork a up down b c join",
        variables={"ready": False},
        result={"ready": True},
    ),
    piece(
        "catch-condition-missing",
        "a condition about a missing variable waits",
        both("fork", "join")
        + user("a")
        + catch("c", once("=amount > 5"))
        + chain("@in > fork > c > join > @out", "fork > a > join"),
        rest("a", waits=(("conditional", "c"),)),
        do("a", amount=6),
        done="fork a c join",
        result={"amount": 6},
        but=dict.fromkeys((LOOP, EACH), "the second round has the variable"),
    ),
    piece(
        "catch-message-key-scope",
        "the key is looked up from the scope the event lives in",
        sub(
            "sub",
            start("s") + catch("m", message("order", "number")) + end("e") + chain("s > m > e"),
            ext=(io({"number": '"inner"'}),),
        )
        + chain("@in > sub > @out"),
        rest(waits=(("message", "m", "order", "inner"),)),
        Message("order", "outer", taken=False),
        Message("order", "inner"),
        done="s m e sub",
        variables={"number": "outer"},
        result={"number": "outer"},
    ),
    piece(
        "catch-timer-wrong",
        "a text that is no time: the step fails and changes nothing",
        user("a") + catch("t", after("=pause")) + chain("@in > a > t > @out"),
        Fails(do("a", pause="soon"), None, None),
        rest("a"),
        do("a", pause="PT1H"),
        Pass(3600),
        done="a t",
        result={"pause": "PT1H"},
    ),
)
