"""Six surroundings that make a whole model of a fragment, and what they add to its scenario."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tests.conformance.feature import BESIDE, CALLED, EACH, LOOP, PREFIX, SUB, TOP, Feature
from tests.conformance.shapes import BPMN, HERE, XSI, ZEEBE
from tests.conformance.steps import Json


@dataclass(frozen=True)
class Model:
    """A whole model. `before` and `behind` are completed by the surroundings around each round of the feature."""

    xml: bytes
    others: Mapping[str, bytes]
    opening: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    rounds: int = 1
    round_task: str | None = None
    """The user task that begins each round with the feature's variables."""
    other_task: str | None = None
    """The user task of the branch beside."""
    own: frozenset[str] = frozenset()
    """Variables of the surroundings."""
    again: str | None = None
    """The variable that says whether another round comes."""

    def completed(self, done: tuple[str, ...]) -> list[str]:
        """All that must be completed at the end, in order."""
        one_round = [*self.before, *done, *self.behind]
        return [*self.opening, *(one_round * self.rounds), *self.closing]


def _flow(source: str, target: str, more: str = "") -> str:
    return f'<sequenceFlow id="{source}_to_{target}" sourceRef="{source}" targetRef="{target}">{more}</sequenceFlow>'


def _placed(feature: Feature, before: str, behind: str) -> str:
    return feature.xml.replace('"@in"', f'"{before}"').replace('"@out"', f'"{behind}"').replace("~", PREFIX)


def _scope(feature: Feature) -> str:
    """The feature as a scope's content."""
    if feature.shape == "body":
        return _placed(feature, "", "")
    return '<startEvent id="in"/><endEvent id="out"/>' + _placed(feature, "in", "out")


def _scope_marks(feature: Feature) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ((), ()) if feature.shape == "body" else (("in",), ("out",))


def _inner(feature: Feature, before: str, behind: str) -> tuple[str, tuple[str, ...]]:
    """The feature between two nodes: a piece as it is, a body in a sub-process; and what is completed behind it."""
    if feature.shape == "piece":
        return _placed(feature, before, behind), ()
    return (
        f'<subProcess id="sub">{_scope(feature)}</subProcess>' + _flow(before, "sub") + _flow("sub", behind),
        ("sub",),
    )


def document(process: str, content: str) -> bytes:
    """A file with one process; what belongs beside it is moved there, once."""
    text = (
        f'<definitions xmlns="{BPMN}" xmlns:zeebe="{ZEEBE}" xmlns:here="{HERE}" xmlns:xsi="{XSI}" '
        f'id="definitions_{process}" targetNamespace="http://bruecke.example/conformance">'
        f'<process id="{process}" isExecutable="true">{content}</process></definitions>'
    )
    top = etree.fromstring(text.encode())
    seen: set[str] = set()
    for root in top.findall(f".//{{{HERE}}}root"):
        parent = root.getparent()
        assert parent is not None
        parent.remove(root)
        for element in root:
            if element.get("id", "") not in seen:
                seen.add(element.get("id", ""))
                top.insert(len(seen) - 1, element)
    etree.cleanup_namespaces(top, keep_ns_prefixes=["zeebe", "xsi"])
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8")


ENDS = '<startEvent id="start"/><endEvent id="end"/>'


def _top(feature: Feature) -> Model:
    if feature.shape == "body":
        return Model(document("main", _scope(feature)), {})
    content = ENDS + _placed(feature, "start", "end")
    return Model(document("main", content), {}, opening=("start",), closing=("end",))


def _sub(feature: Feature) -> Model:
    before, behind = _scope_marks(feature)
    content = f'{ENDS}<subProcess id="sub">{_scope(feature)}</subProcess>'
    content += _flow("start", "sub") + _flow("sub", "end")
    return Model(document("main", content), {}, ("start", *before), closing=(*behind, "sub", "end"))


def _called(feature: Feature) -> Model:
    before, behind = _scope_marks(feature)
    call = (
        '<callActivity id="call"><extensionElements>'
        '<zeebe:calledElement processId="called"/></extensionElements></callActivity>'
    )
    content = ENDS + call + _flow("start", "call") + _flow("call", "end")
    others = {"called": document("called", _scope(feature))}
    return Model(document("main", content), others, ("start", *before), closing=(*behind, "call", "end"))


def _loop(feature: Feature) -> Model:
    inner, behind = _inner(feature, "round", "again")
    nodes = '<exclusiveGateway id="merge"/><userTask id="round"/><exclusiveGateway id="again" default="again_to_end"/>'
    condition = '<conditionExpression xsi:type="tFormalExpression">=more</conditionExpression>'
    flows = _flow("start", "merge") + _flow("merge", "round") + _flow("again", "merge", condition)
    return Model(
        document("main", ENDS + nodes + inner + flows + _flow("again", "end")),
        {},
        opening=("start",),
        before=("merge", "round"),
        behind=(*behind, "again"),
        closing=("end",),
        rounds=2,
        round_task="round",
        own=frozenset({"more"}),
        again="more",
    )


def _each(feature: Feature) -> Model:
    loop = (
        '<multiInstanceLoopCharacteristics isSequential="true"><extensionElements>'
        '<zeebe:loopCharacteristics inputCollection="=[&quot;first&quot;, &quot;second&quot;]" inputElement="each_item"/>'
        "</extensionElements></multiInstanceLoopCharacteristics>"
    )
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ("items",)
    round_task = None
    if feature.shape == "body":
        inner = _scope(feature)
    else:
        inner = '<startEvent id="in"/><userTask id="round"/><endEvent id="out"/>'
        inner += _flow("in", "round") + _placed(feature, "round", "out")
        before, behind, round_task = ("in", "round"), ("out", "items"), "round"
    content = f'{ENDS}<subProcess id="items">{loop}{inner}</subProcess>'
    content += _flow("start", "items") + _flow("items", "end")
    return Model(
        document("main", content),
        {},
        opening=("start",),
        before=before,
        behind=behind,
        closing=("end",),
        rounds=2,
        round_task=round_task,
    )


def _beside(feature: Feature) -> Model:
    inner, behind = _inner(feature, "fork", "join")
    nodes = '<parallelGateway id="fork"/><userTask id="other"/><parallelGateway id="join"/>'
    flows = _flow("start", "fork") + _flow("fork", "other") + _flow("other", "join") + _flow("join", "end")
    return Model(
        document("main", ENDS + nodes + inner + flows),
        {},
        opening=("start", "fork"),
        behind=behind,
        closing=("join", "end"),
        other_task="other",
    )


CONTEXTS = {TOP: _top, SUB: _sub, CALLED: _called, LOOP: _loop, EACH: _each, BESIDE: _beside}
MEANINGS = {
    TOP: "the process itself",
    SUB: "in a sub-process",
    CALLED: "in a called process",
    LOOP: "in two rounds through an exclusive gateway",
    EACH: "in a sequential multi-instance sub-process of two items",
    BESIDE: "beside a branch whose task is completed before, between or after",
}


def model_of(feature: Feature, place: str) -> Model:
    """The whole model of a feature in its surroundings."""
    model = CONTEXTS[place](feature)
    called = {
        PREFIX + name: document(PREFIX + name, content.replace("~", PREFIX))
        for name, content in feature.called.items()
    }
    return Model(**{**model.__dict__, "others": {**model.others, **called}})


def initial(feature: Feature) -> dict[str, Json]:
    """The variables a case begins with."""
    return dict(feature.variables)
