"""What a rule of the catalogue is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

from engine.bpmn.validation.view import View
from engine.faults import Fault

Level = Literal["fault", "todo", "warning"]
"""A fault refuses the model, a todo leaves it a draft, a warning only tells."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about one place: an element's id, or «line N» where there is none."""

    file: str
    place: str
    rule: str
    level: Level
    message: str
    remedy: str

    @property
    def fault(self) -> Fault:
        """The same as what a refusal tells."""
        return Fault(self.file, self.place, self.rule, self.message, self.remedy)

    def __str__(self) -> str:
        return str(self.fault)


class Hit(NamedTuple):
    """An element that breaks a rule, why, and the way out."""

    element: etree._Element
    message: str
    remedy: str


Check = Callable[[View], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue: what must hold, where that is written, and what looks for it."""

    id: str
    level: Level
    text: str
    source: str
    check: Check


def rule(identifier: str, level: Level, text: str, source: str) -> Callable[[Check], Rule]:
    """Makes a rule of the function that looks for what breaks it."""

    def made(check: Check) -> Rule:
        return Rule(identifier, level, text, source, check)

    return made
