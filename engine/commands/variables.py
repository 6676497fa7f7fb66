"""Variables from outside: only for single models, bounded before anything reads them."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from decisions.feel.values import DECIMAL128
from engine.errors import BadVariables
from engine.packages.package import Package

MAX_DEPTH = 50
MAX_VALUES = 20_000


def accepted(package: Package, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The variables as they are, if the procedure takes any. Raises BadVariables."""
    if variables and not package.is_single:
        raise BadVariables("a procedure of a package keeps answers on record, not as variables")
    return bounded(variables)


def bounded(variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The variables as they are, if they can be kept. Raises BadVariables."""
    if not all(_is_text(text) for text in _texts(variables)):
        raise BadVariables("half a character (a lone surrogate) in a name")
    left, level = MAX_VALUES, list(variables.items())
    for _ in range(MAX_DEPTH):
        left -= len(level)
        if left < 0:
            raise BadVariables(f"more than {MAX_VALUES} values")
        for name, value in level:
            _require_kept(name, value)
        level = [(name, inner) for name, value in level for inner in _inside(value)]
        if not level:
            return variables
    raise BadVariables(f"more than {MAX_DEPTH} levels deep in «{level[0][0]}»")


def _require_kept(name: str, value: Any) -> None:
    if not all(_is_text(text) for text in _texts(value)):
        raise BadVariables(f"half a character (a lone surrogate) in a text or a name in «{name}»")
    if not _is_number_or_other(value):
        raise BadVariables(
            f"a number in «{name}» that is not kept exactly: numbers have at most 34 digits and end at 1E6144"
        )


def _is_number_or_other(value: Any) -> bool:
    """Whether a number is one that FEEL has: finite, with at most 34 digits (IEEE 754 decimal128)."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return True
    try:
        kept = DECIMAL128.create_decimal(value)
        return kept.is_finite() and kept == value
    except ArithmeticError:  # beyond 1E6144, or a signalling NaN
        return False


def _inside(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(name) for name in value] if isinstance(value, Mapping) else []


def _is_text(text: str) -> bool:
    """Whether it can be written: JSON's escapes can name half a character, which UTF-8 does not have."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
