"""A finding: the facts, and the sentence that tells them to a designer."""

from dataclasses import dataclass, replace

from decisions.verification.facts import Facts, Language
from decisions.verification.wording import sentence


@dataclass(frozen=True, slots=True)
class Finding(Facts):
    """One thing found in a table."""

    def text(self, language: Language) -> str:
        """The finding as a sentence for designers; the table is named beside it."""
        return sentence(self, language)

    def with_more(self, more: int) -> "Finding":
        """The finding as the last of its kind that is shown, with the number of those left out."""
        return replace(self, more=more)
