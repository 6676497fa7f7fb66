"""Boundary events: each trigger, interrupting or not."""

from typing import Any

from tests.conformance.feature import CALLED, EACH, LOOP, Feature, body, piece
from tests.conformance.shapes import (
    after,
    at,
    both,
    boundary,
    chain,
    end,
    every,
    flow,
    handler,
    io,
    message,
    message_id,
    message_root,
    node,
    once,
    signal,
    start,
    sub,
    user,
    users,
    xor,
)
from tests.conformance.steps import Later, Message, Pass, Set, Signal, Step, do, rest

STOP = ("message", "b", "stop", None)


def _interrupting(
    id_: str, trigger: str, definition: str, wait: tuple[Any, ...], *steps: Step, **more: Any
) -> Feature:
    """The trigger comes: the task is cancelled, the event's way is taken."""
    return piece(
        f"boundary-{id_}",
        f"an interrupting boundary event: {trigger}",
        users("a h") + boundary("b", "a", definition) + xor("m") + chain("@in > a > m > @out", "b > h > m"),
        rest("a", waits=(wait,)),
        *steps,
        rest("h", waits=()),
        do("h"),
        done="b h m",
        **more,
    )


def _beside(
    id_: str, trigger: str, definition: str, wait: tuple[Any, ...], *steps: Step, **more: Any
) -> Feature:
    """The trigger comes twice and the task goes on."""
    return body(
        f"boundary-{id_}-beside",
        f"a boundary event that does not interrupt, twice: {trigger}",
        start("s")
        + users("a h")
        + boundary("b", "a", definition, goes_on=True)
        + end("e")
        + end("he")
        + chain("s > a > e", "b > h > he"),
        rest("a", waits=(wait,)),
        *steps,
        rest("a", "h", "h"),
        do("h"),
        rest("a", "h"),
        do("a"),
        rest("h", waits=()),
        do("h"),
        done="s b b h he a e h he",
        **more,
    )


FEATURES = (
    _interrupting(
        "message", "a message", message("stop"), STOP, Message("stop", None, {"n": 1}), result={"n": 1}
    ),
    _beside(
        "message",
        "a message",
        message("stop"),
        STOP,
        Message("stop"),
        rest("a", "h", waits=(STOP,)),
        Message("stop"),
    ),
    piece(
        "boundary-not-fired",
        "with its activity a boundary event goes",
        users("a z h")
        + boundary("b", "a", message("stop"))
        + boundary("t", "a", after("PT1H"), goes_on=True)
        + end("he")
        + chain("@in > a > z > @out", "b > h > he", "t > h"),
        do("a"),
        rest("z", waits=()),
        Message("stop", taken=False),
        Pass(7200),
        rest("z"),
        do("z"),
        done="a z",
    ),
    piece(
        "boundary-message-key",
        "the message's key is looked at in the surroundings of the activity",
        user("a", ext=(io({"number": '"inner"'}),))
        + boundary("b", "a", message("stop", "number"))
        + xor("m")
        + chain("@in > a > m > @out", "b > m"),
        rest("a", waits=(("message", "b", "stop", "A-1"),)),
        Message("stop", "inner", taken=False),
        Message("stop", "A-1"),
        done="b m",
        variables={"number": "A-1"},
        result={"number": "A-1"},
    ),
    _interrupting(
        "timer-duration", "a duration", after("PT1H"), ("timer", "b", 3600), Pass(3599), rest("a"), Pass(1)
    ),
    _interrupting(
        "timer-date",
        "a date",
        at("=due"),
        ("timer", "b", 5400),
        Pass(5400),
        variables={"due": Later(5400)},
        result={"due": Later(5400)},
    ),
    _interrupting(
        "timer-cycle",
        "a cycle, of which the first only counts",
        every("R3/PT1H"),
        ("timer", "b", 3600),
        Pass(3600),
    ),
    _beside(
        "timer-cycle",
        "a cycle",
        every("R2/PT1H"),
        ("timer", "b", 3600),
        Pass(3600),
        rest("a", "h", waits=(("timer", "b", 7200),)),
        Pass(3600),
        rest("a", "h", "h", waits=()),
        Pass(36000),
    ),
    _beside(
        "timer-endless",
        "an endless cycle",
        every("R/PT1H"),
        ("timer", "b", 3600),
        Pass(7200),
        rest("a", "h", "h", waits=(("timer", "b", 10800),)),
    ),
    piece(
        "boundary-timer-once-beside",
        "a duration that does not interrupt: once",
        users("a h")
        + boundary("b", "a", after("PT1H"), goes_on=True)
        + end("he")
        + chain("@in > a > @out", "b > h > he"),
        Pass(3600),
        rest("a", "h", waits=()),
        Pass(7200),
        rest("a", "h"),
        do("h"),
        do("a"),
        done="b h he a",
    ),
    piece(
        "boundary-timer-months",
        "months and days go by the calendar of Zürich",
        users("a h") + boundary("b", "a", after("P1M")) + xor("m") + chain("@in > a > m > @out", "b > h > m"),
        rest("a", waits=(("timer", "b", "2026-04-02T07:00:00Z"),)),
        Pass(31 * 86400 - 3600),
        rest("h"),
        do("h"),
        done="b h m",
        but=dict.fromkeys((LOOP, EACH), "the second round begins on another day"),
    ),
    _interrupting("signal", "a signal", signal("alarm"), ("signal", "b", "alarm"), Signal("alarm")),
    _beside(
        "signal", "a signal", signal("alarm"), ("signal", "b", "alarm"), Signal("alarm"), Signal("alarm")
    ),
    piece(
        "boundary-condition",
        "an interrupting boundary event: a condition made true by another branch",
        both("fork", "join")
        + users("a o")
        + boundary("b", "a", once("=hot"))
        + xor("m")
        + chain("@in > fork > a > m > join > @out", "fork > o > join", "b > m"),
        rest("a", "o", waits=(("conditional", "b"),)),
        do("o", hot=True),
        done="fork o b m join",
        variables={"hot": False},
        result={"hot": True},
    ),
    body(
        "boundary-condition-beside",
        "a condition that does not interrupt fires each time it becomes true",
        start("s")
        + both("fork")
        + users("a o p q h")
        + boundary("b", "a", once("=hot"), goes_on=True)
        + end("e")
        + chain("s > fork > a > e", "fork > o > p > q > e", "b > h > e"),
        do("o", hot=True),
        rest("a", "h", "p"),
        do("p", hot=False),
        rest("a", "h", "q"),
        do("q", hot=True),
        rest("a", "h", "h"),
        do("a", hot=False),
        do("h"),
        do("h"),
        done="s fork o b p q e b a e h e h e",
        variables={"hot": False},
        result={"hot": False},
    ),
    _interrupting(
        "condition-set",
        "a condition made true from outside",
        once("=hot"),
        ("conditional", "b"),
        Set({"hot": True}),
        variables={"hot": False},
        result={"hot": True},
        but={CALLED: "what is set from outside does not reach a called process"},
    ),
    piece(
        "boundary-several",
        "several boundary events at one activity: the first that comes",
        users("a h z")
        + boundary("b", "a", message("stop"))
        + boundary("t", "a", after("PT2H"))
        + boundary("n", "a", signal("hint"), goes_on=True)
        + xor("m")
        + node("endEvent", "en")
        + chain("@in > a > m > @out", "b > h > m", "t > z > m", "n > en"),
        rest("a", waits=(("message", "b", "stop", None), ("timer", "t", 7200), ("signal", "n", "hint"))),
        Signal("hint"),
        Pass(7200),
        rest("z", waits=()),
        do("z"),
        done="n en t z m",
    ),
    piece(
        "boundary-sub-cancels",
        "an interrupting boundary event cancels a sub-process with everything in it",
        sub(
            "sub",
            start("s")
            + both("fork")
            + users("a o")
            + sub("inner", start("si") + user("i") + end("ei") + chain("si > i > ei"))
            + boundary("deep", "o", after("PT1H"))
            + end("e")
            + chain("s > fork > a > e", "fork > o > e", "fork > inner > e", "deep > e"),
        )
        + boundary("b", "sub", message("stop"))
        + user("h")
        + xor("m")
        + chain("@in > sub > m > @out", "b > h > m"),
        rest("a", "i", "o"),
        Message("stop"),
        rest("h", waits=()),
        do("h"),
        done="s fork si b h m",
    ),
    piece(
        "boundary-back",
        "a boundary event's way leads back to its activity, which begins anew",
        users("a") + boundary("b", "a", after("PT1H")) + xor("m") + chain("@in > m > a > @out", "b > m"),
        Pass(3600),
        rest("a", waits=(("timer", "b", 7200),)),
        Pass(3600),
        rest("a", waits=(("timer", "b", 10800),)),
        do("a"),
        done="m b m b m a",
    ),
    piece(
        "boundary-receive",
        "a boundary timer at a receive task",
        node("receiveTask", "a", messageRef=message_id("order"))
        + message_root("order")
        + boundary("b", "a", after("PT1H"))
        + xor("m")
        + chain("@in > a > m > @out")
        + flow("b", "m"),
        rest(waits=(("message", "a", "order", None), ("timer", "b", 3600))),
        Pass(3600),
        done="b m",
    ),
    _beside(
        "timer-cycle-start",
        "a cycle with a beginning",
        every('="R2/" + begin + "/PT1H"'),
        ("timer", "b", 1800),
        Pass(1800),
        rest("a", "h", waits=(("timer", "b", 5400),)),
        Pass(3600),
        variables={"begin": Later(1800)},
        result={"begin": Later(1800)},
        but={EACH: "the second item begins after the cycle's beginning"},
    ),
    piece(
        "boundary-timer-winter-day",
        "a day over the change of the clocks has 23 hours",
        user("w")
        + users("a")
        + boundary("b", "a", after("P1D"))
        + xor("m")
        + chain("@in > w > a > m > @out", "b > m"),
        Pass(26 * 86400),
        do("w"),
        rest("a", waits=(("timer", "b", "2026-03-29T07:00:00Z"),)),
        Pass(23 * 3600),
        done="w b m",
        but=dict.fromkeys((LOOP, EACH), "the second round begins on another day"),
    ),
    piece(
        "boundary-sub-handler",
        "an interrupting boundary event cancels the sub-process's event sub-process too",
        sub(
            "sub",
            start("s")
            + user("a")
            + end("e")
            + chain("s > a > e")
            + handler("es", start("hs", message("order")) + user("h") + end("he") + chain("hs > h > he")),
        )
        + boundary("b", "sub", message("stop"))
        + xor("m")
        + chain("@in > sub > m > @out", "b > m"),
        Message("order"),
        rest("h", waits=(("message", "b", "stop", None),)),
        Message("stop"),
        done="s hs b m",
    ),
    piece(
        "boundary-payload-mapped",
        "a boundary event's outputs take from the message",
        user("a")
        + boundary("b", "a", message("stop"), ext=(io(outputs={"why": "reason.text"}),))
        + xor("m")
        + chain("@in > a > m > @out", "b > m"),
        Message("stop", None, {"reason": {"text": "ill", "code": 3}}),
        done="b m",
        result={"why": "ill"},
    ),
)
