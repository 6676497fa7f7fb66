"""A RAV's system as a process of its own: delivers a month over real HTTP and a real folder.

    python -m tests.rav_simulator URL TOKEN FOLDER [CASE]

A token of a system with the scope `rav.deliver`. 500 lines of which 30 are faulty, by HTTP; two files twice, one late, one with
a wrong checksum through the folder; one cut off by HTTP; messages for the case, if one is named, and a referral.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from adapters.rav.writing import lay
from tests.rav import SARA, ahv, checksum, named, written

BAD: tuple[dict[str, str], ...] = (
    {"ahvn13": "7569217076984"},
    {"einwilligungRef": ""},
    {"geburtsdatum": "31.12.1990"},
    {"nachname": ""},
    {"status": "=HYPERLINK(1)"},
    {"vorname": "zu;viel"},
)
REFERRALS, DEREGISTERED, EXHAUSTED, STARTED, PLAIN, FAULTY = 200, 100, 50, 40, 80, 30


def month(today: date) -> list[dict[str, str]]:
    """500 lines, the faulty ones spread among the others."""
    good, bad = list(_good(today)), list(_bad(today))
    for place, line in enumerate(bad):
        good.insert(place * 16, line)
    return good


def _person(number: int, today: date) -> dict[str, str]:
    return SARA | {
        "stichtag": today.isoformat(),
        "avamPersonNr": f"P-{number:05d}",
        "ahvn13": ahv(number),
        "nachname": f"Muster{number}",
        "vorname": "Ada",
        "geburtsdatum": "1990-01-31",
        "anmeldedatum": (today - timedelta(days=40)).isoformat(),
        "einwilligungRef": f"EW-{number}",
    }


def _good(today: date) -> Iterator[dict[str, str]]:
    gone = {"status": "ABGEMELDET", "abmeldedatum": (today - timedelta(days=3)).isoformat(), "satzart": "M"}
    kinds: tuple[tuple[int, dict[str, str]], ...] = (
        (REFERRALS, {}),
        (DEREGISTERED, gone | {"abmeldegrund": "VERZICHT_VERMITTLUNG"}),
        (EXHAUSTED, {"satzart": "M", "ausgesteuertAm": (today - timedelta(days=1)).isoformat()}),
        (STARTED, gone | {"abmeldegrund": "STELLENANTRITT"}),
        (PLAIN, {"satzart": "M"}),
    )
    number = 0
    for count, more in kinds:
        for _ in range(count):
            number += 1
            yield _person(number, today) | more


def _bad(today: date) -> Iterator[dict[str, str]]:
    for number in range(FAULTY):
        yield _person(90_000 + number, today) | BAD[number % len(BAD)]


class Simulator:
    """The system."""

    def __init__(self, url: str, token: str, folder: Path) -> None:
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        self._folder = folder

    def upload(self, name: str, content: bytes, told: bytes | None = None) -> dict[str, Any]:
        """Deliver a file by HTTP."""
        files = {"file": (name, content), "checksum": (f"{name}.sha256", told or checksum(content))}
        answer = self._http.post("/api/rav/files", files=files)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def lay(self, name: str, content: bytes, told: bytes | None = None) -> None:
        """Lay a file into the folder, the checksum last."""
        lay(self._folder, name, content, told)

    def tell(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message, twice, as one does who did not hear the answer."""
        first = self._http.post("/api/rav/messages", json=message)
        again = self._http.post("/api/rav/messages", json=message)
        assert first.status_code == 200, first.text
        assert first.json() == again.json()
        found: dict[str, Any] = first.json()
        return found

    def run(self, today: date, case: str | None) -> dict[str, Any]:
        """The whole month; what was answered."""
        lines, stamp = month(today), f"{today:%Y%m%d}"
        content, earlier = written(lines), (today - timedelta(days=20)).isoformat()
        late = written([line | {"stichtag": earlier, "satzart": "M"} for line in lines[1:11]])
        told = {
            "month": self.upload(named(1, day=stamp), content),
            "again": self.upload(named(1, day=stamp), content),
            "truncated": self.upload(named(3, day=stamp), content[: len(content) // 2]),
            "referral": self.tell(
                {
                    "message_id": f"{stamp}-1",
                    "kind": "referral",
                    "procedure": "wallis_tandem",
                    "consent_reference": "EW-M1",
                    "person": {"last_name": "Neu", "first_name": "Nina", "born_on": "1988-08-08"},
                }
            ),
        }
        self.lay(named(1, day=stamp), content)
        self.lay(named(2, day=stamp), late)
        self.lay(named(4, day=stamp), content, checksum(b"something else"))
        if case is not None:
            message = {"message_id": f"{stamp}-2", "kind": "rav_deregistered", "case": case}
            told["message"] = self.tell(message | {"fields": {"deregistered_on": today.isoformat()}})
        return told


def main() -> None:
    """Run it."""
    url, token, folder, *more = sys.argv[1:]
    told = Simulator(url, token, Path(folder)).run(date.today(), more[0] if more else None)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
