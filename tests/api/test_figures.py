"""Figures over HTTP: counted at night from histories, of the own institution's cases, for who coordinates it, and for nobody else."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest

from api.figure_rounds import count_figures
from api.worker import go_on
from cases.rows import FigureSet, User
from engine.commands.deploy_package import deploy_package
from engine.rows import Event
from tests.api.basel import Basel, basel_files
from tests.api.house import House, package_files
from tests.api.statements import counted
from tests.api.test_pages import Visitor, main_of
from tests.figured import changed

Numbers = tuple[int | None, int | None, int | None, int | None]
COORDINATION = "ines_koo"


def night(house: House) -> int:
    house.clock.advance(timedelta(days=1))
    house.tokens.clear()
    return count_figures(house.bruecke.engine, house.bruecke.lists)


def figures(house: House, login: str = COORDINATION, procedure: str = "wallis_tandem") -> dict[str, Numbers]:
    items = house.get(login, "/api/figures")["items"]
    found = next((one["figures"] for one in items if one["procedure"] == procedure), [])
    return {
        one["name"]: (one["numerator"], one["denominator"], one["excluded"], one["percent"]) for one in found
    }


def until_the_job_has_lasted(house: House) -> None:
    """Nobody answers the questions after the job: the case closes a year and a month later, as integrated."""
    for day in (date(2026, 9, 17), date(2026, 10, 20), date(2027, 3, 17), date(2027, 4, 20)):
        house.clock.set_day(day)
        go_on(house.bruecke)


@pytest.mark.requirement("VS-11", "LU-10")
def test_pending_cases_are_in_no_rate_and_refused_ones_in_no_number(own_house: House) -> None:
    house = own_house
    for stage in ("refused", "question", "accompanied", "closed", "integrated"):
        house.case_at(stage)

    make_coordinator(house, "carla_smz")

    night(house)
    at_first = figures(house, "carla_smz")
    until_the_job_has_lasted(house)
    night(house)

    assert at_first == {"supported": (3, None, 0, None), "integrated": (0, 1, 2, 0)}
    # The nine months of the accompanied one are over, and its case waits for a last word.
    assert figures(house, "carla_smz") == {"supported": (3, None, 0, None), "integrated": (1, 2, 1, 50)}


@pytest.mark.requirement("LU-10")
def test_the_day_is_counted_once_whoever_counts(own_house: House) -> None:
    house = own_house

    assert (night(house), count_figures(house.bruecke.engine, house.bruecke.lists)) == (1, 0)

    house.case_at("accompanied")
    before = figures(house)
    night(house)
    assert (before, figures(house)["supported"]) == ({}, (1, None, 0, None))
    assert len({row.procedure for row in house.rows(FigureSet)}) == 1
    assert all(row.day == date(2026, 2, 12) for row in house.rows(FigureSet))


@pytest.mark.requirement("LU-10")
def test_an_institution_reads_the_figures_of_cases_that_were_open_to_it(own_house: House) -> None:
    house = own_house
    house.case_at("agreed")  # the coordination has it, and nobody is accepted yet
    house.case_at("accompanied")
    make_coordinator(house, "karl_rav", "klara_koo_lu", "beat_iv")

    night(house)

    assert figures(house, "karl_rav")["supported"] == (1, None, 0, None)
    assert figures(house, COORDINATION)["supported"] == (1, None, 0, None)
    for login in ("klara_koo_lu", "beat_iv"):
        assert house.get(login, "/api/figures") == {"items": []}, login


def make_coordinator(house: House, *logins: str) -> None:
    with house.bruecke.engine.store.work() as work:
        for login in logins:
            (user,) = work.find(User, login=login)
            work.replace(replace(user, roles="coordinator"))


@pytest.mark.requirement("LU-10")
def test_what_becomes_of_a_case_is_not_told_to_who_does_not_see_it_any_more(basel: Basel) -> None:
    house, case = basel.house, basel.case_at("handed_over")
    make_coordinator(house, "irene_iv_bl", "ruth_rav_bl")
    night(house)
    before = figures(house, "irene_iv_bl", "basel_landschaft")
    basel.withdraw_consent(case)
    assert house.call("irene_iv_bl", "GET", f"/api/cases/{case}").status_code == 404
    house.clock.set_day(date(2027, 4, 1))
    go_on(house.bruecke)

    night(house)

    after = figures(house, "irene_iv_bl", "basel_landschaft")
    own = figures(house, "ruth_rav_bl", "basel_landschaft")
    page = main_of(Visitor(house, "irene_iv_bl").get("/figures"))
    assert (before["left_handed_over"], before["iv_involved"]) == ((0, 0, 1, None), (1, 1, 0, 100))
    assert {numbers[0] for numbers in after.values()} == {numbers[3] for numbers in after.values()} == {None}
    assert "Zahlen von weniger als 5 Personen sind darum auch hier weggelassen." in page
    assert "zu wenige von zu wenige" in page
    assert own["left_handed_over"] == (1, 1, 0, 100)


@pytest.mark.requirement("LU-10")
def test_a_newer_version_counts_anew_on_the_same_day(own_house: House) -> None:
    house = own_house
    house.case_at("accompanied")
    night(house)
    fewer = changed(package_files(), "    CASE_ACCEPTED: [CASE_ACCEPTED]\n", "")
    deploy_package(house.bruecke.engine, changed(fewer, "  integrated: [integrated]\n", ""))

    (waiting,) = house.get(COORDINATION, "/api/figures")["items"]
    again = [count_figures(house.bruecke.engine, house.bruecke.lists) for _ in range(2)]
    (counted_anew,) = house.get(COORDINATION, "/api/figures")["items"]

    assert again == [1, 0]
    assert (waiting["version"] == counted_anew["version"], len(waiting["figures"])) == (False, 2)
    assert (counted_anew["version"], counted_anew["figures"]) == ("2.99.0", [])


@pytest.mark.requirement("LU-10")
def test_a_procedure_that_can_not_be_counted_keeps_no_other_from_it(basel: Basel) -> None:
    house, case = basel.house, basel.case_at("handed_over")
    with house.bruecke.engine.store.work() as work:
        event = work.find(Event, instance_key=int(case))[0]
        work.replace(replace(event, codes="nothing to read"))

    with pytest.raises(orjson.JSONDecodeError):
        night(house)

    with house.bruecke.engine.store.reading() as work:
        assert {row.procedure for row in work.find(FigureSet)} == {"wallis_tandem"}


@pytest.mark.requirement("LU-10")
@pytest.mark.parametrize("login", ["carla_smz", "anna_rav", "beat_iv", "dario", "olga", "paul_praxis"])
def test_whoever_coordinates_nothing_reads_no_figures(own_house: House, login: str) -> None:
    house = own_house
    house.case_at("accompanied")
    night(house)
    visitor = Visitor(house, login)

    answers = [house.call(login, "GET", "/api/figures"), visitor.get("/figures"), visitor.get("/figures.csv")]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert 'href="/figures"' not in visitor.get("/load").text


@pytest.mark.requirement("LU-10")
def test_a_page_of_figures_costs_the_same_however_many_cases_there_are(own_house: House) -> None:
    house = own_house
    house.case_at("accompanied")
    night(house)
    figures(house)

    with counted(house) as few:
        figures(house)
    for _ in range(4):
        house.case_at("accompanied")
    night(house)
    figures(house)
    with counted(house) as many:
        assert figures(house)["supported"] == (5, None, 0, None)

    assert len(few) == len(many)
    assert not any("event" in text for text in many)


@pytest.mark.requirement("VS-16")
def test_what_a_source_says_stands_beside_with_its_year_and_its_people(own_house: House) -> None:
    house = own_house
    house.case_at("accompanied")
    night(house)

    (item,) = house.get(COORDINATION, "/api/figures")["items"]
    page = main_of(Visitor(house, COORDINATION).get("/figures"))

    assert item["context"][0]["people"] == {"least": 225, "most": 450}
    assert [one["year"] for one in item["context"]] == [2014, 2015]
    assert "Stand 2014" in page
    assert "Das sind 225 bis 450 Personen." in page
    assert "Brücke hat davon nichts gezählt." in page


@pytest.mark.requirement("LU-10")
def test_the_page_says_up_to_when_of_whom_and_how(own_house: House) -> None:
    house = own_house
    visitor = Visitor(house, COORDINATION)
    before = main_of(visitor.get("/figures"))
    house.case_at("closed")
    night(house)

    page = main_of(Visitor(house, COORDINATION).get("/figures"))
    french = main_of(Visitor(house, COORDINATION).get("/figures?lang=fr"))

    assert "Noch ist nichts gezählt." in before
    assert "/figures.csv" not in before
    assert "Gezählt bis und mit 11.02.2026" in page
    assert "Compté jusqu’au 11.02.2026 y compris" in french
    assert "0 non comptée " in french
    assert "hängige Fälle sind nicht mitgezählt" in page
    assert "les cas en cours ne sont pas comptés" in french


@pytest.mark.requirement("LU-10")
def test_the_file_for_others_leaves_small_numbers_out(own_house: House) -> None:
    house = own_house
    for _ in range(6):
        house.case_at("accompanied")
    house.case_at("closed")
    night(house)

    answer = Visitor(house, COORDINATION).get("/figures.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"].startswith("text/csv")
    assert rows[0][:8] == [
        "Verfahren", "Kennzahl", "Personen", "von", "Prozent", "Nicht mitgezählt", "Stichtag", "Weggelassen unter",
    ]  # fmt: skip
    assert figures(house) == {"supported": (7, None, 0, None), "integrated": (0, 1, 6, 0)}
    assert [row[1:8] for row in rows[1:]] == [
        ["Begleitete Personen", "zu wenige", "", "", "0", "11.02.2026", "5"],
        ["Dauerhaft eingegliedert", "zu wenige", "zu wenige", "zu wenige", "6", "11.02.2026", "5"],
    ]


@pytest.mark.requirement("LU-10")
def test_the_file_does_not_tell_that_there_is_nobody_either(own_house: House) -> None:
    house = own_house
    house.case_at("accompanied")
    night(house)

    answer = Visitor(house, COORDINATION).get("/figures.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert figures(house)["integrated"] == (0, 0, 1, None)
    assert rows[2][1:6] == ["Dauerhaft eingegliedert", *["zu wenige"] * 4]


@pytest.fixture
def basel(own_house: House) -> Basel:
    return Basel(own_house)


@pytest.mark.requirement("BL-07")
def test_who_was_assessed_lately_is_left_out_and_who_left_without_a_job_has_a_reason(basel: Basel) -> None:
    house = basel.house
    basel.case_at("handed_over")
    basel.case_at("coordinating")
    make_coordinator(house, "ruth_rav_bl")

    night(house)
    early = figures(house, "ruth_rav_bl", "basel_landschaft")
    house.clock.set_day(date(2028, 2, 9))
    go_on(house.bruecke)  # the wait for a return is over, and with it the case
    night(house)
    late = figures(house, "ruth_rav_bl", "basel_landschaft")

    # Two persons, as long as nobody says that they are one.
    assert early["job_found"] == early["job_found_uncoached"] == (0, 0, 2, None)
    assert late["job_found"] == late["job_found_uncoached"] == (0, 2, 0, 0)
    assert late["job_found_coached"] == (0, 0, 0, None)
    # Both are open: the one waits for a return of the person.
    assert early["left_handed_over"] == (0, 0, 2, None)
    assert late["left_handed_over"] == (1, 1, 1, 100)
    assert early["iv_involved"] == (1, 2, 0, 50)
    assert early["registered_again"] == (0, 0, 1, None)
    assert late["registered_again"] == (0, 1, 0, 0)


@pytest.mark.requirement("BL-07")
def test_the_rate_of_returns_is_compared_in_points(basel: Basel) -> None:
    house = basel.house
    basel.case_at("handed_over")
    make_coordinator(house, "ruth_rav_bl")
    house.clock.set_day(date(2027, 12, 1))
    go_on(house.bruecke)
    night(house)

    (item,) = house.get("ruth_rav_bl", "/api/figures")["items"]
    page = main_of(Visitor(house, "ruth_rav_bl").get("/figures"))

    assert item["context"][0]["points"] == -35
    assert "Wieder angemeldet: −35 Prozentpunkte" in page
    assert figures(house, "ruth_rav_bl", "basel_landschaft")["left_handed_over"] == (1, 1, 0, 100)


@pytest.mark.requirement("LU-09")
def test_the_costs_of_the_coordination_are_shared_to_the_rappen(basel: Basel) -> None:
    house = basel.house
    shared = changed(
        basel_files(),
        "  job_within: job_within\n",
        "  job_within: job_within\n  carriers: [RAV, IV, SOCIAL]\n",
    )
    deploy_package(house.bruecke.engine, shared)
    basel.case_at("coordinating")
    night(house)
    visitor = Visitor(house, "felix_fs_bl")

    (item,) = house.get("felix_fs_bl", "/api/figures?costs=10000000")["items"]
    page = visitor.get("/figures?costs=100%27000.00").text
    wrong = visitor.get("/figures?costs=viel%3Cb%3E").text

    assert [(one["carrier"], one["rappen"]) for one in item["shares"]] == [
        ("RAV", 3_333_333),
        ("IV", 3_333_333),
        ("SOCIAL", 3_333_334),
    ]
    assert page.count("33&#39;333.33") == 2
    assert page.count("33&#39;333.34") == 1
    assert 'aria-invalid="true"' in wrong
    assert "viel&lt;b&gt;" in wrong
