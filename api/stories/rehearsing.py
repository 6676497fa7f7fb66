"""Before its release a package is held to its own stories."""

from collections.abc import Iterator, Sequence

from api.stories.packages import Told
from api.stories.playing import Failure, play
from api.stories.reading import read_stories
from api.stories.stage import Stage
from api.stories.story import Story
from engine.faults import Fault, Refused, sentence
from engine.packages.package import Package

MAX_STEPS = 3_000


def rehearse(package: Package, stage: Stage) -> Told:
    """The package with its stories, all of which hold. Raises Refused with every story that does not."""
    cast, stories = read_stories(package, stage.actors)
    steps = sum(len(story.steps) for story in stories)
    if steps > MAX_STEPS:
        message = f"The stories have {steps} steps together, {MAX_STEPS} are allowed."
        raise Refused(
            [Fault("", "stories", "STO-SIZE", message, "Keep one story for each thing that may go wrong.")]
        )
    played = (play(story, cast, stage, package) for story in stories)
    red = [(one.story, one.failure) for one in played if one.failure]
    if red:
        raise Refused(_faults(red))
    return Told(package, cast, stories)


def _faults(red: Sequence[tuple[Story, Failure]]) -> Iterator[Fault]:
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
                f"«{story.title}»{_more(len(same) - 1)}: expected {failure.expected}, but {failure.found}"
            ),
            failure.remedy,
        )


def _more(others: int) -> str:
    if not others:
        return " does not hold"
    return f" and {others} more {'story' if others == 1 else 'stories'} do not hold"
