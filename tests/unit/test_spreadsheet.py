"""A file for Excel holds text only."""

import csv
import io

import pytest

from api.spreadsheet import as_text, spreadsheet

HOSTILE = [
    "=1+1",
    "+41 27 123",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "  =HYPERLINK(1)",
    "\r=1",
    "\n=1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_compute_stays_text(text: str) -> None:
    assert as_text(text).startswith("'")


@pytest.mark.parametrize("text", ["Anna Zurbriggen", "", "a=1", "10.02.2026", "Müller-Roth", "'quoted'"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert as_text(text) == text


def test_a_file_has_its_mark_semicolons_and_one_line_a_row() -> None:
    rows = [['a;"b"', "c\r\nd"], ["=x;y", "é"]]

    portions = list(spreadsheet(["Wer", "Was"], [rows[:1], [], rows[1:]]))

    content = b"".join(portions)
    assert content.startswith(b"\xef\xbb\xbfWer;Was\r\n")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert read == [["Wer", "Was"], ['a;"b"', "c d"], ["'=x;y", "é"]]
