"""Writes what is written out: literals, names, and the names of kinds."""

import re
from datetime import date, time
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.formatting.writing import NEGATION, Piece, writes
from decisions.feel.kinds import Kind
from decisions.feel.texts import number_text
from decisions.feel.tokens import joined, tokens_of
from decisions.feel.tree import Literal, Name, NoValue
from decisions.feel.values import DaysTime, YearsMonths

_CONSTANTS = {None: "null", True: "true", False: "false"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_KEY_SIGNS = frozenset("+-*/'.")


@writes(Literal)
def literal(node: Literal) -> Piece:
    # Patterns are written as in "\d+": the text keeps its own escapes, unless it runs over several lines.
    if node.written and "\n" not in node.written:
        return Piece((node.written,))
    if isinstance(node.value, Decimal) and node.value < 0:
        return Piece((number_text(node.value),), NEGATION)
    return Piece((value_text(node.value),))


def value_text(value: object) -> str:
    """The literal that has this value."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date | time | FarDate | FarMoment):
        return f'@"{dates.text_of(value)}"'
    assert isinstance(value, YearsMonths | DaysTime)
    return f'@"{value}"'


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return '"' + re.sub(r'[\\"\n\r\t]', lambda sign: _ESCAPES[sign[0]], text) + '"'


@writes(NoValue)
def no_value(node: NoValue) -> Piece:
    return Piece((node.written,))


@writes(Name)
def name(node: Name) -> Piece:
    return Piece((node.name,))


def key_text(key: str) -> str:
    """The key of a context as it stands, or in quotation marks where it would not be read as that key."""
    try:
        tokens = tokens_of(key)[:-1]
    except FeelSyntaxError:
        return quoted(key)
    plain = all(token.kind in ("name", "number") or token.text in _KEY_SIGNS for token in tokens)
    is_name = bool(tokens) and tokens[0].kind == "name" and plain and joined(tokens) == key
    return key if is_name else quoted(key)


def kind_text(kind: Kind) -> str:
    """The kind as `instance of` and parameters name it."""
    if kind.name == "function" and kind.inside is not None:
        return f"function<{', '.join(map(kind_text, kind.parameters))}> -> {kind_text(kind.inside)}"
    if kind.inside is not None:
        return f"{kind.name}<{kind_text(kind.inside)}>"
    if kind.fields:
        return f"context<{', '.join(f'{name}: {kind_text(inside)}' for name, inside in kind.fields)}>"
    return kind.name
