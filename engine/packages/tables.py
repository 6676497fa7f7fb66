"""Decision tables as their designer sees them: columns and numbered rules, and where in them something stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.xml import local, read_xml
from engine.packages.archive import Files

_DMN = "{*}"


@dataclass(frozen=True, slots=True)
class Column:
    """An input or output. `values` and `default` are FEEL as written, empty where nothing is said."""

    id: str
    label: str
    values: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row with the texts of its results."""

    id: str
    number: int
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The table of a decision."""

    file: str
    id: str
    decision: str
    hit_policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rules: tuple[TableRule, ...]


def tables_of(files: Files) -> Iterator[DecisionTable]:
    """Every decision that is a table, in the order of its file."""
    for file in sorted(files):
        if not file.endswith(".dmn"):
            continue
        for decision in read_xml(files[file], file).iterfind(f"{_DMN}decision"):
            table = decision.find(f"{_DMN}decisionTable")
            if table is not None:
                yield _table(file, decision.get("id", ""), table)


def place_of(root: etree._Element, ident: str) -> str:
    """Where the element with this id stands: table, rule and column for a cell, else the id itself."""
    for node in root.iter(etree.Element):
        if node.get("id") == ident:
            return _place(node) or ident
    return ident


def places_reading(root: etree._Element, path: tuple[str, ...]) -> list[str]:
    """The cells and expressions of a file that read a path, e.g. `parameters.lead`."""
    written = re.compile(r"(?<![\w.])" + r"\s*\.\s*".join(map(re.escape, path)) + r"(?!\w)")
    found = []
    for owner in (*root.iterfind(f"{_DMN}decision"), *root.iterfind(f"{_DMN}businessKnowledgeModel")):
        for text in owner.iter(f"{_DMN}text"):
            holder = text.getparent()
            if holder is not None and written.search(text.text or ""):
                found.append(_place(holder) or f"{owner.get('id')}, {holder.get('id') or local(holder)}")
    return found


def _table(file: str, decision: str, table: etree._Element) -> DecisionTable:
    return DecisionTable(
        file,
        table.get("id", decision),
        decision,
        table.get("hitPolicy", "UNIQUE"),
        tuple(_column(node) for node in table.iterfind(f"{_DMN}input")),
        tuple(_column(node) for node in table.iterfind(f"{_DMN}output")),
        tuple(
            TableRule(
                rule.get("id", ""),
                number,
                tuple(_text(e, "text") for e in rule.iterfind(f"{_DMN}outputEntry")),
            )
            for number, rule in enumerate(table.iterfind(f"{_DMN}rule"), 1)
        ),
    )


def _column(node: etree._Element) -> Column:
    label = node.get("label") or node.get("name") or _text(node, "inputExpression/text")
    return Column(
        node.get("id", ""),
        label or "",
        _text(node, "outputValues/text"),
        _text(node, "defaultOutputEntry/text"),
    )


def _text(node: etree._Element, path: str) -> str:
    found = node.find("/".join(f"{_DMN}{tag}" for tag in path.split("/")))
    return (found.text or "").strip() if found is not None else ""


def _place(node: etree._Element) -> str | None:
    """Table, rule and column of a part of a table; None elsewhere."""
    chain = [node, *node.iterancestors()]
    table = next((one for one in chain if local(one) == "decisionTable"), None)
    if table is None:
        return None
    parts = [table.get("id") or "table"]
    rule = next((one for one in chain if local(one) == "rule"), None)
    if rule is not None:
        parts.append(f"rule {[one for one in table if local(one) == 'rule'].index(rule) + 1}")
    column = _column_of(chain, table)
    if column is not None:
        parts.append(f"column «{_column(column).label}»")
    return ", ".join(parts)


def _column_of(chain: list[etree._Element], table: etree._Element) -> etree._Element | None:
    for one in chain:
        if local(one) in {"input", "output"}:
            return one
        if local(one) in {"inputEntry", "outputEntry"}:
            rule = one.getparent()
            assert rule is not None
            number = [cell for cell in rule if local(cell) == local(one)].index(one)
            columns = [head for head in table if local(head) == local(one).removesuffix("Entry")]
            return columns[number] if number < len(columns) else None
    return None
