"""What a convention is, and what it finds: it never refuses anything, it tells."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from lxml import etree

from engine.packages.conventions.drawn import Drawn

LANGUAGES = ("de", "fr")
ECH_0158 = "https://www.ech.ch/de/ech/ech-0158"
Severity = Literal["E", "W", "H"]
"""As the standard weighs it: error, warning, hint. Here all three only warn."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is odd at one place of a model, told in German and French; `reason` is why a package accepts it."""

    file: str
    place: str
    rule: str
    severity: Severity
    texts: Mapping[str, str]
    source: str
    reason: str | None = None

    def text(self, language: str) -> str:
        """The whole line in a language."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.texts[language]} ({self.rule})"


class Hit(NamedTuple):
    """An element that breaks a convention, and how, in both languages."""

    element: etree._Element
    de: str
    fr: str


Check = Callable[[Drawn], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Convention:
    """One entry of the catalogue: its text in both languages, where it is written, and what looks for it."""

    id: str
    severity: Severity
    texts: Mapping[str, str]
    source: str
    check: Check


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A rule, or a part of one, that no program can judge from a model, and why."""

    id: str
    texts: Mapping[str, str]
    why: Mapping[str, str]


def both(de: str, fr: str) -> Mapping[str, str]:
    """A text in both languages, the French one with its narrow spaces before : ; ! ? and inside « »."""
    narrow = re.sub(r" ([:;!?»])", "\u202f\\1", fr).replace("« ", "«\u202f")
    return MappingProxyType({"de": de, "fr": narrow})


def convention(
    identifier: str, severity: Severity, de: str, fr: str, source: str = ECH_0158
) -> Callable[[Check], Convention]:
    """Makes a convention of the function that looks for what breaks it."""

    def made(check: Check) -> Convention:
        return Convention(identifier, severity, both(de, fr), source, check)

    return made
