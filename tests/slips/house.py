"""The stories of a package, what of the models and of our code each comes by, and whether one notices a slip."""

import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from api.stories.hunting import mutated
from api.stories.mutants import Mutant
from api.stories.packages import Told
from api.stories.playing import Playing, staged
from api.stories.stage import OnePackage, Stage
from api.stories.story import Step, Story
from api.stories.visiting import places_of
from engine.faults import Refused
from tests.slips.code import code_slips, slipped
from tests.slips.models import model_slips
from tests.slips.slip import Impossible, Slip

ROOT = Path(__file__).parents[2]
ROOMS = ("cases", "decisions", "engine", "forms")
"""Where the code is whose slips stories are asked to notice."""
LONGEST = 120.0
"""Seconds of computing after which a story is held to go on for ever: it takes a tenth of one, on a busy machine some."""
AGAIN = 0.02
"""Seconds of computing between two tries to break it off."""


class Endless(BaseException):
    """A slip by which a story goes on for ever: no other error, for workers go on after those."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a story comes by: elements of the model, functions by file and name, and how the case stood before its steps."""

    elements: frozenset[str]
    functions: frozenset[tuple[str, str]]
    standings: frozenset[frozenset[str]]

    def stands(self, at: frozenset[str]) -> bool:
        """Whether the case stood at all of this at once."""
        return any(at <= standing for standing in self.standings)


class House:
    """A package with its stories, all of which hold."""

    def __init__(self, told: Told, stage: Stage, longest: float = LONGEST) -> None:
        self.told = told
        self.longest = longest
        self.stories = {Path(story.file).stem: story for story in told.stories}
        self._stage = stage
        self._slips: dict[str, list[Slip[Any]]] = {file: [] for file in told.package.files}
        for slip in model_slips(told.package):
            self._slips[slip.file].append(slip)
        self.courses = {name: self._course(story) for name, story in self.stories.items()}

    def own_stories(self) -> list[str]:
        """The stories of the package itself: those of its base belong to the base."""
        base = self.told.package.manifest.base
        return [name for name, story in self.stories.items() if base is None or story.file in base.own]

    def slips(self, file: str) -> list[Slip[Any]]:
        """The slips of a file: of this package, or of our code below the root."""
        if file not in self._slips:
            self._slips[file] = list(code_slips(ROOT, file))
        return self._slips[file]

    def slips_at(self, element: str) -> Iterator[Slip[Any]]:
        """The slips of the models that make a difference at an element alone."""
        for file in self.told.package.files:
            for slip in self.slips(file) if _may_slip(file) else ():
                if places_of(self.told.package, _mutant(slip, b"")) == {element}:
                    yield slip

    def slips_about(self, name: str) -> list[Slip[Any]]:
        """The slips of the package that speak of what this story speaks of and few others do, the most fitting first."""
        words = {one: _words(str(story.model_dump())) for one, story in self.stories.items()}
        said_by = Counter(word for said in words.values() for word in said)
        ranked = [
            (sum(1 / said_by[word] for word in words[name] & _words(f"{slip.place} {slip.change}")), slip)
            for file in sorted(self.told.package.files)
            for slip in self._slips[file]
        ]
        return [slip for fits, slip in sorted(ranked, key=lambda one: -one[0]) if fits]

    def coming_by(self, element: str) -> list[str]:
        """The stories whose case comes by an element."""
        return [name for name, course in self.courses.items() if element in course.elements]

    def calling(self, file: str, function: str) -> list[str]:
        """The stories that call a function of ours."""
        return [name for name, course in self.courses.items() if (file, function) in course.functions]

    def reached(self, slip: Slip[Any]) -> list[str]:
        """The stories for which a slip may make a difference. That of a model may make one for all."""
        mine = slip.file in self.told.package.files
        return list(self.stories) if mine else self.calling(slip.file, slip.place)

    @contextmanager
    def having(self, slip: Slip[Any]) -> Iterator[Callable[[str, frozenset[str]], bool]]:
        """Ask whether a story notices the slip, which is there only while the case stands at all that is named.

        Raises Impossible. Asking raises Endless.
        """
        if slip.file not in self.told.package.files:
            with slipped(ROOT, slip) as switch:
                yield lambda name, at: self._notices(name, at, lambda playing: switch)
            return
        whole = self.told.package
        try:
            package = mutated(whole, _mutant(slip, slip.make()), self._stage)
        except Refused as refused:
            raise Impossible(str(slip)) from refused

        def switch_of(playing: Playing) -> Callable[[bool], None]:
            versions = playing.scene.house.engine.versions
            assert isinstance(versions, OnePackage)
            return lambda on: setattr(versions, "package", package if on else whole)

        yield lambda name, at: self._notices(name, at, switch_of)

    def _notices(
        self, name: str, at: frozenset[str], switch_of: Callable[[Playing], Callable[[bool], None]]
    ) -> bool:
        playing = self._staged(self.stories[name])
        switch = switch_of(playing)

        def watch(number: int, step: Step) -> None:
            switch(not at or at <= playing.standing())

        switch(not at)
        try:
            with patience(self.longest):
                return playing.run(watch=watch) is not None
        except Exception:  # noqa: BLE001 - a slip may break anything
            return True
        finally:
            switch(False)

    def _staged(self, story: Story) -> Playing:
        return staged(story, self.told.cast, self._stage, self.told.package)

    def _course(self, story: Story) -> Course:
        playing = self._staged(story)
        standings: set[frozenset[str]] = set()
        with _called() as functions:
            failure = playing.run(watch=lambda number, step: standings.add(playing.standing()))
        if failure is not None:
            raise LookupError(f"«{story.title}» does not hold as it is, see `make stories`.")
        return Course(playing.visited(), frozenset(functions), frozenset(standings))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raises Endless in what computes for so long that it would go on for ever.

    It does so in code of this house, where a slip goes on for ever: Python swallows what is raised in a callback of the
    collector, which libraries have.
    """

    def over(number: int, frame: FrameType | None) -> None:
        if frame is not None and _is_of_the_house(Path(frame.f_code.co_filename)):
            raise Endless

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_of_the_house(file: Path) -> bool:
    return file.is_relative_to(ROOT) and "site-packages" not in file.parts


def _may_slip(file: str) -> bool:
    return file.endswith((".bpmn", ".dmn", ".form", ".rules.yaml"))


def _mutant(slip: Slip[bytes], content: bytes) -> Mutant:
    return Mutant(slip.file, slip.place, slip.change, content, frozenset())


@contextmanager
def _called() -> Iterator[set[tuple[str, str]]]:
    """The functions of our code that are called, by file and name."""
    found: set[tuple[str, str]] = set()
    rooms = {str(ROOT / room): room for room in ROOMS}

    def note(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(tuple(rooms)):
            found.add((code.co_filename.removeprefix(f"{ROOT}/"), code.co_qualname))

    before = sys.gettrace()
    sys.settrace(note)
    try:
        yield found
    finally:
        sys.settrace(before)
