"""The same as a list: the steps of a procedure in the order of its flows, with the way a case has taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.drawing.picture import NO_MARKS, Marks
from engine.drawing.reading import BPMN, Element, kind_of, read_model
from engine.drawing.scene import NODES, SUBS, name_of


@dataclass(frozen=True)
class Step:
    """An activity, event or gateway; `count` says how often it was passed."""

    element_id: str
    name: str
    kind: str
    count: int
    here: bool

    @property
    def is_on_path(self) -> bool:
        return self.here or self.count > 0


def path_list(
    bpmn: bytes, marks: Marks = NO_MARKS, labels: Mapping[str, str] | None = None
) -> tuple[Step, ...]:
    """All steps, also those not taken; what a sub-process holds follows it, a boundary event follows its activity.

    Raises UnreadableModelError (see engine.drawing.reading).
    """
    names = labels or {}
    return tuple(
        Step(i, name_of(e, names), kind_of(e), marks.taken.get(i, 0), i in marks.here)
        for process in read_model(bpmn).findall(BPMN + "process")
        for i, e in steps(process)
    )


def steps(scope: Element) -> list[tuple[str, Element]]:
    """The nodes of one scope in flow order, each sub-process followed by its own."""
    nodes = {i: e for e in scope if kind_of(e).endswith(NODES) and (i := e.get("id"))}
    found: list[tuple[str, Element]] = []
    for i in flow_order(scope, nodes):
        found.append((i, nodes[i]))
        if kind_of(nodes[i]) in SUBS:
            found += steps(nodes[i])
    return found


def flow_order(scope: Element, nodes: Mapping[str, Element]) -> list[str]:
    """Sources before targets (flows that go back do not count); the first branch first."""
    after: dict[str, list[str]] = {i: [] for i in nodes}
    fed: set[str] = set()
    for f in scope.findall(BPMN + "sequenceFlow"):
        source, target = f.get("sourceRef") or "", f.get("targetRef") or ""
        if source in nodes and target in nodes:
            after[source].append(target)
            fed.add(target)
    for i, e in nodes.items():
        if (host := e.get("attachedToRef")) in nodes and host is not None:
            after[host].append(i)
            fed.add(i)
    seen: set[str] = set()
    reached = reachable([i for i in nodes if i not in fed], after, seen)
    return reached + reachable(list(nodes), after, seen)  # the rest are circles that nothing leads into


def reachable(starts: Sequence[str], after: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """Depth first without recursion; visited from the back, because what is finished last comes first."""
    finished: list[str] = []
    todo = [(i, False) for i in starts]
    while todo:
        i, done = todo.pop()
        if done:
            finished.append(i)
        elif i not in seen:
            seen.add(i)
            todo.append((i, True))
            todo += [(t, False) for t in after[i] if t not in seen]
    return finished[::-1]
