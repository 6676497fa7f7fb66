"""What is wrong with something that was handed in, where, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `place` is an element id, a key or a line inside `file`; `rule` is its stable code.

    `name` is what people call the element, where it has a name.
    """

    file: str
    place: str
    rule: str
    message: str
    remedy: str
    name: str = ""

    def __str__(self) -> str:
        named = f" «{self.name}»" if self.name else ""
        where = f"{self.file}, {self.place}{named}" if self.place else self.file
        return f"{where}: {self.message} ({self.rule}) {self.remedy}"


class Refused(Exception):
    """The package can't be deployed. Every fault names its file, its element and the way out; there is one.

    `todo` and `warnings` are what there is to tell besides, so that everything is told at once.
    """

    def __init__(
        self, faults: Iterable[Fault], todo: Iterable[Fault] = (), warnings: Iterable[Fault] = ()
    ) -> None:
        self.faults, self.todo, self.warnings = tuple(faults), tuple(todo), tuple(warnings)
        assert self.faults, "who refuses says why"
        super().__init__("\n".join(str(fault) for fault in self.faults))


def sentence(text: str) -> str:
    """A text as a sentence: a capital at its beginning (names of keys stay as they are), one full stop at its end."""
    text = text.strip().rstrip(".")
    first = text.partition(" ")[0]
    is_word = first.isalpha() and first.islower()
    return f"{text[:1].upper() if is_word else text[:1]}{text[1:]}."


def a(noun: str) -> str:
    """A noun with its article, e.g. «an endEvent», «a userTask»."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"
