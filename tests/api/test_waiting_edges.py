"""What waits beside the steps ends with the case, the release, the place and the absence that it rests on."""

from tests.api.luzern import GUEST, Luzern
from tests.api.test_meetings import Table
from tests.api.test_waiting import (
    IVO,
    KLARA,
    RITA,
    SONJA,
    draft_with_a_measure,
    kinds,
    luzern,
    waiting,
)

__all__ = ["luzern"]


def test_nothing_waits_in_a_case_that_has_ended_before_its_meeting_is_cancelled(luzern: Luzern) -> None:
    case = luzern.case_at("judged")
    Table(luzern, case).called(KLARA, RITA, SONJA)
    assert set(kinds(luzern)) == {RITA, SONJA}

    luzern.decide(IVO, case, "integration_goal_reached", "end")
    luzern.complete(IVO, case, "close_case", {"result": "REGULAR_STRUCTURES", "report": "Bericht-MASSNAHME"})

    assert kinds(luzern) == {}


def test_a_suspended_case_wants_what_its_page_wants(luzern: Luzern) -> None:
    case = luzern.case_at("signing")
    assert kinds(luzern)

    luzern.house.post(SONJA, f"/api/cases/{case}/suspension", {"reason": "Wir warten."})

    assert kinds(luzern) == {}


def test_a_guest_is_asked_as_long_as_they_are_released(luzern: Luzern) -> None:
    case = luzern.case_at("invited")
    table = Table(luzern, case)
    table.called(KLARA, GUEST, topics=[["WORK"], ["WORK"]])
    assert kinds(luzern) == {GUEST: ["invitation"]}

    luzern.withdraw(KLARA, case, "secrecy_release")

    assert kinds(luzern) == {}


def test_no_measure_waits_where_the_authority_was_taken_back(luzern: Luzern) -> None:
    case, _ = draft_with_a_measure(luzern)
    assert IVO in kinds(luzern)

    luzern.withdraw(SONJA, case, "data_exchange_consent")

    assert IVO not in kinds(luzern)


def test_no_name_of_the_person_is_told(luzern: Luzern) -> None:
    luzern.case_at("signing")

    found = waiting(luzern, IVO)

    assert found
    assert "Muff" not in str(found)
