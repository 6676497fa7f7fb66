"""The oracle against what the standard and the contract say, written down by hand."""

from tests.oracle.drawing import *  # noqa
from tests.oracle.game import Oracle


def test_smoke():
    xml = document(
        p=start("s")
        + user("a")
        + gateway("parallel", "g")
        + user("b")
        + script("c", "x", "1+1")
        + gateway("parallel", "j")
        + end("e")
        + path("s a g b j e")
        + path("g c j")
    )
    o = Oracle(xml)
    assert o.open() == ["a"]
    o.complete("a", {"y": 1})
    assert o.open() == ["b"]
    assert o.live == 2
    assert o.variables == {"x": 2, "y": 1}
    o.complete("b")
    assert o.status == "completed" and o.completed == ["s", "a", "g", "c", "b", "j", "e"], o.completed
