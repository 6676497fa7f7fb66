"""What a form's page shows, before it is HTML: blocks in order, each with its texts and values.

Built by forms.blocks, drawn by templates/fields.html.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from forms.definition import Field
from forms.wording import Text


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees an answer: the category's name, institutions as (letters, kind), and the legal basis in words."""

    category: Text
    institutions: tuple[tuple[str, Literal["rav", "iv", "sh", "ko", "gast"]], ...] = ()
    basis: Text | None = None


AudienceOf = Callable[[Field], Audience | None]


def nobody(field: Field) -> Audience | None:
    """No margin: for previews and forms without institutions."""
    return None


@dataclass(frozen=True, slots=True)
class Option:
    """One option as drawn."""

    id: str
    value: str
    label: Text
    hint: Text | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question as drawn; `shown` is what a locked question shows instead of an input."""

    kind: str
    name: str
    label: Text
    hint: Text | None
    optional: bool
    required: bool
    faults: tuple[Text, ...]
    audience: Audience | None
    category: str | None
    value: str = ""
    ticked: bool = False
    options: tuple[Option, ...] = ()
    widget: str | None = None
    inputmode: str | None = None
    size: int | None = None
    placeholder: Text | None = None
    shown: tuple[Text, ...] = ()

    @property
    def id(self) -> str:
        """Id of the input, and of the first option of a radio or checklist."""
        return f"f-{self.name}"

    @property
    def described_by(self) -> str:
        """Ids of the hint and of the error, for aria-describedby."""
        parts = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*parts, f"{self.id}-err"] if self.faults else parts)

    @property
    def locked_category(self) -> bool:
        """Whether the margin carries the lock: health and family."""
        return self.category in ("HEALTH", "FAMILY")

    @property
    def options_class(self) -> str:
        """Large equal areas for a choice, one line for a few short options, else a list."""
        if self.widget == "choice":
            return "choice -pair" if len(self.options) == 2 else "choice"
        short = len(self.options) <= 3 and all(len(option.label.text) <= 14 for option in self.options)
        return "opts -in" if short and self.kind == "radio" else "opts"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph between questions."""

    kind: Literal["heading", "paragraph"]
    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its heading."""

    id: str
    level: int
    title: Text
    blocks: Sequence["Block"]
    kind: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class Because:
    """Blocks that are there because of an answer, with the sentence that says so when it is known."""

    when: str
    reason: Text | None
    blocks: Sequence["Block"]
    kind: ClassVar[str] = "condition"


Block = Question | Line | Section | Because
