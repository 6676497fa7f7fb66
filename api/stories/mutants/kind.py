"""A package with one file changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed file. `place` is the element changed, `words` what a story may say when it is about it."""

    file: str
    place: str
    change: str
    content: bytes
    words: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.change}"
