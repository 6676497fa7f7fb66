"""Every row of a decision table can win: its results are values of their columns, and it has an id of its own."""

import re
from collections.abc import Iterator

from decisions.feel import parse
from engine.clock import SystemClock
from engine.faults import Fault
from engine.packages.package import Package
from engine.packages.tables import Column, DecisionTable, tables_of

_LITERAL = r'(?:"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?|true|false)'
_LITERALS = re.compile(rf"{_LITERAL}(?:\s*,\s*{_LITERAL})*")


def check_tables(package: Package) -> Iterator[Fault]:
    """Results and defaults outside the output values of their column, and ids that stand twice."""
    for table in tables_of(package.files):
        yield from _ids(table)
        for place, column, text in _results(table):
            allowed, given = _values(column.values), _values(text)
            if allowed and given and not set(given) <= set(allowed):
                yield Fault(
                    table.file,
                    place,
                    "DMN-OUTPUT",
                    f"«{text}» is none of the output values of the column «{column.label}», so it never counts.",
                    f"Write one of {column.values}, or add it to the output values.",
                )


def _ids(table: DecisionTable) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for rule in table.rules:
        if rule.id in seen:
            yield Fault(
                table.file,
                f"{table.id}, rule {rule.number}",
                "DMN-RULE",
                f"The id «{rule.id}» is that of rule {seen[rule.id]} too.",
                "Give each rule an id of its own: its texts and its trace are found by it.",
            )
        seen.setdefault(rule.id, rule.number)


def _results(table: DecisionTable) -> Iterator[tuple[str, Column, str]]:
    for column in table.outputs:
        yield f"{table.id}, default, column «{column.label}»", column, column.default
    for rule in table.rules:
        for column, text in zip(table.outputs, rule.results, strict=True):
            yield f"{table.id}, rule {rule.number}, column «{column.label}»", column, text


def _values(text: str) -> list[object]:
    """The values of a list of literals; none where something is computed."""
    if not _LITERALS.fullmatch(text):
        return []
    values = parse(f"[{text}]").evaluate({}, SystemClock().now()).value
    return values if isinstance(values, list) else []
