"""What figures are made of is there: an element of the model, a kind of event, an outcome. A slip would count nobody, and say nothing."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.manifest import FILE
from engine.packages.nearest import nearest
from engine.packages.package import Package

_KINDS = "vocabulary.event_types."


def check_figures(package: Package) -> Iterator[Fault]:
    """Every name that figures go by stands in the model or the vocabulary."""
    rules = package.manifest.figures
    if rules is None:
        return
    elements = package.model.elements
    kinds = {key.removeprefix(_KINDS) for key in package.texts.keys("de") if key.startswith(_KINDS)}
    for event, names in rules.events.items():
        for name in names:
            if name not in elements and name not in kinds:
                known = kinds if name.isupper() else elements.keys()
                message = f"«{name}» is neither an element of the model nor a kind of event."
                remedy = f"{nearest(name, sorted(known))}Correct it, or leave it out."
                yield Fault(FILE, f"figures.events.{event}", "FIGURES", message, remedy)
    outcomes = {
        item.properties["bruecke.outcome"]
        for item in elements.values()
        if "bruecke.outcome" in item.properties
    }
    said = [("integrated", rules.integrated), *((f"reasons.{key}", of) for key, of in rules.reasons.items())]
    for place, names in said:
        for name in names:
            if name not in outcomes:
                message = f"«{name}» is no outcome of the model."
                remedy = f"{nearest(name, sorted(outcomes))}Correct it, or leave it out."
                yield Fault(FILE, f"figures.{place}", "FIGURES", message, remedy)
