"""Packages with one thing wrong: what a slip of the designer could do, one at a time."""

from collections.abc import Iterator

from api.stories.mutants.events import event_mutants
from api.stories.mutants.flows import flow_mutants
from api.stories.mutants.forms import hide_mutants, option_mutants, rule_mutants
from api.stories.mutants.kind import Mutant
from api.stories.mutants.parameters import parameter_mutants
from api.stories.mutants.tables import table_mutants
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package

__all__ = ["Mutant", "mutants"]


def mutants(package: Package) -> Iterator[Mutant]:
    """One slip at a time, in every file; of a variant, in what is its own."""
    base = package.manifest.base
    for file in sorted(package.files if base is None else {*base.own, MANIFEST}):
        if file.endswith(".dmn"):
            yield from table_mutants(package.files, file)
        elif file.endswith(".bpmn"):
            yield from flow_mutants(package, file)
            yield from event_mutants(package, file)
        elif file.endswith(".form"):
            yield from hide_mutants(package.files, file)
            yield from option_mutants(package.files, file)
        elif file.endswith(".rules.yaml"):
            yield from rule_mutants(package.files, file)
        elif file == MANIFEST:
            yield from parameter_mutants(package)
