"""How instances begin."""

from tests.conformance.feature import body, only_top
from tests.conformance.shapes import (
    after,
    catch,
    chain,
    end,
    handler,
    io,
    link,
    message,
    message_id,
    message_root,
    node,
    signal,
    start,
    throw,
    user,
    users,
)
from tests.conformance.steps import Message, do, rest


def receiver(name: str, of: str, **more: object) -> str:
    """A receive task with its message."""
    return node("receiveTask", name, messageRef=message_id(of), **more) + message_root(of)  # type: ignore[arg-type] # `ext` passes through


OTHERWISE = only_top("a sub-process or called process begins at its start without trigger")

FEATURES = (
    body(
        "start-plain",
        "start, task, end",
        start("s") + user("a") + end("e") + chain("s > a > e"),
        rest("a"),
        do("a"),
        done="s a e",
    ),
    body(
        "start-named",
        "of several starts the caller names one",
        start("s") + start("t") + users("a b") + end("e") + chain("s > a > e", "t > b > e"),
        rest("b"),
        do("b"),
        done="t b e",
        start="t",
        but=OTHERWISE,
    ),
    body(
        "start-trigger-beside",
        "a start with trigger beside one without: the one without begins",
        start("s") + start("t", message("order")) + users("a b") + end("e") + chain("s > a > e", "t > b > e"),
        rest("a", waits=()),
        do("a"),
        done="s a e",
        but=only_top("a sub-process has no start with trigger"),
    ),
    body(
        "start-message",
        "begun by a message, its payload as variables",
        start("s", message("order")) + user("a") + end("e") + chain("s > a > e"),
        rest("a", waits=()),
        do("a"),
        done="s a e",
        start="s",
        variables={"number": "A-1"},
        result={"number": "A-1"},
        but=OTHERWISE,
    ),
    body(
        "start-signal",
        "begun by a signal",
        start("s", signal("alarm")) + user("a") + end("e") + chain("s > a > e"),
        rest("a", waits=()),
        do("a"),
        done="s a e",
        start="s",
        but=OTHERWISE,
    ),
    body(
        "start-timer",
        "begun by time",
        start("s", after("PT1H")) + user("a") + end("e") + chain("s > a > e"),
        rest("a", waits=()),
        do("a"),
        done="s a e",
        start="s",
        but=OTHERWISE,
    ),
    body(
        "start-receive",
        "begun by the message of a receive task, its payload as variables",
        receiver("a", "order", instantiate=True) + user("b") + end("e") + chain("a > b > e"),
        rest("b", waits=()),
        do("b"),
        done="a b e",
        start="a",
        variables={"number": "A-1"},
        result={"number": "A-1"},
        but=OTHERWISE,
    ),
    body(
        "start-receive-mapped",
        "a receive task that begins sets what its mappings say",
        receiver("a", "order", ext=(io(outputs={"copy": "number + 1"}),), instantiate=True)
        + user("b")
        + chain("a > b"),
        rest("b", waits=()),
        do("b"),
        done="a b",
        start="a",
        variables={"number": 1},
        result={"number": 1, "copy": 2},
        but=OTHERWISE,
    ),
    body(
        "start-receive-several",
        "of several receive tasks that begin the message of one comes; the others are not waited for",
        receiver("a", "order", instantiate=True)
        + receiver("b", "invoice", instantiate=True)
        + users("c d")
        + chain("a > c", "b > d"),
        rest("d", waits=()),
        do("d"),
        done="b d",
        start="b",
        but=OTHERWISE,
    ),
    body(
        "start-receive-beside",
        "beside a start without trigger a receive task that begins is not waited for",
        start("s") + receiver("a", "order", instantiate=True) + user("b") + chain("s > b", "a > b"),
        rest("b", waits=()),
        do("b"),
        done="s b",
        but=only_top("a receive task begins processes only"),
    ),
    body(
        "start-receive-not",
        "a receive task that says it does not begin waits for its message",
        receiver("a", "order", instantiate=False) + user("b") + chain("a > b"),
        rest(waits=(("message", "a", "order", None),)),
        Message("order"),
        rest("b"),
        do("b"),
        done="a b",
    ),
    body(
        "start-none",
        "without start every node without incoming flow begins; ends are not needed",
        users("a b c") + chain("a > c"),
        rest("a", "b"),
        do("a"),
        do("b"),
        rest("c"),
        do("c"),
        done="a b c",
    ),
    body(
        "start-none-not",
        "without start neither event sub-processes nor link catches begin",
        users("a b")
        + throw("to", link("there"))
        + catch("from", link("there"))
        + chain("a > to", "from > b")
        + handler("es", start("hs", message("order")) + node("task", "h") + chain("hs > h")),
        rest("a"),
        do("a"),
        rest("b"),
        do("b"),
        done="a to from b",
    ),
    body(
        "start-single-task",
        "a process of one task",
        user("a"),
        rest("a"),
        do("a", x=1),
        done="a",
        result={"x": 1},
    ),
    body(
        "start-none-catch",
        "without start an event that waits begins too",
        catch("m", message("order")) + users("a b") + chain("m > b"),
        rest("a", waits=(("message", "m", "order", None),)),
        Message("order"),
        rest("a", "b"),
        do("b"),
        do("a"),
        done="m b a",
    ),
)
