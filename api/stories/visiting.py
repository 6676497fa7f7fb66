"""Which elements of the model a story's case comes by: a slip elsewhere can't make a difference to it."""

from collections.abc import Mapping

from api.stories.mutants import Mutant
from api.stories.packages import Told
from api.stories.playing import Playing
from api.stories.stage import Stage
from engine.packages.package import Package

Visits = Mapping[str, frozenset[str]]
"""Elements by the file of the story."""


def visits_of(told: Told, stage: Stage) -> Visits:
    """What each story comes by. Raises LookupError for one that does not hold."""
    found = {}
    for story in told.stories:
        playing = Playing(story, told.cast, stage.scene(told.package, story.start.on), told.package)
        if playing.run() is not None:
            raise LookupError(f"«{story.title}» does not hold as it is, see `make stories`.")
        found[story.file] = playing.visited()
    return found


def places_of(package: Package, mutant: Mutant) -> frozenset[str]:
    """The elements at which a mutant may make a difference."""
    model = package.model
    if mutant.file.endswith(".bpmn"):
        flow = model.flows.get(mutant.place)
        return frozenset({flow.source if flow else mutant.place})
    elements = model.elements.values()
    if mutant.file.endswith(".dmn"):
        return frozenset(e.id for e in elements if e.decision or "bruecke.decision" in e.properties)
    form = mutant.file.rsplit("/", 1)[-1].split(".", 1)[0]
    return frozenset(e.id for e in elements if e.form == form)
