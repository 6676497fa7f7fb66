"""Intermediate events."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    both,
    catch,
    chain,
    end,
    escalation,
    link,
    message,
    signal,
    start,
    sub,
    throw,
    user,
    users,
)
from tests.conformance.steps import Message, Signal, do, rest

FEATURES = (
    piece(
        "throw-none",
        "a throwing event without definition is passed",
        throw("n") + user("a") + chain("@in > n > a > @out"),
        rest("a"),
        do("a"),
        done="n a",
    ),
    piece(
        "throw-message",
        "a thrown message leaves the instance",
        user("a") + throw("m", message("notice")) + chain("@in > a > m > @out"),
        do("a"),
        done="a m",
        sent=(("notice", None),),
    ),
    piece(
        "throw-message-key",
        "a thrown message has its key",
        user("a") + throw("m", message("notice", "number")) + chain("@in > a > m > @out"),
        do("a", number="A-1"),
        done="a m",
        sent=(("notice", "A-1"),),
        result={"number": "A-1"},
    ),
    piece(
        "throw-message-not-inside",
        "a thrown message is not delivered inside its step",
        both("fork", "join")
        + catch("w", message("notice"))
        + throw("m", message("notice"))
        + user("a")
        + chain("@in > fork > w > join > @out", "fork > a > m > join"),
        do("a"),
        rest(waits=(("message", "w", "notice", None),)),
        Message("notice"),
        done="fork a m w join",
        sent=(("notice", None),),
    ),
    piece(
        "throw-signal",
        "a thrown signal reaches every wait of the instance",
        both("fork", "join")
        + catch("w", signal("alarm"))
        + catch("v", signal("alarm"))
        + throw("t", signal("alarm"))
        + user("a")
        + chain("@in > fork > w > join > @out", "fork > v > join", "fork > a > t > join"),
        rest("a", waits=(("signal", "v", "alarm"), ("signal", "w", "alarm"))),
        do("a"),
        done="fork a t w v join",
        ordered=False,
    ),
    piece(
        "throw-signal-too-early",
        "a signal does not reach who waits later",
        throw("t", signal("alarm")) + catch("w", signal("alarm")) + chain("@in > t > w > @out"),
        rest(waits=(("signal", "w", "alarm"),)),
        Signal("alarm"),
        done="t w",
    ),
    piece(
        "throw-signal-across",
        "a signal reaches waits in other scopes",
        both("fork", "join")
        + sub("sub", start("s") + catch("w", signal("alarm")) + end("e") + chain("s > w > e"))
        + throw("t", signal("alarm"))
        + user("a")
        + chain("@in > fork > sub > join > @out", "fork > a > t > join"),
        do("a"),
        done="fork s a t w e sub join",
        ordered=False,
    ),
    piece(
        "throw-escalation",
        "an escalation nobody takes: the thrower goes on",
        throw("t", escalation("late")) + user("a") + chain("@in > t > a > @out"),
        rest("a"),
        do("a"),
        done="t a",
    ),
    piece(
        "link",
        "a link leads to its catch",
        user("a")
        + throw("to", link("there"))
        + catch("from", link("there"))
        + user("b")
        + chain("@in > a > to", "from > b > @out"),
        do("a"),
        rest("b"),
        do("b"),
        done="a to from b",
    ),
    body(
        "link-several",
        "several link throws lead to one catch",
        start("s")
        + both("fork")
        + users("a b c")
        + throw("one", link("there"))
        + throw("two", link("there"))
        + catch("from", link("there"))
        + end("e")
        + chain("s > fork > a > one", "fork > b > two", "from > c > e"),
        do("b"),
        rest("a", "c"),
        do("a"),
        rest("c", "c"),
        do("c"),
        do("c"),
        done="s fork b two from a one from c e c e",
    ),
    body(
        "link-own-scope",
        "links of one name in two scopes are two links",
        start("s")
        + throw("to", link("there"))
        + catch("from", link("there"))
        + sub(
            "sub",
            start("si")
            + throw("ito", link("there"))
            + catch("ifrom", link("there"))
            + user("a")
            + end("ei")
            + chain("si > ito", "ifrom > a > ei"),
        )
        + end("e")
        + chain("s > to", "from > sub > e"),
        rest("a"),
        do("a"),
        done="s to from si ito ifrom a ei sub e",
    ),
    body(
        "link-two-names",
        "links of two names in one scope",
        start("s")
        + both("fork")
        + users("a b c d")
        + throw("one", link("here"))
        + throw("two", link("there"))
        + catch("two_in", link("there"))
        + catch("one_in", link("here"))
        + end("e")
        + chain("s > fork > a > one", "fork > b > two", "one_in > c > e", "two_in > d > e"),
        do("a"),
        rest("b", "c"),
        do("b"),
        rest("c", "d"),
        do("c"),
        do("d"),
        done="s fork a one one_in b two two_in c e d e",
    ),
)
