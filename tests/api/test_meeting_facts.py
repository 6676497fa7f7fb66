"""When and where a meeting is stands in one place: the task to invite, the letter and the model read it from there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cases.commands.look_after_meetings import settle_meetings
from cases.rows import Grant, Record
from engine.packages.archive import read_zip
from tests.api.house import CATEGORIES, TODAY, House, Response
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern
from tests.api.test_documents import attached, fetched, listed, made, pdf_of, text_of
from tests.api.test_meetings import BOTH, Table

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
__all__ = ["luzern"]
RECORD = "assessment_meeting"
BEFORE = Path("tests/procedures/saved/luzern_iiz-1.2.0.zip")


@pytest.fixture
def table(luzern: Luzern) -> Table:
    return Table(luzern, luzern.case_at("preparing"))


def invite(table: Table) -> Response:
    """The coordination says that the person was invited."""
    return table.luzern.attempt(KLARA, table.case, "invite", {"invited_on": TODAY})


def told(table: Table) -> list[dict[str, Any]]:
    """What stands on record of the meeting now, unsealed."""
    records = table.house.bruecke.case_file.records
    with table.house.bruecke.engine.store.reading() as work:
        return [dict(one.values) for one in records.current(work, int(table.case), [RECORD])]


@pytest.mark.requirement("LU-03")
def test_the_task_to_invite_waits_for_a_meeting_and_says_where_it_is_called(table: Table) -> None:
    before = invite(table)
    far = table.called(begins_at=table.soon(days=31))["meeting"]
    late = invite(table)
    table.do(far, "move", begins_at=table.soon(days=30), place="Ort-STAMMDATEN", minutes=90)
    done = invite(table)

    assert [answer.status_code for answer in (before, late, done)] == [409, 409, 200]
    faults = [answer.json()["faults"][0] for answer in (before, late)]
    assert [fault["field"] for fault in faults] == ["invited_on", "invited_on"]
    assert ["Sitzungen" in str(fault) for fault in faults] == [True, True]


@pytest.mark.requirement("LU-03")
def test_the_letter_says_what_the_meeting_says(table: Table) -> None:
    def letter() -> str:
        text: str = text_of(
            pdf_of(table.house, KLARA, made(table.house, KLARA, table.case, "invitation", "de"))
        )
        return text

    meeting = table.called(begins_at="2026-03-05T14:00:00+01:00", place="Sitzungszimmer Ost")["meeting"]
    first = letter()
    table.do(meeting, "move", begins_at="2026-03-06T09:30:00+01:00", place="Sitzungszimmer West", minutes=75)
    second = letter()

    assert all(word in first for word in ("Donnerstag, 5. März 2026, 14:00", "Sitzungszimmer Ost", "150"))
    assert all(word in second for word in ("Freitag, 6. März 2026, 09:30", "Sitzungszimmer West", "75"))
    assert "Ost" not in second


@pytest.mark.requirement("LU-05", "LU-08")
def test_what_was_held_stays_held_and_each_kind_stands_for_itself(own_house: House) -> None:
    house = Luzern(own_house)
    table = Table(house, house.case_at("preparing"))
    table.held()
    held = told(table)[0]
    table.called(begins_at=table.soon(days=3), place="anderswo")
    table.called(IVO, kind="evaluation")
    again = told(table)[0]

    assert (held["state"], held["place"]) == ("held", "Ort-STAMMDATEN")
    assert (again["state"], again["place"]) == ("planned", "anderswo")
    assert held["held_on"] == again["held_on"] is not None


@pytest.mark.requirement("LU-03", "ZH-09")
def test_whoever_could_not_read_the_invitation_reads_nothing_of_the_meeting_either(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("invited"))
    table.called(KLARA, RITA, topics=[["WORK"], ["WORK"]])
    social = table.house.users[RITA].institution_key
    paths = (f"/api/cases/{table.case}", f"/api/cases/{table.case}/records/{RECORD}/versions")

    def reads(login: str) -> list[tuple[int, bool]]:
        answers = [table.house.call(login, "GET", path) for path in paths]
        return [(answer.status_code, "Ort-STAMMDATEN" in answer.text) for answer in answers]

    ivo, paul = reads(IVO), reads(GUEST)
    with table.house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(table.case), category="MASTER", institution_key=social):
            work.replace(replace(grant, revoked_at=table.house.clock.now()))
    rita = reads(RITA)

    assert ivo == [(200, True), (200, True)]
    assert paul == [(200, False), (404, False)]
    assert rita == [(200, False), (404, False)]


@pytest.mark.requirement("LU-03", "ZH-09")
def test_a_guest_who_is_not_invited_finds_no_letter_that_tells_of_a_meeting(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("invited"))
    table.called(KLARA, RITA, topics=[["WORK"], ["WORK"]])
    letter = made(table.house, KLARA, table.case, "invitation")
    scan: dict[str, Any] = {"copy_of": letter, "signed_on": TODAY, "signers": ["0"]}
    copy = attached(table.house, KLARA, table.case, **scan).json()["document"]
    other = attached(table.house, KLARA, table.case, category="WORK").json()["document"]

    def reads(login: str) -> tuple[set[str], list[int]]:
        found = {one["key"] for one in listed(table.house, login, table.case)}
        return found, [fetched(table.house, login, key).status_code for key in (letter, copy, other)]

    def put_away(login: str) -> list[int]:
        body = {"version": 7, "reason": "Falsches Blatt"}
        return [
            table.house.call(login, "POST", f"/api/documents/{key}/withdrawal", json=body).status_code
            for key in (letter, copy, other)
        ]

    assert reads(RITA) == ({letter, copy, other}, [200, 200, 200])
    assert reads(GUEST) == ({other}, [404, 404, 200])
    assert put_away(GUEST) == [404, 404, 403]
    assert put_away(RITA) == [403, 403, 403]


@pytest.mark.requirement("LU-03")
def test_where_a_meeting_is_stands_sealed_and_nobody_corrects_it_beside_the_meeting(table: Table) -> None:
    table.called(agenda="Traktanden-GESUNDHEIT")
    path = f"/api/cases/{table.case}/records/{RECORD}"
    version = table.house.get(KLARA, f"{path}/versions")["version"]

    body = {"version": version, "fields": {"place": "anderswo"}, "reason": "x"}
    answer = table.house.call(KLARA, "POST", f"{path}/correction", json=body)

    rows = table.house.rows(Record, case_key=int(table.case), type=RECORD)
    assert all(b"STAMMDATEN" not in row.sealed for row in rows)
    assert "Traktanden" not in str(told(table))
    assert answer.status_code in {409, 422}, answer.text


@pytest.mark.requirement("LU-03")
def test_a_meeting_that_was_called_in_the_version_before_counts_in_this_one(own_house: House) -> None:
    before = Luzern(own_house, read_zip(BEFORE.read_bytes()))
    case = before.case_at("preparing")
    table = Table(before, case)
    table.called(invited=[{"user": before.key_of(KLARA), "parts": BOTH}])
    assert told(table) == []

    Luzern(own_house)
    forth = {"version": 2, "mapping": {}, "reason": "neu"}
    own_house.post(SONJA, f"/api/cases/{case}/migration", forth)
    own_house.post(SONJA, f"/api/cases/{case}/migration/undo", {"reason": "doch nicht"})
    own_house.post(SONJA, f"/api/cases/{case}/migration", forth)

    assert [one["place"] for one in told(table)] == ["Ort-STAMMDATEN"]
    assert invite(table).status_code == 200


def test_the_case_s_end_cancels_what_is_on_record(own_house: House) -> None:

    house = Luzern(own_house)
    table = Table(house, house.case_at("preparing", CATEGORIES))
    table.called()
    table.house.post(SONJA, f"/api/cases/{table.case}/end", {"reason": "x"})

    settle_meetings(table.house.bruecke.engine)

    assert [one["state"] for one in told(table)] == ["cancelled"]
