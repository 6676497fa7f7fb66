"""A decision model after reading: its decisions, what each reads and gives, and how to evaluate one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from decisions.dmn.boxed import LOGIC, Boxes
from decisions.dmn.document import Element, root_of
from decisions.dmn.faults import DmnError, Fault
from decisions.dmn.items import Items
from decisions.dmn.session import Session
from decisions.dmn.tables import Table
from decisions.dmn.trace import Trace
from decisions.feel.closures import Compiler
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.frames import Closure
from decisions.feel.kinds import Kind
from decisions.feel.reads import NamePath, reads_of
from decisions.feel.run import DEFAULT_LIMITS, Limits, Run
from decisions.feel.tokens import tokens_of
from decisions.feel.tree import FunctionOf, Node

_KNOWN = frozenset(
    {
        "association", "businessContextElement", "businessKnowledgeModel", "decision", "decisionService", "description",
        "elementCollection", "extensionElements", "group", "inputData", "itemDefinition", "knowledgeSource",
        "organizationUnit", "performanceIndicator", "textAnnotation",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The decision's value, how it came about, and what was met on the way to a null."""

    value: object
    trace: Trace
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A value that comes from outside, with its declared type."""

    id: str
    name: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: decisions to be called as a function."""

    id: str
    name: str
    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision or a piece of business knowledge: its names, its logic, and the ids of what it requires.

    `kind` is the tag of its logic (decisionTable, literalExpression, context …); `names` are those under which
    others know its value: the variable's, its own, and its id.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    outputs: tuple[str, ...]
    requires: tuple[str, ...]
    tree: Node = field(repr=False)
    closure: Closure = field(repr=False)
    places: int = field(repr=False)
    table: str = ""


class DecisionModel:
    """A whole DMN file, frozen; may be evaluated by several threads."""

    def __init__(
        self,
        name: str,
        decisions: Mapping[str, Decision],
        knowledge: Mapping[str, Decision],
        inputs: Mapping[str, Input],
        services: Mapping[str, Service],
    ) -> None:
        self.name = name
        self.decisions = decisions
        self.knowledge = knowledge
        self.inputs = inputs
        self.services = services
        everything = [*decisions.values(), *knowledge.values()]
        self.declared = frozenset(
            {name for one in everything for name in one.names}
            | {one.name for one in inputs.values()}
            | {one.name for one in services.values()}
        )

    def outputs(self, decision_id: str) -> tuple[str, ...]:
        """The names of what the decision gives: those of the table's outputs, else its own."""
        return self._decision(decision_id).outputs

    def reads(self, decision_id: str) -> frozenset[NamePath]:
        """The longest paths read from outside by the decision and all it requires."""
        found: set[NamePath] = set()
        for one in self._required(decision_id):
            own = {name for required in one.requires for name in self.names_of(required)}
            outside = own & {input_.name for input_ in self.inputs.values()}
            certain, possible = reads_of(one.tree)
            found |= {path for path in certain if path[0] not in own or path[0] in outside}
            found |= {path for path in possible if path[0] in outside}
        return frozenset(found)

    def evaluate(
        self,
        decision_id: str,
        scope: Mapping[str, object],
        now: datetime,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Evaluation:
        """The decision's value in that scope at that time, with its trace.

        KeyError if the model has no such decision; FeelLimitError if it needs more than it may use (the limits
        count for all required decisions together).
        """
        decision = self._decision(decision_id)
        run = Run(scope, now, limits)
        session = Session(self, run, scope)
        value = session.value_of(decision)
        return Evaluation(value, session.traces[decision.id], tuple(run.problems))

    def names_of(self, element_id: str) -> tuple[str, ...]:
        """The names under which an element's value stands in the scope of those that require it."""
        if element_id in self.inputs:
            return (self.inputs[element_id].name,)
        if element_id in self.services:
            return (self.services[element_id].name,)
        return (self.decisions.get(element_id) or self.knowledge[element_id]).names

    def _decision(self, decision_id: str) -> Decision:
        if decision_id not in self.decisions:
            known = ", ".join(f"«{one}»" for one in self.decisions) or "none"
            raise KeyError(f"«{self.name}» has no decision «{decision_id}»; it has {known}")
        return self.decisions[decision_id]

    def _required(self, decision_id: str) -> list[Decision]:
        """The decision and all decisions and knowledge below it, each once."""
        found: dict[str, Decision] = {}
        waiting = [self._decision(decision_id).id]
        while waiting:
            current = waiting.pop()
            if current in self.services:
                waiting.extend(self.services[current].outputs)
                continue
            one = self.decisions.get(current) or self.knowledge.get(current)
            if one is not None and current not in found:
                found[current] = one
                waiting.extend(one.requires)
        return list(found.values())


def parse(xml: bytes) -> DecisionModel:
    """Reads a decision model as dmn-js and Camunda Modeler write it.

    DmnError lists every fault with element, message and remedy; nothing that would be misread is taken.
    """
    return _Parser(root_of(xml)).model()


class _Parser:
    """One pass over one model; collects all faults before it refuses."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.items = Items(root, self.faults)
        self.boxes = Boxes(self.items, self._names(), self.faults)

    def _names(self) -> set[str]:
        found: set[str] = set()
        for element in self.root.everything():
            name = element.get("name") or (element.get("label") if element.tag == "output" else "")
            # Parameters are known inside their function only.
            if element.tag not in ("parameter", "formalParameter") and _is_name(name):
                found.add(name)
        return found

    def model(self) -> DecisionModel:
        self._refuse_unknown()
        inputs = {e.id: self._input(e) for e in self.root.children("inputData")}
        services = {e.id: self._service(e) for e in self.root.children("decisionService")}
        decisions = {e.id: self._decision(e) for e in self.root.children("decision")}
        knowledge = {e.id: self._knowledge(e) for e in self.root.children("businessKnowledgeModel")}
        known = [*inputs, *services, *decisions, *knowledge]
        for one in {*known}:
            if known.count(one) > 1:
                self.faults.append(Fault(one, "the id stands twice", "give each element its own id"))
        for decision in (*decisions.values(), *knowledge.values()):
            for required in decision.requires:
                if required not in known:
                    remedy = "draw the requirement again"
                    self.faults.append(
                        Fault(decision.id, f"it requires «{required}», which is missing", remedy)
                    )
        if not self.faults:
            self._refuse_cycles({**decisions, **knowledge}, services)
        if self.faults:
            raise DmnError(tuple(self.faults))
        name = self.root.get("name") or self.root.id
        return DecisionModel(name, decisions, knowledge, inputs, services)

    def _refuse_unknown(self) -> None:
        for element in self.root.children():
            if element.tag == "import":
                what = element.get("name") or element.get("namespace")
                self.faults.append(
                    Fault(element.id, f"«{what}» is imported", "copy what is needed into this model")
                )
            elif element.tag not in _KNOWN:
                self.faults.append(Fault(element.id, f"<{element.tag}> is not served", "remove it"))

    def _input(self, element: Element) -> Input:
        variable = element.child("variable")
        name = variable.get("name") if variable is not None else ""
        return Input(element.id, name or element.get("name"), self.boxes.kind(variable))

    def _service(self, element: Element) -> Service:
        def references(tag: str) -> tuple[str, ...]:
            return tuple(_target(e) for e in element.children(tag))

        return Service(
            element.id,
            element.get("name"),
            references("outputDecision"),
            references("inputDecision"),
            references("inputData"),
        )

    def _decision(self, element: Element) -> Decision:
        name = element.get("name") or element.id
        variable = element.child("variable")
        logic = element.child(*LOGIC)
        foreign = [e for e in element.children() if e.tag not in _PARTS and e.tag not in LOGIC]
        for other in foreign:
            self.faults.append(
                Fault(other.id, f"<{other.tag}> is not served in a decision", "use a table or FEEL")
            )
        tree = self.boxes.inside(element, name)
        outputs: tuple[str, ...] = ((variable.get("name") if variable is not None else name) or name,)
        table = tree.id if isinstance(tree, Table) else ""
        if isinstance(tree, Table) and any(column.name for column in tree.outputs):
            outputs = tuple(column.name or name for column in tree.outputs)
        tree = self.boxes.fitted(tree, variable, f"the result of «{name}»")
        kind = logic.tag if logic is not None else "none"
        return self._compiled(element, name, kind, outputs, tree, table)

    def _knowledge(self, element: Element) -> Decision:
        name = element.get("name") or element.id
        logic = element.child("encapsulatedLogic")
        tree = (
            self.boxes.function(logic, name)
            if logic is not None
            else FunctionOf((), self.boxes.inside(element, name))
        )
        return self._compiled(element, name, "businessKnowledgeModel", (name,), tree, "")

    def _compiled(
        self, element: Element, name: str, kind: str, outputs: tuple[str, ...], tree: Node, table: str
    ) -> Decision:
        compiler = Compiler(name)
        try:
            closure = compiler.closure(tree, ())
        except FeelSyntaxError as error:
            self.faults.append(Fault(element.id, str(error), "make the expression simpler"))
            closure = _nothing
        variable = element.child("variable")
        own = (variable.get("name") if variable is not None else "", name, element.get("id"))
        names = tuple(dict.fromkeys(text for text in own if text))
        requires = tuple(
            _target(reference)
            for requirement in element.children("informationRequirement", "knowledgeRequirement")
            for reference in requirement.children("requiredDecision", "requiredInput", "requiredKnowledge")
        )
        return Decision(
            element.id, name, kind, names, outputs, requires, tree, closure, compiler.places, table
        )

    def _refuse_cycles(self, decisions: Mapping[str, Decision], services: Mapping[str, Service]) -> None:
        done: set[str] = set()

        def follow(one: str, path: tuple[str, ...]) -> None:
            if one in path:
                circle = " → ".join([*path[path.index(one) :], one])
                self.faults.append(
                    Fault(one, f"it requires itself: {circle}", "remove one of the requirements")
                )
            elif one not in done:
                if len(path) >= MAX_CHAIN:
                    self.faults.append(
                        Fault(one, f"it stands {MAX_CHAIN} requirements deep", "shorten the chain")
                    )
                    return
                if one in decisions:
                    for required in decisions[one].requires:
                        follow(required, (*path, one))
                done.add(one)

        for one in decisions:
            follow(one, ())


MAX_CHAIN = 50
_PARTS = frozenset(
    {
        "allowedAnswers", "authorityRequirement", "decisionMaker", "decisionOwner", "description", "extensionElements",
        "impactedPerformanceIndicator", "informationRequirement", "knowledgeRequirement", "question", "supportedObjective",
        "usingProcess", "usingTask", "variable",
    }
)  # fmt: skip


def _nothing(run: Run, frame: list[object]) -> object:
    return None


def _target(reference: Element) -> str:
    return reference.get("href").rpartition("#")[2]


def _is_name(text: str) -> bool:
    """Whether the text could be written as a name in an expression."""
    try:
        pieces = tokens_of(text)[:-1]
    except FeelSyntaxError:
        return False
    return bool(pieces) and pieces[0].kind == "name"
