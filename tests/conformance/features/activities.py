"""Each kind of task."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    both,
    chain,
    end,
    job,
    message_id,
    message_root,
    node,
    script,
    start,
    user,
)
from tests.conformance.steps import Complete, Fails, Message, do, rest

FEATURES = (
    piece(
        "task-none",
        "a task without kind and a manual task are passed at once",
        node("task", "a") + node("manualTask", "b") + chain("@in > a > b > @out"),
        done="a b",
    ),
    piece(
        "task-user",
        "a user task waits and its results become variables",
        user("a") + chain("@in > a > @out"),
        rest("a", waits=()),
        do("a", x=1, person={"name": "Sara", "children": []}),
        done="a",
        result={"x": 1, "person": {"name": "Sara", "children": []}},
    ),
    piece(
        "task-sequence",
        "tasks one after the other",
        user("a") + user("b") + user("c") + chain("@in > a > b > c > @out"),
        rest("a"),
        do("a", x=1),
        rest("b"),
        do("b", x=2),
        rest("c"),
        do("c", y=3),
        done="a b c",
        result={"x": 2, "y": 3},
    ),
    piece(
        "task-service",
        "a service task waits as a job",
        job("a") + chain("@in > a > @out"),
        rest("a"),
        do("a", answer=42),
        done="a",
        result={"answer": 42},
    ),
    piece(
        "task-send-job",
        "a send task with a job type waits as a job",
        job("a", tag="sendTask") + chain("@in > a > @out"),
        rest("a"),
        do("a"),
        done="a",
    ),
    piece(
        "task-send-message",
        "a send task with a message throws it and goes on",
        node("sendTask", "a", messageRef=message_id("notice"))
        + message_root("notice")
        + user("b")
        + chain("@in > a > b > @out"),
        rest("b", waits=()),
        do("b"),
        done="a b",
        sent=(("notice", None),),
    ),
    piece(
        "task-rule-job",
        "a business rule task with a job type waits as a job",
        job("a", tag="businessRuleTask") + chain("@in > a > @out"),
        rest("a"),
        do("a", fits=True),
        done="a",
        result={"fits": True},
    ),
    piece(
        "task-script-zeebe",
        "a script's value goes into its result variable",
        user("a") + script("b", "x + 1", "r") + chain("@in > a > b > @out"),
        rest("a"),
        do("a", x=1),
        done="a b",
        result={"x": 1, "r": 2},
    ),
    piece(
        "task-script-bpmn",
        "a plain BPMN script in FEEL, its value into the result variable",
        node(
            "scriptTask",
            "a",
            "<script>1 + 1</script>",
            ext=('<zeebe:script resultVariable="r"/>',),
        )
        + chain("@in > a > @out"),
        done="a",
        result={"r": 2},
    ),
    piece(
        "task-script-context",
        "a plain BPMN script that gives a context sets its entries",
        node("scriptTask", "a", '<script>{p: 1, q: "two"}</script>', scriptFormat="feel")
        + chain("@in > a > @out"),
        done="a",
        result={"p": 1, "q": "two"},
    ),
    piece(
        "task-script-job",
        "a script task with a job type waits as a job",
        job("a", tag="scriptTask") + chain("@in > a > @out"),
        rest("a"),
        do("a", r=7),
        done="a",
        result={"r": 7},
    ),
    piece(
        "task-receive",
        "a receive task waits for its message, whose payload becomes variables",
        node("receiveTask", "a", messageRef=message_id("order"))
        + message_root("order")
        + chain("@in > a > @out"),
        rest(waits=(("message", "a", "order", None),)),
        Message("other", taken=False),
        Message("order", variables={"amount": 12}),
        done="a",
        result={"amount": 12},
    ),
    piece(
        "task-receive-key",
        "a receive task takes only the message with its key",
        node("receiveTask", "a", messageRef=message_id("order"))
        + message_root("order", "number")
        + chain("@in > a > @out"),
        rest(waits=(("message", "a", "order", "A-1"),)),
        Message("order", "B-2", taken=False),
        Message("order", "A-1"),
        done="a",
        variables={"number": "A-1"},
        result={"number": "A-1"},
    ),
    body(
        "task-several-tokens",
        "each token begins the activity anew; open ones are told apart by their order",
        start("s")
        + both("fork")
        + user("a")
        + user("b")
        + end("e")
        + '<sequenceFlow id="~first" sourceRef="~fork" targetRef="~a"/>'
        + '<sequenceFlow id="~second" sourceRef="~fork" targetRef="~a"/>'
        + chain("s > fork", "a > b > e"),
        rest("a", "a"),
        Complete("a", {"x": "second"}, 1),
        rest("a", "b"),
        do("a", x="first"),
        rest("b", "b"),
        do("b"),
        do("b"),
        done="s fork a a b e b e",
        result={"x": "first"},
    ),
    piece(
        "task-not-open",
        "what is not open cannot be completed; the step changes nothing",
        user("a") + user("b") + chain("@in > a > b > @out"),
        Fails(do("b", x=1), None, None),
        rest("a"),
        do("a"),
        Fails(do("a", x=1), None, None),
        rest("b"),
        do("b"),
        done="a b",
    ),
)
