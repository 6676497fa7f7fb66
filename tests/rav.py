"""Files of RAV systems as tests write them."""

import hashlib
from collections.abc import Iterable, Mapping

COLUMNS = (
    "stichtag", "avamPersonNr", "ahvn13", "nachname", "vorname", "geburtsdatum", "geschlecht", "plz", "ort", "bfsGemeindeNr",
    "ravCode", "personalberaterKuerzel", "personalberaterEmail", "anmeldedatum", "status", "abmeldedatum", "abmeldegrund",
    "vermittlungsfaehig", "vermittelbarkeitProzent", "rahmenfristVon", "rahmenfristBis", "hoechstanspruch", "bezogen",
    "resttaggelder", "voraussAussteuerung", "ausgesteuertAm", "alkNr", "wiederanmeldung", "einwilligungRef", "satzart",
)  # fmt: skip
SARA = {
    "stichtag": "2026-02-09",
    "avamPersonNr": "A-1",
    "ahvn13": "7569217076985",
    "nachname": "Perren",
    "vorname": "Sara",
    "geburtsdatum": "2000-11-14",
    "bfsGemeindeNr": "6082",
    "ravCode": "VS01",
    "anmeldedatum": "2026-01-12",
    "status": "ARBEITSLOS",
    "einwilligungRef": "EW-1",
    "satzart": "N",
}
GONE = {
    "status": "ABGEMELDET",
    "abmeldedatum": "2026-02-08",
    "abmeldegrund": "VERZICHT_VERMITTLUNG",
    "satzart": "M",
}


def named(number: int = 1, code: str = "VS01", day: str = "20260209") -> str:
    return f"iiz_rav_v1_{code}_{day}_{number}.csv"


def written(lines: Iterable[Mapping[str, str]], count: int | None = None) -> bytes:
    rows = [";".join(line.get(column, "") for column in COLUMNS) for line in lines]
    told = [";".join(COLUMNS), *rows, f"T;{len(rows) if count is None else count}"]
    return ("\r\n".join(told) + "\r\n").encode()


def checksum(content: bytes) -> bytes:
    return f"{hashlib.sha256(content).hexdigest()}  file.csv\n".encode()


def ahv(number: int) -> str:
    """A valid invented AHV number."""
    digits = f"756{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{(10 - total % 10) % 10}"
