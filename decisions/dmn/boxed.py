"""Boxed expressions (DMN spec 7.3 and 10.2.2): turns the XML of a decision's logic into a FEEL tree."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from decisions.dmn.document import Element
from decisions.dmn.faults import Fault
from decisions.dmn.items import Items
from decisions.dmn.tables import AGGREGATIONS, HIT_POLICIES, InputColumn, OutputColumn, Row, Table
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.grammar import read, read_tests
from decisions.feel.kinds import Kind
from decisions.feel.names import known
from decisions.feel.tree import (
    Call,
    Coerced,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    ListOf,
    Literal,
    Node,
    Quantified,
    Tests,
)  # fmt: skip

NULL = Literal(None)
LOGIC = frozenset(
    {
        "conditional", "context", "decisionTable", "every", "filter", "for", "functionDefinition", "invocation",
        "list", "literalExpression", "relation", "some",
    }
)  # fmt: skip


class Boxes:
    """Reads the logic of all elements of one model; what is wrong is added to the faults, null stands in its place."""

    def __init__(self, items: Items, names: Iterable[str], faults: list[Fault]) -> None:
        self.items = items
        self.names = known(names)
        self.faults = faults

    def fault(self, element: Element, message: str, remedy: str) -> Node:
        self.faults.append(Fault(element.id, message, remedy))
        return NULL

    # -- FEEL texts

    def feel(self, text: str, element: Element) -> Node:
        self.language(element)
        if not text:
            return NULL
        try:
            return read(text, self.names, self.items.kinds)
        except FeelSyntaxError as error:
            return self.fault(element, f"«{_short(text)}» cannot be read: {error}", "correct the expression")

    def tests(self, text: str, element: Element) -> Tests:
        self.language(element)
        if not text or text == "-":
            return Tests(())
        try:
            return read_tests(text, self.names, self.items.kinds)
        except FeelSyntaxError as error:
            self.fault(element, f"«{_short(text)}» cannot be read: {error}", "correct the condition")
            return Tests(())

    def language(self, element: Element) -> None:
        language = element.get("expressionLanguage")
        if language and "feel" not in language.lower():
            self.fault(element, f"the expression language «{language}» is never run", "write it in FEEL")

    def kind(self, element: Element | None) -> Kind | None:
        """The declared type of a variable, parameter or column; None where it is not declared."""
        if element is None or not element.get("typeRef"):
            return None
        kind = self.items.by_reference(element.get("typeRef"), element)
        return None if kind.name == "Any" and kind.allowed is None else kind

    def result_kind(self, *elements: Element | None) -> Kind | None:
        """The declared type of a function's result; its own type may be declared as that of the whole function."""
        found = next((kind for kind in map(self.kind, elements) if kind is not None), None)
        return found.inside if found is not None and found.name == "function" else found

    def fitted(self, node: Node, variable: Element | None, place: str) -> Node:
        kind = self.kind(variable)
        return Coerced(node, kind, place) if kind else node

    # -- boxes

    def inside(self, element: Element, owner: str) -> Node:
        """The logic directly inside of the element; null where there is none."""
        found = element.child(*LOGIC)
        return self.node(found, owner) if found is not None else NULL

    def node(self, element: Element, owner: str) -> Node:
        match element.tag:
            case "literalExpression":
                if element.child("importedValues") is not None:
                    return self.fault(
                        element, "values are imported from elsewhere", "write them into the model"
                    )
                return self.feel(element.text, element)
            case "decisionTable":
                return self.table(element, owner)
            case "context":
                return self.context(element, owner)
            case "invocation":
                return self.invocation(element, owner)
            case "functionDefinition":
                return self.function(element, owner)
            case "list":
                return ListOf(tuple(self.node(e, owner) for e in element.children(*LOGIC)))
            case "relation":
                return self.relation(element, owner)
            case "conditional":
                return If(
                    self.part(element, "if", owner),
                    self.part(element, "then", owner),
                    self.part(element, "else", owner),
                )
            case "filter":
                return Filter(self.part(element, "in", owner), self.part(element, "match", owner))
            case _:
                return self.iteration(element, owner)

    def part(self, element: Element, tag: str, owner: str) -> Node:
        found = element.child(tag)
        if found is None:
            return self.fault(element, f"<{element.tag}> has no <{tag}>", "complete it")
        return self.inside(found, owner)

    def iteration(self, element: Element, owner: str) -> Node:
        name = element.get("iteratorVariable")
        iterator = ((name, self.part(element, "in", owner)),)
        with self.knowing(name):
            if element.tag == "for":
                return For(iterator, self.part(element, "return", owner))
            return Quantified(element.tag == "every", iterator, self.part(element, "satisfies", owner))

    @contextmanager
    def knowing(self, *names: str) -> Iterator[None]:
        """Makes local names known to the expressions read inside of the block."""
        outer, self.names = self.names, self.names.copy()
        for name in names:
            self.names.add(name)
        try:
            yield
        finally:
            self.names = outer

    def context(self, element: Element, owner: str) -> Node:
        entries: list[tuple[str, Node]] = []
        result: Node | None = None
        for entry in element.children("contextEntry"):
            variable = entry.child("variable")
            node = self.inside(entry, owner)
            if variable is None:
                result = node
            else:
                name = variable.get("name")
                entries.append((name, self.fitted(node, variable, f"«{name}» in «{owner}»")))
        return ContextOf(tuple(entries), result)

    def invocation(self, element: Element, owner: str) -> Node:
        names: list[str] = []
        arguments: list[Node] = []
        for binding in element.children("binding"):
            parameter = binding.child("parameter")
            if parameter is None:
                return self.fault(element, "a binding has no parameter", "name the parameter")
            names.append(parameter.get("name"))
            arguments.append(
                self.fitted(self.inside(binding, owner), parameter, f"«{names[-1]}» in «{owner}»")
            )
        return Call(self.inside(element, owner), tuple(arguments), tuple(names) or None)

    def function(self, element: Element, owner: str, variable: Element | None = None) -> Node:
        kind = element.get("kind")
        if kind and kind != "FEEL":
            return self.fault(element, f"a function in {kind} is never run", "write it in FEEL")
        parameters = tuple((p.get("name"), self.kind(p)) for p in element.children("formalParameter"))
        with self.knowing(*(name for name, _ in parameters)):
            body = self.inside(element, owner)
        result = self.result_kind(element, variable)
        return FunctionOf(parameters, Coerced(body, result, f"the result of «{owner}»") if result else body)

    def relation(self, element: Element, owner: str) -> Node:
        columns = [column.get("name") for column in element.children("column")]
        rows: list[Node] = []
        for row in element.children("row"):
            cells = [self.node(cell, owner) for cell in row.children(*LOGIC)]
            if len(cells) != len(columns):
                return self.fault(
                    row, f"the row has {len(cells)} cells for {len(columns)} columns", "complete it"
                )
            rows.append(ContextOf(tuple(zip(columns, cells, strict=True))))
        return ListOf(tuple(rows))

    # -- decision tables

    def table(self, element: Element, owner: str) -> Node:
        policy, aggregation = element.get("hitPolicy") or "UNIQUE", element.get("aggregation")
        if policy not in HIT_POLICIES:
            return self.fault(element, f"the hit policy «{policy}» is not known", "choose one of DMN's seven")
        if aggregation not in AGGREGATIONS:
            return self.fault(
                element, f"the aggregation «{aggregation}» is not known", "choose SUM, MIN, MAX or COUNT"
            )
        inputs = tuple(self.input_column(e) for e in element.children("input"))
        outputs = [self.output_column(e, element) for e in element.children("output")]
        if not outputs:
            return self.fault(element, "the table has no output", "add an output column")
        names = [column.name for column in outputs]
        if len(names) > 1 and len(set(names)) < len(names):
            return self.fault(
                element, "two output columns have the same name", "give each column its own name"
            )
        if aggregation and policy == "COLLECT" and len(outputs) > 1 and aggregation != "COUNT":
            return self.fault(element, f"{aggregation} needs a single output", "keep one output column")
        if policy in ("PRIORITY", "OUTPUT ORDER") and not any(column.allowed for column in outputs):
            return self.fault(
                element, f"{policy} has no order", "list the output values, the most important first"
            )
        rows = tuple(self.row(e, len(inputs), len(outputs)) for e in element.children("rule"))
        aggregated = aggregation if policy == "COLLECT" else ""
        return Table(element.id, owner, policy, aggregated, inputs, tuple(outputs), rows)

    def input_column(self, element: Element) -> InputColumn:
        expression = element.child("inputExpression")
        text = expression.text if expression is not None else ""
        if not text:
            self.fault(element, "the input column has no expression", "say which value it looks at")
        values = element.child("inputValues")
        allowed = self.tests(values.text, values) if values is not None and values.text else None
        node = self.feel(text, expression if expression is not None else element)
        whole = expression is not None and self.items.is_whole(expression.get("typeRef"))
        return InputColumn(element.get("label") or text, text, node, allowed, self.kind(expression), whole)

    def output_column(self, element: Element, table: Element) -> OutputColumn:
        name = element.get("name") or element.get("label") or table.get("outputLabel")
        values, default = element.child("outputValues"), element.child("defaultOutputEntry")
        allowed: tuple[Node, ...] = ()
        if values is not None and values.text:
            allowed = self.tests(values.text, values).tests
        fallback = self.feel(default.text, default) if default is not None and default.text else None
        return OutputColumn(name, allowed, fallback, self.kind(element))

    def row(self, element: Element, inputs: int, outputs: int) -> Row:
        cells = tuple((e.text, self.tests(e.text, e)) for e in element.children("inputEntry"))
        results = tuple((e.text, self.feel(e.text, e)) for e in element.children("outputEntry"))
        if (len(cells), len(results)) != (inputs, outputs):
            message = f"the rule has {len(cells)} conditions and {len(results)} results"
            self.fault(element, message, f"it needs {inputs} and {outputs}")
            return Row(element.id, ((("-", Tests(()))),) * inputs, (("", NULL),) * outputs, "")
        notes = [e.text for e in element.children("annotationEntry") if e.text]
        described = element.child("description")
        if described is not None and described.own_text:
            notes.append(described.own_text)
        return Row(element.id, cells, results, " ".join(notes))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
