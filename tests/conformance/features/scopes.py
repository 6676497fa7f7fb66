"""Sub-processes."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import both, chain, end, io, script, start, sub, user, users
from tests.conformance.steps import do, rest

FEATURES = (
    piece(
        "sub-plain",
        "a sub-process is completed after its content",
        sub("sub", start("s") + user("a") + end("e") + chain("s > a > e"))
        + user("b")
        + chain("@in > sub > b > @out"),
        rest("a"),
        do("a", x=1),
        rest("b"),
        do("b"),
        done="s a e sub b",
        result={"x": 1},
    ),
    piece(
        "sub-nested",
        "three sub-processes in each other",
        sub(
            "one",
            start("s1")
            + sub(
                "two",
                start("s2")
                + sub("three", start("s3") + user("a") + end("e3") + chain("s3 > a > e3"))
                + end("e2")
                + chain("s2 > three > e2"),
            )
            + end("e1")
            + chain("s1 > two > e1"),
        )
        + chain("@in > one > @out"),
        do("a", x=1),
        done="s1 s2 s3 a e3 three e2 two e1 one",
        result={"x": 1},
    ),
    piece(
        "sub-two-ends",
        "a sub-process is complete when no token lives in it",
        sub(
            "sub",
            start("s")
            + both("fork")
            + users("a b")
            + end("e")
            + end("ee")
            + chain("s > fork > a > e", "fork > b > ee"),
        )
        + user("c")
        + chain("@in > sub > c > @out"),
        do("b"),
        rest("a"),
        do("a"),
        rest("c"),
        do("c"),
        done="s fork b ee a e sub c",
    ),
    piece(
        "sub-no-start",
        "in a sub-process without start and end every node without incoming flow begins",
        sub("sub", users("a b c") + chain("a > c")) + chain("@in > sub > @out"),
        rest("a", "b"),
        do("a"),
        do("b"),
        rest("c"),
        do("c"),
        done="a b c sub",
    ),
    piece(
        "sub-automatic",
        "a sub-process without waits is passed in one go",
        sub("sub", start("s") + script("a", "1", "x") + end("e") + chain("s > a > e"))
        + chain("@in > sub > @out"),
        done="s a e sub",
        result={"x": 1},
    ),
    piece(
        "sub-several-outgoing",
        "sub-processes in parallel branches are each their own",
        both("fork", "join")
        + sub("one", start("s1") + user("a") + end("e1") + chain("s1 > a > e1"))
        + sub("two", start("s2") + user("b") + end("e2") + chain("s2 > b > e2"))
        + chain("@in > fork > one > join > @out", "fork > two > join"),
        rest("a", "b"),
        do("b", x="b"),
        do("a", y="a"),
        done="fork s1 s2 b e2 two a e1 one join",
        result={"x": "b", "y": "a"},
    ),
    body(
        "sub-started-anew",
        "a sub-process begun by two tokens runs twice, each with its own variables",
        start("s")
        + both("fork")
        + users("a b")
        + sub(
            "sub",
            start("si") + user("c") + end("ei") + chain("si > c > ei"),
            ext=(io({"mine": "who"}, {"last": "mine"}),),
        )
        + end("e")
        + chain("s > fork > a > sub > e", "fork > b > sub"),
        do("a", who="A"),
        rest("b", "c"),
        do("b", who="B"),
        rest("c", "c"),
        do("c", 1),
        do("c"),
        done="s fork a si b si c ei sub e c ei sub e",
        result={"who": "B", "last": "A"},
    ),
    piece(
        "sub-empty",
        "a sub-process without content is complete at once",
        sub("sub") + user("a") + chain("@in > sub > a > @out"),
        rest("a"),
        do("a"),
        done="sub a",
    ),
)
