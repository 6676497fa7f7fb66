"""Where variables live, and that values stay what they are."""

from decimal import Decimal

from tests.conformance.feature import body, piece
from tests.conformance.shapes import both, chain, end, io, script, start, sub, user
from tests.conformance.steps import do, rest

DEEP = {"list": [[1, [2, [3, {"deep": [None, True, "é"]}]]], []], "empty": {}}

FEATURES = (
    piece(
        "var-typename",
        "a variable called typename is a variable",
        user("a") + user("b") + chain("@in > a > b > @out"),
        do("a", typename="SpiffWorkflow.task.Task", data={"typename": "set", "value": [1]}),
        rest("b"),
        do("b"),
        done="a b",
        result={"typename": "SpiffWorkflow.task.Task", "data": {"typename": "set", "value": [1]}},
    ),
    piece(
        "var-odd-keys",
        "keys may be numbers in text, empty, or have blanks and dots",
        user("a") + user("b") + chain("@in > a > b > @out"),
        do("a", answers={"1": "one", "": "empty", "a b": 1, "c.d": 2, "__class__": "x"}),
        do("b"),
        done="a b",
        result={"answers": {"1": "one", "": "empty", "a b": 1, "c.d": 2, "__class__": "x"}},
    ),
    piece(
        "var-deep",
        "deep lists and contexts stay what they are",
        user("a") + user("b") + chain("@in > a > b > @out"),
        do("a", tree=DEEP),
        do("b"),
        done="a b",
        result={"tree": DEEP},
    ),
    piece(
        "var-decimal",
        "decimals stay exact",
        user("a") + script("b", "x + y", "sum") + user("c") + chain("@in > a > b > c > @out"),
        do("a", x=Decimal("0.1"), y=Decimal("0.2")),
        do("c"),
        done="a b c",
        result={"x": Decimal("0.1"), "y": Decimal("0.2"), "sum": Decimal("0.3")},
    ),
    piece(
        "var-date-text",
        "dates, times and durations become their text",
        script("a", 'date("2026-03-02")', "day")
        + script("b", 'duration("P1D")', "length")
        + chain("@in > a > b > @out"),
        done="a b",
        result={"day": "2026-03-02", "length": "P1D"},
    ),
    piece(
        "var-branches",
        "parallel branches that write one variable: the later one counts, nothing is lost elsewhere",
        both("fork", "join")
        + user("a")
        + user("b")
        + user("c")
        + chain("@in > fork > a > join > c > @out", "fork > b > join"),
        rest("a", "b"),
        do("a", x="from a", only_a=1),
        do("b", x="from b", only_b=2),
        do("c"),
        done="fork a b join c",
        result={"x": "from b", "only_a": 1, "only_b": 2},
    ),
    piece(
        "var-branches-list",
        "parallel branches append to one list",
        both("fork", "join")
        + user("a")
        + user("b")
        + script("add_a", 'append(log, "A")', "log")
        + script("add_b", 'append(log, "B")', "log")
        + chain("@in > fork > a > add_a > join > @out", "fork > b > add_b > join"),
        do("a"),
        do("b"),
        done="fork a add_a b add_b join",
        variables={"log": []},
        result={"log": ["A", "B"]},
    ),
    piece(
        "var-branches-see",
        "what one branch sets the other sees",
        both("fork", "join")
        + user("a")
        + user("b")
        + script("c", "if x = 1 then true else false", "seen")
        + chain("@in > fork > a > join > @out", "fork > b > c > join"),
        do("a", x=1),
        do("b"),
        done="fork a b c join",
        result={"x": 1, "seen": True},
    ),
    piece(
        "var-nearest",
        "setting reaches the nearest scope that has the variable, else the outermost",
        sub(
            "outer",
            start("s")
            + sub(
                "inner", start("si") + user("a") + end("ei") + chain("si > a > ei"), ext=(io({"near": "1"}),)
            )
            + user("b")
            + end("e")
            + chain("s > inner > b > e"),
            ext=(io({"middle": "1"}),),
        )
        + script("c", "if middle = null and near = null then true else false", "gone")
        + chain("@in > outer > c > @out"),
        do("a", near=2, middle=2, far=2, new=2),
        rest("b"),
        do("b"),
        done="s si a ei inner b e outer c",
        variables={"far": 1},
        result={"far": 2, "new": 2, "gone": True},
    ),
    body(
        "var-data-objects",
        "data objects and their associations are read and do no harm",
        '<dataObject id="~data"/><dataObjectReference id="~reference" dataObjectRef="~data"/>'
        + start("s")
        + user(
            "a",
            '<dataOutputAssociation id="~association"><targetRef>~reference</targetRef></dataOutputAssociation>',
        )
        + end("e")
        + chain("s > a > e")
        + '<textAnnotation id="~note"><text>A note</text></textAnnotation>'
        + '<association id="~noted" sourceRef="~a" targetRef="~note"/>',
        rest("a"),
        do("a", x=1),
        done="s a e",
        result={"x": 1},
    ),
    body(
        "var-lanes",
        "lanes say who, not what happens",
        '<laneSet id="~lanes"><lane id="~lane" name="RAV"><flowNodeRef>~s</flowNodeRef>'
        "<flowNodeRef>~a</flowNodeRef><flowNodeRef>~e</flowNodeRef></lane></laneSet>"
        + start("s")
        + user("a")
        + end("e")
        + chain("s > a > e"),
        do("a"),
        done="s a e",
    ),
    piece(
        "var-null",
        "null is a value",
        user("a") + user("c") + chain("@in > a > c > @out"),
        do("a", x=None),
        do("c"),
        done="a c",
        variables={"x": 1},
        result={"x": None},
    ),
    piece(
        "var-numbers",
        "numbers of any length",
        user("a") + user("b") + chain("@in > a > b > @out"),
        do("a", big=12345678901234567890, small=-5, cents=Decimal("1234567890123456.78")),
        do("b"),
        done="a b",
        result={"big": 12345678901234567890, "small": -5, "cents": Decimal("1234567890123456.78")},
    ),
)
