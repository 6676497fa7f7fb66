"""Event sub-processes that catch errors and escalations."""

from tests.conformance.feature import body
from tests.conformance.shapes import (
    both,
    boundary,
    chain,
    end,
    error,
    escalation,
    handler,
    job,
    start,
    sub,
    throw,
    user,
    users,
)
from tests.conformance.steps import Throw, do, rest


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


FEATURES = (
    body(
        "event-sub-error",
        "an event sub-process begun by the error of an end event in its scope",
        start("s")
        + both("fork")
        + users("a b")
        + end("x", error("E1"))
        + end("e")
        + chain("s > fork > a > x", "fork > b > e")
        + handler("es", start("hs", error("E1")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a", "b"),
        do("a"),
        rest("h"),
        do("h"),
        done="s fork a x hs h he es",
        unsaid=frozenset("x"),
    ),
    body(
        "event-sub-error-job",
        "an event sub-process begun by a job's error, with its variables",
        start("s")
        + job("a")
        + end("e")
        + chain("s > a > e")
        + handler("es", start("hs", error("E1")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a"),
        Throw("a", "E1", {"why": "closed"}),
        rest("h"),
        do("h"),
        done="s hs h he es",
        result={"why": "closed"},
    ),
    body(
        "event-sub-error-code",
        "a catcher with the error's code goes before one that catches all",
        start("s")
        + job("a")
        + end("e")
        + chain("s > a > e")
        + handler("any", start("as", error()) + user("y") + end("ae") + chain("as > y > ae"))
        + handler("es", start("hs", error("E1")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a"),
        Throw("a", "E1"),
        rest("h"),
        do("h"),
        done="s hs h he es",
    ),
    body(
        "event-sub-error-any",
        "a catcher without code takes any error",
        start("s")
        + job("a")
        + end("e")
        + chain("s > a > e")
        + handler("any", start("as", error()) + user("y") + end("ae") + chain("as > y > ae"))
        + handler("es", start("hs", error("E1")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a"),
        Throw("a", "E2"),
        rest("y"),
        do("y"),
        done="s as y ae any",
    ),
    body(
        "event-sub-error-climbs",
        "an error climbs out of a sub-process to the event sub-process around it",
        start("s")
        + sub("sub", start("si") + user("a") + end("x", error("E1")) + chain("si > a > x"))
        + end("e")
        + chain("s > sub > e")
        + handler("es", start("hs", error("E1")) + user("h") + end("he") + chain("hs > h > he")),
        rest("a"),
        do("a"),
        rest("h"),
        do("h"),
        done="s si a x hs h he es",
        unsaid=frozenset("x"),
    ),
    body(
        "event-sub-escalation",
        "an event sub-process, interrupting, begun by an escalation",
        _main(escalation("late"), flow="s > a > t > e", more=throw("t", escalation("late"))),
        rest("a"),
        do("a"),
        rest("h"),
        do("h"),
        done="s a t hs h he es",
        unsaid=frozenset("t"),
    ),
    body(
        "event-sub-escalation-beside",
        "an event sub-process, not interrupting, begun by an escalation: the thrower goes on",
        start("s")
        + users("a b")
        + throw("t", escalation("late"))
        + end("e")
        + chain("s > a > t > b > e")
        + handler(
            "es",
            start("hs", escalation("late"), isInterrupting=False)
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        ),
        rest("a"),
        do("a"),
        rest("b", "h"),
        do("b"),
        rest("h"),
        do("h"),
        done="s a t hs b e h he es",
        ordered=False,
    ),
    body(
        "event-sub-error-goes-up",
        "an error out of a handler goes to the sub-process's boundary",
        start("sb")
        + sub(
            "sub",
            start("s")
            + job("a")
            + end("e")
            + chain("s > a > e")
            + handler(
                "es", start("hs", error("E1")) + user("h") + end("x", error("E1")) + chain("hs > h > x")
            ),
        )
        + boundary("b", "sub", error("E1"))
        + end("eb")
        + chain("sb > sub > eb", "b > eb"),
        Throw("a", "E1"),
        rest("h"),
        do("h"),
        done="sb s hs h x b eb",
        unsaid=frozenset("x"),
    ),
)
