"""Which requirement a story really holds: something of the model that serves it is broken, and the story turns red."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from api.stories.hunting import Order, mutated
from api.stories.mutants import Mutant, mutants
from api.stories.packages import Told
from api.stories.playing import play
from api.stories.requirements import in_packages
from api.stories.stage import Stage
from api.stories.story import Story
from api.stories.visiting import places_of
from engine.faults import Refused
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package

_ID = re.compile(r"\b[A-Z]{2}-(?:\d{2}|S)\b")


@dataclass(frozen=True, slots=True)
class Proof:
    """A mutant of what serves a requirement, and the story that names the requirement and notices."""

    mutant: Mutant
    story: Story


def prove(told: Told, stage: Stage, known: Collection[str] = ()) -> dict[str, Proof]:
    """For each requirement that the package serves, and that is not `known` to be held, a proof where there is one."""
    served = _served(told)
    proofs: dict[str, Proof] = {}
    order = Order(told.stories)
    for mutant in mutants(told.package):
        wanted = {
            ident
            for ident in _serves(told.package, mutant, served)
            if ident not in proofs and ident not in known
        }
        if not wanted:
            continue
        try:
            package = mutated(told.package, mutant, stage)
        except Refused:
            continue
        for story in order.of(mutant):
            if not wanted & set(story.requirement):
                continue
            if play(story, told.cast, stage, package).failure is not None:
                order.found(mutant, story)
                for ident in wanted & set(story.requirement):
                    proofs[ident] = Proof(mutant, story)
                break
    return proofs


def _served(told: Told) -> Mapping[str, frozenset[str]]:
    """The requirements that each element of the model names."""
    found: dict[str, set[str]] = {}
    for kind, ident, _, place in in_packages([told]):
        if kind == "elements":
            found.setdefault(place, set()).add(ident)
    return {place: frozenset(idents) for place, idents in found.items()}


def _serves(package: Package, mutant: Mutant, served: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What a mutant is about: a parameter by its source, all else by the elements at which it stands and those around them."""
    if mutant.file == MANIFEST:
        parameter = package.manifest.parameters[mutant.place.partition(".")[2]]
        yield from _ID.findall(parameter.source)
        return
    elements = package.model.elements
    for place in _places(package, mutant):
        at: str | None = place
        while at is not None:
            yield from served.get(at, ())
            at = elements[at].parent if at in elements else None


def _places(package: Package, mutant: Mutant) -> Collection[str]:
    """The elements that a mutant is about: of a table those that ask for its decision."""
    elements = package.model.elements
    if mutant.place in elements:
        return {mutant.place}
    if mutant.file.endswith(".dmn"):
        decision = mutant.file.rsplit("/", 1)[-1].removesuffix(".dmn")
        return {
            e.id for e in elements.values() if decision in (e.decision, e.properties.get("bruecke.decision"))
        }
    return places_of(package, mutant)
