"""What the fonts of documents can print: everything else is replaced, visibly, so that a name with a sign from elsewhere does
not keep a document from being made.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).with_name("fonts")
INSTEAD = "\N{LOZENGE}"
"""Stands where a sign can't be printed."""


def printable(data: Any) -> tuple[Any, bool]:
    """The same data with every text as it can be printed, and whether something was replaced."""
    replaced = False

    def clean(value: Any) -> Any:
        nonlocal replaced
        if isinstance(value, str):
            text = cleaned(value)
            replaced = replaced or text.count(INSTEAD) > value.count(INSTEAD)
            return text
        if isinstance(value, dict):
            return {key: clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [clean(item) for item in value]
        return value

    return clean(data), replaced


def cleaned(text: str) -> str:
    """A text in composed form, line ends as line feeds, other controls as spaces, the rest as the fonts have it."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_sign(sign) for sign in composed)


def _sign(sign: str) -> str:
    if sign == "\n" or ord(sign) in covered():
        return sign
    category = unicodedata.category(sign)
    if category in ("Zs", "Cc"):
        return " "
    return "" if category == "Cf" else INSTEAD  # marks of direction and joiners print nothing


@cache
def covered() -> frozenset[int]:
    """The code points that every one of our fonts has."""
    found = [frozenset(_code_points(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*found) - frozenset(range(0x20)) - {0x7F, 0xAD}


def _code_points(font: bytes) -> Iterator[int]:
    """From the table `cmap`, format 4: ranges of the basic plane with the glyph of each code point."""
    (tables,) = struct.unpack(">H", font[4:6])
    places = {
        font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * tables, 16)
    }
    cmap = places[b"cmap"]
    (kinds,) = struct.unpack(">H", font[cmap + 2 : cmap + 4])
    for number in range(kinds):
        (offset,) = struct.unpack(">I", font[cmap + 8 + 8 * number : cmap + 12 + 8 * number])
        table = cmap + offset
        if struct.unpack(">H", font[table : table + 2]) == (4,):
            yield from _ranges(font, table)
            return


def _ranges(font: bytes, table: int) -> Iterator[int]:
    (twice,) = struct.unpack(">H", font[table + 6 : table + 8])

    def column(start: int) -> tuple[int, ...]:
        return struct.unpack(f">{twice // 2}H", font[start : start + twice])

    ends, starts = column(table + 14), column(table + 16 + twice)
    deltas, offsets = column(table + 16 + 2 * twice), column(table + 16 + 3 * twice)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + deltas[number] & 0xFFFF
            if offsets[number]:
                at = table + 16 + 3 * twice + 2 * number + offsets[number] + 2 * (point - first)
                (glyph,) = struct.unpack(">H", font[at : at + 2])
            if glyph:
                yield point
