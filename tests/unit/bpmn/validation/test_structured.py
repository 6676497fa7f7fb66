"""Models that are sound by the way they are built pass, however they are nested."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn.validation import validate
from engine.bpmn.xml import read_xml
from tests.unit.bpmn.validation.drawn import xml

LEAVES = (
    "userTask",
    "task",
    "manualTask",
    "scriptTask +script(expression==x,resultVariable=r)",
    "intermediateThrowEvent",
)
GATEWAYS = {
    "xor": "exclusiveGateway",
    "wrong": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "implicit": "task",
}

Block = tuple[str, Any]


def blocks() -> st.SearchStrategy[Block]:
    """A leaf, or blocks one after another, beside each other, repeated, or in a sub-process with what may happen."""
    leaf = st.tuples(st.just("leaf"), st.sampled_from(LEAVES))

    def larger(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        some = st.lists(inner, min_size=2, max_size=3)
        named = st.sampled_from(("sequence", *(kind for kind in GATEWAYS if kind != "wrong")))
        single = st.sampled_from(("loop", "sub", "interrupted", "noticed", "jump"))
        return st.tuples(named, some) | st.tuples(single, inner)

    return st.recursive(leaf, larger, max_leaves=12)


@dataclass
class Drawing:
    """The lines of a model as it grows."""

    lines: list[str] = field(default_factory=list)
    count: int = 0

    def node(self, tag: str, more: str = "") -> str:
        self.count += 1
        word, _, rest = tag.partition(" ")
        self.lines.append(f"{word} n{self.count} {rest} {more}")
        return f"n{self.count}"

    def flow(self, source: str, target: str, condition: str = "") -> None:
        self.count += 1
        self.lines.append(f"f{self.count}: {source} > {target}{condition}")

    def draw(self, block: Block) -> tuple[str, str]:
        """Draws a block and tells where it begins and ends."""
        kind, content = block
        if kind == "leaf":
            node = self.node(str(content))
            return node, node
        if kind == "sequence":
            ends = [self.draw(part) for part in content]
            for (_, source), (target, _) in pairwise(ends):
                self.flow(source, target)
            return ends[0][0], ends[-1][1]
        if kind in GATEWAYS:
            return self.beside(kind, content)
        return self.around(kind, content)

    def beside(self, kind: str, content: list[Block]) -> tuple[str, str]:
        split = self.node(GATEWAYS[kind])
        join = self.node("parallelGateway" if kind in {"implicit", "wrong"} else GATEWAYS[kind])
        for part in content:
            first, last = self.draw(part)
            self.flow(split, first, " [x = 1]" if kind in {"xor", "or", "wrong"} else "")
            self.flow(last, join)
        return split, join

    def around(self, kind: str, content: Block) -> tuple[str, str]:
        if kind == "loop":
            begin, end = self.node("exclusiveGateway"), self.node("exclusiveGateway")
            first, last = self.draw(content)
            self.flow(begin, first)
            self.flow(last, end)
            self.flow(end, begin, " [again]")
            after = self.node("userTask")
            self.flow(end, after, " [not(again)]")
            return begin, after
        if kind == "jump":
            first, last = self.draw(content)
            name = f"link{self.count}"
            throw, catch = (
                self.node(f"intermediateThrowEvent @link={name}"),
                self.node(f"intermediateCatchEvent @link={name}"),
            )
            self.flow(last, throw)
            return first, catch
        return self.sub_process(kind, content)

    def sub_process(self, kind: str, content: Block) -> tuple[str, str]:
        host = self.node("subProcess")
        self.lines[-1] += " {"
        start, end = self.node("startEvent"), self.node("endEvent")
        first, last = self.draw(content)
        self.flow(start, first)
        self.flow(last, end)
        self.lines.append("}")
        if kind == "sub":
            return host, host
        cancels = "true" if kind == "interrupted" else "false"
        event = self.node("boundaryEvent", f"attachedToRef={host} cancelActivity={cancels} @timer=P1D")
        target = self.node("userTask")
        self.flow(event, target)
        if kind == "interrupted":
            merge = self.node("exclusiveGateway")
            self.flow(host, merge)
            self.flow(target, merge)
            return host, merge
        return host, host


@settings(max_examples=80, deadline=None)
@given(block=blocks())
def test_a_model_built_of_sound_blocks_passes(block: Block):
    drawing = Drawing()
    start, end = drawing.node("startEvent"), drawing.node("endEvent")
    first, last = drawing.draw(block)
    drawing.flow(start, first)
    drawing.flow(last, end)

    findings = validate(read_xml(xml("\n".join(drawing.lines)), "x"), "x")

    assert [str(finding) for finding in findings] == []


@settings(max_examples=60, deadline=None)
@given(inner=blocks(), outer=st.sampled_from(("sequence", "loop", "sub", "interrupted", "noticed")))
def test_a_choice_that_is_joined_as_if_it_were_parallel_is_found(inner: Block, outer: str):
    drawing = Drawing()
    start, end = drawing.node("startEvent"), drawing.node("endEvent")
    choice = ("wrong", [inner, ("leaf", "userTask")])
    first, last = drawing.draw((outer, [("leaf", "task"), choice] if outer == "sequence" else choice))
    drawing.flow(start, first)
    drawing.flow(last, end)

    findings = validate(read_xml(xml("\n".join(drawing.lines)), "x"), "x")

    assert {finding.rule for finding in findings} <= {"SOUND-JOIN-CHOICE"}
    if "and" not in str(inner) and "or" not in str(inner) and "implicit" not in str(inner):
        assert findings
