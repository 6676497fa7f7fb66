"""A slip: one small change of one file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


class Impossible(Exception):
    """A change that can't be made: no release lets it pass, or the code would not fit."""


@dataclass(frozen=True, slots=True)
class Slip(Generic[T]):
    """What is changed at which place of which file; `make` gives the changed thing, only when it is asked for."""

    file: str
    place: str
    change: str
    make: Callable[[], T] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.change}"


def told_apart(slips: Iterable[Slip[T]]) -> Iterator[Slip[T]]:
    """The same slips; of those that read alike the later ones are numbered."""
    seen: Counter[str] = Counter()
    for slip in slips:
        seen[str(slip)] += 1
        number = seen[str(slip)]
        yield slip if number == 1 else Slip(slip.file, slip.place, f"{slip.change} ({number})", slip.make)
