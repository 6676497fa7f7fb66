"""What verification finds in a decision table, as data: kinds, reasons, rules and conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Language = Literal["de", "fr", "en"]
MOST_FINDINGS = 20  # of a table; the rest is counted


class FindingKind(StrEnum):
    """What can be found; the first four are faults of the table as a whole, the next two of single entries."""

    GAP = "gap"
    OVERLAP = "overlap"
    CONTRADICTION = "contradiction"
    UNREACHABLE = "unreachable"
    IMPOSSIBLE = "impossible"
    OUTPUT_NOT_ALLOWED = "output-not-allowed"
    NOT_JUDGED = "not-judged"
    TOO_LARGE = "too-large"


class Reason(StrEnum):
    """Why something was not judged, or what was not verified wholly."""

    COMPUTES = "computes"
    MORE_THAN_THE_VALUE = "more-than-the-value"
    COMPOUND = "compound"
    UNKNOWN_ORDER = "unknown-order"
    ALLOWED_VALUES = "allowed-values"
    TOO_MUCH = "too-much"
    COMPUTED_OUTPUT = "computed-output"
    GAPS = "gaps"
    OVERLAPS = "overlaps"
    UNREACHABLE_RULES = "unreachable-rules"


@dataclass(frozen=True, slots=True)
class ConcernedRule:
    """A rule by its number from 1 and its id."""

    number: int
    id: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What the value of a column must be: tests in FEEL of which one holds, or none where negated."""

    label: str
    tests: tuple[str, ...]
    negated: bool = False

    @property
    def feel(self) -> str:
        """The unary tests as they could stand in a cell."""
        joined = ", ".join(self.tests)
        return f"not({joined})" if self.negated else joined


@dataclass(frozen=True, slots=True)
class Facts:
    """One thing found in a table, as data.

    `where` are all inputs concerned (columns that do not matter are left out); `example` is one of them in all
    columns, label to value in FEEL (a test such as «< limit» where the bound is unknown). `column` and `entries` are
    the label and the texts of the cells or results concerned; `more` says how many findings of the kind are left out.
    """

    kind: FindingKind
    decision: str
    name: str
    table: str
    rules: tuple[ConcernedRule, ...] = ()
    where: tuple[Condition, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict, hash=False)
    column: str = ""
    entries: tuple[str, ...] = ()
    reason: Reason | None = None
    more: int = 0
