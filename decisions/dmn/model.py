"""A decision model after reading: its decisions, what each reads and gives, and how to evaluate one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from decisions.dmn.faults import Fault
from decisions.dmn.imports import Imported
from decisions.dmn.session import Session
from decisions.dmn.trace import Trace
from decisions.feel.expression import Outcome, run_closure
from decisions.feel.faults import FeelLimitError
from decisions.feel.frames import Closure, admitted
from decisions.feel.kinds import Kind
from decisions.feel.reads import NamePath, reads_of
from decisions.feel.run import DEFAULT_LIMITS, Limits, Run
from decisions.feel.tree import Node
from decisions.feel.values import Function


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
    """A whole DMN file, frozen; may be evaluated by several threads.

    `kinds` are the types it defines; `imported` the elements of other models that it refers to; `faults` those of
    elements that were kept although they cannot be used (`parse(…, keep_faulty=True)`).
    """

    def __init__(
        self,
        name: str,
        decisions: Mapping[str, Decision],
        knowledge: Mapping[str, Decision],
        inputs: Mapping[str, Input],
        services: Mapping[str, Service],
        kinds: Mapping[str, Kind],
        imported: Mapping[str, Imported],
        faults: tuple[Fault, ...],
    ) -> None:
        self.name = name
        self.decisions = decisions
        self.knowledge = knowledge
        self.inputs = inputs
        self.services = services
        self.kinds = kinds
        self.imported = imported
        self.faults = faults
        everything = [*decisions.values(), *knowledge.values()]
        self.declared = frozenset(
            {name for one in everything for name in one.names}
            | {one.name for one in inputs.values()}
            | {one.name for one in services.values()}
            | {one.alias for one in imported.values() if one.alias}
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
            for required in one.requires:
                other = self.imported.get(required)
                if other is not None and other.id in other.model.decisions:
                    found |= other.model.reads(other.id)
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
        run.trace = []
        session = Session(self, run, scope)
        value = _guarded(lambda: session.value_of(decision))
        return Evaluation(value, session.traces[decision.id], tuple(run.problems))

    def value(
        self,
        decision_id: str,
        scope: Mapping[str, object],
        now: datetime,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Outcome:
        """The decision's value, quicker than `evaluate`, without how it came about. The same errors."""
        decision = self._decision(decision_id)
        run = Run(scope, now, limits)
        value = _guarded(lambda: Session(self, run, scope).value_of(decision))
        return Outcome(value, tuple(run.problems))

    def call(
        self,
        name: str,
        arguments: Mapping[str, object],
        now: datetime,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Outcome:
        """What a piece of business knowledge or a decision service gives for the arguments, which are given by name.

        KeyError if the model has none of that name; a service takes its input decisions as arguments too.
        """
        functions: list[Decision | Service] = [*self.knowledge.values(), *self.services.values()]
        one = next((function for function in functions if name in (function.name, function.id)), None)
        if one is None:
            raise KeyError(f"«{self.name}» has no function «{name}»")
        run = Run({}, now, limits)
        function = _guarded(lambda: Session(self, run, arguments).required_value(one.id))
        if not isinstance(function, Function):
            return Outcome(None, tuple(run.problems))
        values = [admitted(arguments.get(name), (name,)) for name in function.parameters]
        value = run_closure(lambda run, frame: function.call(run, values), run, [])
        return Outcome(value, tuple(run.problems))

    def id_of(self, name: str) -> str:
        """The id of the decision with this name or id. KeyError if there is none."""
        if name in self.decisions:
            return name
        for one in self.decisions.values():
            if name in one.names:
                return one.id
        return self._decision(name).id

    def names_of(self, element_id: str) -> tuple[str, ...]:
        """The names under which an element's value stands in the scope of those that require it."""
        if element_id in self.imported:
            other = self.imported[element_id]
            return (other.alias,) if other.alias else other.model.names_of(other.id)
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


def _guarded(evaluate: Callable[[], object]) -> object:
    try:
        return evaluate()
    except RecursionError as error:
        raise FeelLimitError("the decisions require each other too deeply; make the chain shorter") from error
