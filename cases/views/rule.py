"""The decision table behind a proposal, in words people read: which row applies and what it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from cases.views.wording import Wording
from decisions.dmn import Trace, TracedRule
from engine.bpmn.xml import read_xml
from forms import Text

_DMN = "{*}"
_COMPARISON = re.compile(r"(>=|<=|<|>)\s*(\S+)")
_PARAMETER = re.compile(r"parameters\.([a-z_]+)")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "any": "gleichgültig",
        ">=": "{} oder mehr",
        "<=": "höchstens {}",
        ">": "mehr als {}",
        "<": "weniger als {}",
    },
    "fr": {
        "any": "indifférent",
        ">=": "{} ou plus",
        "<=": "au plus {}",
        ">": "plus de {}",
        "<": "moins de {}",
    },
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: in words, or as it stands in the table (`is_code`)."""

    text: str
    is_code: bool = False
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the table."""

    number: int
    says: Text
    conditions: tuple[Cell, ...]
    results: tuple[Cell, ...]
    is_hit: bool


@dataclass(frozen=True, slots=True)
class RuleView:
    """A decision table with the rows that applied, and the tables it rests on."""

    name: Text
    hit_policy: str
    inputs: tuple[Text, ...]
    values: tuple[str, ...]
    outputs: tuple[Text, ...]
    rows: tuple[RowView, ...]
    required: tuple["RuleView", ...]


def view_rule(wording: Wording, trace: Trace, told: set[str] | None = None) -> RuleView:
    """The table of a trace with its labels in the reader's language; what several tables rest on is shown once."""
    told = set() if told is None else told
    told.add(trace.decision)
    inputs, outputs = _columns(wording, trace.decision)
    key = f"decisions.{trace.decision}"
    first = trace.rules[0] if trace.rules else None
    return RuleView(
        name=wording.get(key, trace.name),
        hit_policy=trace.hit_policy,
        inputs=tuple(
            wording.get(f"{key}.{ident}", column.label)
            for ident, column in zip(_padded(inputs, len(trace.inputs)), trace.inputs, strict=True)
        ),
        values=tuple(_value(wording, column.value) for column in trace.inputs),
        outputs=tuple(
            wording.get(f"{key}.{ident}", column.name)
            for ident, column in zip(
                _padded(outputs, len(first.outputs) if first else 0),
                first.outputs if first else (),
                strict=True,
            )
        ),
        rows=tuple(_row(wording, key, rule) for rule in trace.rules),
        required=tuple(
            view_rule(wording, one, told) for one in trace.required if one.rules and one.decision not in told
        ),
    )


def _row(wording: Wording, key: str, rule: TracedRule) -> RowView:
    return RowView(
        rule.number,
        wording.get(f"{key}.{rule.rule}", rule.annotation),
        tuple(_cell(wording, cell.text) for cell in rule.cells),
        tuple(_cell(wording, output.text) for output in rule.outputs),
        rule.matched,
    )


def _cell(wording: Wording, text: str) -> Cell:
    """Simple conditions in words; what is not simple stays as the designer wrote it."""
    words = _WORDS.get(wording.language, _WORDS["de"])
    plain = _PARAMETER.sub(lambda m: str(wording.package.parameters.get(m[1], m[0])), text.strip())
    if plain in {"", "-"}:
        return Cell(words["any"], is_any=True)
    if plain in {"true", "false"}:
        return Cell(_value(wording, plain == "true"))
    comparison = _COMPARISON.fullmatch(plain)
    if comparison and comparison[2].replace(".", "").isdigit():
        return Cell(words[comparison[1]].format(comparison[2]))
    if re.fullmatch(r'"[^"]*"', plain):
        return Cell(_value(wording, plain.strip('"')))
    return Cell(plain, is_code=True)


def _value(wording: Wording, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(wording, item) for item in value) or "–"
    if isinstance(value, str):
        return _label(wording, value)
    return wording.value("", "", value if not isinstance(value, Decimal) else _whole(value))


def _whole(value: Decimal) -> Decimal | int:
    return int(value) if value == value.to_integral_value() else value


def _label(wording: Wording, code: str) -> str:
    """The label of a code, where the vocabulary has one."""
    for group in ("problem_field_groups", "problem_fields", "target_group", "fitness"):
        text = wording.get(f"vocabulary.{group}.{code}", "").text
        if text:
            return text
    return code


def _padded(idents: Sequence[str], length: int) -> list[str]:
    return [*idents, *([""] * length)][:length]


def _columns(wording: Wording, decision: str) -> tuple[list[str], list[str]]:
    """The ids of a table's columns: texts are keyed by them, a trace carries only labels."""
    for name, content in wording.package.files.items():
        if name.endswith(".dmn"):
            for found in read_xml(content, name).iterfind(f".//{_DMN}decision"):
                if found.get("id") == decision:
                    return _idents(found, "input"), _idents(found, "output")
    return [], []


def _idents(decision: etree._Element, tag: str) -> list[str]:
    return [column.get("id") or "" for column in decision.iterfind(f"{_DMN}decisionTable/{_DMN}{tag}")]
