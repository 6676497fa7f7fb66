"""Notes on a case, and mentions in them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.shapes.shape import Institution, Key, Shape, example, one_of

Audience = Literal["own", "shared"]
Category = Literal["MASTER", "WORK", "MEASURE", "FINANCE", "SOCIAL_ASSISTANCE", "FAMILY", "HEALTH"]


class WriteNote(Shape):
    """A note. `audience` own: those of your institution who work on the case; shared: every institution too that may
    see `category` at the moment of reading. `mentions`: users who may read it."""

    model_config = example(
        text="Sara hat am Dienstag zugesagt.", audience="shared", category="WORK", mentions=[]
    )

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    audience: Audience = "own"
    category: Category = "WORK"
    mentions: Annotated[list[Key], Field(max_length=50, default_factory=list)]


class NoteWritten(Shape):
    """The note is kept; `mentions` are the users mentioned, each once."""

    note: Key
    case: Key
    mentions: list[Key]


class NoteTakenBack(Shape):
    """The text of the note is gone for good."""

    note: Key
    case: Key


class NoteOut(Shape):
    """A note. `text` is null once it was withdrawn (`withdrawn_at`), or erased with the case. `mentions`: names."""

    key: Key
    author: str
    institution: Institution
    audience: Annotated[str, one_of("own", "shared")]
    category: str
    category_label: str
    text: str | None
    created_at: datetime
    withdrawn_at: datetime | None
    may_withdraw: bool
    mentions: list[str]
    mentions_you: bool


class NotePage(Shape):
    """Notes of a case, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[NoteOut]
    next: Key | None


class MentionOut(Shape):
    """A note mentions you, and you have not marked it as seen: who wrote it, in which case, when."""

    key: Key
    note: Key
    case: Key
    reference: str
    author: str
    institution: Institution
    created_at: datetime


class MentionPage(Shape):
    """Mentions that wait for you, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[MentionOut]
    next: Key | None


class SeeMentions(Shape):
    """The notes that were shown to you."""

    model_config = example(notes=["7105229384521375744"])

    notes: Annotated[list[Key], Field(max_length=200)]


class MentionsSeen(Shape):
    """The notes in which a mention of you waited until now."""

    seen: list[Key]
