"""Procedures, and what a deployment gives."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import Shape, one_of


class Procedure(Shape):
    """A procedure in its newest version."""

    id: str
    title: str
    version: str
    canton: str
    content_hash: str
    valid_from: date
    may_start: bool


class Finding(Shape):
    """Something about a model, at its place: what, and the way out. `name` is what people call the place."""

    file: str
    place: str
    rule: str
    message: str
    remedy: str
    name: str = ""


class Reading(Shape):
    """How something was read that may be written in several ways."""

    place: str
    rule: str
    message: str


class Other(Shape):
    """Another executable process of the same upload: a procedure of its own."""

    procedure: str
    version: str


class DraftOut(Shape):
    """A model that lacks only what its execution needs: what, element by element."""

    procedure: str
    content_hash: str
    created_at: datetime
    todo: list[Finding]


class Deployment(Shape):
    """A released version; `is_new` false when this content had been released before.

    A single model that lacks only what its execution needs is kept as a draft: then `todo` says what is missing, element
    by element, and there is no version to start.
    """

    procedure: str
    status: Annotated[str, one_of("released", "draft")] = "released"
    version: str | None
    number: int | None
    content_hash: str
    is_new: bool
    others: list[Other] = Field(default=[])
    todo: list[Finding] = Field(default=[])
    warnings: list[Finding] = Field(default=[])
    notes: list[Reading] = Field(default=[])
