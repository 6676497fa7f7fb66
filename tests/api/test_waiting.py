"""What waits beside the steps: on the worklist of who has to answer it, as the page of the case says it, and on no other."""

from typing import Any

import pytest

from tests.api.house import House
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern
from tests.api.statements import counted
from tests.api.test_meetings import Table
from tests.api.test_pages import Visitor, main_of

RITA, SONJA, IVO, KLARA = OFFICES["RAV"], OFFICES["SOCIAL"], OFFICES["IV"], COORDINATION
EVERYBODY = (RITA, SONJA, IVO, KLARA, GUEST, "carla_smz", "anna_rav", "ruth_rav_bl", "olga")


@pytest.fixture
def luzern(own_house: House) -> Luzern:
    return Luzern(own_house)


def waiting(luzern: Luzern, login: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = luzern.house.get(login, "/api/waiting")["items"]
    return found


def kinds(luzern: Luzern) -> dict[str, list[str]]:
    """Of everybody for whom something waits, what it is."""
    found = {login: [one["kind"] for one in waiting(luzern, login)] for login in EVERYBODY}
    return {login: told for login, told in found.items() if told}


def worklist(luzern: Luzern, login: str) -> str:
    return Visitor(luzern.house, login).get("/tasks").text


def draft_with_a_measure(luzern: Luzern) -> tuple[str, dict[str, Any]]:
    """A case whose plan proposes something to the IV."""
    case = luzern.case_at("planning")
    luzern.house.post(KLARA, f"/api/cases/{case}/plan")
    offer = {
        "institution": str(luzern.house.users[IVO].institution_key),
        "service": "clarification",
        "aim": "Zweck-MASSNAHME",
        "payer": "IV",
        "principle": "CATALOGUE",
        "begins": "2026-09-01",
        "ends": "2026-11-15",
    }
    return case, luzern.house.post(KLARA, f"/api/cases/{case}/plan/measures", offer)


def answer(luzern: Luzern, measure: dict[str, Any]) -> None:
    body = {
        "accepts": True,
        "is_entitled": True,
        "responsible": luzern.key_of(IVO),
        "version": measure["version"],
    }
    luzern.house.post(IVO, f"/api/measures/{measure['measure']}/answer", body)


def test_an_invitation_waits_for_who_is_invited_until_they_answer(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("preparing"))
    meeting = table.called()["meeting"]

    assert kinds(luzern) == {RITA: ["invitation"], SONJA: ["invitation"], IVO: ["invitation"]}
    (line,) = waiting(luzern, RITA)
    assert (line["case"], line["meeting"], line["of"]) == (table.case, meeting, None)
    assert line["title"] == "Standortgespräch"
    assert f'href="/cases/{table.case}/meetings/{meeting}"' in worklist(luzern, RITA)

    table.answer(meeting, RITA)
    assert RITA not in kinds(luzern)
    assert 'id="waiting"' not in worklist(luzern, RITA)


def test_an_invitation_waits_no_longer_when_the_meeting_is_cancelled_or_has_begun(luzern: Luzern) -> None:
    table = Table(luzern, luzern.case_at("preparing"))
    cancelled = table.called()["meeting"]
    table.do(cancelled, "cancellation", reason="Krank")
    assert kinds(luzern) == {}

    table.called()
    table.later(days=21)
    assert kinds(luzern) == {}


def test_a_measure_waits_for_its_institution_alone_and_several_are_one_line(luzern: Luzern) -> None:
    case, measure = draft_with_a_measure(luzern)

    assert kinds(luzern) == {IVO: ["measure"]}
    assert waiting(luzern, IVO)[0]["case"] == case
    assert f'href="/cases/{case}/plan#measures"' in worklist(luzern, IVO)
    assert "Massnahmen im Plan beantworten" in worklist(luzern, IVO)

    answer(luzern, measure)
    assert kinds(luzern) == {}


def test_a_plan_waits_for_each_signature(luzern: Luzern) -> None:
    case = luzern.case_at("signing")

    assert kinds(luzern) == {login: ["signature"] for login in (RITA, SONJA, IVO, KLARA)}

    version = luzern.house.get(RITA, f"/api/cases/{case}/plan")["plan"]["version"]
    luzern.house.post(RITA, f"/api/cases/{case}/plan/signature", {"version": version})
    assert sorted(kinds(luzern)) == sorted((SONJA, IVO, KLARA))


def test_nothing_waits_in_a_case_whose_authority_was_taken_back(luzern: Luzern) -> None:
    signing = luzern.case_at("signing")
    table = Table(luzern, luzern.case_at("preparing"))
    table.called()
    assert kinds(luzern)

    luzern.withdraw(SONJA, signing, "data_exchange_consent")
    luzern.withdraw(SONJA, table.case, "data_exchange_consent")

    assert [login for login in kinds(luzern) if login != SONJA] == []
    for login in (RITA, IVO, KLARA):
        assert 'id="waiting"' not in worklist(luzern, login)


def test_the_worklist_says_what_the_page_of_the_case_says(luzern: Luzern) -> None:
    cases = [luzern.case_at("signing"), draft_with_a_measure(luzern)[0]]
    table = Table(luzern, luzern.case_at("preparing"))
    table.called()
    says = {
        "signature": "Plan unterschreiben",
        "measure": "Ihre Stelle ist im Plan gefragt",
        "invitation": "Sagen, ob Sie teilnehmen",
    }

    for login in (RITA, SONJA, IVO, KLARA):
        listed = {(one["case"], one["kind"]) for one in waiting(luzern, login)}
        shown = {
            case: main_of(Visitor(luzern.house, login).get(f"/cases/{case}")) for case in (*cases, table.case)
        }
        assert listed == {
            (case, kind) for case, page in shown.items() for kind, words in says.items() if words in page
        }


def test_a_long_list_goes_on_where_it_was_cut(luzern: Luzern) -> None:
    cases = [luzern.case_at("signing") for _ in range(3)]

    first = luzern.house.get(IVO, "/api/waiting?limit=2")
    rest = luzern.house.get(IVO, f"/api/waiting?limit=2&after={first['next']}")

    assert [one["case"] for one in first["items"] + rest["items"]] == cases
    assert rest["next"] is None


def test_what_is_more_than_the_worklist_shows_has_a_page_of_its_own(luzern: Luzern) -> None:
    cases = [luzern.case_at("signing") for _ in range(6)]
    ivo = Visitor(luzern.house, IVO)

    short = ivo.get("/tasks").text
    whole = main_of(ivo.get("/waiting"))
    last = main_of(ivo.get(f"/waiting?after={waiting(luzern, IVO)[4]['key']}"))
    nothing = main_of(Visitor(luzern.house, "carla_smz").get("/waiting"))

    assert "Alles anzeigen, was auf Ihre Antwort wartet" in short
    assert short.count("mindestens 5 Antworten offen") == 2  # beside the entry of the page and in its section
    assert whole.count("Plan unterschreiben") == len(cases)
    assert last.count("Plan unterschreiben") == 1
    assert "Zum Anfang der Liste" in last
    assert "Im Moment wartet nichts" in nothing
    assert "Plan unterschreiben" not in nothing


def test_the_entry_of_what_waits_says_how_much_there_is_and_nothing_where_nothing_waits(
    luzern: Luzern,
) -> None:
    luzern.case_at("signing")
    entry = '<a href="/waiting">'

    told = {login: worklist(luzern, login).split(entry)[1].split("</a>")[0] for login in (IVO, "carla_smz")}

    assert "eine Antwort offen" in told[IVO]
    assert "offen" not in told["carla_smz"]
    assert "count" not in told["carla_smz"]


def test_many_measures_of_a_case_hide_nothing_behind_them(luzern: Luzern) -> None:
    case, _ = draft_with_a_measure(luzern)
    body = {
        "institution": str(luzern.house.users[IVO].institution_key),
        "aim": "Zweck-MASSNAHME",
        "payer": "IV",
        "principle": "CATALOGUE",
        "begins": "2026-09-01",
        "ends": "2026-11-15",
    }
    for service in ("work_training", "internship", "vocational_guidance", "job_search", "counselling"):
        luzern.house.post(KLARA, f"/api/cases/{case}/plan/measures", body | {"service": service})
    later = luzern.case_at("signing")

    found = luzern.house.get(IVO, "/api/waiting?limit=2")
    assert ([one["case"] for one in found["items"]], found["next"]) == ([case, later], None)


def test_nobody_without_work_on_cases_is_told_anything(luzern: Luzern) -> None:
    luzern.case_at("signing")

    assert waiting(luzern, "olga") == []
    assert luzern.house.client.get("/api/waiting").status_code == 401


def test_what_waits_costs_few_statements_a_line(luzern: Luzern) -> None:
    costs = []
    for _ in range(3):
        luzern.case_at("signing")
        with counted(luzern.house) as statements:
            luzern.house.get(IVO, "/api/waiting")
        costs.append(len([one for one in statements if one.startswith(("SELECT", "WITH"))]))

    assert costs[2] - costs[1] <= 3
