"""End events."""

from tests.conformance.feature import body
from tests.conformance.shapes import (
    TERMINATE,
    both,
    catch,
    chain,
    end,
    error,
    escalation,
    flow,
    handler,
    job,
    message,
    signal,
    start,
    sub,
    user,
    users,
    xor,
)
from tests.conformance.steps import Fails, Message, Throw, do, rest

FEATURES = (
    body(
        "end-several",
        "several ends: the scope is complete when no token lives in it",
        start("s")
        + both("fork")
        + users("a b")
        + end("e")
        + end("ee")
        + chain("s > fork > a > e", "fork > b > ee"),
        do("b"),
        rest("a"),
        do("a"),
        done="s fork b ee a e",
    ),
    body(
        "end-message",
        "a message end event throws its message",
        start("s") + user("a") + end("e", message("notice", "number")) + chain("s > a > e"),
        do("a", number="A-1"),
        done="s a e",
        sent=(("notice", "A-1"),),
        result={"number": "A-1"},
    ),
    body(
        "end-signal",
        "a signal end event reaches every wait",
        start("s")
        + both("fork")
        + users("a b")
        + catch("w", signal("alarm"))
        + end("x", signal("alarm"))
        + end("e")
        + chain("s > fork > a > x", "fork > w > b > e"),
        do("a"),
        rest("b"),
        do("b"),
        done="s fork a x w b e",
        ordered=False,
    ),
    body(
        "end-error-unhandled",
        "an error nobody takes: the step fails and changes nothing",
        start("s")
        + user("a")
        + xor("g", "e")
        + end("x", error("E1"))
        + end("e")
        + chain("s > a > g")
        + flow("g", "x", "=bad")
        + chain("g > e"),
        Fails(do("a", bad=True), None, "unhandled-error"),
        rest("a"),
        do("a", bad=False),
        done="s a g e",
        result={"bad": False},
    ),
    body(
        "end-error-job-unhandled",
        "a job's error nobody takes: the step fails and changes nothing",
        start("s") + job("a") + end("e") + chain("s > a > e"),
        Fails(Throw("a", "E1"), None, "unhandled-error"),
        rest("a"),
        do("a"),
        done="s a e",
    ),
    body(
        "end-error-in-handler",
        "an error out of an error's handler does not come back to it",
        start("s")
        + job("a")
        + end("e")
        + chain("s > a > e")
        + handler(
            "es",
            start("hs", error("E1"))
            + user("h")
            + xor("g", "he")
            + end("x", error("E1"))
            + end("he")
            + chain("hs > h > g")
            + flow("g", "x", "=bad")
            + chain("g > he"),
        ),
        Throw("a", "E1"),
        Fails(do("h", bad=True), None, "unhandled-error"),
        rest("h"),
        do("h", bad=False),
        done="s hs h g he es",
        result={"bad": False},
    ),
    body(
        "end-escalation-unhandled",
        "an escalation end event nobody takes: a plain end",
        start("s") + user("a") + end("x", escalation("late")) + chain("s > a > x"),
        do("a"),
        done="s a x",
    ),
    body(
        "end-terminate",
        "a terminate end event cancels all other tokens of its scope, which then is complete",
        start("s")
        + both("fork")
        + users("a b")
        + end("x", TERMINATE)
        + end("e")
        + chain("s > fork > a > x", "fork > b > e"),
        rest("a", "b"),
        do("a", x=1),
        done="s fork a x",
        result={"x": 1},
    ),
    body(
        "end-terminate-nested",
        "it cancels sub-processes of its scope with everything in them",
        start("s")
        + both("fork")
        + user("a")
        + sub("sub", start("si") + user("b") + end("ei") + chain("si > b > ei"))
        + end("x", TERMINATE)
        + end("e")
        + chain("s > fork > sub > e", "fork > a > x"),
        rest("a", "b"),
        do("a"),
        done="s fork si a x",
    ),
    body(
        "end-terminate-inner",
        "a terminate end event in a sub-process ends that only, which is left normally",
        start("s")
        + both("fork")
        + user("o")
        + sub(
            "sub",
            start("si")
            + both("ifork")
            + users("a b")
            + end("x", TERMINATE)
            + end("ei")
            + chain("si > ifork > a > x", "ifork > b > ei"),
        )
        + user("z")
        + end("e")
        + chain("s > fork > sub > z > e", "fork > o > e"),
        do("a"),
        rest("o", "z"),
        do("o"),
        do("z"),
        done="s fork si ifork a x sub o e z e",
    ),
    body(
        "end-terminate-automatic",
        "what was about to run without waiting does not run after a terminate end",
        start("s")
        + both("fork")
        + user("a")
        + xor("g")
        + end("x", TERMINATE)
        + user("never")
        + end("e")
        + chain("s > a > fork > x", "fork > g > never > e"),
        do("a"),
        done="s a fork x",
    ),
    body(
        "end-terminate-handler",
        "a terminate end event cancels the running event sub-processes of its scope",
        start("s")
        + user("a")
        + end("x", TERMINATE)
        + chain("s > a > x")
        + handler(
            "es",
            start("hs", message("order"), isInterrupting=False)
            + user("h")
            + end("he")
            + chain("hs > h > he"),
        ),
        Message("order"),
        rest("a", "h"),
        do("a"),
        done="s hs a x",
    ),
)
