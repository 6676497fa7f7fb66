"""Before its release a package is held to its own stories."""

from collections.abc import Collection, Iterator, Sequence

from api.stories.packages import Told
from api.stories.playing import Failure, play
from api.stories.reading import read_stories
from api.stories.stage import Stage
from api.stories.story import Story
from engine.faults import Fault, Refused, sentence
from engine.packages.extending import LEFT_OUT
from engine.packages.nearest import nearest
from engine.packages.package import Package

MAX_STEPS = 3_000
_NAMED = 12
"""Stories that meet one cause and are named: of a variant that changes a rule these are left out or told anew."""


def rehearse(package: Package, stage: Stage, only: Collection[str] = ()) -> Told:
    """The package with its stories (or those named `only`), all of which hold. Raises Refused with every one that does not."""
    cast, stories = read_stories(package, stage.actors)
    if only:
        stories = _chosen(stories, only)
    steps = sum(len(story.steps) for story in stories)
    if steps > MAX_STEPS:
        message = f"The stories have {steps} steps together, {MAX_STEPS} are allowed."
        raise Refused(
            [Fault("", "stories", "STO-SIZE", message, "Keep one story for each thing that may go wrong.")]
        )
    played = (play(story, cast, stage, package) for story in stories)
    red = [(one.story, one.failure) for one in played if one.failure]
    if red:
        raise Refused(_faults(red, package))
    return Told(package, cast, stories)


def _chosen(stories: Sequence[Story], only: Collection[str]) -> tuple[Story, ...]:
    """The stories of these names. Raises Refused for a name that none has."""
    named = {name_of(story): story for story in stories}
    faults = [
        Fault(
            "stories", name, "STO-NAME", f"There is no story «{name}».", nearest(name, sorted(named)).strip()
        )
        for name in only
        if name not in named
    ]
    if faults:
        raise Refused(faults)
    return tuple(story for name, story in named.items() if name in only)


def name_of(story: Story) -> str:
    """What a story is called in package.yaml and on the command line: its file, without folder and ending."""
    return story.file.removeprefix("stories/").removesuffix(".yaml")


def _faults(red: Sequence[tuple[Story, Failure]], package: Package) -> Iterator[Fault]:
    """One fault for each cause, however many stories meet it."""
    causes: dict[tuple[str, ...], list[tuple[Story, Failure]]] = {}
    for story, failure in red:
        cause = (failure.place, failure.expected, failure.found, failure.remedy)
        causes.setdefault(cause, []).append((story, failure))
    for same in causes.values():
        story, failure = same[0]
        yield Fault(
            story.file,
            f"step {failure.step}, {failure.place}" if failure.step else "start",
            "STO-RED",
            sentence(
                f"«{story.title}»{_more([name_of(one) for one, _ in same[1:]])}: expected {failure.expected}, but {failure.found}"
            ),
            f"{failure.remedy}{_of_the_base([one for one, _ in same], package)}",
        )


def _more(others: Sequence[str]) -> str:
    if not others:
        return " does not hold"
    if len(others) == 1:
        return f" and 1 more story ({others[0]}) do not hold"
    named = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
    return f" and {len(others)} more stories ({named}) do not hold"


def _of_the_base(stories: Sequence[Story], package: Package) -> str:
    """The way out that only a variant has: what the base tells need not be true in it."""
    manifest = package.manifest
    if manifest.base is None or any(story.file in manifest.base.own for story in stories):
        return ""
    base = str(manifest.extends).partition("@")[0]
    told, one = ("A story", "it") if len(stories) == 1 else ("Stories", "one")
    return (
        f" {told} of the base «{base}»: where {one} can't hold here, lay a file of the same name into stories/, or leave it out "
        f"with the reason under {LEFT_OUT} in package.yaml."
    )
