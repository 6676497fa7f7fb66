"""Event sub-processes: each trigger, interrupting or not."""

from typing import Any

from tests.conformance.feature import Feature, body
from tests.conformance.shapes import (
    TERMINATE,
    after,
    both,
    call,
    chain,
    end,
    every,
    handler,
    io,
    message,
    node,
    once,
    signal,
    start,
    sub,
    throw,
    user,
    users,
)
from tests.conformance.steps import Message, Pass, Signal, Step, do, rest


def _main(definition: str, *, goes_on: bool = False, begin: str = "s", flow: str = "", more: str = "") -> str:
    """A scope of one task (`a`) with a handler of one task (`h`)."""
    return (
        start(begin)
        + user("a")
        + end("e")
        + more
        + chain(flow or f"{begin} > a > e")
        + handler(
            "es",
            start("hs", definition, isInterrupting=not goes_on)
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        )
    )


def _interrupting(
    id_: str, trigger: str, definition: str, wait: tuple[Any, ...], *steps: Step, **more: Any
) -> Feature:
    return body(
        f"event-sub-{id_}",
        f"an event sub-process, interrupting, begun by {trigger}",
        _main(definition),
        rest("a", waits=(wait,)),
        *steps,
        rest("h", waits=()),
        do("h"),
        done="s hs h he es",
        **more,
    )


def _beside(
    id_: str, trigger: str, definition: str, wait: tuple[Any, ...], *steps: Step, **more: Any
) -> Feature:
    """The trigger comes twice; the scope waits for both handlers."""
    return body(
        f"event-sub-{id_}-beside",
        f"an event sub-process, not interrupting, begun twice by {trigger}",
        _main(definition, goes_on=True),
        rest("a", waits=(wait,)),
        *steps,
        rest("a", "h", "h"),
        do("a"),
        rest("h", "h"),
        do("h"),
        do("h"),
        done="s hs hs a e h he es h he es",
        **more,
    )


ORDER = ("message", "hs", "order", None)

FEATURES = (
    _interrupting(
        "message", "a message", message("order"), ORDER, Message("order", None, {"n": 1}), result={"n": 1}
    ),
    _beside(
        "message",
        "a message",
        message("order"),
        ORDER,
        Message("order"),
        rest("a", "h", waits=(ORDER,)),
        Message("order"),
    ),
    _interrupting("timer", "time", after("PT1H"), ("timer", "hs", 3600), Pass(3600)),
    _beside(
        "timer",
        "time",
        every("R2/PT1H"),
        ("timer", "hs", 3600),
        Pass(3600),
        rest("a", "h", waits=(("timer", "hs", 7200),)),
        Pass(3600),
    ),
    body(
        "event-sub-timer-once-beside",
        "an event sub-process, not interrupting, by a duration: once",
        _main(after("PT1H"), goes_on=True),
        Pass(3600),
        rest("a", "h", waits=()),
        Pass(7200),
        do("h"),
        rest("a"),
        do("a"),
        done="s hs h he es a e",
    ),
    _interrupting("signal", "a signal", signal("alarm"), ("signal", "hs", "alarm"), Signal("alarm")),
    _beside(
        "signal", "a signal", signal("alarm"), ("signal", "hs", "alarm"), Signal("alarm"), Signal("alarm")
    ),
    body(
        "event-sub-signal-thrown",
        "a signal thrown in the scope interrupts its thrower",
        _main(signal("alarm"), flow="s > a > t > e", more=throw("t", signal("alarm"))),
        rest("a"),
        do("a"),
        rest("h"),
        do("h"),
        done="s a t hs h he es",
        unsaid=frozenset("t"),
    ),
    body(
        "event-sub-condition",
        "an event sub-process, interrupting, begun by a condition",
        start("s")
        + both("fork")
        + users("a b")
        + end("e")
        + chain("s > fork > a > e", "fork > b > e")
        + handler("es", start("hs", once("=hot")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a", "b", waits=(("conditional", "hs"),)),
        do("b", hot=True),
        rest("h", waits=()),
        do("h", hot=False),
        done="s fork b e hs h he es",
        variables={"hot": False},
        result={"hot": False},
    ),
    body(
        "event-sub-condition-beside",
        "an event sub-process, not interrupting, begun each time its condition becomes true",
        start("s")
        + users("a b c d")
        + end("e")
        + chain("s > a > b > c > d > e")
        + handler(
            "es",
            start("hs", once("=hot"), isInterrupting=False) + user("h") + end("he") + chain("hs > h > he"),
        ),
        do("a", hot=True),
        rest("b", "h"),
        do("b", hot=True),
        rest("c", "h"),
        do("h", hot=False),
        rest("c"),
        do("c", hot=True),
        rest("d", "h"),
        do("h", hot=False),
        do("d"),
        done="s a hs b h he es c hs h he es d e",
        variables={"hot": False},
        result={"hot": False},
    ),
    body(
        "event-sub-nested",
        "an event sub-process in a sub-process: only its scope is interrupted",
        start("s")
        + both("fork")
        + user("b")
        + sub("sub", _main(message("order"), begin="is"))
        + end("done")
        + chain("s > fork > sub > done", "fork > b > done"),
        rest("a", "b"),
        Message("order"),
        rest("b", "h"),
        do("h"),
        do("b"),
        done="s fork is hs h he es sub done b done",
    ),
    body(
        "event-sub-gone",
        "with its scope a listener goes",
        start("s")
        + sub("sub", _main(message("order"), begin="is"))
        + user("z")
        + end("done")
        + chain("s > sub > z > done"),
        do("a"),
        rest("z", waits=()),
        Message("order", taken=False),
        do("z"),
        done="s is a e sub z done",
    ),
    body(
        "event-sub-variables",
        "an event sub-process has its own variables; others are set outside",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "es",
            start(
                "hs",
                message("order"),
                ext=('<zeebe:ioMapping><zeebe:output source="=n" target="got"/></zeebe:ioMapping>',),
            )
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        ),
        Message("order", variables={"n": 1, "noise": 2}),
        do("h", x=1),
        done="s hs h he es",
        result={"got": 1, "x": 1},
    ),
    body(
        "event-sub-two",
        "an interrupting event sub-process takes the other listeners of its scope with it",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler("one", start("hs", message("order")) + user("h") + end("he") + chain("hs > h > he"))
        + handler("two", start("ts", signal("alarm")) + user("t") + end("te") + chain("ts > t > te")),
        rest("a", waits=(("message", "hs", "order", None), ("signal", "ts", "alarm"))),
        Message("order"),
        rest("h", waits=()),
        Signal("alarm"),
        rest("h"),
        do("h"),
        done="s hs h he one",
    ),
    body(
        "event-sub-interrupts-beside",
        "an interrupting event sub-process cancels a running one that did not interrupt",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "one",
            start("hs", message("order"), isInterrupting=False)
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        )
        + handler("two", start("ts", signal("alarm")) + user("t") + end("te") + chain("ts > t > te")),
        Message("order"),
        rest("a", "h"),
        Signal("alarm"),
        rest("t", waits=()),
        do("t"),
        done="s hs ts t te two",
    ),
    body(
        "event-sub-terminate",
        "a terminate end event in a handler ends the handler only",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "es",
            start("hs", message("order"), isInterrupting=False)
            + both("fork")
            + users("h i")
            + end("x", TERMINATE)
            + end("he")
            + chain("hs > fork > h > x", "fork > i > he"),
        ),
        Message("order"),
        rest("a", "h", "i"),
        do("h"),
        rest("a"),
        do("a"),
        done="s hs fork h x es a e",
    ),
    body(
        "event-sub-in-called",
        "a called process's event sub-process interrupts it only",
        start("sb")
        + both("fork")
        + call("c", "watched")
        + user("o")
        + end("eb")
        + chain("sb > fork > c > eb", "fork > o > eb"),
        rest("a", "o"),
        Message("order"),
        rest("h", "o"),
        do("h", x=1),
        do("o"),
        done="sb fork s hs h he es c eb o eb",
        called={"watched": _main(message("order"))},
        result={"x": 1},
    ),
    body(
        "event-sub-inputs",
        "an event sub-process's inputs are its own",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + node(
            "subProcess",
            "es",
            start("hs", message("order")) + user("h") + end("he") + chain("hs > h > he"),
            ext=(io({"n": "base + 1"}, {"seen": "n"}),),
            triggeredByEvent=True,
        ),
        Message("order"),
        do("h", n=7, x=1),
        done="s hs h he es",
        variables={"base": 1},
        result={"base": 1, "seen": 7, "x": 1},
    ),
    body(
        "event-sub-in-handler",
        "an event sub-process may have one itself",
        start("s")
        + user("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "es",
            start("hs", message("order"))
            + user("h")
            + end("he")
            + chain("hs > h > he")
            + handler("in", start("is", signal("alarm")) + user("i") + end("ie") + chain("is > i > ie")),
        ),
        rest("a", waits=(ORDER,)),
        Message("order"),
        rest("h", waits=(("signal", "is", "alarm"),)),
        Signal("alarm"),
        rest("i", waits=()),
        do("i"),
        done="s hs is i ie in es",
    ),
)
