"""Cases that go from one version of a model to another."""

from collections.abc import Mapping
from copy import copy

from engine.bpmn.migrating import Entry, Migrated, Plan, Verdict, migrate, plan
from engine.bpmn.reading import read_model
from engine.bpmn.run import Process, Run, compile_process
from tests.bpmn.play import Play
from tests.oracle import drawing as d

NO_MAPPING: Mapping[str, str] = {}


class Case(Play):
    """A case with its state at hand."""

    @property
    def state(self) -> bytes:
        """What is saved."""
        return self._state

    @property
    def version(self) -> Process:
        """The compiled model."""
        return self._compile("")

    @property
    def run(self) -> Run:
        """The loaded instance."""
        return self._run

    def beside(self, xml: bytes | None = None) -> "Case":
        """The same case once more, perhaps on another model; what it completed so far is not told again."""
        other = copy(self)
        other.__class__ = Case
        other.completed, other.sent = [], []
        other._files = {**self._files, "": (xml or self._files[""][0], None)}
        if xml is None:
            other.take(self._state)
        return other

    def take(self, state: bytes, run: Run | None = None) -> None:
        """Stand at another state."""
        self._state = state
        self._run = run or Run.load(self.version, self, state)

    def advance(self) -> None:
        """Let go what can move."""
        self._step(lambda: None)


def model(*body: str, **others: str) -> bytes:
    """A process `p`."""
    return d.document(p="".join(body), **others)


def named(ident: str, name: str, *inner: str) -> str:
    """A user task with a name."""
    return d.user(ident, *inner).replace(f'id="{ident}"', f'id="{ident}" name="{name}"', 1)


def compiled(xml: bytes) -> Process:
    """A process ready to run."""
    return compile_process(read_model(xml, "model.bpmn"))


def planned(case: Case, new: bytes, mapping: Mapping[str, str] = NO_MAPPING) -> Plan:
    """What a new version means for a case."""
    return plan(case.version, compiled(new), case.state, mapping)


def at(found: Plan, element: str) -> Entry:
    """The entry of an element, of its owner where it has several."""
    return next(entry for entry in found.entries if entry.element == element)


def verdicts(found: Plan) -> dict[str, Verdict]:
    """The verdict by element."""
    return {entry.element: entry.verdict for entry in reversed(found.entries)}


def gone(case: Case, new: bytes, mapping: Mapping[str, str] = NO_MAPPING) -> tuple[Case, Migrated]:
    """The case on its new version with what was told; what can move has moved."""
    other = case.beside(new)
    told = migrate(case.version, other.version, case.state, other, mapping)
    other.take(told.state, told.run)
    other.advance()
    return other, told
