"""What only one story asks of the engine where the case stands: if nothing happened there, no other story would notice.

A mutant of the engine, not of the model: at one step it forgets what it was asked for, or lets pass what it should refuse. It is a
weak one, for a story that does something of its own notices it nearly always; what it shows is that no story repeats another.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import orjson

from api.stories.expected import Expect
from api.stories.packages import Told
from api.stories.playing import staged
from api.stories.stage import Stage
from api.stories.story import Act, Day, Step, Story

_WORDS = frozenset({"because", "reason"})
"""What is said to readers and makes no difference."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A step of a story: who asks for what, and how the case stands then."""

    asked: bytes
    where: frozenset[str]


@dataclass(frozen=True, slots=True)
class Own:
    """What a story asks that no other one does: the number and the verb of its step."""

    step: int
    verb: str

    def __str__(self) -> str:
        return f"step {self.step}, {self.verb}"


def own_situations(told: Told, stage: Stage) -> dict[str, Own | None]:
    """For each story, by its file, the first step that only it asks for and whose being forgotten it notices."""
    found = {story.file: list(_situations(story, told, stage)) for story in told.stories}
    askers: dict[Situation, set[str]] = defaultdict(set)
    for file, steps in found.items():
        for _, _, situation in steps:
            askers[situation].add(file)
    return {
        story.file: next(
            (
                Own(number, _verb(step))
                for number, step, situation in found[story.file]
                if len(askers[situation]) == 1 and _notices(story, told, stage, number, step)
            ),
            None,
        )
        for story in told.stories
    }


def _situations(story: Story, told: Told, stage: Stage) -> Iterator[tuple[int, Step, Situation]]:
    """Each step by which something happens. Raises LookupError where the story does not hold."""
    playing = staged(story, told.cast, stage, told.package)
    found: list[tuple[int, Step, Situation]] = []

    def watch(number: int, step: Step) -> None:
        if not isinstance(step, Expect):
            found.append((number, step, Situation(_asked(step, playing.today), playing.standing())))

    if playing.run(watch=watch) is not None:
        raise LookupError(f"«{story.title}» does not hold as it is, see `make stories`.")
    yield from found


def _asked(step: Step, today: date) -> bytes:
    """What a step says; where it names a day, today counts too, for rules look at what lies between."""
    if isinstance(step, Day):
        return orjson.dumps({"days": (step.on - today).days})
    said = {key: value for key, value in step.model_dump().items() if key not in _WORDS}
    names_a_day = any(
        isinstance(value, date) for value in (*said.values(), *said.get("answers", {}).values())
    )
    return orjson.dumps([said, today if names_a_day else None], option=orjson.OPT_SORT_KEYS)


def _verb(step: Step) -> str:
    return f"{step.verb} {step.subject}" if isinstance(step, Act) else "time goes on"


def _notices(story: Story, told: Told, stage: Stage, number: int, step: Step) -> bool:
    """Whether the story turns red where nothing happens at a step; a refusal that does not come it notices there."""
    if isinstance(step, Act) and step.refused is not None:
        return True
    return staged(story, told.cast, stage, told.package).run(forgotten=number) is not None
