"""Why a decision model is refused: every fault with the element, what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the element's id (or name), the message and the remedy."""

    element: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.element}: {self.message}; {self.remedy}"


class DmnError(ValueError):
    """The decision model cannot be used; `faults` lists what to correct."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
