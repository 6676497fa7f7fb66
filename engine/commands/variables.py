"""Variables from outside: only for single models, bounded before anything reads them."""

from collections.abc import Mapping
from typing import Any

from engine.errors import BadVariables
from engine.packages.package import Package

MAX_DEPTH = 50
MAX_VALUES = 20_000


def accepted(package: Package, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The variables as they are, if the procedure takes any. Raises BadVariables."""
    if variables and not package.is_single:
        raise BadVariables("a procedure of a package keeps answers on record, not as variables")
    left = MAX_VALUES + 1
    level: list[Any] = [variables]
    for _ in range(MAX_DEPTH + 1):
        left -= len(level)
        if left < 0:
            raise BadVariables(f"more than {MAX_VALUES} values")
        if not all(_is_text(text) for value in level for text in _texts(value)):
            raise BadVariables("half a character (a lone surrogate) in a text or a name")
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return variables
    raise BadVariables(f"more than {MAX_DEPTH} levels deep")


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
