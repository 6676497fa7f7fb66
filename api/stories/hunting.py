"""Which story notices which mutant: every one must turn a story red, or be refused at the release."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import orjson

from api.stories.mutants import Mutant, mutants
from api.stories.packages import Told
from api.stories.playing import Failure, play
from api.stories.stage import Stage
from api.stories.story import Story
from cases.catalogue import CATALOGUE
from engine.faults import Refused
from engine.packages.checks import check_package
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package
from engine.packages.reading import load_package


@dataclass(frozen=True, slots=True)
class Fate:
    """What found a mutant: the story that turned red, or the rule that refused its release; nothing if it survived."""

    mutant: Mutant
    story: Story | None = None
    failure: Failure | None = None
    refused_by: str | None = None

    @property
    def survived(self) -> bool:
        """Whether nobody would have noticed."""
        return self.story is None and self.refused_by is None


def hunt(told: Told, stage: Stage, watch: Callable[[Fate], None] = lambda fate: None) -> list[Fate]:
    """The fate of every mutant of a package whose stories hold; `watch` is told of each as it is known."""
    order = Order(told.stories)
    fates = []
    for mutant in mutants(told.package):
        fate = _fate(mutant, told, stage, order)
        watch(fate)
        fates.append(fate)
    return fates


def _fate(mutant: Mutant, told: Told, stage: Stage, order: "Order") -> Fate:
    try:
        package = mutated(told.package, mutant, stage)
    except Refused as refused:
        return Fate(mutant, refused_by=refused.faults[0].rule)
    for story in order.of(mutant):
        played = play(story, told.cast, stage, package)
        if played.failure is not None:
            order.found(mutant, story)
            return Fate(mutant, story, played.failure)
    return Fate(mutant)


def mutated(package: Package, mutant: Mutant, stage: Stage) -> Package:
    """The package with the mutant's file in place of its own, checked as at a release; only that file is read anew.

    Raises Refused.
    """
    files = {**package.files, mutant.file: mutant.content}
    models = {name for name in files if name.endswith(".bpmn")}
    form = mutant.file.removesuffix(".form").removesuffix(".rules.yaml")
    names = {MANIFEST, *models, mutant.file, f"{form}.form", f"{form}.rules.yaml"}
    part = load_package({name: files[name] for name in names if name in files}, stage.vocabulary)
    whole = replace(
        package,
        files=files,
        process=part.process,
        origin=part.origin,
        conditions=part.conditions,
        decisions={**package.decisions, **part.decisions},
        forms={**package.forms, **part.forms},
    )
    faults = list(check_package(whole, CATALOGUE))
    if faults:
        raise Refused(faults)
    return whole


class Order:
    """Which story to try first: what found the neighbours, then what speaks of the place, then the short ones."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self._stories = stories
        self._texts = {story.file: _words_of(story) for story in stories}
        self._finders: dict[str, list[str]] = {}

    def of(self, mutant: Mutant) -> Iterator[Story]:
        """All stories, the most promising first."""
        recent = self._finders.get(mutant.file, [])
        words = mutant.words

        def promise(story: Story) -> tuple[int, int, int]:
            shared = len(words & self._texts[story.file])
            rank = recent.index(story.file) if story.file in recent else len(recent)
            return -shared, rank, len(story.steps)

        return iter(sorted(self._stories, key=promise))

    def found(self, mutant: Mutant, story: Story) -> None:
        """A story has found a mutant: it may find the next one of the same file."""
        finders = self._finders.setdefault(mutant.file, [])
        if story.file in finders:
            finders.remove(story.file)
        finders.insert(0, story.file)


def _words_of(story: Story) -> frozenset[str]:
    text = orjson.dumps(story.model_dump(mode="json")).decode()
    for mark in '"{}[],:':
        text = text.replace(mark, " ")
    return frozenset(text.split())
