"""Tells in plain words how a decision came about: what it rests on, which rule matched, which cell kept the others out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from decisions.dmn.trace import Trace, TracedCell, TracedInput, TracedRule
from decisions.feel.texts import feel_text

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "is": "{name}: {value}",
        "matches": "Regel {number} trifft zu{because}.",
        "fails": "Regel {number} trifft nicht zu: {cell}.",
        "because": ", weil {cells}",
        "holds": "{label} = {value} die Bedingung «{cell}» erfüllt",
        "misses": "{label} = {value} erfüllt «{cell}» nicht",
        "unknown": "bei {label} = {value} ist «{cell}» nicht zu entscheiden",
        "none": "Keine Regel trifft zu.",
        "and": " und ",
        "rests": "Das stützt sich auf:",
        "null": "unbekannt",
        "true": "ja",
        "false": "nein",
    },
    "fr": {
        "is": "{name}\u202f: {value}",
        "matches": "La règle {number} s’applique{because}.",
        "fails": "La règle {number} ne s’applique pas\u202f: {cell}.",
        "because": ", car {cells}",
        "holds": "{label} = {value} remplit la condition «\u202f{cell}\u202f»",
        "misses": "{label} = {value} ne remplit pas «\u202f{cell}\u202f»",
        "unknown": "avec {label} = {value}, «\u202f{cell}\u202f» ne peut être tranché",
        "none": "Aucune règle ne s’applique.",
        "and": " et ",
        "rests": "Cela s’appuie sur\u202f:",
        "null": "inconnu",
        "true": "oui",
        "false": "non",
    },
    "en": {
        "is": "{name}: {value}",
        "matches": "Rule {number} applies{because}.",
        "fails": "Rule {number} does not apply: {cell}.",
        "because": ", because {cells}",
        "holds": "{label} = {value} meets the condition «{cell}»",
        "misses": "{label} = {value} does not meet «{cell}»",
        "unknown": "with {label} = {value}, «{cell}» can't be decided",
        "none": "No rule applies.",
        "and": " and ",
        "rests": "This rests on:",
        "null": "unknown",
        "true": "yes",
        "false": "no",
    },
}
LANGUAGES = tuple(_TEXTS)
_INDENT = "  "


def explain(trace: Trace, language: str = "de") -> str:
    """How the decision came about, in lines. language: de, fr or en; KeyError for another one.

    The text holds values of the case: it is for those who may see them, never for a log.
    """
    return "\n".join(_lines(trace, _TEXTS[language], set()))


def _lines(trace: Trace, texts: Mapping[str, str], told: set[str]) -> Iterator[str]:
    """A decision that several others rest on is told once; after that only its value."""
    yield texts["is"].format(name=_plain(trace.name), value=_plain(shown(trace.value, texts)))
    if trace.decision in told:
        return
    told.add(trace.decision)
    if trace.rules and not any(rule.matched for rule in trace.rules):
        yield _INDENT + texts["none"]
    for rule in trace.rules:
        yield _INDENT + _told(rule, trace.inputs, texts)
    if trace.required:
        yield _INDENT + texts["rests"]
        for one in trace.required:
            yield from (_INDENT * 2 + line for line in _lines(one, texts, told))


def _told(rule: TracedRule, inputs: tuple[TracedInput, ...], texts: Mapping[str, str]) -> str:
    """Why a rule matched: its conditions; why it did not: the first that failed, which is the cell that decided."""
    cells = list(zip(inputs, rule.cells, strict=True))
    if rule.matched:
        held = [_cell("holds", one, cell, texts) for one, cell in cells if cell.text not in ("", "-")]
        because = texts["because"].format(cells=texts["and"].join(held)) if held else ""
        return texts["matches"].format(number=rule.number, because=because)
    one, cell = next((one, cell) for one, cell in cells if cell.matched is not True)
    kind = "unknown" if cell.matched is None else "misses"
    return texts["fails"].format(number=rule.number, cell=_cell(kind, one, cell, texts))


def _cell(kind: str, one: TracedInput, cell: TracedCell, texts: Mapping[str, str]) -> str:
    value = _plain(shown(one.value, texts))
    return texts[kind].format(label=_plain(one.label), value=value, cell=_plain(cell.text))


def _plain(text: str) -> str:
    """The text on one line: signs that steer a terminal, or begin a line of their own, are left out."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def shown(value: object, texts: Mapping[str, str]) -> str:
    """A value for people: yes and no in words, dates as dd.mm.yyyy, all else as FEEL writes it."""
    if value is None or isinstance(value, bool):
        return texts["null" if value is None else "true" if value else "false"]
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return ", ".join(shown(item, texts) for item in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{name} = {shown(item, texts)}" for name, item in value.items())
    return value if isinstance(value, str) else feel_text(value)
