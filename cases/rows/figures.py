"""Figures as they were counted last."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class FigureSet(Row):
    """The figures of a procedure, of the cases that were ever open to an institution (0: of all cases, which nobody reads; it says
    that the day is done). `content`: their numbers as JSON, and by which version of the procedure; nothing of a person. The next night replaces it: any day can be
    counted anew from the histories.
    """

    UNIQUE: ClassVar = (("procedure", "institution_key"),)
    INDEXES: ClassVar = (("institution_key",),)

    key: int
    procedure: str
    institution_key: int
    day: date
    counted_at: datetime
    content: str
