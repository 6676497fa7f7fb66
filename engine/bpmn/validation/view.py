"""A model's XML, indexed once, for rules that only read."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.tags import CONTAINERS, FREE_TEXT, NEVER_RUN, NODES
from engine.bpmn.xml import BPMN, BPMNDI, local, namespace

T = TypeVar("T")
MOST_ELEMENTS = 20_000
_DETAILS = ("EventDefinition", "LoopCharacteristics", "Expression", "ondition")


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow. Its ends are None where they are no flow nodes of the file."""

    element: etree._Element
    source: etree._Element | None
    target: etree._Element | None
    condition: etree._Element | None


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """A process or sub-process with what lies directly in it."""

    element: etree._Element
    nodes: tuple[etree._Element, ...]
    flows: tuple[Flow, ...]

    @property
    def is_event_sub_process(self) -> bool:
        return is_event_sub_process(self.element)


@dataclass(slots=True, eq=False)
class View:
    """The elements of a file by id, tag and place, in document order; not whole where there are far too many."""

    root: etree._Element
    is_whole: bool = True
    elements: list[etree._Element] = field(default_factory=list)
    foreign: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    diagrams: list[etree._Element] = field(default_factory=list)
    by_tag: dict[str, list[etree._Element]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    twice: list[etree._Element] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    incoming: dict[etree._Element, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    outgoing: dict[etree._Element, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    boundaries: dict[etree._Element, list[etree._Element]] = field(default_factory=lambda: defaultdict(list))
    executed: frozenset[etree._Element] = frozenset()
    memory: dict[str, object] = field(default_factory=dict)

    def all(self, *tags: str) -> Iterator[etree._Element]:
        """The elements with one of these tags, tag by tag."""
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    @property
    def nodes(self) -> Iterator[etree._Element]:
        """Every flow node of the file."""
        for scope in self.scopes:
            yield from scope.nodes

    def find(self, reference: str | None) -> etree._Element | None:
        """What a reference names: an id, or a qualified name whose local part is an id."""
        name = (reference or "").strip()
        found = self.by_id.get(name)
        if found is None and ":" in name:
            found = self.by_id.get(name.rpartition(":")[2])
        return found

    def remember(self, name: str, make: Callable[["View"], T]) -> T:
        """What several rules look at, made once."""
        if name not in self.memory:
            self.memory[name] = make(self)
        return cast("T", self.memory[name])

    def is_executed(self, element: etree._Element) -> bool:
        """Whether it stands in a process that runs, or in none."""
        process = process_of(element)
        return process is None or process in self.executed


def view_of(root: etree._Element) -> View:
    """Reads the whole file once."""
    view = View(root)
    _read(view)
    for element in view.elements:
        ident = element.get("id")
        if ident is not None:
            if ident in view.by_id:
                view.twice.append(element)
            view.by_id.setdefault(ident, element)
    for element in view.all("sequenceFlow"):
        _connect(view, element)
    for event in view.all("boundaryEvent"):
        host = view.find(event.get("attachedToRef"))
        if host is not None:
            view.boundaries[host].append(event)
    flows = {flow.element: flow for flow in view.flows}
    for element in view.elements:
        if local(element) in CONTAINERS:
            nodes = tuple(child for child in parts(element) if local(child) in NODES)
            inside = tuple(flows[child] for child in parts(element) if child in flows)
            view.scopes.append(Scope(element, nodes, inside))
    view.executed = _executed(view)
    return view


def _executed(view: View) -> frozenset[etree._Element]:
    """The processes that say they are executable, with all that they call by name; where none says so, all."""
    processes = view.by_tag.get("process", [])
    stack = [item for item in processes if is_executable(item)] or list(processes)
    known, found = set(processes), set[etree._Element]()
    while stack:
        process = stack.pop()
        if process not in found:
            found.add(process)
            stack += [called for called in _called(view, process) if called in known]
    return frozenset(found)


def _called(view: View, process: etree._Element) -> Iterator[etree._Element]:
    for activity in process.iter(f"{{{BPMN}}}callActivity"):
        called = extension(activity, "calledElement")
        found = view.find(called.get("processId") if called is not None else activity.get("calledElement"))
        if found is not None:
            yield found


def _read(view: View) -> None:
    stack = [view.root]
    while stack:
        if len(view.elements) + len(view.foreign) > MOST_ELEMENTS:
            view.is_whole = False
            return
        element = stack.pop()
        view.elements.append(element)
        tag = local(element)
        view.by_tag[tag].append(element)
        if tag in FREE_TEXT or tag in NEVER_RUN:
            continue
        inside = []
        for child in element.iterchildren("*"):
            space = namespace(child)
            if space == BPMNDI:
                view.diagrams.append(child)
            elif tag == "extensionElements":
                view.foreign.append((_owner(element), child))
            elif space == BPMN:
                inside.append(child)
            else:
                view.foreign.append((element, child))
        stack.extend(reversed(inside))


def _owner(holder: etree._Element) -> etree._Element:
    owner = holder.getparent()
    return holder if owner is None else owner


def _connect(view: View, element: etree._Element) -> None:
    ends = [view.find(element.get(name)) for name in ("sourceRef", "targetRef")]
    source, target = (end if end is not None and local(end) in NODES else None for end in ends)
    condition = child_of(element, "conditionExpression")
    flow = Flow(element, source, target, condition if is_written(condition) else None)
    view.flows.append(flow)
    if source is not None:
        view.outgoing[source].append(flow)
    if target is not None:
        view.incoming[target].append(flow)


def parts(element: etree._Element) -> Iterator[etree._Element]:
    """The BPMN elements directly inside."""
    return (child for child in element.iterchildren("*") if namespace(child) == BPMN)


def child_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The first BPMN element with that tag directly inside."""
    return element.find(f"{{{BPMN}}}{tag}")


def children_of(element: etree._Element, tag: str) -> list[etree._Element]:
    """The BPMN elements with that tag directly inside."""
    return element.findall(f"{{{BPMN}}}{tag}")


def text_of(element: etree._Element | None) -> str:
    """The text directly inside, without blanks around it."""
    if element is None:
        return ""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def is_written(element: etree._Element | None) -> bool:
    """Whether there is a text inside."""
    return bool(text_of(element))


def is_true(element: etree._Element, attribute: str, default: bool = False) -> bool:
    """An attribute of XML Schema's boolean type."""
    value = element.get(attribute)
    return default if value is None else value.strip() in {"true", "1"}


def is_executable(process: etree._Element) -> bool:
    """A process runs unless it says that it doesn't."""
    return is_true(process, "isExecutable", default=True)


def is_event_sub_process(element: etree._Element) -> bool:
    """A sub-process that an event begins."""
    return local(element) == "subProcess" and is_true(element, "triggeredByEvent")


def is_instantiating(element: etree._Element) -> bool:
    """A receive task whose message begins its process."""
    return local(element) == "receiveTask" and is_true(element, "instantiate")


def is_repeated(activity: etree._Element) -> bool:
    """An activity with a loop of any kind."""
    return any(local(child).endswith("LoopCharacteristics") for child in parts(activity))


def process_of(element: etree._Element) -> etree._Element | None:
    """The process around an element, or the element itself."""
    node: etree._Element | None = element
    while node is not None and not (local(node) == "process" and namespace(node) == BPMN):
        node = node.getparent()
    return node


def place_of(element: etree._Element) -> str:
    """The id of what a person sees there: the nearest one from the element upwards; else the line."""
    node: etree._Element | None = element
    while node is not None and node.getparent() is not None:
        ident = node.get("id")
        if ident and not _is_detail(node):
            return ident
        node = node.getparent()
    return f"line {element.sourceline}" if element.sourceline else ""


def _is_detail(element: etree._Element) -> bool:
    """Whether it belongs to an element that people see, such as the trigger of an event."""
    holder = element.getparent()
    return local(element).endswith(_DETAILS) and holder is not None and local(holder) != "definitions"
