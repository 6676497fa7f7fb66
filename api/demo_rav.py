"""What the invented RAV system of the demo delivers: a small file each time, for one look at all that can become of a line."""

from datetime import date, timedelta
from pathlib import Path

from adapters.rav.folder import DONE, IN, QUARANTINE
from adapters.rav.writing import ahv, lay, name_of, written

RAV_CODE = "VS01"
_NEW = (
    ("Moret", "Elise"),
    ("Zufferey", "Maxime"),
    ("Imboden", "Lea"),
    ("Bonvin", "Théo"),
    ("Salzmann", "Nora"),
)
_KNOWN = (
    ("Perren", "Sara", "2000-11-09"),
    ("Bender", "Luca", "1998-03-18"),
    ("Krasniqi", "Driton", "1988-04-21"),
)
"""People of the demo's cases that the RAV sees."""


def delivery(day: date, number: int) -> bytes:
    """The file with this number of a day: a new person, a person of a case who has left, somebody of whom there is nothing
    new, and a line whose AHV number has a wrong check digit. Every number brings lines of its own.
    """
    (new_last, new_first), (last, first, born) = (
        _NEW[(number - 1) % len(_NEW)],
        _KNOWN[(number - 1) % len(_KNOWN)],
    )
    registered = (day - timedelta(days=30)).isoformat()

    def line(place: int, **more: str) -> dict[str, str]:
        ident = int(f"{day:%y%j}{number % 1000:03d}{place}")
        return {
            "stichtag": day.isoformat(),
            "avamPersonNr": f"A-{ident}",
            "ahvn13": ahv(ident),
            "bfsGemeindeNr": "6266",
            "ravCode": RAV_CODE,
            "anmeldedatum": registered,
            "status": "ARBEITSLOS",
            "einwilligungRef": f"EW-{ident}",
            "satzart": "N",
        } | more

    gone = {
        "status": "ABGEMELDET",
        "abmeldedatum": day.isoformat(),
        "abmeldegrund": "VERZICHT_VERMITTLUNG",
        "satzart": "M",
    }
    bad = ahv(number)
    return written(
        (
            line(1, nachname=new_last, vorname=new_first, geburtsdatum="1991-04-02"),
            line(2, nachname=last, vorname=first, geburtsdatum=born, **gone),
            line(3, nachname="Rudaz", vorname="Alain", geburtsdatum="1976-06-18", satzart="M"),
            line(4, nachname="Favre", vorname="Luc", geburtsdatum="1984-09-12")
            | {"ahvn13": f"{bad[:-1]}{(int(bad[-1]) + 1) % 10}"},
        )
    )


def deliver_into(folder: Path, day: date) -> str:
    """Lay the next file of a day into a watched folder; its name. The demo began with the first. Raises OSError."""
    number = 2
    while any((folder / part / name_of(RAV_CODE, day, number)).exists() for part in (IN, DONE, QUARANTINE)):
        number += 1
    name = name_of(RAV_CODE, day, number)
    lay(folder, name, delivery(day, number))
    return name
