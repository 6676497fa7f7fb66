"""One evaluation of a decision with all it requires; each required decision is evaluated once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from decisions.dmn.trace import Trace, TracedTable
from decisions.feel.expression import run_closure
from decisions.feel.frames import admitted
from decisions.feel.kinds import coerce, unfit
from decisions.feel.run import Run
from decisions.feel.values import Function

if TYPE_CHECKING:
    from decisions.dmn.imports import Imported
    from decisions.dmn.model import Decision, DecisionModel, Service


class Visible(Mapping[str, object]):
    """What an element sees: what it requires, and of the outside all names that the model does not declare itself."""

    def __init__(
        self, own: Mapping[str, object], hidden: frozenset[str], outside: Mapping[str, object]
    ) -> None:
        self._own = own
        self._hidden = hidden
        self._outside = outside

    def __getitem__(self, name: str) -> object:
        if name in self._own:
            return self._own[name]
        if name in self._hidden:
            raise KeyError(name)
        return self._outside[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (name for name in self._outside if name not in self._hidden and name not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Inside(Mapping[str, object]):
    """What an imported model sees of the outside: what stands under its alias there, else what all see."""

    def __init__(self, alias: str, outside: Mapping[str, object]) -> None:
        self._alias = alias
        self._outside = outside

    def __getitem__(self, name: str) -> object:
        own = self._outside.get(self._alias)
        if isinstance(own, Mapping) and name in own:
            return own[name]
        qualified = f"{self._alias}.{name}"
        return self._outside[qualified if qualified in self._outside else name]

    def __iter__(self) -> Iterator[str]:
        own = self._outside.get(self._alias)
        return iter({*self._outside, *(own if isinstance(own, Mapping) else ())})

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _part(own: dict[str, object], alias: str) -> dict[str, object]:
    """The context of the values of one import; those imported without a name stand among the others."""
    if not alias:
        return own
    found = own.setdefault(alias, {})
    assert isinstance(found, dict)
    return found


class Session:
    """The values and traces of one evaluation."""

    def __init__(
        self,
        model: DecisionModel,
        run: Run,
        outside: Mapping[str, object],
        given: Mapping[str, object] | None = None,
    ) -> None:
        self.model = model
        self.run = run
        self.outside = outside
        self.values: dict[str, object] = dict(given or {})
        self.traces: dict[str, Trace] = {}
        self.imports: dict[tuple[str, int], Session] = {}

    def value_of(self, decision: Decision) -> object:
        """The decision's value; evaluated the first time it is asked for."""
        if decision.id in self.values:
            return self.values[decision.id]
        scope = self.visible(self.own_of(decision))
        before, self.run.scope = self.run.scope, scope
        tables = self.run.trace
        seen: list[object] | None = None if tables is None else []
        self.run.trace = seen
        try:
            value = run_closure(decision.closure, self.run, [None] * decision.places)
        finally:
            self.run.scope, self.run.trace = before, tables
        self.values[decision.id] = value
        if seen is not None:
            traced = [table for table in seen if isinstance(table, TracedTable)]
            self.traces[decision.id] = self.trace(decision, value, traced)
        return value

    def trace(self, decision: Decision, value: object, seen: list[TracedTable]) -> Trace:
        own = next((table for table in seen if table.table == decision.table), None)
        required = [self.traces[one] for one in decision.requires if one in self.traces]
        required += [
            Trace(t.table, t.owner, "decisionTable", t.hit_policy, t.inputs, t.rules, t.value)
            for t in seen
            if t is not own
        ]
        return Trace(
            decision.id,
            decision.name,
            decision.kind,
            own.hit_policy if own else "",
            own.inputs if own else (),
            own.rules if own else (),
            value,
            tuple(required),
        )

    def visible(self, own: Mapping[str, object]) -> Visible:
        return Visible(own, self.model.declared, self.outside)

    def own_of(self, element: Decision) -> dict[str, object]:
        """The values of all that the element requires, under their names."""
        own: dict[str, object] = {}
        for required in element.requires:
            imported = self.model.imported.get(required)
            if imported is None:
                self.give(required, own)
                continue
            inner = self.inner(imported)
            inner.give(imported.id, _part(own, imported.alias))
            if imported.id in inner.traces:
                self.traces[required] = inner.traces[imported.id]
        return own

    def give(self, required: str, own: dict[str, object]) -> None:
        """Puts the value of an element under its names."""
        if required in self.model.inputs:
            self.take_input(required, own)
            return
        value = self.required_value(required)
        for name in self.model.names_of(required):
            own[name] = value

    def inner(self, imported: Imported) -> Session:
        """The evaluation of an imported model, begun with the first of its elements."""
        key = (imported.alias, id(imported.model))
        if key not in self.imports:
            self.imports[key] = Session(imported.model, self.run, Inside(imported.alias, self.outside))
        return self.imports[key]

    def required_value(self, required: str) -> object:
        if required in self.values:
            return self.values[required]
        if required in self.model.decisions:
            return self.value_of(self.model.decisions[required])
        if required in self.model.services:
            return self.service(self.model.services[required])
        return self.function(self.model.knowledge[required])

    def take_input(self, required: str, own: dict[str, object]) -> None:
        """Puts the input's value under its name, made to fit its type; a missing one stays unknown."""
        declared = self.model.inputs[required]
        if required in self.values:
            own[declared.name] = self.values[required]
        elif declared.name in self.outside:
            own[declared.name] = self.fitted(required, self.outside[declared.name])

    def fitted(self, required: str, value: object) -> object:
        """The value of an input, made to fit its declared type; null with a problem where it doesn't."""
        declared = self.model.inputs.get(required)
        if declared is None or declared.kind is None:
            return value
        found = admitted(value, (declared.name,))
        fitting, fits = coerce(found, declared.kind)
        if not fits:
            self.run.problem(f"«{declared.name}» {unfit(found, declared.kind)}")
        return fitting

    def function(self, knowledge: Decision) -> object:
        """A piece of business knowledge as a function that sees only what it requires."""
        own = self.own_of(knowledge)
        before, self.run.scope = self.run.scope, self.visible(own)
        try:
            made = run_closure(knowledge.closure, self.run, [None] * knowledge.places)
        finally:
            self.run.scope = before
        if isinstance(made, Function):
            made.name = knowledge.name
            own.update(dict.fromkeys(knowledge.names, made))  # it may call itself
        self.values[knowledge.id] = made
        return made

    def service(self, service: Service) -> Function:
        """A decision service as a function of its input data and input decisions."""
        model = self.model
        expected = (*service.inputs, *service.input_decisions)

        def call(run: Run, arguments: list[object]) -> object:
            if len(arguments) != len(expected):
                return run.problem(f"«{service.name}» takes {len(expected)} arguments, not {len(arguments)}")
            run.enter()
            fitted = [self.fitted(one, value) for one, value in zip(expected, arguments, strict=True)]
            inner = Session(model, run, self.outside, dict(zip(expected, fitted, strict=True)))
            try:
                found = {
                    model.decisions[one].name: inner.value_of(model.decisions[one]) for one in service.outputs
                }
            finally:
                run.leave()
            return next(iter(found.values())) if len(found) == 1 else found

        return Function(service.name, tuple(model.names_of(one)[0] for one in expected), call)
