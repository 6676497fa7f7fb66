"""Boundary events that catch errors and escalations."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    both,
    boundary,
    call,
    chain,
    end,
    error,
    escalation,
    job,
    start,
    sub,
    throw,
    user,
    users,
    xor,
)
from tests.conformance.steps import Throw, do, rest


def _error_host(*events: str, code: str = "E1", more: str = "") -> str:
    """A sub-process that ends in an error."""
    return (
        sub("sub", start("s") + users("a") + end("x", error(code)) + chain("s > a > x"))
        + "".join(events)
        + more
    )


FEATURES = (
    piece(
        "boundary-error-job",
        "a job's error, with its variables",
        job("a")
        + user("h")
        + boundary("b", "a", error("E1"))
        + xor("m")
        + chain("@in > a > m > @out", "b > h > m"),
        rest("a", waits=()),
        Throw("a", "E1", {"why": "closed"}),
        rest("h"),
        do("h"),
        done="b h m",
        result={"why": "closed"},
    ),
    piece(
        "boundary-error-code",
        "the catcher with the error's code goes before the one without",
        job("a")
        + users("h y")
        + boundary("any", "a", error())
        + boundary("b", "a", error("E1"))
        + xor("m")
        + chain("@in > a > m > @out", "b > h > m", "any > y > m"),
        Throw("a", "E1"),
        rest("h"),
        do("h"),
        done="b h m",
    ),
    piece(
        "boundary-error-any",
        "the catcher without code takes the rest",
        job("a")
        + users("h y")
        + boundary("any", "a", error())
        + boundary("b", "a", error("E1"))
        + xor("m")
        + chain("@in > a > m > @out", "b > h > m", "any > y > m"),
        Throw("a", "E2"),
        rest("y"),
        do("y"),
        done="any y m",
    ),
    piece(
        "boundary-error-sub",
        "the error of a sub-process's end event",
        _error_host(boundary("b", "sub", error("E1")), more=users("h") + xor("m"))
        + chain("@in > sub > m > @out", "b > h > m"),
        do("a"),
        rest("h"),
        do("h"),
        done="s a x b h m",
        unsaid=frozenset("x"),
    ),
    piece(
        "boundary-error-nearest",
        "an error is caught in the nearest place that takes it, even without code",
        sub(
            "outer",
            start("so")
            + _error_host(boundary("near", "sub", error()), more=user("h"))
            + end("eo")
            + chain("so > sub > eo", "near > h > eo"),
        )
        + boundary("far", "outer", error("E1"))
        + xor("m")
        + chain("@in > outer > m > @out", "far > m"),
        do("a"),
        rest("h"),
        do("h"),
        done="so s a x near h eo outer m",
        unsaid=frozenset("x"),
    ),
    piece(
        "boundary-error-climbs",
        "an error climbs until somebody takes it and cancels all on the way",
        sub(
            "outer",
            start("so")
            + both("fork")
            + user("o")
            + _error_host(boundary("near", "sub", error("E2")))
            + end("eo")
            + chain("so > fork > sub > eo", "fork > o > eo", "near > eo"),
        )
        + boundary("far", "outer", error("E1"))
        + xor("m")
        + chain("@in > outer > m > @out", "far > m"),
        rest("a", "o"),
        do("a"),
        done="so fork s a x far m",
        unsaid=frozenset("x"),
    ),
    piece(
        "boundary-error-parallel",
        "an error cancels what else runs in the sub-process",
        sub(
            "sub",
            start("s")
            + both("fork")
            + users("a o")
            + end("x", error("E1"))
            + end("e")
            + chain("s > fork > a > x", "fork > o > e"),
        )
        + boundary("b", "sub", error("E1"))
        + user("h")
        + xor("m")
        + chain("@in > sub > m > @out", "b > h > m"),
        rest("a", "o"),
        do("a"),
        rest("h"),
        do("h"),
        done="s fork a x b h m",
        unsaid=frozenset("x"),
    ),
    piece(
        "boundary-error-in-scope",
        "an error boundary event inside the throwing scope is not asked",
        sub(
            "sub",
            start("s")
            + both("fork")
            + job("inner")
            + users("a")
            + boundary("wrong", "inner", error("E1"))
            + end("x", error("E1"))
            + end("e")
            + chain("s > fork > a > x", "fork > inner > e", "wrong > e"),
        )
        + boundary("b", "sub", error("E1"))
        + xor("m")
        + chain("@in > sub > m > @out", "b > m"),
        do("a"),
        done="s fork a x b m",
        unsaid=frozenset("x"),
    ),
    piece(
        "boundary-escalation",
        "an escalation that interrupts the sub-process it comes from",
        sub(
            "sub",
            start("s")
            + users("a z")
            + throw("t", escalation("late"))
            + end("e")
            + chain("s > a > t > z > e"),
        )
        + boundary("b", "sub", escalation("late"))
        + user("h")
        + xor("m")
        + chain("@in > sub > m > @out", "b > h > m"),
        do("a"),
        rest("h", waits=()),
        do("h"),
        done="s a t b h m",
        unsaid=frozenset("t"),
    ),
    body(
        "boundary-escalation-beside",
        "an escalation that does not interrupt, twice",
        start("sb")
        + sub(
            "sub",
            start("s")
            + users("a c")
            + throw("t", escalation("late"))
            + throw("tt", escalation("late"))
            + end("e")
            + chain("s > a > t > c > tt > e"),
        )
        + boundary("b", "sub", escalation("late"), goes_on=True)
        + user("h")
        + end("eb")
        + chain("sb > sub > eb", "b > h > eb"),
        do("a"),
        rest("c", "h"),
        do("c"),
        rest("h", "h"),
        do("h"),
        do("h"),
        done="sb s a t b c tt b e sub eb h eb h eb",
        ordered=False,
    ),
    body(
        "boundary-escalation-any",
        "an escalation's catcher without code takes any",
        start("so")
        + sub("sub", start("s") + user("a") + end("x", escalation("odd")) + chain("s > a > x"))
        + boundary("b", "sub", escalation(), goes_on=True)
        + user("h")
        + end("eh")
        + end("e")
        + chain("so > sub > e", "b > h > eh"),
        do("a"),
        rest("h"),
        do("h"),
        done="so s a x b sub e h eh",
        ordered=False,
    ),
    piece(
        "boundary-error-called-job",
        "a job's error climbs out of a called process and a sub-process",
        sub("sub", start("s") + call("c", "worker") + end("e") + chain("s > c > e"))
        + boundary("b", "sub", error("E1"))
        + user("h")
        + xor("m")
        + chain("@in > sub > m > @out", "b > h > m"),
        rest("a"),
        Throw("a", "E1"),
        rest("h"),
        do("h"),
        done="s sw b h m",
        called={"worker": start("sw") + job("a") + end("ew") + chain("sw > a > ew")},
    ),
    piece(
        "boundary-error-user",
        "an error boundary event at a sub-process without error does nothing",
        sub("sub", start("s") + user("a") + end("e") + chain("s > a > e"))
        + boundary("b", "sub", error("E1"))
        + xor("m")
        + chain("@in > sub > m > @out", "b > m"),
        rest("a", waits=()),
        do("a"),
        done="s a e sub m",
    ),
    body(
        "boundary-escalation-called",
        "an escalation climbs out of a called process",
        start("sb")
        + call("c", "caller")
        + boundary("b", "c", escalation("late"), goes_on=True)
        + user("h")
        + end("eb")
        + chain("sb > c > eb", "b > h > eb"),
        rest("z", "h"),
        do("z"),
        rest("h"),
        do("h"),
        done="sb s t b z e c eb h eb",
        ordered=False,
        called={
            "caller": start("s")
            + throw("t", escalation("late"))
            + user("z")
            + end("e")
            + chain("s > t > z > e")
        },
    ),
    body(
        "boundary-escalation-nearest",
        "an escalation is taken in the nearest place only",
        start("sb")
        + sub(
            "outer",
            start("so")
            + sub(
                "sub",
                start("s") + user("a") + end("x", escalation("late")) + chain("s > a > x"),
            )
            + boundary("near", "sub", escalation(), goes_on=True)
            + end("eo")
            + chain("so > sub > eo", "near > eo"),
        )
        + boundary("far", "outer", escalation("late"))
        + end("eb")
        + chain("sb > outer > eb", "far > eb"),
        do("a"),
        done="sb so s a x near sub eo eo outer eb",
        ordered=False,
    ),
)
