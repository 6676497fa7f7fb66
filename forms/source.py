"""From bytes to plain JSON values, with limits: nothing oversized, ambiguous or unprintable gets further."""

import json
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

from forms.faults import Fault, FormError

MAX_BYTES = 512 * 1024
MAX_DEPTH = 48

# Marks that turn the reading direction can make a label say something else than it stores.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Json = None | bool | int | float | Decimal | str | list["Json"] | dict[str, "Json"]


def unprintable(text: str, allowed: str = "\n\t") -> bool:
    """Whether the text holds control characters, lone surrogates or marks that turn the direction."""
    if text.isascii() and text.isprintable():
        return False
    return any(
        char in _TURNING or (unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed)
        for char in text
    )


def encodable(text: str) -> str:
    """The text with a ? for every lone surrogate, which no page or file could carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def read_json(definition: bytes) -> Json:
    """Read a form's JSON; FormError when it is too large, too deep, ambiguous or no JSON."""
    if len(definition) > MAX_BYTES:
        raise _refused(
            f"The file has {len(definition)} bytes.", f"A form may have {MAX_BYTES}; split it in two tasks."
        )
    try:
        value: Json = json.loads(
            definition.decode("utf-8-sig"),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_constant,
            parse_float=Decimal,
        )
    except RecursionError as error:
        raise _refused("The JSON is nested too deep.", "Take groups out of groups.") from error
    except (ValueError, ArithmeticError) as error:
        raise _refused(
            f"This is no readable JSON: {_plain(error)}.", "Save the form again from the form editor."
        ) from error
    for text, depth in _strings(value):
        if depth > MAX_DEPTH:
            raise _refused("The JSON is nested too deep.", "Take groups out of groups.")
        if unprintable(text):
            raise _refused(f"The text {text[:40]!a} holds a control character.", "Type this text anew.")
    return value


def _strings(root: Json) -> Iterator[tuple[str, int]]:
    waiting: list[tuple[Json, int]] = [(root, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            yield value, depth
        elif isinstance(value, dict):
            yield "", depth
            waiting.extend((part, depth + 1) for pair in value.items() for part in pair)
        elif isinstance(value, list):
            yield "", depth
            waiting.extend((part, depth + 1) for part in value)


def _without_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {double[:40]!a} stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _plain(error: Exception) -> str:
    return str(error)[:160] or type(error).__name__


def _refused(message: str, remedy: str) -> FormError:
    return FormError([Fault("form", message, remedy)])
