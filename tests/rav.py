"""Files of RAV systems as tests write them."""

from adapters.rav.reading import COLUMNS
from adapters.rav.writing import ahv, checksum, written

__all__ = ["COLUMNS", "GONE", "SARA", "ahv", "checksum", "named", "written"]
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
