"""At which elements of the model a slip may make a difference: a story whose case does not come by them can't notice."""

from api.stories.mutants import Mutant
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package


def places_of(package: Package, mutant: Mutant) -> frozenset[str]:
    """The elements at which a mutant may make a difference."""
    model = package.model
    if mutant.file == MANIFEST:
        return frozenset(model.elements)
    if mutant.file.endswith(".bpmn"):
        element = model.elements.get(mutant.place)
        if element is not None and element.triggers:
            return frozenset(model.elements)  # what does not happen has no place
        flow = model.flows.get(mutant.place)
        return frozenset({flow.source if flow else mutant.place})
    elements = model.elements.values()
    if mutant.file.endswith(".dmn"):
        return frozenset(e.id for e in elements if e.decision or "bruecke.decision" in e.properties)
    form = mutant.file.rsplit("/", 1)[-1].split(".", 1)[0]
    return frozenset(e.id for e in elements if e.form == form)
