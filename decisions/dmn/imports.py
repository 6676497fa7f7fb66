"""What a model imports from other models (DMN spec 6.3.3): their elements by reference, their names and types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decisions.dmn.document import NAMESPACES, Element
from decisions.dmn.faults import Fault
from decisions.feel.kinds import Kind

if TYPE_CHECKING:
    from decisions.dmn.model import DecisionModel


@dataclass(frozen=True, slots=True)
class Imported:
    """An element of another model: the name under which that model was imported (may be empty), and its id there."""

    alias: str
    model: "DecisionModel"
    id: str


class Imports:
    """The imports of one model. Faults for models that are not at hand."""

    def __init__(self, root: Element, models: Mapping[str, "DecisionModel"], faults: list[Fault]) -> None:
        self.own = root.get("namespace")
        self.elements: dict[str, Imported] = {}
        self.kinds: dict[str, Kind] = {}
        self.names: set[str] = set()
        for element in root.children("import"):
            kind = element.get("importType")
            if kind and kind not in NAMESPACES:
                remedy = "import decision models only"
                faults.append(Fault(element.id, f"«{kind}» is imported, which is no decision model", remedy))
                continue
            model = models.get(element.get("namespace"))
            if model is None:
                what = element.get("name") or element.get("namespace")
                message = f"«{what}» is imported, but there is no model of that namespace at hand"
                faults.append(Fault(element.id, message, "give that model too, or copy what is needed"))
                continue
            self._take(element.get("name"), element.get("namespace"), model)

    def _take(self, alias: str, namespace: str, model: "DecisionModel") -> None:
        for one in (*model.decisions, *model.knowledge, *model.inputs, *model.services):
            self.elements[f"{namespace}#{one}"] = Imported(alias, model, one)
        before = f"{alias}." if alias else ""
        self.kinds |= {before + name: kind for name, kind in model.kinds.items()}
        self.names |= model.declared | ({alias} if alias else set())

    def target(self, reference: Element) -> str:
        """The id that a reference names; with the namespace before it where another model is meant."""
        namespace, _, one = reference.get("href").rpartition("#")
        return f"{namespace}#{one}" if namespace and namespace != self.own else one
