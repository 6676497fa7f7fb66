"""Consents of a case, and their withdrawal."""

from datetime import date, datetime

from api.shapes.shape import ConsentState, Institution, Key, Shape


class ConsentOut(Shape):
    """A decision of the person."""

    key: Key
    type: str
    title: str
    state: ConsentState
    recipients: list[Institution]
    categories: list[str]
    signed_on: date | None
    valid_until: date | None
    withdrawn_at: datetime | None


class Withdrawn(Shape):
    """The consent is withdrawn, at once and for the future."""

    consent: Key
    state: ConsentState


class ConsentPage(Shape):
    """The decisions of the person in a case, newest first."""

    items: list[ConsentOut]
