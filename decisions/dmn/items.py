"""Item definitions: the types a model defines for itself, with the values they allow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from decisions.dmn.document import Element
from decisions.dmn.faults import Fault
from decisions.feel import kinds
from decisions.feel.expression import UnaryTests, parse_unary_tests
from decisions.feel.faults import FeelLimitError, FeelSyntaxError
from decisions.feel.kinds import ANY, Kind
from decisions.feel.run import Limits

# Allowed values are written out; they cannot depend on the time, so any will do.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_LIMITS = Limits(steps=100, seconds=0.01)  # of the allowed values, for each value that is looked at
MAX_CHAIN = 50
MAX_PARTS = 1_000
# Names that editors offer beside those of the standard.
_EDITORS_NAMES = {
    "any": "Any",
    "double": "number",
    "integer": "number",
    "long": "number",
}
_WHOLE = frozenset({"integer", "long"})


@dataclass(frozen=True, slots=True)
class AllowedValues:
    """Whether a value is among those a type allows, and is allowed by the type it rests on."""

    tests: UnaryTests
    inner: Callable[[object], bool | None] | None

    def __call__(self, value: object) -> bool | None:
        if self.inner is not None and self.inner(value) is not True:
            return False
        try:
            return self.tests.matches(value, {}, _ANY_TIME, _LIMITS)
        except FeelLimitError:
            return None


class Items:
    """Resolves the item definitions of a model, each once; a type that holds itself holds anything there."""

    def __init__(self, definitions: Element, faults: list[Fault], imported: Mapping[str, Kind]) -> None:
        self._elements = {item.get("name"): item for item in definitions.children("itemDefinition")}
        self._faults = faults
        self._open: set[str] = set()
        self._sizes: dict[int, int] = {}
        self._kept: list[Kind] = []  # so that an identity stays that of one kind
        self.kinds: dict[str, Kind] = dict(imported)
        for name in self._elements:
            self.resolve(name)

    def resolve(self, name: str) -> Kind | None:
        if name in self.kinds:
            return self.kinds[name]
        if name in self._open:
            return ANY
        if name not in self._elements:
            return None
        if len(self._open) > MAX_CHAIN:
            return self._too_much(self._elements[name], f"rests on more than {MAX_CHAIN} others")
        self._open.add(name)
        self.kinds[name] = self.kind_of(self._elements[name])
        self._open.discard(name)
        return self.kinds[name]

    def _too_much(self, item: Element, what: str) -> Kind:
        self._faults.append(Fault(item.id, f"the type {what}", "make it smaller"))
        return ANY

    def _sized(self, kind: Kind, item: Element) -> Kind:
        """The kind, unless written out with all it holds it has too many parts: types may share others."""
        inside = [*(field for _, field in kind.fields), *([kind.inside] if kind.inside else [])]
        size = 1 + sum(self._sizes.get(id(one), 1) for one in inside)
        if size > MAX_PARTS:
            return self._too_much(item, f"has more than {MAX_PARTS} parts")
        self._sizes[id(kind)] = size
        self._kept.append(kind)
        return kind

    def kind_of(self, item: Element) -> Kind:
        function = item.child("functionItem")
        components = list(item.children("itemComponent"))
        if function is not None:
            parameters = tuple(
                self.by_reference(p.get("typeRef"), p) for p in function.children("parameters")
            )
            return Kind(
                "function", self.by_reference(function.get("outputTypeRef"), item), parameters=parameters
            )
        if components:
            fields = tuple((part.get("name"), self.kind_of(part)) for part in components)
            kind = self._sized(Kind("context", fields=fields), item)
        else:
            reference = item.child("typeRef")
            kind = self.by_reference(reference_text(reference), item)
        kind = self._sized(self.constrained(kind, item.child("allowedValues"), item), item)
        if item.get("isCollection") == "true":
            kind = self._sized(Kind("list", kind), item)
        return self.constrained(kind, item.child("typeConstraint"), item)

    def constrained(self, kind: Kind, values: Element | None, item: Element) -> Kind:
        if values is None or not values.text:
            return kind
        try:
            tests = parse_unary_tests(values.text)
        except FeelSyntaxError as error:
            self._faults.append(Fault(item.id, f"the allowed values cannot be read: {error}", "correct them"))
            return kind
        allowed = AllowedValues(tests, kind.allowed)
        return Kind(kind.name, kind.inside, kind.fields, kind.parameters, allowed)

    def by_reference(self, name: str, place: Element) -> Kind:
        """The kind that a typeRef names; Any with a fault if there is none."""
        name = name.strip()
        if not name:
            return ANY
        name = _EDITORS_NAMES.get(name, name)
        own = self.resolve(name) or self.resolve(name.rpartition(":")[2])
        found = own or kinds.named(name, self.kinds) or kinds.named(name.rpartition(":")[2], self.kinds)
        if found is None:
            remedy = "name a type of FEEL or define it in the model"
            self._faults.append(Fault(place.id, f"the type «{name}» is not known", remedy))
            return ANY
        return found

    def is_whole(self, name: str) -> bool:
        """Whether the typeRef means whole numbers, which editors know and FEEL does not."""
        name, seen = name.strip(), set[str]()
        while name in self._elements and name not in seen:
            seen.add(name)
            name = reference_text(self._elements[name].child("typeRef")).strip()
        return name in _WHOLE


def reference_text(reference: Element | None) -> str:
    """The text of a <typeRef> element."""
    return reference.own_text if reference is not None else ""
