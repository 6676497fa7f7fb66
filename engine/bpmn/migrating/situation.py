"""A case between two versions: its tokens as the state has them, and where the mapping takes each element."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn import state as states
from engine.bpmn.migrating.verdicts import END, BadMapping
from engine.bpmn.migrating.ways import Ways
from engine.bpmn.model import Element
from engine.bpmn.run import Process
from engine.bpmn.specs.reaching import reaches
from engine.bpmn.specs.scopes import EventSubProcess
from engine.bpmn.tokens import PROCESS


@dataclass(frozen=True, slots=True)
class Standing:
    """A token of a state. `part` is `#each` for a round of a loop, `#called` for a called process, else empty.

    What is inside a called process belongs to that process's model: it is `foreign` here and stays as it is.
    """

    number: int
    name: str
    scope: int
    host: int | None
    data: Mapping[str, Any]
    foreign: bool

    @property
    def element(self) -> str:
        """The id of its element."""
        return self.name.partition("#")[0]

    @property
    def part(self) -> str:
        """What stands behind the id of the element in the name of the spec."""
        return self.name[len(self.element) :]


class Versions:
    """Both versions and the mapping of elements and flows from old to new: the same for all cases.

    `ways` are those of the new version; `passed` keeps what cases pass by, place by place.
    """

    def __init__(self, old: Process, new: Process, mapping: Mapping[str, str]) -> None:
        check_mapping(old, new, mapping)
        self.old = old
        self.new = new
        self.mapping = mapping
        self.renamed = {before: after for before, after in mapping.items() if after != END}
        self.ways = Ways(new.model)
        self.passed: dict[object, tuple[str, ...]] = {}
        self._reaches: dict[tuple[bool, str], Mapping[str, frozenset[str]]] = {}

    def target_of(self, element: str) -> str | None:
        """The id of an old element in the new version, END if the mapping ends it, None if it is not known."""
        if element in self.mapping:
            return self.mapping[element]
        return element if element in self.new.model.elements else None

    def reaches(self, join: str, *, new: bool) -> Mapping[str, frozenset[str]]:
        """Which incoming flows of a join a token at each element can come to, in the new or the old version."""
        found = self._reaches.get((new, join))
        if found is None:
            found = self._reaches[new, join] = reaches((self.new if new else self.old).model, join)
        return found


class Situation:
    """The tokens of one case between two versions."""

    def __init__(self, versions: Versions, state: bytes) -> None:
        self.versions = versions
        self.old = versions.old
        self.new = versions.new
        self.mapping = versions.mapping
        self.renamed = versions.renamed
        self.target_of = versions.target_of
        self.content = states.read(state, versions.old.model)
        self.tokens: dict[int, Standing] = {}
        for number, name, _, scope, host, data in self.content["t"]:
            owner = self.tokens.get(scope)
            foreign = owner is not None and (owner.foreign or owner.part == "#called")
            self.tokens[number] = Standing(number, name, scope, host, data, foreign)

    def target(self, token: Standing) -> str | None:
        """Where a token goes."""
        return token.element if token.foreign else self.target_of(token.element)

    def place(self, scope: int) -> str | None:
        """The element of the new version that a scope belongs to; None for the process. Raises KeyError if none."""
        if scope == PROCESS:
            return None
        found = self.target(self.tokens[scope])
        if not found:
            raise KeyError(scope)
        return found

    def before(self, token: Standing) -> Element:
        """The element as the old version has it."""
        return self.old.model.elements[token.element]

    def after(self, target: str) -> Element:
        """The element as the new version has it."""
        return self.new.model.elements[target]

    def old_spec(self, token: Standing) -> Any:
        """What the old version does at a token of its own."""
        return self.old.spec.task_specs[token.name]

    def new_spec(self, token: Standing, target: str) -> Any:
        """What the new version does there, None where it has no such place."""
        return self.new.spec.task_specs.get(target + token.part)

    def inside(self, scope: int) -> list[Standing]:
        """The tokens that live in a scope, listeners too."""
        return [token for token in self.tokens.values() if token.scope == scope]

    def taken_by(self, token: Standing) -> Standing | None:
        """The owner or host that the mapping ends, and this token with it."""
        current: Standing | None = token
        while current is not None:
            above = current.host if current.host is not None else current.scope
            current = self.tokens.get(above)
            if current is not None and not current.foreign and self.target(current) == END:
                return current
        return None

    def is_interrupted(self, scope: int) -> bool:
        """Whether an interrupting event sub-process runs in a scope: then nothing listens there any more."""
        return any(
            isinstance(spec := self.old_spec(token), EventSubProcess)
            and any(start.handler is spec and start.interrupts for start in self._starts(spec))
            for token in self.inside(scope)
            if not token.foreign and token.host is None
        )

    def _starts(self, spec: Any) -> list[Any]:
        inner = self.old.model.content.get(spec.element_id, ())
        nodes = [self.old.spec.task_specs[item.id] for item in inner]
        return [node for node in nodes if hasattr(node, "handler")]


def check_mapping(old: Process, new: Process, mapping: Mapping[str, str]) -> None:
    """Raises BadMapping for an id that a version does not have."""
    for source, target in mapping.items():
        if source not in old.model.elements and source not in old.model.flows:
            raise BadMapping(f"«{source}» is not in the old version")
        known = new.model.elements if source in old.model.elements else new.model.flows
        if target not in known and not (target == END and source in old.model.elements):
            raise BadMapping(f"«{target}» is not in the new version")
