"""What was counted, as it is kept in a row."""

from dataclasses import dataclass

import orjson

from cases.figures.counting import Figure
from cases.rows import FigureSet


@dataclass(frozen=True, slots=True)
class Read:
    """What was counted of an institution's cases, and by which version. `has_ended`: it doesn't see all of them any more."""

    version: str
    has_ended: bool
    figures: tuple[Figure, ...]


def read_figures(row: FigureSet) -> Read:
    """What a row says."""
    content = orjson.loads(row.content)
    figures = (Figure(**{**one, "cut_off": row.day}) for one in content["figures"])
    return Read(content["version"], content["has_ended"], tuple(figures))
