"""What may be wrong: with a form's definition (for its designer) or with an answer (for a caseworker).

FormError: the definition can't be served; carries every Fault found, not only the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a definition: where it is, what is wrong, and the way out."""

    element: str
    message: str
    remedy: str


class FormError(Exception):
    """This form can't be served; correct the places listed and deploy it again."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "\n".join(f"{fault.element}: {fault.message} {fault.remedy}" for fault in self.faults)
        )


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One fault of an answer: the field's key, a stable code for programs, a sentence for people.

    `fallback` is true when the sentence is German because the asked language has none; `conflict` when the answer
    is possible in itself, but contradicts what stands on record.
    """

    field: str
    code: str
    message: str
    fallback: bool = False
    conflict: bool = False


class Findings:
    """The faults found so far while a definition is read, so that all are told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, element: str, message: str, remedy: str) -> None:
        """Note a fault and read on."""
        self.faults.append(Fault(element[:80], message, remedy))

    def raise_if_any(self) -> None:
        """Raise FormError when at least one fault was noted."""
        if self.faults:
            raise FormError(self.faults)
