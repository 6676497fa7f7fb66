"""What becomes of a measure that binds: its own institution puts it on record, and every step stays readable."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from cases.rows import Grant, MeasureStep
from engine.rows import Event
from tests.api.house import TODAY, Response
from tests.api.luzern import Luzern, luzern
from tests.api.test_documents import made, pdf_of, text_of
from tests.api.test_pages import Visitor, main_of
from tests.api.test_plans import GUEST, IVO, KLARA, RITA, SONJA, TABLE, Round, why
from tests.api.test_repeated_requests import as_, at_once

__all__ = ["luzern"]
pytestmark = pytest.mark.requirement("LU-06", "LU-07")
BEGAN, OVER = "2026-02-09", "2026-02-08"


@pytest.fixture
def table(luzern: Luzern) -> Round:
    return Round(luzern, luzern.case_at("preparing"))


@pytest.fixture
def bound(table: Round) -> Round:
    """A plan in force, whose one measure is of the disability insurance and should have begun."""
    table.do(KLARA)
    table.goals()
    table.accepted(table.propose(begins=OVER, ends=BEGAN))
    table.do(KLARA, "/submission", version=table.version)
    for login in TABLE:
        table.sign(login)
    table.sign(KLARA, person_on=TODAY)
    return table


def measure_of(table: Round, login: str = KLARA, number: int | None = None) -> Any:
    (one,) = table.page(login, number)["plan"]["measures"]
    return one


def note(table: Round, login: str, state: str, steps: int = 0, **more: Any) -> Response:
    body = {"steps": steps, "state": state, "on": BEGAN, "note": ""} | more
    return table.house.call(login, "POST", f"/api/measures/{measure_of(table)['key']}/steps", json=body)


def test_its_institution_says_what_becomes_of_a_measure_and_all_at_the_table_read_it(bound: Round) -> None:
    before = measure_of(bound)
    started = note(bound, IVO, "started")
    aborted = note(bound, IVO, "aborted", 1, on=TODAY, note="Grund-MASSNAHME")

    after = measure_of(bound, SONJA)
    assert (before["steps"], before["unsaid"], before["may_note"]) == ([], "ended", False)
    assert [answer.status_code for answer in (started, aborted)] == [201, 201]
    assert (aborted.json()["steps"], aborted.json()["state"]) == (2, "aborted")
    assert after["steps"] == [
        {"state": "started", "on": BEGAN, "note": ""},
        {"state": "aborted", "on": TODAY, "note": "Grund-MASSNAHME"},
    ]
    assert (after["unsaid"], measure_of(bound, IVO)["may_note"]) == (None, True)
    assert bound.events()[-2:] == ["MEASURE_STARTED", "MEASURE_ABORTED"]
    assert all(b"Grund" not in row.sealed for row in bound.house.rows(MeasureStep))


@pytest.mark.parametrize(("login", "status"), [(RITA, 403), (KLARA, 403), (GUEST, 404), ("anna_rav", 404)])
def test_nobody_says_so_for_another_institution(bound: Round, login: str, status: int) -> None:
    assert note(bound, login, "ended").status_code == status
    assert bound.house.rows(MeasureStep, case_key=int(bound.case)) == []


@pytest.mark.parametrize(
    ("state", "more", "told"),
    [
        ("aborted", {}, (422, [("note", "missing")])),
        ("ended", {"on": "2126-01-01"}, (422, [("on", "in-the-future")])),
        ("ended", {"on": OVER, "steps": 1}, (422, [("on", "before-it-started")])),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    bound: Round, state: str, more: dict[str, Any], told: tuple[int, list[tuple[str, str]]]
) -> None:
    if more.get("steps"):
        assert note(bound, IVO, "started").status_code == 201

    assert why(note(bound, IVO, state, **more)) == told


def test_who_saw_less_than_there_is_writes_nothing(bound: Round) -> None:
    note(bound, IVO, "started")

    late = note(bound, IVO, "ended", 0)

    assert (late.status_code, late.json()["type"]) == (409, "urn:bruecke:plan-changed")
    assert len(bound.house.rows(MeasureStep, case_key=int(bound.case))) == 1


def test_what_does_not_bind_has_no_course_and_it_goes_along_with_the_measure(bound: Round) -> None:
    note(bound, IVO, "started")
    first = measure_of(bound)["key"]
    bound.do(KLARA)  # the next version, whose measure is not in force yet
    draft = note(bound, IVO, "ended", 1)
    bound.do(KLARA, "/submission", version=bound.version)
    for login in TABLE:
        bound.sign(login)
    bound.sign(KLARA, person_on=TODAY)
    body = {"steps": 1, "state": "ended", "on": TODAY, "note": ""}
    old = bound.house.call(IVO, "POST", f"/api/measures/{first}/steps", json=body)
    new = note(bound, IVO, "ended", 1)

    assert [answer.status_code for answer in (draft, old, new)] == [409, 409, 201]
    assert {answer.json()["type"] for answer in (draft, old)} == {"urn:bruecke:measure-not-binding"}
    for number in (1, 2):
        assert [one["state"] for one in measure_of(bound, number=number)["steps"]] == ["started", "ended"]


def leave(bound: Round, login: str) -> None:
    """As if an institution had left the table before the steps: measures are not released to it any more."""
    office, iv = bound.house.users[login].institution_key, str(bound.house.users[IVO].institution_key)
    with bound.house.bruecke.engine.store.work() as work:
        for step in work.find(MeasureStep, case_key=int(bound.case)):
            work.replace(replace(step, owners=iv))
        for event in work.find(Event, instance_key=int(bound.case), kind="MEASURE_ABORTED"):
            codes = orjson.loads(event.codes) | {"owners": iv}
            work.replace(replace(event, codes=orjson.dumps(codes).decode()))
        for grant in work.find(Grant, case_key=int(bound.case), category="MEASURE", institution_key=office):
            work.replace(replace(grant, revoked_at=bound.house.clock.now()))


@pytest.mark.parametrize("login", [RITA, SONJA], ids=["at the table", "the opener"])
def test_who_had_left_the_table_keeps_what_was_signed_and_learns_no_step_after_it(
    bound: Round, login: str
) -> None:
    note(bound, IVO, "aborted", note="Grund-MASSNAHME")
    at_first = bound.house.rows(MeasureStep, case_key=int(bound.case))[0].owners.split(",")
    leave(bound, login)

    kept = measure_of(bound, login, 1)
    history = bound.house.get(login, f"/api/cases/{bound.case}/history")
    document = made(bound.house, KLARA, bound.case, "action_plan", "de")

    assert (kept["aim"], kept["steps"], kept["unsaid"]) == ("Zweck-MASSNAHME", [], None)
    assert "MEASURE_ABORTED" not in str(history)
    assert "MEASURE_ABORTED" in str(bound.house.get(IVO, f"/api/cases/{bound.case}/history"))
    assert bound.house.call(login, "GET", f"/api/documents/{document}/file").status_code == 404
    assert "Grund-MASSNAHME" in text_of(pdf_of(bound.house, KLARA, document))
    assert str(bound.house.users[login].institution_key) in at_first
    if login == SONJA:
        body = {"document": "action_plan", "language": "de"}
        refused = bound.house.call(SONJA, "POST", f"/api/cases/{bound.case}/documents", json=body)
        assert (refused.status_code, refused.json()["type"]) == (422, "urn:bruecke:document-closed")


def test_the_page_asks_the_institution_and_says_how_the_measure_stands(bound: Round) -> None:
    ivo, rita = Visitor(bound.house, IVO), Visitor(bound.house, RITA)
    here = f"/cases/{bound.case}/plan"
    shown = ivo.get(here)
    key = measure_of(bound)["key"]
    sent = {"do": "step", "measure": key, "state": "aborted", "on": "09.02.2026"}
    without = ivo.post(here, shown, **sent, note="")
    done = ivo.post(here, shown, **sent, note="Grund-<b>MASSNAHME</b>")

    assert "Das Ende ist noch nicht festgehalten" in main_of(shown)
    assert without.status_code == 422
    assert 'aria-invalid="true"' in without.text
    assert done.status_code == 303
    page = main_of(rita.get(here))
    assert "Abgebrochen" in page
    assert "Grund-&lt;b&gt;MASSNAHME&lt;/b&gt;" in rita.get(here).text
    assert "Was ist mit der Massnahme Ihrer Stelle?" not in page


def test_what_is_late_stands_on_the_page_of_the_case_for_its_institution_alone(bound: Round) -> None:
    here = f"/cases/{bound.case}"
    says = "Verlauf einer Massnahme festhalten"

    told = [login for login in TABLE if says in main_of(Visitor(bound.house, login).get(here))]
    guest = Visitor(bound.house, GUEST).get(here)
    note(bound, IVO, "ended")
    after = main_of(Visitor(bound.house, IVO).get(here))

    assert told == [IVO]
    assert says not in guest.text
    assert says not in after


def test_who_had_measures_released_no_longer_is_not_asked_for_them(bound: Round) -> None:
    here, says = f"/cases/{bound.case}", "Verlauf einer Massnahme festhalten"
    before = Visitor(bound.house, IVO).get(here)
    leave(bound, IVO)

    after = Visitor(bound.house, IVO).get(here)

    assert (says in before.text, says in after.text) == (True, False)


def test_what_binds_goes_on_on_its_page_while_the_next_version_is_drawn_up(bound: Round) -> None:
    bound.do(KLARA)
    ivo, key = Visitor(bound.house, IVO), measure_of(bound, number=1)["key"]
    here = f"/cases/{bound.case}/plan"
    shown = ivo.get(f"{here}/1")
    sent = {"do": "step", "measure": key, "state": "aborted", "on": "09.02.2026", "number": "1"}
    wrong = ivo.post(here, shown, **sent, note="")
    done = ivo.post(here, shown, **sent, note="Grund-MASSNAHME")

    assert f'href="{here}/1"' in ivo.get(here).text
    assert 'name="number" value="1"' in shown.text
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "Fassung 1" in wrong.text.split("</h1>")[0]
    assert done.headers["location"].startswith(f"{here}/1?done=step#measure-{key}")
    assert "Der Verlauf ist festgehalten." in main_of(ivo.get(f"{here}/1?done=step"))
    assert 'name="do" value="step"' not in Visitor(bound.house, RITA).get(f"{here}/1").text


def test_documents_and_the_answer_to_the_person_tell_it(bound: Round) -> None:
    note(bound, IVO, "aborted", note="Grund-MASSNAHME")

    plan = text_of(pdf_of(bound.house, KLARA, made(bound.house, KLARA, bound.case, "action_plan", "fr")))

    assert "Interrompue" in plan
    assert "Grund-MASSNAHME" in plan


def test_of_two_that_say_so_at_the_same_moment_one_is_heard_and_the_other_told(bound: Round) -> None:
    path = f"/api/measures/{measure_of(bound)['key']}/steps"
    bodies = [{"steps": 0, "state": state, "on": BEGAN, "note": ""} for state in ("started", "ended")]

    answers = at_once(bound.house, *[as_(bound.house, IVO, path, body) for body in bodies])

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (row,) = bound.house.rows(MeasureStep, case_key=int(bound.case))
    (heard,) = [answer.json()["state"] for answer in answers if answer.status_code == 201]
    assert (row.number, [step["state"] for step in measure_of(bound)["steps"]]) == (1, [heard])


def test_the_same_request_again_says_it_once(bound: Round) -> None:
    path = f"/api/measures/{measure_of(bound)['key']}/steps"
    body = {"steps": 0, "state": "started", "on": BEGAN, "note": ""}

    answers = at_once(bound.house, *[as_(bound.house, IVO, path, body, "once")] * 3)
    again = as_(bound.house, IVO, path, body, "once")(bound.house.client)

    assert {answer.status_code for answer in (*answers, again)} == {201}
    assert len({answer.text for answer in (*answers, again)}) == 1
    assert len(bound.house.rows(MeasureStep, case_key=int(bound.case))) == 1
    assert bound.events().count("MEASURE_STARTED") == 1
