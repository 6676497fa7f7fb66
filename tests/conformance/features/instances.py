"""Multi-instance activities."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    TERMINATE,
    both,
    boundary,
    chain,
    end,
    error,
    io,
    job,
    message,
    message_id,
    message_root,
    multi,
    node,
    script,
    start,
    sub,
    user,
    users,
    xor,
)
from tests.conformance.steps import Message, Throw, do, rest

PAIR = {"list": ["x", "y"]}
THREE = {"list": [1, 2, 3]}

FEATURES = (
    piece(
        "each-sequential",
        "one after the other, the outputs in the collection's order",
        user("a", multi("list", "item", sequential=True, into="out", value="r")) + chain("@in > a > @out"),
        rest("a"),
        do("a", r=1),
        rest("a"),
        do("a", r=2),
        done="a a",
        variables=PAIR,
        result={**PAIR, "out": [1, 2]},
    ),
    piece(
        "each-parallel",
        "all at once; finished in any order the outputs keep the collection's",
        user("a", multi("list", "item", into="out", value="r")) + chain("@in > a > @out"),
        rest("a", "a"),
        do("a", 1, r="second"),
        rest("a"),
        do("a", r="first"),
        done="a a",
        variables=PAIR,
        result={**PAIR, "out": ["first", "second"]},
    ),
    piece(
        "each-data",
        "for what a data object holds, the results into another (loopDataInputRef, loopDataOutputRef)",
        user(
            "a",
            "<multiInstanceLoopCharacteristics><loopDataInputRef>~all</loopDataInputRef>"
            "<loopDataOutputRef>~results</loopDataOutputRef>"
            '<inputDataItem id="~item" name="item"/><outputDataItem id="~one" name="r"/>'
            "</multiInstanceLoopCharacteristics>",
            ext=(io({"seen": "item"}, {"r": "[seen, given]"}),),
        )
        + '<dataObject id="~list" name="list"/><dataObjectReference id="~all" name="All" dataObjectRef="~list"/>'
        + '<dataObject id="~results" name="out"/>'
        + chain("@in > a > @out"),
        rest("a", "a"),
        do("a", 1, given=2),
        do("a", given=1),
        done="a a",
        variables=PAIR,
        result={**PAIR, "out": [["x", 1], ["y", 2]]},
    ),
    piece(
        "each-item",
        "each instance sees its item and its number",
        user("a", multi("list", "item", into="out", value="[item, loopCounter]")) + chain("@in > a > @out"),
        do("a"),
        do("a"),
        done="a a",
        variables=PAIR,
        result={**PAIR, "out": [["x", 1], ["y", 2]]},
    ),
    piece(
        "each-script",
        "a script for each item, in one go",
        node(
            "scriptTask",
            "a",
            multi("list", "item", sequential=True, into="out", value="r"),
            ext=('<zeebe:script expression="=item * item" resultVariable="r"/>',),
        )
        + chain("@in > a > @out"),
        done="a a a",
        variables=THREE,
        result={**THREE, "out": [1, 4, 9]},
    ),
    piece(
        "each-job",
        "a job for each item",
        job("a", multi("list", "item", into="out", value="item + r")) + chain("@in > a > @out"),
        rest("a", "a", "a"),
        do("a", 2, r=10),
        do("a", 1, r=10),
        do("a", 0, r=10),
        done="a a a",
        variables=THREE,
        result={**THREE, "out": [11, 12, 13], "r": 10},
    ),
    piece(
        "each-null-output",
        "an output name nothing was given to stays null, and its value does not come from outside",
        user("a", multi("list", "item", into="out", value="r")) + chain("@in > a > @out"),
        do("a", r=1),
        do("a"),
        done="a a",
        variables={**PAIR, "r": "outside"},
        result={**PAIR, "r": "outside", "out": [1, None]},
    ),
    piece(
        "each-empty",
        "an empty collection: completed at once with an empty list",
        user("a", multi("list", "item", into="out", value="r")) + user("b") + chain("@in > a > b > @out"),
        rest("b"),
        do("b"),
        done="b",
        variables={"list": []},
        result={"list": [], "out": []},
    ),
    piece(
        "each-empty-sequential",
        "an empty collection, one after the other",
        user("a", multi("list", "item", sequential=True, into="out", value="r"))
        + user("b")
        + chain("@in > a > b > @out"),
        rest("b"),
        do("b"),
        done="b",
        variables={"list": []},
        result={"list": [], "out": []},
    ),
    piece(
        "each-count",
        "as many as a number says",
        user("a", multi(cardinality="=n + 1", sequential=True)) + chain("@in > a > @out"),
        do("a"),
        rest("a"),
        do("a"),
        done="a a",
        variables={"n": 1},
        result={"n": 1},
    ),
    piece(
        "each-count-parallel",
        "as many as a number says, all at once",
        user("a", multi(cardinality="=3")) + chain("@in > a > @out"),
        rest("a", "a", "a"),
        do("a"),
        do("a"),
        do("a"),
        done="a a a",
    ),
    piece(
        "each-until-parallel",
        "a completion condition that becomes true cancels the rest",
        user(
            "a",
            multi("list", "item", into="out", value="r", until="=numberOfCompletedInstances >= 2"),
        )
        + chain("@in > a > @out"),
        do("a", 2, r="c"),
        rest("a", "a"),
        do("a", r="a"),
        done="a a",
        variables=THREE,
        result={**THREE, "out": ["a", None, "c"]},
    ),
    piece(
        "each-until-sequential",
        "a completion condition over the outputs so far",
        user(
            "a",
            multi("list", "item", sequential=True, into="out", value="r", until="=list contains(out, false)"),
        )
        + chain("@in > a > @out"),
        do("a", r=True),
        do("a", r=False),
        done="a a",
        variables=THREE,
        result={**THREE, "out": [True, False, None]},
    ),
    piece(
        "each-until-numbers",
        "the numbers of all, active, completed and terminated instances",
        user(
            "a",
            multi(
                "list",
                "item",
                until="=numberOfInstances = 3 and numberOfActiveInstances = 1 and "
                "numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0",
            ),
        )
        + chain("@in > a > @out"),
        do("a"),
        rest("a", "a"),
        do("a"),
        done="a a",
        variables=THREE,
        result=THREE,
    ),
    piece(
        "each-subprocess",
        "a sub-process for each item, at the same time, each with its own item",
        sub(
            "sub",
            multi("list", "item", into="out", value="r"),
            start("s") + user("a") + script("b", "item + answer", "r") + end("e") + chain("s > a > b > e"),
        )
        + chain("@in > sub > @out"),
        rest("a", "a"),
        do("a", 1, answer="2"),
        rest("a"),
        do("a", answer="1"),
        done="s s a b e sub a b e sub",
        variables=PAIR,
        result={**PAIR, "out": ["x1", "y2"], "answer": "1"},
    ),
    piece(
        "each-subprocess-sequential",
        "a sub-process for each item, one after the other",
        sub(
            "sub",
            multi("list", "item", sequential=True),
            start("s") + user("a") + end("e") + chain("s > a > e"),
        )
        + user("z")
        + chain("@in > sub > z > @out"),
        do("a"),
        rest("a"),
        do("a"),
        rest("z"),
        do("z"),
        done="s a e sub s a e sub z",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-boundary",
        "an interrupting boundary event cancels all instances",
        user("a", multi("list", "item", into="out", value="r"))
        + boundary("m", "a", message("stop"))
        + user("h")
        + xor("j")
        + chain("@in > a > j > @out", "m > h > j"),
        do("a", r=1),
        rest("a", waits=(("message", "m", "stop", None),)),
        Message("stop"),
        rest("h", waits=()),
        do("h"),
        done="a m h j",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-subprocess-boundary",
        "an interrupting boundary event cancels all sub-processes",
        sub(
            "sub",
            multi("list", "item"),
            start("s") + user("a") + user("b") + end("e") + chain("s > a > b > e"),
        )
        + boundary("m", "sub", message("stop"))
        + xor("j")
        + chain("@in > sub > j > @out", "m > j"),
        do("a"),
        rest("a", "b"),
        Message("stop"),
        done="s s a m j",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-nested",
        "instances within instances",
        sub(
            "sub",
            multi("list", "row", into="out", value="inner"),
            start("s")
            + user("a", multi("row", "cell", into="inner", value="cell * r"))
            + end("e")
            + chain("s > a > e"),
        )
        + chain("@in > sub > @out"),
        rest("a", "a", "a"),
        do("a", r=10),
        do("a", r=10),
        do("a", r=10),
        done="s s a a e sub a e sub",
        ordered=True,
        variables={"list": [[1, 2], [3]]},
        result={"list": [[1, 2], [3]], "out": [[10, 20], [30]], "r": 10},
    ),
    body(
        "each-boundary-beside",
        "a boundary event that does not interrupt fires once for all instances",
        start("s")
        + user("a", multi("list", "item"))
        + boundary("m", "a", message("hint"), goes_on=True)
        + user("h")
        + end("e")
        + chain("s > a > e", "m > h > e"),
        Message("hint"),
        rest("a", "a", "h"),
        do("a"),
        do("h"),
        do("a"),
        done="s m a h e a e",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-error",
        "an error out of one instance cancels all and is caught at the whole",
        sub("sub", multi("list", "item"), start("s") + job("a") + end("e") + chain("s > a > e"))
        + boundary("b", "sub", error("E1"))
        + xor("j")
        + chain("@in > sub > j > @out", "b > j"),
        do("a"),
        Throw("a", "E1"),
        done="s s a e sub b j",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-terminate",
        "a terminate end event ends its instance only",
        sub(
            "sub",
            multi("list", "item"),
            start("s")
            + both("fork")
            + users("a b")
            + end("x", TERMINATE)
            + end("e")
            + chain("s > fork > a > x", "fork > b > e"),
        )
        + chain("@in > sub > @out"),
        do("a"),
        rest("a", "b"),
        do("a"),
        done="s s fork fork a x sub a x sub",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-literal",
        "the collection may be any FEEL list",
        user("a", multi("[x, x + 1]", "item", sequential=True, into="out", value="item * 10"))
        + chain("@in > a > @out"),
        do("a"),
        do("a"),
        done="a a",
        variables={"x": 1},
        result={"x": 1, "out": [10, 20]},
    ),
    piece(
        "each-receive",
        "a message for each instance, told apart by its key",
        node("receiveTask", "a", multi("list", "item"), messageRef=message_id("answer"))
        + message_root("answer", "item")
        + chain("@in > a > @out"),
        rest(waits=(("message", "a", "answer", "x"), ("message", "a", "answer", "y"))),
        Message("answer", "y"),
        Message("answer", "y", taken=False),
        Message("answer", "x"),
        done="a a",
        variables=PAIR,
        result=PAIR,
    ),
    piece(
        "each-numbers-seen",
        "each instance sees how many there are",
        user(
            "a",
            multi("list", "item", into="out", value="n"),
            ext=(io(outputs={"n": "numberOfInstances * 10 + loopCounter"}),),
        )
        + chain("@in > a > @out"),
        do("a"),
        do("a"),
        done="a a",
        variables=PAIR,
        result={**PAIR, "out": [21, 22]},
    ),
)
