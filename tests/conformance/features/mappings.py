"""Input and output mappings."""

from tests.conformance.feature import piece
from tests.conformance.shapes import catch, chain, end, io, job, message, node, start, sub, user
from tests.conformance.steps import Message, do, rest

FEATURES = (
    piece(
        "map-input-local",
        "an input is local to its activity; with outputs only they are set outside",
        user("a", ext=(io({"n": "base + 1"}, {"doubled": "n * 2"}),)) + chain("@in > a > @out"),
        rest("a"),
        do("a"),
        done="a",
        variables={"base": 1},
        result={"base": 1, "doubled": 4},
    ),
    piece(
        "map-input-path",
        "an input's target with dots builds contexts",
        user("a", ext=(io({"box.left": "1", "box.right": "2"}, {"copy": "box"}),)) + chain("@in > a > @out"),
        rest("a"),
        do("a"),
        done="a",
        result={"copy": {"left": 1, "right": 2}},
    ),
    piece(
        "map-input-order",
        "an input sees the ones before it",
        user("a", ext=(io({"first": "2", "second": "first * 10"}, {"seen": "second"}),))
        + chain("@in > a > @out"),
        do("a"),
        done="a",
        result={"seen": 20},
    ),
    piece(
        "map-input-text",
        "an input without «=» is a text as it stands",
        user(
            "a",
            ext=(
                (
                    "<zeebe:ioMapping>"
                    '<zeebe:input source="https://x.ch/?a=&quot;b&quot;\\n" target="url"/>'
                    '<zeebe:input source="GET" target="method"/><zeebe:input source="=1 + 1" target="two"/>'
                    '<zeebe:input source="" target="none"/>'
                    '<zeebe:output source="=[url, method, two, none]" target="seen"/>'
                    "</zeebe:ioMapping>"
                ),
            ),
        )
        + chain("@in > a > @out"),
        do("a"),
        done="a",
        result={"seen": ['https://x.ch/?a="b"\\n', "GET", 2, None]},
    ),
    piece(
        "map-output-filters",
        "with outputs no other result leaves the activity",
        user("a", ext=(io(outputs={"out": "r + 1"}),)) + chain("@in > a > @out"),
        do("a", r=5, noise="x"),
        done="a",
        result={"out": 6},
    ),
    piece(
        "map-output-order",
        "outputs are set in their order; later ones see what earlier ones set outside",
        user("a", ext=(io(outputs={"one": "r", "two": "one + 1"}),)) + chain("@in > a > @out"),
        do("a", r=5),
        done="a",
        result={"one": 5, "two": 6},
    ),
    piece(
        "map-input-shields",
        "a result of an input's name stays in the activity",
        user("a", ext=(io({"x": "x + 1"}),)) + chain("@in > a > @out"),
        do("a", x=9, y=1),
        done="a",
        variables={"x": 1},
        result={"x": 1, "y": 1},
    ),
    piece(
        "map-job",
        "mappings of a job",
        job("a", ext=(io({"n": "base"}, {"total": "n + r"}),)) + chain("@in > a > @out"),
        rest("a"),
        do("a", r=10),
        done="a",
        variables={"base": 5},
        result={"base": 5, "total": 15},
    ),
    piece(
        "map-script",
        "mappings of a script",
        node(
            "scriptTask",
            "a",
            ext=(
                '<zeebe:script expression="=n * n" resultVariable="square"/>',
                io({"n": "3"}, {"area": "square"}),
            ),
        )
        + chain("@in > a > @out"),
        done="a",
        result={"area": 9},
    ),
    piece(
        "map-subprocess",
        "a sub-process's inputs are its own; inside they are set there; outputs leave",
        sub(
            "sub",
            start("s") + user("a") + end("e") + chain("s > a > e"),
            ext=(io({"n": "1"}, {"seen": "n"}),),
        )
        + chain("@in > sub > @out"),
        rest("a"),
        do("a", n=5, outer="yes"),
        done="s a e sub",
        result={"seen": 5, "outer": "yes"},
    ),
    piece(
        "map-message",
        "a catching event's outputs take from the payload, which does not leave else",
        catch("m", message("order"), ext=(io(outputs={"total": "amount * 2"}),)) + chain("@in > m > @out"),
        rest(waits=(("message", "m", "order", None),)),
        Message("order", variables={"amount": 4, "noise": True}),
        done="m",
        result={"total": 8},
    ),
    piece(
        "map-input-null",
        "an input from a missing variable is null and still local",
        user("a", ext=(io({"x": "nowhere"}),)) + chain("@in > a > @out"),
        do("a", x=1, y=2),
        done="a",
        result={"y": 2},
    ),
)
