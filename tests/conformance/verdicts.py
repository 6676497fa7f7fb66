"""What stock SpiffWorkflow makes of a feature, in one word and a reason."""

from dataclasses import dataclass

from tests.conformance.feature import PLACES, Feature
from tests.conformance.kinds import kind
from tests.conformance.runner import outcome

LETTERS = {
    "agrees": "a",
    "refuses": "R",
    "lacks": "N",
    "loses": "L",
    "hangs": "H",
    "breaks": "B",
    "differs": "D",
}


@dataclass(frozen=True)
class Verdict:
    """`agrees`, `refuses` (the model), `lacks` (a way to do the step), `loses` (elements, or the state when
    saved), `hangs` (never ends), `breaks` (an exception in a step) or `differs`."""

    word: str
    reason: str = ""

    @property
    def letter(self) -> str:
        """Its mark in the table."""
        return LETTERS[self.word]

    def __str__(self) -> str:
        return f"{self.word}: {self.reason}" if self.reason else self.word


def verdict_on_stock(feature: Feature) -> dict[str, Verdict]:
    """A verdict for each of the surroundings in which the feature means something."""
    return {place: _verdict(feature, place) for place in PLACES if place not in feature.but}


def _verdict(feature: Feature, place: str) -> Verdict:
    straight = outcome(kind("stock"), feature, place, save=False)
    if straight != "ok":
        return _word(straight)
    saved = outcome(kind("stock"), feature, place, save=True)
    return Verdict("agrees") if saved == "ok" else Verdict("loses", f"when saved: {_short(saved)}")


def _word(said: str) -> Verdict:
    for mark, word in (("breaks: Refused: ", "refuses"), ("breaks: Lacks: ", "lacks")):
        if said.startswith(mark):
            return Verdict(word, _short(said.removeprefix(mark)))
    if said.startswith(("breaks: ", "fails: ")):
        return Verdict("breaks", _short(said.partition(": ")[2]))
    if said.startswith("ends running"):
        return Verdict("hangs", _short(said))
    if said.startswith("completed lacks") and not said.startswith("completed lacks []"):
        return Verdict("loses", _short(said))
    return Verdict("differs", _short(said))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 150 else line[:147] + "…"
