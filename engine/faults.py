"""What is wrong with something that was handed in, where, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `place` is an element id, a key or a line inside `file`; `rule` is its stable code."""

    file: str
    place: str
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.message} ({self.rule}) {self.remedy}"


class Refused(Exception):
    """The package can't be deployed. Every fault names its file, its element and the way out."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
