"""Which stories notice a mutant that no other story notices: the others prove nothing of the model by themselves."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.stories.hunting import Order, mutated
from api.stories.mutants import Mutant, mutants
from api.stories.packages import Told
from api.stories.playing import play
from api.stories.stage import Stage
from api.stories.story import Story
from api.stories.visiting import Visits, places_of, visits_of
from engine.faults import Refused
from engine.packages.package import Package

ENOUGH = 2
"""A mutant that so many stories have noticed is nobody's alone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mutant and who noticed it: one story, which does so alone, or the first two."""

    mutant: Mutant
    package: Package
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A mutant that a story notices and others too, of whom one is named."""

    mutant: Mutant
    with_story: Story


@dataclass(frozen=True, slots=True)
class Alone:
    """What a story proves of the model: mutants that only it notices; of one without any, those it shares."""

    story: Story
    mutants: tuple[Mutant, ...]
    shared: tuple[Shared, ...]


def alone(
    told: Told,
    stage: Stage,
    names: Collection[str] = (),
    watch: Callable[[Finding], None] = lambda found: None,
) -> list[Alone]:
    """Each story of a package, or those named, with the mutants that it alone notices. Raises LookupError."""
    chosen = _chosen(told, names)
    visits = visits_of(told, stage)
    findings = []
    for finding in _findings(told, stage, visits, {story.file for story in chosen}):
        watch(finding)
        findings.append(finding)
    own: dict[str, list[Mutant]] = {story.file: [] for story in told.stories}
    for finding in findings:
        if len(finding.stories) == 1:
            own[finding.stories[0].file].append(finding.mutant)
    return [
        Alone(
            story,
            tuple(own[story.file]),
            () if own[story.file] else tuple(_shared(story, told, stage, visits, findings)),
        )
        for story in chosen
    ]


def _findings(told: Told, stage: Stage, visits: Visits, chosen: Collection[str]) -> Iterator[Finding]:
    """Every mutant that a chosen story may notice and that the release does not refuse."""
    order = Order(told.stories)
    for mutant in mutants(told.package):
        places = places_of(told.package, mutant)
        near = [story for story in order.of(mutant) if places & visits[story.file]]
        if not any(story.file in chosen for story in near):
            continue
        try:
            package = mutated(told.package, mutant, stage)
        except Refused:
            continue
        found: list[Story] = []
        for story in near:
            if play(story, told.cast, stage, package).failure is not None:
                order.found(mutant, story)
                found.append(story)
                if len(found) == ENOUGH:
                    break
        yield Finding(mutant, package, tuple(found))


def _shared(
    story: Story, told: Told, stage: Stage, visits: Visits, findings: Sequence[Finding]
) -> Iterator[Shared]:
    """What a story notices that others notice too."""
    for finding in findings:
        if not places_of(told.package, finding.mutant) & visits[story.file]:
            continue
        others = [other for other in finding.stories if other.file != story.file]
        known = len(others) < len(finding.stories)
        if others and (known or play(story, told.cast, stage, finding.package).failure is not None):
            yield Shared(finding.mutant, others[0])


def _chosen(told: Told, names: Collection[str]) -> list[Story]:
    """The stories of these files, by the names they have without folder and ending. Raises LookupError."""
    known: Mapping[str, Story] = {
        story.file.rsplit("/", 1)[-1].removesuffix(".yaml"): story for story in told.stories
    }
    for name in names:
        if name not in known:
            raise LookupError(f"There is no story «{name}» in {told.name}. Known are: {', '.join(known)}.")
    return [story for name, story in known.items() if not names or name in names]
