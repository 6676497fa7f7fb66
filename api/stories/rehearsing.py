"""Before its release a package is held to its own stories."""

from api.stories.packages import Told
from api.stories.playing import Played, play
from api.stories.reading import read_stories
from api.stories.stage import Stage
from engine.faults import Fault, Refused
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
    red = [_fault(one) for one in played if one.failure]
    if red:
        raise Refused(red)
    return Told(package, cast, stories)


def _fault(one: Played) -> Fault:
    failure = one.failure
    assert failure is not None
    return Fault(
        one.story.file,
        f"step {failure.step}, {failure.place}" if failure.step else "start",
        "STO-RED",
        f"«{one.story.title}» does not hold: expected {failure.expected}, but {failure.found}.",
        "Correct the model, or the story if the change is meant.",
    )
