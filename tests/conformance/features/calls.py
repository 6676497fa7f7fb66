"""Call activities."""

from tests.conformance.feature import piece
from tests.conformance.shapes import (
    TERMINATE,
    after,
    both,
    boundary,
    call,
    chain,
    end,
    error,
    io,
    multi,
    script,
    start,
    sub,
    user,
    users,
    xor,
)
from tests.conformance.steps import Pass, do, rest

PLAIN = start("s") + user("a") + end("e") + chain("s > a > e")
SEES = (
    start("s")
    + script("look", "if x = null then 0 else x", "seen")
    + user("a")
    + end("e")
    + chain("s > look > a > e")
)

FEATURES = (
    piece(
        "call-plain",
        "a called process gets all variables and gives all back",
        call("c", "sub_process") + chain("@in > c > @out"),
        rest("a"),
        do("a", y=2),
        done="s look a e c",
        called={"sub_process": SEES},
        variables={"x": 1},
        result={"x": 1, "seen": 1, "y": 2},
    ),
    piece(
        "call-own-variables",
        "what the called process sets is set outside at its end only",
        call("c", "sub_process") + script("look", "x", "after") + chain("@in > c > look > @out"),
        do("a", x=5),
        done="s a e c look",
        called={"sub_process": PLAIN},
        variables={"x": 1},
        result={"x": 5, "after": 5},
    ),
    piece(
        "call-only-inputs",
        "without propagation of parent variables only inputs go in",
        call("c", "sub_process", ext=(io({"n": "x + 1"}),), propagateAllParentVariables=False)
        + chain("@in > c > @out"),
        do("a"),
        done="s look a e c",
        called={
            "sub_process": start("s")
            + script("look", "[n, x]", "seen")
            + user("a")
            + end("e")
            + chain("s > look > a > e")
        },
        variables={"x": 1},
        result={"x": 1, "seen": [2, None]},
    ),
    piece(
        "call-only-outputs",
        "without propagation of child variables only outputs come back",
        call("c", "sub_process", ext=(io(outputs={"got": "y * 2"}),), propagateAllChildVariables=False)
        + chain("@in > c > @out"),
        do("a", y=2, noise=1),
        done="s a e c",
        called={"sub_process": PLAIN},
        result={"got": 4},
    ),
    piece(
        "call-nothing-back",
        "without propagation and outputs nothing comes back",
        call("c", "sub_process", propagateAllChildVariables=False) + chain("@in > c > @out"),
        do("a", y=2),
        done="s a e c",
        called={"sub_process": PLAIN},
    ),
    piece(
        "call-mappings",
        "inputs and outputs beside propagation: only outputs leave",
        call("c", "sub_process", ext=(io({"n": "x"}, {"got": "y + n"}),)) + chain("@in > c > @out"),
        do("a", y=2),
        done="s a e c",
        called={"sub_process": PLAIN},
        variables={"x": 1},
        result={"x": 1, "got": 3},
    ),
    piece(
        "call-nested",
        "a called process calls another",
        call("c", "middle") + chain("@in > c > @out"),
        do("a", y=1),
        done="sm s a e cc em c",
        called={
            "middle": start("sm") + call("cc", "sub_process") + end("em") + chain("sm > cc > em"),
            "sub_process": PLAIN,
        },
        result={"y": 1},
    ),
    piece(
        "call-twice",
        "two calls of one process one after the other",
        call("c", "sub_process") + call("d", "sub_process") + chain("@in > c > d > @out"),
        do("a", x=1),
        rest("a"),
        do("a", y=2),
        done="s a e c s a e d",
        called={"sub_process": PLAIN},
        result={"x": 1, "y": 2},
    ),
    piece(
        "call-error",
        "an error out of a called process is caught at the call activity",
        call("c", "sub_process")
        + boundary("b", "c", error("E1"))
        + user("h")
        + xor("m")
        + chain("@in > c > m > @out", "b > h > m"),
        do("a"),
        rest("h"),
        do("h"),
        done="s a x b h m",
        unsaid=frozenset("x"),
        called={"sub_process": start("s") + user("a") + end("x", error("E1")) + chain("s > a > x")},
    ),
    piece(
        "call-each",
        "a call for each item, at the same time",
        call(
            "c",
            "sub_process",
            multi("[10, 20]", "item", into="all", value="r"),
            ext=(),
        )
        + chain("@in > c > @out"),
        rest("a", "a"),
        do("a", 1, r=2),
        do("a", r=1),
        done="s s a e c a e c",
        called={"sub_process": PLAIN},
        result={"all": [1, 2]},
    ),
    piece(
        "call-in-sub",
        "a call out of a sub-process",
        sub("sub", start("ss") + call("c", "sub_process") + users("b") + end("se") + chain("ss > c > b > se"))
        + chain("@in > sub > @out"),
        do("a", x=1),
        rest("b"),
        do("b"),
        done="ss s a e c b se sub",
        called={"sub_process": PLAIN},
        result={"x": 1},
    ),
    piece(
        "call-boundary",
        "a boundary event at a call activity cancels the called process",
        call("c", "sub_process")
        + boundary("t", "c", after("PT1H"))
        + user("h")
        + xor("m")
        + chain("@in > c > m > @out", "t > h > m"),
        rest("a"),
        Pass(3600),
        rest("h", waits=()),
        do("h"),
        done="s t h m",
        called={"sub_process": PLAIN},
    ),
    piece(
        "call-terminate",
        "a terminate end event ends the called process only",
        call("c", "sub_process") + user("z") + chain("@in > c > z > @out"),
        rest("a", "b"),
        do("a", x=1),
        rest("z"),
        do("z"),
        done="s fork a x c z",
        called={
            "sub_process": start("s")
            + both("fork")
            + users("a b")
            + end("x", TERMINATE)
            + end("e")
            + chain("s > fork > a > x", "fork > b > e")
        },
        result={"x": 1},
    ),
    piece(
        "call-each-sequential",
        "a call for each item, one after the other; the item comes back into its instance only",
        call("c", "sub_process", multi("[10, 20]", "item", sequential=True, into="all", value="seen + r"))
        + chain("@in > c > @out"),
        rest("a"),
        do("a", r=1),
        rest("a"),
        do("a", r=2),
        done="s look a e c s look a e c",
        called={
            "sub_process": start("s")
            + script("look", "item", "seen")
            + user("a")
            + end("e")
            + chain("s > look > a > e")
        },
        result={"all": [11, 22], "seen": 20, "r": 2},
    ),
)
