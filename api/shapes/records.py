"""Records of a case: corrected, and how they came to say what they say."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.shapes.shape import Institution, Key, Shape, Version, example


class CorrectRecord(Shape):
    """What is to be different, by the names of the record's fields, in the form of the answers that were given for them.

    null takes a value away; what is not named stays. `version` is that of /versions; `reason` only your office reads.
    """

    model_config = example(version=1, fields={"last_name": "Perrin"}, reason="Beim Erfassen verschrieben.")

    version: Version
    fields: Annotated[dict[str, Any], Field(min_length=1, max_length=100)]
    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class RecordCorrected(Shape):
    """The record in its new version, and the fields that are different now."""

    case: Key
    type: str
    version: int
    fields: list[str]


class Change(Shape):
    """A field that became another, as people read it; null where nothing stood or stands."""

    field: str
    label: str
    category: str
    before: str | None
    after: str | None


class RecordVersion(Shape):
    """A version with what changed. `user` and `institution` null: it followed from a rule. `reason` for the same office only."""

    number: int
    at: datetime
    user: str | None
    institution: Institution | None
    is_correction: bool
    reason: str | None
    changes: list[Change]


class Versions(Shape):
    """The versions of a record as far as it is open to you, newest first.

    `version` is what a correction has to name; null where you may not correct it.
    """

    type: str
    title: str
    version: int | None
    items: list[RecordVersion]
