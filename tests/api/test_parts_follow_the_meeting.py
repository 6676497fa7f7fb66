"""A case of Luzern that was begun when nobody asked whether the meeting was held is asked for it at its second part too."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.database.store import open_database
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_zip
from engine.rows import ProcedureVersion
from tests.api.house import TODAY, build
from tests.api.luzern import COORDINATION, OFFICES, Luzern, luzern_files
from tests.procedures.saving import FOLDER

BEFORE = FOLDER / "luzern_iiz-1.4.0.zip"
TOLD = {"held_on": TODAY, "state_of_information": "x", "difficulties": "x", "resources": "x"}
HEARD = {"held_on": TODAY, "client_present": "YES", "feedback": "x"}
pytestmark = pytest.mark.requirement("LU-05")


def test_the_second_part_waits_for_the_meeting_in_a_case_that_was_taken_along(
    sqlite_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    luzern = Luzern(build(store), read_zip(BEFORE.read_bytes()))
    house, case = luzern.house, luzern.case_at("prepared")
    luzern.complete(COORDINATION, case, "meet_among_professionals", TOLD)
    deploy_package(house.bruecke.engine, luzern_files())
    newest = max(row.number for row in house.rows(ProcedureVersion, procedure="luzern_iiz"))
    house.post(OFFICES["SOCIAL"], f"/api/cases/{case}/migration", {"version": newest, "reason": "x"})

    early = [
        luzern.attempt(COORDINATION, case, "meet_with_person", HEARD, headers={"accept-language": language})
        for language in ("de", "fr")
    ]
    (meeting,) = house.get(COORDINATION, f"/api/cases/{case}/meetings")["items"]
    house.clock.set_day(date(2026, 3, 6))
    house.tokens.clear()
    luzern.hold(meeting["key"])
    held: Any = luzern.attempt(COORDINATION, case, "meet_with_person", HEARD)
    store.close()

    assert [answer.status_code for answer in early] == [409, 409]
    assert [answer.json()["faults"][0]["field"] for answer in early] == ["held_on", "held_on"]
    ways_out = ("«Sitzungen»", "« Séances »")
    assert [
        way in answer.json()["faults"][0]["message"] for way, answer in zip(ways_out, early, strict=True)
    ] == [True, True]
    assert held.status_code == 200, held.text
