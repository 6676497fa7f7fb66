"""Procedures, and what a deployment gives."""

from datetime import date

from api.shapes.shape import Shape


class Procedure(Shape):
    """A procedure in its newest version."""

    id: str
    title: str
    version: str
    canton: str
    content_hash: str
    valid_from: date
    may_start: bool


class Deployment(Shape):
    """A released version; `is_new` false when this content had been released before."""

    procedure: str
    version: str
    number: int
    content_hash: str
    is_new: bool
