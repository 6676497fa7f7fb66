"""Figures of an institution."""

from datetime import date

from pydantic import Field

from api.shapes.shape import Shape


class FigureOut(Shape):
    """A number of persons, or a part of them (`denominator`); `excluded` persons are in neither."""

    name: str = Field(description="e.g. integrated, job_found, registered_again; the page says what each is")
    requirement: str
    numerator: int | None
    denominator: int | None
    excluded: int | None
    percent: int | None = Field(description="whole hundredths; those of parts of a whole add up to 100")
    parts_of: str = Field(description="with the others of this name it makes up a whole")


class PeopleRange(Shape):
    """How many people some percentages are."""

    least: int
    most: int


class ContextOut(Shape):
    """What a source document says, of its year: nothing that this server counts."""

    name: str
    text: str
    year: int
    people: PeopleRange | None
    figure: str | None
    points: int | None = Field(description="percentage points by which the figure differs from it")


class ShareOut(Shape):
    """What a carrier pays, in whole Rappen."""

    carrier: str
    rappen: int


class ProcedureFiguresOut(Shape):
    """Of one procedure, of the cases that were ever open to your institution, up to the cut-off day and with it."""

    procedure: str
    version: str
    title: str
    source: str
    cut_off: date
    keeps_back: bool = Field(
        description="your institution doesn't see all of these cases any more: numbers of few people are null"
    )
    figures: list[FigureOut]
    context: list[ContextOut]
    shares: list[ShareOut] = Field(description="of the costs asked for, where carriers share them")


class Figures(Shape):
    """As they were counted last night."""

    items: list[ProcedureFiguresOut]
