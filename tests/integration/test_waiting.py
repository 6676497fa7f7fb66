"""What waits beside the steps, on every store: for whom it waits, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

from cases.access import EXCEPTION
from cases.lists import Viewer
from cases.rows import Invitation, Measure, Meeting, Plan, PlanSignature
from engine.store import Store
from tests.databases import lists_of
from tests.integration.test_packets import ANNA, NOW, RAV, SMZ, case_row, grant, keep, place

SOON = NOW + timedelta(3)


def meeting(key: int, case: int = 5) -> Meeting:
    return Meeting(
        key, case, SMZ, "talk", "planned", SOON, 60, "WORK", 0, 1, b"", 12, NOW, None, None, None, None, None
    )


def invitation(key: int, of: int, case: int = 5, user: int = ANNA.user_key) -> Invitation:
    return Invitation(key, case, of, RAV, user, "1", "invited", None, "needs_action", None, None, None, 1)


def plan(key: int, state: str, case: int = 5, number: int = 1) -> Plan:
    return Plan(key, case, number, state, f"{SMZ},{RAV}", 1, 1, b"", 12, NOW, None, None)


def measure(key: int, of: int, case: int = 5) -> Measure:
    return Measure(key, case, of, RAV, key, "proposed", "open", 1, b"", 12, NOW, None, None)


def found(store: Store, viewer: Viewer = ANNA, after: int | None = None, limit: int = 50) -> list[int]:
    with store.reading() as work:
        return [one.key for one in lists_of(work).waiting(viewer, NOW, after=after, limit=limit)]


def test_what_waits_is_for_who_has_to_answer_it_the_oldest_first(store: Store) -> None:
    keep(
        store,
        case_row(5), place(1), grant(2, 5),
        meeting(20), replace(meeting(21), begins_at=NOW), replace(meeting(22), state="cancelled"),
        invitation(30, 20), invitation(31, 21), invitation(32, 22), invitation(33, 20, user=99),
        plan(40, "draft", number=1), plan(41, "signing", number=2), plan(42, "dropped", number=3),
        measure(50, 40), measure(54, 40), replace(measure(51, 40), state="accepted"), measure(52, 42),
        replace(measure(53, 40), institution_key=SMZ),
    )  # fmt: skip

    assert found(store) == [30, 41, 50]
    assert found(store, limit=2) == [30, 41]
    assert found(store, after=41) == [50]


def test_who_has_signed_this_turn_is_not_waited_for(store: Store) -> None:
    signature = PlanSignature(70, 5, 41, 1, RAV, "signed", NOW.date(), b"", 11, NOW)
    keep(
        store,
        case_row(5), place(1), grant(2, 5), plan(41, "signing"), signature,
        case_row(6), place(3, 6), grant(4, 6), replace(plan(42, "signing", case=6), owners=f"{SMZ},{RAV}7"),
    )  # fmt: skip

    assert found(store) == []


def test_nothing_waits_for_another_team_office_or_without_a_mandate(store: Store) -> None:
    keep(
        store,
        *(case_row(key) for key in range(5, 8)),
        place(1, 5), grant(2, 5),
        place(3, 6), grant(4, 6, until=NOW),
        place(5, 7, unit=0, user=11, until=SOON, role=EXCEPTION), grant(6, 7),
        *(row for case in range(5, 8) for row in (
            meeting(100 + case, case), invitation(200 + case, 100 + case, case),
            plan(300 + case, "draft", case), measure(400 + case, 300 + case, case),
        )),
        *(plan(500 + case, "signing", case, number=2) for case in range(5, 8)),
    )  # fmt: skip

    assert found(store) == [205, 405, 505]
    assert found(store, Viewer(11, SMZ, ANNA.unit_key, ANNA.roles)) == []
    assert found(store, Viewer(13, RAV, 22, ANNA.roles)) == []
    assert found(store, Viewer(11, RAV, ANNA.unit_key, frozenset({"designer"}))) == []
