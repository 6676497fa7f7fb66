"""Rows as a file that a Swiss Excel opens by a double click: UTF-8 with its mark, semicolons, no formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = frozenset("=+-@\t\r\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}")
"""What a cell may not begin with: Excel and LibreOffice would compute it."""


def as_text(value: str) -> str:
    """A cell that stays text, whatever somebody called themselves; line breaks become spaces."""
    plain = " ".join(value.splitlines())
    begins = plain.lstrip()[:1]
    return f"'{plain}" if plain[:1] in _FORMULA or begins in _FORMULA else plain


def spreadsheet(head: Sequence[str], portions: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    """The file, portion by portion: the head first, then every row."""
    yield (MARK + _lines([head])).encode()
    for portion in portions:
        yield _lines(portion).encode()


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([as_text(cell) for cell in row] for row in rows)
    return written.getvalue()
