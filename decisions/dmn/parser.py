"""Reads a decision model; what is wrong is collected, and a model with a fault is refused as a whole."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from decisions.dmn.boxed import LOGIC, Boxes
from decisions.dmn.document import Element, root_of
from decisions.dmn.faults import DmnError, Fault
from decisions.dmn.imports import Imports
from decisions.dmn.items import Items
from decisions.dmn.model import Decision, DecisionModel, Input, Service
from decisions.dmn.tables import Table
from decisions.feel.closures import Compiler
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.reads import reads_of
from decisions.feel.tokens import tokens_of
from decisions.feel.tree import FunctionOf, Node, NoValue

_KNOWN = frozenset(
    {
        "association", "businessContextElement", "businessKnowledgeModel", "decision", "decisionService", "description",
        "elementCollection", "extensionElements", "group", "import", "inputData", "itemDefinition", "knowledgeSource",
        "organizationUnit", "performanceIndicator", "textAnnotation",
    }
)  # fmt: skip


MAX_CHAIN = 50
_REQUIRABLE = ("inputData", "decisionService", "decision", "businessKnowledgeModel")
_PARTS = frozenset(
    {
        "allowedAnswers", "authorityRequirement", "decisionMaker", "decisionOwner", "description", "extensionElements",
        "impactedPerformanceIndicator", "informationRequirement", "knowledgeRequirement", "question", "supportedObjective",
        "usingProcess", "usingTask", "variable",
    }
)  # fmt: skip


def parse(
    xml: bytes, models: Mapping[str, DecisionModel] = MappingProxyType({}), *, keep_faulty: bool = False
) -> DecisionModel:
    """Reads a decision model as dmn-js and Camunda Modeler write it; `models` are those it may import, by namespace.

    DmnError lists every fault with element, message and remedy; nothing that would be misread is taken.
    `keep_faulty`: an element with a fault gives null and the fault as its problem, and the others can be used (for
    trying a model out, never for deciding); faults of the whole are refused all the same.
    """
    return _Parser(root_of(xml), models, keep_faulty).model()


class _Parser:
    """One pass over one model; collects all faults before it refuses."""

    def __init__(self, root: Element, models: Mapping[str, DecisionModel], keep_faulty: bool) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.keep_faulty = keep_faulty
        self.imports = Imports(root, models, self.faults)
        self.items = Items(root, self.faults, self.imports.kinds)
        self.boxes = Boxes(self.items, self._names(), self.faults)

    def _names(self) -> set[str]:
        found = set(self.imports.names)
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
        kept = len(self.faults) if self.keep_faulty else 0
        known = Counter(e.id for e in self.root.children(*_REQUIRABLE))
        for one, times in known.items():
            if times > 1:
                self.faults.append(Fault(one, "the id stands twice", "give each element its own id"))
        for decision in (*decisions.values(), *knowledge.values()):
            for required in decision.requires:
                if required not in known and required not in self.imports.elements:
                    remedy = "draw the requirement again"
                    self.faults.append(
                        Fault(decision.id, f"it requires «{required}», which is missing", remedy)
                    )
        self._refuse_same_names({**inputs, **services, **decisions, **knowledge})
        if len(self.faults) == kept:
            self._refuse_cycles({**decisions, **knowledge})
        name = self.root.get("name") or self.root.id
        model = DecisionModel(
            name,
            decisions,
            knowledge,
            inputs,
            services,
            self.items.kinds,
            self.imports.elements,
            tuple(self.faults[:kept]),
        )
        if len(self.faults) == kept and not self.keep_faulty:
            self._refuse_undrawn(model)
        if len(self.faults) > kept:
            raise DmnError(tuple(self.faults))
        return model

    def _refuse_same_names(self, elements: Mapping[str, Input | Service | Decision]) -> None:
        seen: dict[str, str] = {}
        for one in elements.values():
            if one.name in seen:
                message = f"its name «{one.name}» is also that of {seen[one.name]}"
                self.faults.append(Fault(one.id, message, "give each element its own name"))
            seen.setdefault(one.name, one.id)

    def _refuse_undrawn(self, model: DecisionModel) -> None:
        """A name of the model without its arrow would silently be null."""
        for one in (*model.decisions.values(), *model.knowledge.values()):
            own = {name for required in one.requires for name in model.names_of(required)}
            own |= set(one.names) if one.id in model.knowledge else set()
            for path in sorted(reads_of(one.tree)[0]):
                if path[0] in model.declared and path[0] not in own:
                    message = f"it reads «{path[0]}», but no requirement leads there"
                    remedy = f"draw the arrow from «{path[0]}» to «{one.name}»"
                    if path[0] in one.names:
                        message, remedy = (
                            f"it reads «{path[0]}», its own name",
                            "give the decision another name",
                        )
                    self.faults.append(Fault(one.id, message, remedy))

    def _refuse_unknown(self) -> None:
        for element in self.root.children():
            if element.tag not in _KNOWN:
                self.faults.append(Fault(element.id, f"<{element.tag}> is not served", "remove it"))

    def _input(self, element: Element) -> Input:
        variable = element.child("variable")
        name = variable.get("name") if variable is not None else ""
        return Input(element.id, name or element.get("name"), self.boxes.kind(variable))

    def _service(self, element: Element) -> Service:
        def references(tag: str) -> tuple[str, ...]:
            return tuple(self.imports.target(e) for e in element.children(tag))

        return Service(
            element.id,
            element.get("name"),
            references("outputDecision"),
            references("inputDecision"),
            references("inputData"),
        )

    def _decision(self, element: Element) -> Decision:
        before = len(self.faults)
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
        return self._compiled(element, name, kind, outputs, tree, table, before)

    def _knowledge(self, element: Element) -> Decision:
        before = len(self.faults)
        name = element.get("name") or element.id
        logic = element.child("encapsulatedLogic")
        if logic is not None:
            tree = self.boxes.function(logic, name, element.child("variable"))
        else:
            tree = FunctionOf((), self.boxes.inside(element, name))
        return self._compiled(element, name, "businessKnowledgeModel", (name,), tree, "", before)

    def _compiled(
        self,
        element: Element,
        name: str,
        kind: str,
        outputs: tuple[str, ...],
        tree: Node,
        table: str,
        before: int,
    ) -> Decision:
        """`before`: how many faults there were before this element."""
        compiler = Compiler(name)
        try:
            closure = compiler.closure(tree, ())
        except FeelSyntaxError as error:
            self.faults.append(Fault(element.id, str(error), "make the expression simpler"))
        if len(self.faults) > before:
            tree = NoValue(f"«{name}» cannot be used: {self.faults[before]}")
            closure = compiler.closure(tree, ())
        variable = element.child("variable")
        own = (variable.get("name") if variable is not None else "", name, element.get("id"))
        names = tuple(dict.fromkeys(text for text in own if text))
        requires = tuple(
            self.imports.target(reference)
            for requirement in element.children("informationRequirement", "knowledgeRequirement")
            for reference in requirement.children("requiredDecision", "requiredInput", "requiredKnowledge")
            if element.tag == "decision"
            or self.imports.target(reference) != element.id  # a function may call itself
        )
        return Decision(
            element.id, name, kind, names, outputs, requires, tree, closure, compiler.places, table
        )

    def _refuse_cycles(self, decisions: Mapping[str, Decision]) -> None:
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


def _is_name(text: str) -> bool:
    """Whether the text could be written as a name in an expression."""
    try:
        pieces = tokens_of(text)[:-1]
    except FeelSyntaxError:
        return False
    return bool(pieces) and pieces[0].kind == "name"
