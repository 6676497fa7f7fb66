"""Whether a person is known from other cases: asked and answered by the coordination."""

from datetime import date, datetime
from typing import Annotated

from api.shapes.shape import Institution, Key, Shape, example, one_of


class PersonOut(Shape):
    """Who somebody is, to tell people apart by; null where it is not on record."""

    name: str | None
    born_on: date | None
    town: str | None


class KnownCase(Shape):
    """Another case. `by`: the same AHV number, the same name and date of birth, or what people have said: LINKED, APART.

    `person` is null where that case is not open to you any more.
    """

    case: Key
    reference: str
    procedure: str
    office: Institution
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    by: Annotated[str, one_of("AHV", "NAME_AND_BIRTH", "LINKED", "APART")]
    person: PersonOut | None


class Returning(Shape):
    """The person of a case, and the other cases that are or may be theirs, newest first."""

    person: PersonOut
    known: list[KnownCase]


class Recognise(Shape):
    """What you say: the other case is of the same person, or of somebody else."""

    model_config = example(other="7105229384521375744", is_same=True)

    other: Key
    is_same: bool


class Recognised(Shape):
    """It is on record."""

    case: Key
    other: Key
    is_same: bool
