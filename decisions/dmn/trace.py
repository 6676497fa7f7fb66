"""How a decision came about, for people to read; it holds values of the case and is shown, never kept."""

from dataclasses import dataclass
from typing import NamedTuple


class TracedInput(NamedTuple):
    """A column's label, its expression and what it gave."""

    label: str
    text: str
    value: object


class TracedCell(NamedTuple):
    """A condition and whether it held; None where that is unknown."""

    text: str
    matched: bool | None


class TracedOutput(NamedTuple):
    """A result's name and expression; its value only where the rule matched."""

    name: str
    text: str
    value: object


class TracedRule(NamedTuple):
    """A row of the table: number from 1, id, whether all its conditions held, and what it says."""

    number: int
    rule: str
    matched: bool
    cells: tuple[TracedCell, ...]
    outputs: tuple[TracedOutput, ...]
    annotation: str


@dataclass(frozen=True, slots=True)
class TracedTable:
    """One run through a decision table, `table` being its id."""

    table: str
    owner: str
    hit_policy: str
    inputs: tuple[TracedInput, ...]
    rules: tuple[TracedRule, ...]
    value: object


@dataclass(frozen=True, slots=True)
class Trace:
    """A decision, its table if it has one, its value, and the decisions and functions it rests on.

    `kind` is the tag of its logic: decisionTable, literalExpression, context and so on.
    """

    decision: str
    name: str
    kind: str
    hit_policy: str
    inputs: tuple[TracedInput, ...]
    rules: tuple[TracedRule, ...]
    value: object
    required: tuple["Trace", ...] = ()
