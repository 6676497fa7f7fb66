"""Deadlines: who sees them, what they say, moving one with a reason, and the address for a calendar."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from adapters.database.store import DatabaseStore, open_database
from api.worker import work_once
from cases.rows import AccessEntry, CalendarAddress
from engine.rows import Wait
from tests.api.house import LOGINS, House, build
from tests.api.statements import counted
from tests.api.test_pages import Visitor, csrf_of, main_of
from tests.api.test_single_models import deploy, flow, model, start
from tests.databases import empty
from tests.deadlines import files_with_deadlines

DUE = datetime(2026, 4, 11, 10, tzinfo=UTC)
"""Sixty days of the calendar after the tenth of February at noon: in summer time the clock on the wall is one hour ahead."""
SMZ, RAV = {"carla_smz", "lea_smz"}, {"anna_rav", "jean_rav"}


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, sqlite_file: Path, tmp_path: Path) -> Iterator[House]:
    """The house with a package that has deadlines, on each database."""
    if request.param == "postgres":
        store: DatabaseStore = request.getfixturevalue("postgres_database")
        empty(store)
    else:
        path = tmp_path / "bruecke.db"
        shutil.copy(sqlite_file, path)
        store = open_database(f"sqlite:///{path}")
    yield build(store, files_with_deadlines())
    if request.param == "sqlite":
        store.close()


def deadlines(house: House, login: str, query: str = "") -> list[Any]:
    found: list[Any] = house.get(login, f"/api/deadlines{query}")["items"]
    return found


def key_of(house: House, case: str) -> str:
    (wait,) = house.rows(Wait, instance_key=int(case), kind="timer")
    return str(wait.key)


def move(house: House, login: str, key: str, to: datetime, seen: datetime = DUE, **more: Any) -> Any:
    body = {"due_at": to.isoformat(), "seen_due_at": seen.isoformat(), "reason": "Long illness"} | more
    return house.call(login, "POST", f"/api/deadlines/{key}/change", json=body)


def work_on(house: House) -> None:
    while work_once(house.bruecke):
        pass


def form(house: House, visitor: Visitor, key: str, **values: Any) -> Any:
    """What the form of a deadline answers, filled in like this."""
    typed = {"day": "20.04.2026", "time": "12:00", "reason": "Long illness", "do": "look"} | values
    return visitor.post(f"/deadlines/{key}", visitor.get(f"/deadlines/{key}"), **typed)


@pytest.mark.requirement("VS-04")
def test_deadlines_are_for_those_who_work_on_the_case_and_vanish_with_the_authority(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)

    def seeing() -> tuple[set[str], set[str], set[str]]:
        listed = {login for login in LOGINS if any(one["key"] == key for one in deadlines(house, login))}
        on_page = {
            login for login in LOGINS if Visitor(house, login).get(f"/deadlines/{key}").status_code == 200
        }
        moving = {login for login in LOGINS if move(house, login, key, DUE, reason=" ").status_code != 404}
        return listed, on_page, moving

    before = seeing()
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    after = seeing()

    assert before == (SMZ | RAV, SMZ | RAV, SMZ | RAV)
    assert after[1:] == (SMZ, SMZ)
    assert deadlines(house, "anna_rav") == deadlines(house, "anna_rav", "?stopped=true") == []


def test_a_deadline_says_when_it_is_due_and_how_much_of_its_time_has_passed(house: House) -> None:
    case = house.case_at("granted")
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.clock.advance(timedelta(days=30))
    house.tokens.clear()

    (one,) = deadlines(house, "anna_rav")

    assert one == {
        "key": key_of(house, case),
        "case": case,
        "reference": reference,
        "element": "analysis_due",
        "name": "Analyse fällig",
        "activity": "Situation gemeinsam analysieren",
        "due_at": "2026-04-11T10:00:00Z",
        "stopped_since": None,
        "percent": 50,
        "is_overdue": False,
        "comes_again": False,
        "may_change": True,
    }


def test_a_range_of_days_and_a_cursor_cut_the_list(house: House) -> None:
    cases = []
    for _ in range(3):
        cases.append(house.case_at("granted"))
        house.clock.advance(timedelta(days=1))
    fresh = house.case_at("fresh")
    pages, after = [], ""
    while True:
        answer = house.get("carla_smz", f"/api/deadlines?limit=2{after}")
        pages.append([one["case"] for one in answer["items"]])
        if answer["next"] is None:
            break
        after = f"&after={answer['next']}"

    assert pages == [[fresh, cases[0]], cases[1:]]
    assert [one["case"] for one in deadlines(house, "carla_smz", "?from=2026-04-12&to=2026-04-12")] == [
        cases[1]
    ]
    assert [one["case"] for one in deadlines(house, "carla_smz", "?to=2026-04-10")] == [fresh]
    assert house.call("carla_smz", "GET", "/api/deadlines?after=nonsense").status_code == 422
    assert deadlines(house, "carla_smz", "?from=0001-01-01&to=9999-12-31&after=99999999999999999-1") == []


def test_mine_are_those_in_cases_that_name_me_or_whom_i_stand_in_for(house: House) -> None:
    case = house.case_at("fresh")
    body = {
        "user": str(house.users["carla_smz"].key),
        "deputy": str(house.users["nora_smz"].key),
        "first_day": "2026-02-10",
    }

    before = {login for login in LOGINS if deadlines(house, login, "?mine=true")}
    strangers = deadlines(house, "nora_smz")
    house.post("carla_smz", "/api/absences", body)
    after = {login for login in LOGINS if deadlines(house, login, "?mine=true")}

    assert (before, strangers) == ({"carla_smz"}, [])
    assert after == {"carla_smz", "nora_smz"}
    (one,) = deadlines(house, "nora_smz")
    assert (one["case"], one["may_change"]) == (case, True)
    assert move(house, "nora_smz", one["key"], DUE, datetime.fromisoformat(one["due_at"])).status_code == 200


def test_who_looks_by_exception_sees_it_in_the_case_and_may_not_move_it(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": reference, "reason": "Asked by phone"})
    nora = Visitor(house, "nora_smz")

    page, own, listed = (
        nora.get(f"/cases/{case}?lang=de"),
        nora.get(f"/deadlines/{key}?lang=de"),
        deadlines(house, "nora_smz"),
    )
    moved = move(house, "nora_smz", key, DUE + timedelta(days=1))
    posted = nora.post(f"/deadlines/{key}", nora.get(f"/cases/{case}"), do="look", day="20.04.2026")

    assert "Analyse fällig" in main_of(page)
    assert (own.status_code, "Neuer Tag" in own.text, listed) == (200, False, [])
    assert (moved.status_code, posted.status_code) == (403, 403)


def test_it_is_moved_with_a_reason_and_the_history_says_from_when_to_when(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    to = datetime(2026, 5, 4, 10, tzinfo=UTC)
    repeat = {"Idempotency-Key": "once"}
    body = {
        "due_at": "2026-05-04T12:00:00+02:00",
        "seen_due_at": "2026-04-11T10:00:00Z",
        "reason": "Long illness",
    }

    answers = [
        house.call("anna_rav", "POST", f"/api/deadlines/{key}/change", json=body, headers=repeat)
        for _ in range(2)
    ]
    stale = move(house, "carla_smz", key, to + timedelta(days=1))

    assert [answer.json() for answer in answers] == [
        {"deadline": key, "case": case, "element": "analysis_due", "due_at": "2026-05-04T10:00:00Z"}
    ] * 2
    assert (stale.status_code, stale.json()["type"]) == (409, "urn:bruecke:deadline-moved")
    assert stale.json()["due_at"] == "2026-05-04T10:00:00Z"
    changes = [
        item["codes"]
        for item in house.get("carla_smz", f"/api/cases/{case}/history")["items"]
        if item["kind"] == "DEADLINE_CHANGED"
    ]
    assert [(codes["from"], codes["to"]) for codes in changes] == [
        ("2026-04-11T10:00:00Z", "2026-05-04T10:00:00Z")
    ]
    assert "11.04.2026, 12:00 → 04.05.2026, 12:00 Frist geändert" in main_of(
        Visitor(house, "carla_smz").get(f"/cases/{case}")
    )
    french = Visitor(house, "carla_smz").get(f"/cases/{case}?lang=fr")
    assert "11.04.2026, 12:00 → 04.05.2026, 12:00 Délai modifié" in main_of(french)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"reason": " "}, 422, "reason-missing"),
        ({"due_at": "2026-02-10T10:00:00Z"}, 422, "deadline-passed"),
        ({"due_at": "2026-05-04T12:00:00"}, 422, "malformed"),
        ({"due_at": "9999-12-31T23:59:59-12:00"}, 422, "malformed"),
        ({"seen_due_at": "2026-04-11T10:00:01Z"}, 409, "deadline-moved"),
    ],
)
def test_what_can_not_be_is_refused(house: House, change: dict[str, str], status: int, code: str) -> None:
    key = key_of(house, house.case_at("granted"))

    answer = move(house, "anna_rav", key, DUE + timedelta(days=1), **change)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:bruecke:{code}")
    assert deadlines(house, "anna_rav")[0]["due_at"] == "2026-04-11T10:00:00Z"


def test_a_suspended_case_keeps_its_deadlines_where_they_are(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    carla = Visitor(house, "carla_smz")
    shown = form(house, carla, key)
    house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Asked to wait"})

    held = move(house, "carla_smz", key, DUE + timedelta(days=1))
    page = carla.post(f"/deadlines/{key}", shown, do="move")

    assert (held.status_code, page.status_code) == (409, 409)
    assert "Dieser Fall ist angehalten" in main_of(page)
    assert "Fall ruht" in main_of(carla.get("/deadlines"))
    assert (deadlines(house, "carla_smz")[0]["may_change"], held.json()["type"]) == (
        False,
        "urn:bruecke:case-held",
    )


def test_while_its_clock_stands_still_it_is_due_at_no_time_and_goes_on_with_what_is_left(
    house: House,
) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    house.clock.advance(timedelta(days=30))
    house.tokens.clear()
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    house.clock.advance(timedelta(days=10))
    house.tokens.clear()

    waits = house.get("carla_smz", f"/api/cases/{case}/waits")["items"]
    (stopped,) = deadlines(house, "carla_smz", "?stopped=true")
    moved = move(house, "carla_smz", key, DUE + timedelta(days=30))
    page = main_of(Visitor(house, "carla_smz").get("/deadlines"))
    own = main_of(Visitor(house, "carla_smz").get(f"/deadlines/{key}"))

    (wait,) = [wait for wait in waits if wait["key"] == key]
    assert (wait["due_at"], wait["stopped_since"]) == (None, "2026-03-12T11:00:00Z")
    assert (stopped["percent"], stopped["due_at"], stopped["may_change"]) == (50, None, False)
    assert deadlines(house, "carla_smz") == []
    assert (moved.status_code, moved.json()["type"]) == (409, "urn:bruecke:clock-stopped")
    for text in (page, own):
        assert "Uhr steht still seit 12.03.2026, danach noch 30 Tage" in text
    assert "Im Moment lässt sich diese Frist nicht ändern" in own

    answers = {"way": "NEW_AUTHORITY", "agreed_with_person": True}
    (task,) = [
        one
        for one in house.get("carla_smz", f"/api/tasks?case={case}")["items"]
        if one["element"] == "clarify_next_steps"
    ]
    house.post(
        "carla_smz",
        f"/api/tasks/{task['key']}/completion",
        {"answers": answers, "version": task["version"]},
    )
    (goes_on,) = deadlines(house, "carla_smz")
    assert (goes_on["due_at"], goes_on["percent"]) == ("2026-04-21T10:00:00Z", 50)


def test_it_warns_the_history_says_so_and_work_inside_is_marked(house: House) -> None:
    case = house.case_at("granted")
    anna = Visitor(house, "anna_rav")
    calm = main_of(anna.get("/tasks"))
    house.clock.advance(timedelta(days=49))
    work_on(house)
    anna = Visitor(house, "anna_rav")

    near, history = main_of(anna.get("/tasks")), main_of(anna.get(f"/cases/{case}"))
    french = main_of(anna.get(f"/cases/{case}?lang=fr"))
    house.clock.advance(timedelta(days=11))
    late = main_of(Visitor(house, "anna_rav").get("/tasks"))
    overdue = main_of(Visitor(house, "anna_rav").get("/deadlines?view=team"))
    work_on(house)

    assert "Frist" not in calm.replace("Fristen", "")
    assert "Frist 11.04.2026" in near
    assert "80 % der Zeit vorbei Frist rückt näher" in history
    assert "80 % du temps écoulé Le délai approche" in french
    assert "Frist war 11.04.2026" in late
    assert "seit heute überfällig" in overdue
    house.tokens.clear()
    assert deadlines(house, "anna_rav") == []


def test_after_it_was_moved_it_warns_anew(house: House) -> None:
    case = house.case_at("granted")
    house.clock.advance(timedelta(days=49))
    house.tokens.clear()
    work_on(house)
    moved = move(house, "anna_rav", key_of(house, case), DUE + timedelta(days=100))
    told = []
    for _ in range(4):
        house.clock.advance(timedelta(days=25))
        work_on(house)
        house.tokens.clear()
        history = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]
        told.append([item["codes"]["percent"] for item in history if item["kind"] == "DEADLINE_NEARS"])

    assert moved.status_code == 200
    assert told == [[80], [80, 50], [80, 50], [80, 50, 80]]


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(house: House) -> None:
    carla = Visitor(house, "carla_smz")
    house.case_at("granted")
    asked = []
    for number in (0, 3):
        for _ in range(number):
            house.case_at("granted")
        for path in ("/deadlines", "/deadlines?view=team", "/tasks?view=institution"):
            carla.get(path)
            with counted(house) as statements:
                carla.get(path)
            asked.append(len(statements))

    assert asked[:3] == asked[3:]


def test_the_month_shows_them_on_their_day_and_leads_to_the_months_around(house: House) -> None:
    carla = Visitor(house, "carla_smz")
    nothing = carla.get("/deadlines")
    case = house.case_at("granted")
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]

    now, april = carla.get("/deadlines"), carla.get("/deadlines?month=2026-04")
    french = main_of(carla.get("/deadlines?month=2026-04&lang=fr"))
    odd = [
        carla.get(f"/deadlines?month={month}&after=x") for month in ("2026-13", "99999-01", "0000-01", "%00")
    ]

    assert "läuft keine Frist" in main_of(nothing)
    assert "In diesem Monat läuft keine Frist ab." in main_of(now)
    assert "Nächste Fristen" in main_of(now)
    assert f"Analyse fällig Situation gemeinsam analysieren {reference}" in main_of(now)
    assert f"Sa 11.04.2026 12:00 Analyse fällig {reference}" in main_of(april)
    assert 'href="/deadlines?view=mine&amp;month=2026-03"' in april.text
    assert 'href="/deadlines?view=mine&amp;month=2026-05"' in april.text
    assert now.text.count('aria-current="date"') == 1
    assert f"sa 11.04.2026 12:00 Analyse attendue {reference}" in french
    assert [answer.status_code for answer in odd] == [200] * 4
    assert "Perren" not in main_of(now) + main_of(april)


def test_the_form_shows_what_was_and_what_would_be_before_it_moves_anything(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    carla = Visitor(house, "carla_smz")

    look = form(house, carla, key)
    before = deadlines(house, "carla_smz")[0]["due_at"]
    again = carla.post(f"/deadlines/{key}", look, do="change")
    moved = [carla.post(f"/deadlines/{key}", look, do="move") for _ in range(2)]
    done = carla.get(moved[0].headers["location"].partition("#")[0])

    assert look.status_code == 200
    assert "Bisher Samstag, 11.04.2026, 12:00 Neu Montag, 20.04.2026, 12:00 (9 Tage später)" in main_of(look)
    assert before == "2026-04-11T10:00:00Z"
    assert 'value="20.04.2026"' in again.text
    assert [answer.status_code for answer in moved] == [303, 303]
    assert "Die Frist ist geändert" in main_of(done)
    assert deadlines(house, "carla_smz")[0]["due_at"] == "2026-04-20T10:00:00Z"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": ""}, "Bitte schreiben Sie den Tag so"),
        ({"day": "31.02.2026"}, "Bitte schreiben Sie den Tag so"),
        ({"day": "9.2.2026"}, "Dieser Zeitpunkt ist schon vorbei"),
        ({"day": "10.02.2026", "time": "11:59"}, "Dieser Zeitpunkt ist schon vorbei"),
        ({"day": "11.04.2026"}, "Das ist die Frist, die schon gilt"),
        ({"time": "25:00"}, "Bitte schreiben Sie die Uhrzeit so"),
        ({"time": "noon"}, "Bitte schreiben Sie die Uhrzeit so"),
        ({"day": "29.03.2026", "time": "02:30"}, "diese Uhrzeit gibt es nicht"),
        ({"reason": "  "}, "Bitte schreiben Sie den Grund"),
    ],
)
@pytest.mark.parametrize("do", ["look", "move"])
def test_a_mistake_is_told_beside_its_field(house: House, typed: dict[str, str], says: str, do: str) -> None:
    case = house.case_at("granted")

    answer = form(house, Visitor(house, "carla_smz"), key_of(house, case), do=do, **typed)

    assert (answer.status_code, says in main_of(answer)) == (422, True)
    assert answer.text.count('aria-invalid="true"') == 1
    assert deadlines(house, "carla_smz")[0]["due_at"] == "2026-04-11T10:00:00Z"


@pytest.mark.parametrize(
    ("day", "time", "due", "is_twice"),
    [
        ("29.03.2026", "01:30", "2026-03-29T00:30:00Z", False),
        ("29.03.2026", "3", "2026-03-29T01:00:00Z", False),
        ("25.10.2026", "2.30", "2026-10-25T00:30:00Z", True),
        ("2026-10-25", "12:00", "2026-10-25T11:00:00Z", False),
    ],
)
def test_on_the_day_of_a_clock_change_the_time_on_the_wall_counts(
    house: House, day: str, time: str, due: str, is_twice: bool
) -> None:
    key = key_of(house, house.case_at("granted"))
    carla = Visitor(house, "carla_smz")

    look = form(house, carla, key, day=day, time=time)
    moved = carla.post(f"/deadlines/{key}", look, do="move")

    assert ("gibt es zweimal" in main_of(look)) is is_twice
    assert moved.status_code == 303
    assert deadlines(house, "carla_smz")[0]["due_at"] == due


def test_what_was_moved_by_somebody_else_meanwhile_is_told_with_what_applies_now(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    carla = Visitor(house, "carla_smz")
    look = form(house, carla, key)
    move(house, "anna_rav", key, datetime(2026, 5, 4, 10, tzinfo=UTC))

    answer = carla.post(f"/deadlines/{key}", look, do="move")
    anew = carla.post(f"/deadlines/{key}", answer, do="look", day="20.04.2026", time="12:00", reason="Ill")

    assert answer.status_code == 409
    assert "Diese Frist hat sich inzwischen geändert" in main_of(answer)
    assert "Montag, 04.05.2026, 12:00" in main_of(answer)
    assert "Long illness" in answer.text
    assert "Bisher Montag, 04.05.2026, 12:00 Neu Montag, 20.04.2026, 12:00" in main_of(anew)


def test_who_sends_the_form_after_it_has_run_out_is_told_so_and_a_stranger_nothing(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    carla, karl = Visitor(house, "carla_smz"), Visitor(house, "karl_rav")
    look = form(house, carla, key)
    for login in ("carla_smz", "anna_rav"):
        house.complete(login, case, {"problem_fields": ["FINANCE"], "prioritising_difficult": False})

    late = carla.post(f"/deadlines/{key}", look, do="move")
    stranger = karl.post(f"/deadlines/{key}", None, csrf=csrf_of(karl.get("/tasks")), do="move", case=case)

    assert (late.status_code, "wartet hier nichts mehr" in main_of(late)) == (409, True)
    assert stranger.status_code == 404


@pytest.mark.requirement("VS-12")
def test_the_reason_is_read_by_the_own_office_and_reading_it_is_noted(house: House) -> None:
    case = house.case_at("granted")
    key = key_of(house, case)
    move(house, "anna_rav", key, DUE + timedelta(days=9), reason="Her mother is ill")
    reading = {}
    for login in ("anna_rav", "jean_rav", "carla_smz"):
        page = Visitor(house, login).get(f"/deadlines/{key}")
        reading[login] = (page.status_code, "Her mother is ill" in page.text)

    noted = {row.user_key for row in house.rows(AccessEntry, case_key=int(case), action="case")}

    assert reading == {"anna_rav": (200, True), "jean_rav": (200, True), "carla_smz": (200, False)}
    assert noted >= {house.users["anna_rav"].key, house.users["jean_rav"].key}


def test_what_comes_again_is_listed_as_such_and_marks_no_work(house: House) -> None:
    timer = "<timerEventDefinition><{0}>{1}</{0}></timerEventDefinition>"
    body = (
        '<startEvent id="s"/><userTask id="a" name="Ask"/>'
        '<boundaryEvent id="monthly" name="Monthly look" attachedToRef="a" cancelActivity="false">'
        + timer.format("timeCycle", "R3/P5D")
        + '</boundaryEvent><intermediateCatchEvent id="later" name="Later">'
        + timer.format("timeDuration", "P2D")
        + '</intermediateCatchEvent><endEvent id="e"/><endEvent id="e2"/>'
        + flow("f", "s", "a")
        + flow("g", "a", "e")
        + flow("h", "monthly", "later")
        + flow("i", "later", "e2")
    )
    deploy(house, model("again", body))
    case = start(house, "again")
    house.clock.advance(timedelta(days=5))
    work_on(house)
    house.tokens.clear()

    found = {one["element"]: one for one in deadlines(house, "carla_smz")}
    carla = Visitor(house, "carla_smz")
    own, tasks = main_of(carla.get(f"/deadlines/{found['monthly']['key']}")), main_of(carla.get("/tasks"))

    assert [(one["activity"], one["comes_again"], one["percent"]) for one in found.values()] == [
        (None, False, 0),
        ("Ask", True, None),
    ]
    assert "kehrt wieder" in own
    assert "Frist" not in tasks

    course = main_of(carla.get(f"/cases/{case}"))
    kinds = {one["kind"] for one in house.get("carla_smz", f"/api/cases/{case}/history")["items"]}

    assert "Monthly look Wiederkehrender Termin" in course
    assert "Frist abgelaufen" not in course
    assert "TIMER_FIRED" in kinds


# the calendar


def open_address(house: House, login: str, view: str = "mine") -> str:
    visitor = Visitor(house, login)
    answer = visitor.post("/deadlines", None, csrf=csrf_of(visitor.get("/deadlines")), view=view)
    assert answer.status_code == 200
    return str(answer.text.split('id="address" value="')[1].split('"')[0]).removeprefix("http://bruecke.test")


def events(house: House, address: str) -> list[Any]:
    answer = house.call(None, "GET", address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_gets_the_name_the_reference_and_the_moment_and_nothing_of_the_person(
    house: House,
) -> None:
    case = house.case_at("granted")
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    address = open_address(house, "carla_smz")

    (event,) = events(house, address)
    move(house, "carla_smz", key_of(house, case), datetime(2026, 5, 4, 10, tzinfo=UTC))
    (moved,) = events(house, address)

    assert event["summary"] == f"Analyse fällig ({reference})"
    assert (event["dtstart"].dt, moved["dtstart"].dt) == (DUE, datetime(2026, 5, 4, 10, tzinfo=UTC))
    assert event["uid"] == moved["uid"]
    assert event["dtstamp"].dt == house.clock.now()
    text = house.call(None, "GET", address).text
    assert set(text.replace("\r\n ", "").split("BEGIN:VEVENT")[1].split("\r\n")) == {
        "",
        "SUMMARY:" + f"Analyse fällig ({reference})",
        "DTSTART:20260504T100000Z",
        f"DTSTAMP:{house.clock.now():%Y%m%dT%H%M%SZ}",
        f"UID:{event['uid']}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        f"URL:http://bruecke.test/cases/{case}",
        "END:VEVENT",
        "END:VCALENDAR",
    }


def test_a_calendar_loses_at_once_what_its_owner_may_not_see_any_more(house: House) -> None:
    case = house.case_at("granted")
    team, mine = open_address(house, "anna_rav", "team"), open_address(house, "jean_rav")
    before = len(events(house, team)), len(events(house, mine))
    consent = house.consent(case)
    assert consent is not None

    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    after = events(house, team)
    user = house.users["anna_rav"]
    with house.bruecke.engine.store.work() as work:
        work.replace(replace(user, is_active=False))

    assert (before, after) == ((1, 0), [])
    assert house.call(None, "GET", team).status_code == 404


def test_the_address_is_shown_once_kept_as_a_digest_and_worth_nothing_when_taken_back(house: House) -> None:
    house.case_at("granted")
    first = open_address(house, "carla_smz")
    second = open_address(house, "carla_smz")
    carla = Visitor(house, "carla_smz")
    page = carla.get("/deadlines")
    row = next(row for row in house.rows(CalendarAddress) if row.revoked_at is None)
    lea = Visitor(house, "lea_smz")
    others = lea.post(f"/deadlines/calendar/{row.key}/revocation", None, csrf=csrf_of(lea.get("/deadlines")))
    works = house.call(None, "GET", second).status_code

    taken = carla.post(f"/deadlines/calendar/{row.key}/revocation", None, csrf=csrf_of(page))

    token = second.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in repr(house.rows(CalendarAddress)) + page.text
    assert "Seit dem 10.02.2026 gilt eine Adresse" in main_of(page)
    assert (others.status_code, works, taken.status_code) == (404, 200, 303)
    asked = []
    for address in (first, second, "/calendar/x.ics", f"/calendar/{'y' * 43}.ics"):
        with counted(house) as statements:
            answer = house.call(None, "GET", address)
        headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
        asked.append((answer.status_code, answer.text, headers, list(statements)))
    assert all(one == asked[0] for one in asked)
    assert asked[0][0] == 404


def test_an_address_ends_after_a_year_and_is_for_those_who_work_on_cases(house: House) -> None:
    address = open_address(house, "carla_smz")
    dario = Visitor(house, "dario")
    refused = dario.post("/deadlines", None, csrf=csrf_of(dario.get("/deadlines")), view="mine")

    house.clock.advance(timedelta(days=365))

    assert refused.status_code == 403
    assert house.call(None, "GET", address).status_code == 404
