"""Files of RAV systems are read without trust: a fault of the file means nothing, a fault of a line means this line."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.rav.reading import COLUMNS, MOST_BYTES, read_rav_file
from api.rav_errors import SENTENCES, error_file
from cases.rav import FILE_FAULTS, LINE_FAULTS
from engine.clock import StoryClock
from tests import rav
from tests.rav import GONE, SARA, checksum, named, written

CLOCK = StoryClock(datetime(2026, 2, 10, 11, tzinfo=UTC))
GOOD = written([SARA])


def read(content: bytes | None, name: str = named(), told: bytes | None = None, **more: str):  # type: ignore[no-untyped-def]
    return read_rav_file(
        name, content, checksum(content or b"") if told is None else told, "VS01", CLOCK, **more
    )


def faults(**changed: str) -> list[tuple[int, str, str]]:
    return [(f.number, f.column, f.code) for f in read(written([SARA | changed])).faults]


def test_a_good_file_gives_its_lines_as_they_are_kept() -> None:
    file = read(written([SARA, SARA | GONE | {"avamPersonNr": "A-2"}]))

    assert (file.fault, file.faults) == (None, ())
    assert [line.number for line in file.lines] == [2, 3]
    assert file.lines[0].values["ahvn13"] == "756.9217.0769.85"


@pytest.mark.parametrize(
    ("fault", "content", "name", "told"),
    [
        ("hash-wrong", GOOD, named(), checksum(b"other")),
        ("hash-unreadable", GOOD, named(), b"nothing"),
        ("trailer-missing", GOOD[:-7], named(), None),
        ("header-wrong", b"", named(), None),
        ("count-wrong", written([SARA], 2), named(), None),
        ("version-unknown", GOOD, named().replace("v1", "v2"), None),
        ("name-wrong", GOOD, "../../etc/passwd", None),
        ("name-wrong", GOOD, named(day="20261399"), None),
        ("other-rav", GOOD, named(code="LU01"), None),
        ("other-rav", written([SARA | {"ravCode": "LU01"}]), named(), None),
        ("not-utf8", GOOD.replace(b"Sara", b"S\xe4ra"), named(), None),
        ("header-wrong", GOOD.replace(b"vorname", b"vornamen"), named(), None),
        ("too-large", None, named(), None),
        ("too-large", b"x" * (MOST_BYTES + 1), named(), None),
        ("too-many-lines", b"\n" * 10_000 + b"a;b\n" * 10_003, named(), None),
    ],
)
def test_a_fault_of_the_file_leaves_no_line(
    fault: str, content: bytes | None, name: str, told: bytes | None
) -> None:
    file = read(content, name, told)

    assert (file.fault, file.lines, file.faults) == (fault, (), ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"ahvn13": "7569217076984"}, ("ahvn13", "ahv")),
        ({"ahvn13": "7579217076985"}, ("ahvn13", "ahv")),
        ({"nachname": ""}, ("nachname", "required")),
        ({"einwilligungRef": ""}, ("einwilligungRef", "consent-missing")),
        ({"geburtsdatum": "14.11.2000"}, ("geburtsdatum", "date")),
        ({"stichtag": "2026-02-11"}, ("stichtag", "future")),
        ({"status": "SONST"}, ("status", "code")),
        ({"bfsGemeindeNr": "10000"}, ("bfsGemeindeNr", "number")),
        ({"vorname": "x" * 101}, ("vorname", "too-long")),
        ({"vorname": "a\x07b"}, ("", "control-character")),
        ({"vorname": '"offen'}, ("", "quotes")),
        ({"vorname": "a;b"}, ("", "columns")),
    ],
)
def test_a_fault_of_a_line_concerns_this_line_alone(changed: dict[str, str], fault: tuple[str, str]) -> None:
    file = read(written([SARA | changed, SARA | {"avamPersonNr": "A-2"}]))

    assert [(f.number, f.column, f.code) for f in file.faults] == [(2, *fault)]
    assert [line.number for line in file.lines] == [3]


def test_a_deregistration_says_when_and_why() -> None:
    assert faults(status="ABGEMELDET") == [(2, "abmeldedatum", "required"), (2, "abmeldegrund", "required")]


def test_every_fault_has_its_sentence_in_two_languages_and_nothing_that_was_sent_is_repeated() -> None:
    assert set(SENTENCES) == {*FILE_FAULTS, *LINE_FAULTS}
    assert {column for column, _ in COLUMNS.values()} <= set(LINE_FAULTS)
    bad = read(written([SARA | {"nachname": '=cmd|"/c calc"!A1', "ahvn13": "+41", "status": "@SUM(A1)"}]))

    rows = list(csv.reader(io.StringIO(error_file(None, bad.faults).decode("utf-8-sig")), delimiter=";"))

    assert rows[0] == ["zeile", "feld", "code", "hinweis_de", "remarque_fr"]
    assert len(rows) > 1
    assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)
    assert b"calc" not in error_file(None, bad.faults)


@given(st.binary(max_size=400), st.text(max_size=30), st.binary(max_size=100))
def test_whatever_comes_is_answered_by_a_fault(content: bytes, name: str, told: bytes) -> None:
    name = name.encode("utf-8", "replace").decode()
    assert read_rav_file(name, content, told, "VS01", CLOCK).fault in FILE_FAULTS
    assert read(content).fault in FILE_FAULTS


@given(st.text(alphabet=st.characters(exclude_characters="\n\r", exclude_categories=("Cs",)), max_size=300))
def test_whatever_a_line_holds_the_next_one_is_read(row: str) -> None:
    lines = GOOD.decode().split("\r\n")
    content = "\r\n".join([lines[0], row, lines[1], "T;2", ""]).encode()
    file = read(content)

    assert file.fault in (None, "other-rav")
    assert file.fault or [line.number for line in file.lines][-1:] == [3]


def test_numbers_of_tests_are_valid() -> None:
    assert faults(ahvn13=rav.ahv(77)) == []
