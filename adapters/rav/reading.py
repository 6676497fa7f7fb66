"""Files `iiz_rav_v1_<ravCode>_<yyyymmdd>_<number>.csv`: read without trust, line by line, and never raising.

UTF-8, `;`, a header, lines, and at the end `T;<number of lines>`; the checksum (SHA-256, hex) stands in a file beside. A fault
of the whole file means that nothing of it is applied. A fault of a line concerns this line alone, and each is told by number,
column and code: no value of anybody is repeated.
"""

import csv
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cases.rav import CANCEL, CHANGE, NEW, REASONS, Fault, Line, ReadFile
from engine.clock import Clock, local_day
from forms.formats import FORMATS

MOST_BYTES = 4_000_000
MOST_LINES = 10_000
LONGEST_LINE = 4_000
MOST_FAULTS_OF_A_LINE = 10
_NAME = re.compile(r"iiz_rav_v([0-9]{1,3})_([A-Za-z0-9-]{1,20})_([0-9]{8})_([0-9]{1,6})\.csv", re.ASCII)
_HASH = re.compile(rb"\s*([0-9a-fA-F]{64})(?:[ \t]+\*?[^\r\n]{0,200})?\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_OPAQUE = re.compile(r"[\x21-\x7e]{1,64}", re.ASCII)


def _any(longest: int) -> Callable[[str], str | None]:
    return lambda text: text if len(text) <= longest else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _number(least: int, most: int) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        return str(int(text)) if _NUMBER.fullmatch(text) and least <= int(text) <= most else None

    return read


def _one_of(*codes: str) -> Callable[[str], str | None]:
    return lambda text: text if text in codes else None


def _opaque(text: str) -> str | None:
    return text if _OPAQUE.fullmatch(text) else None


COLUMNS: Mapping[str, tuple[str, Callable[[str], str | None]]] = {
    "stichtag": ("date", _day),
    "avamPersonNr": ("code", _opaque),
    "ahvn13": ("ahv", FORMATS["ahv"]),
    "nachname": ("too-long", _any(100)),
    "vorname": ("too-long", _any(100)),
    "geburtsdatum": ("date", _day),
    "geschlecht": ("code", _one_of("1", "2", "3")),
    "plz": ("code", FORMATS["postcode"]),
    "ort": ("too-long", _any(40)),
    "bfsGemeindeNr": ("number", _number(1, 9999)),
    "ravCode": ("code", _opaque),
    "personalberaterKuerzel": ("too-long", _any(20)),
    "personalberaterEmail": ("code", FORMATS["email"]),
    "anmeldedatum": ("date", _day),
    "status": ("code", _one_of("ARBEITSLOS", "NICHT_ARBEITSLOS_STELLENSUCHEND", "ABGEMELDET")),
    "abmeldedatum": ("date", _day),
    "abmeldegrund": ("code", _one_of(*REASONS)),
    "vermittlungsfaehig": ("code", _one_of("J", "N", "T", "U")),
    "vermittelbarkeitProzent": ("number", _number(0, 100)),
    "rahmenfristVon": ("date", _day),
    "rahmenfristBis": ("date", _day),
    "hoechstanspruch": ("number", _number(0, 640)),
    "bezogen": ("number", _number(0, 640)),
    "resttaggelder": ("number", _number(0, 640)),
    "voraussAussteuerung": ("date", _day),
    "ausgesteuertAm": ("date", _day),
    "alkNr": ("code", _opaque),
    "wiederanmeldung": ("code", _one_of("J", "N")),
    "einwilligungRef": ("consent-missing", _opaque),
    "satzart": ("code", _one_of(NEW, CHANGE, CANCEL)),
}
"""Every column with the code of its fault, and how it is read: the text as it is kept, or None."""
REQUIRED = frozenset(
    {
        "stichtag",
        "avamPersonNr",
        "ahvn13",
        "nachname",
        "vorname",
        "geburtsdatum",
        "bfsGemeindeNr",
        "ravCode",
        "anmeldedatum",
        "status",
        "einwilligungRef",
        "satzart",
    }
)
_PAST = frozenset({"stichtag", "geburtsdatum", "anmeldedatum", "ausgesteuertAm"})


class _Whole(Exception):
    """A fault of the whole file."""


def rav_code_of(name: str) -> str | None:
    """The RAV code that a file's name has."""
    found = _NAME.fullmatch(name)
    return found[2] if found else None


def read_rav_file(
    name: str,
    content: bytes | None,
    checksum: bytes,
    rav_code: str,
    clock: Clock,
    *,
    despite: str | None = None,
) -> ReadFile:
    """Read a file of a RAV. `content` None: too large to be looked at. `despite`: a fault that does not count any more."""
    identity = hashlib.sha256(
        b"\0".join((name.encode("utf-8", "replace"), content or b"", checksum))
    ).hexdigest()
    shown = name if _NAME.fullmatch(name) else "?.csv"
    try:
        if content is None or len(content) > MOST_BYTES:
            raise _Whole("too-large")
        _check_name(name, rav_code)
        _check_hash(content, checksum)
        lines, faults = _read(_text(content), rav_code, local_day(clock.now()), despite)
    except _Whole as fault:
        kept = content if content is not None and len(content) <= MOST_BYTES else b""
        return ReadFile(shown, identity, kept, str(fault))
    return ReadFile(shown, identity, content, None, tuple(lines), tuple(faults))


def _check_name(name: str, rav_code: str) -> None:
    found = _NAME.fullmatch(name)
    if found is None or _day(f"{found[3][:4]}-{found[3][4:6]}-{found[3][6:]}") is None:
        raise _Whole("name-wrong")
    if found[1] != "1":
        raise _Whole("version-unknown")
    if found[2] != rav_code:
        raise _Whole("other-rav")


def _check_hash(content: bytes, checksum: bytes) -> None:
    told = _HASH.fullmatch(checksum[:400])
    if told is None:
        raise _Whole("hash-unreadable")
    if not hmac.compare_digest(told[1].decode().lower(), hashlib.sha256(content).hexdigest()):
        raise _Whole("hash-wrong")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Whole("not-utf8") from error


def _read(text: str, rav_code: str, today: date, despite: str | None) -> tuple[list[Line], list[Fault]]:
    rows = text.split("\n")
    rows = [row.removesuffix("\r") for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) - 2 > MOST_LINES:
        raise _Whole("too-many-lines")
    columns = _header(rows[0] if rows else "")
    last = rows[-1].split(";")
    if len(rows) < 2 or len(last) != 2 or last[0] != "T" or not last[1].isascii() or not last[1].isdigit():
        raise _Whole("trailer-missing")
    if last[1].lstrip("0") != str(len(rows) - 2).lstrip("0") and despite != "count-wrong":
        raise _Whole("count-wrong")
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows[1:-1], start=2):
        cells = _cells(row)
        if isinstance(cells, str) or len(cells) != len(columns):
            faults.append(Fault(number, "", cells if isinstance(cells, str) else "columns"))
            continue
        values = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        if values.get("ravCode") not in ("", rav_code):
            raise _Whole("other-rav")
        read: dict[str, str] = {}
        wrong = list(_faults(values, today, read))[:MOST_FAULTS_OF_A_LINE]
        faults += [Fault(number, column, code) for column, code in wrong]
        if not wrong:
            lines.append(Line(number, read))
    return lines, faults


def _header(row: str) -> list[str]:
    cells = _cells(row)
    if isinstance(cells, str):
        raise _Whole("header-wrong")
    names = [cell.strip() for cell in cells]
    if len(set(names)) != len(names) or not REQUIRED <= set(names) <= set(COLUMNS):
        raise _Whole("header-wrong")
    return names


def _cells(row: str) -> list[str] | str:
    """The cells of a line, or the code of its fault. No cell goes over several lines."""
    if len(row) > LONGEST_LINE:
        return "too-long"
    if not row.isprintable() and any(ord(char) < 32 or 127 <= ord(char) < 160 for char in row):
        return "control-character"
    try:
        found = list(csv.reader([row], delimiter=";", strict=True))
    except csv.Error:
        return "quotes"
    return found[0] if len(found) == 1 else "columns"


def _faults(values: Mapping[str, str], today: date, read: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column, text in values.items():
        code, reader = COLUMNS[column]
        if not text:
            if column in REQUIRED:
                yield column, "consent-missing" if column == "einwilligungRef" else "required"
            continue
        kept = reader(text)
        if kept is None:
            yield column, code
        elif column in _PAST and date.fromisoformat(kept) > today:
            yield column, "future"
        else:
            read[column] = kept
    if read.get("status") == "ABGEMELDET":
        for column in ("abmeldedatum", "abmeldegrund"):
            if not values.get(column):
                yield column, "required"
