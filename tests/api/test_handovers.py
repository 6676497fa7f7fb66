"""A case is handed over to another institution: offered with its packet, answered by it alone, late or in time, never lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.worker import work_once
from cases.commands.escalate_handovers import escalate_handovers
from cases.handovers import place_of
from cases.rows import AccessEntry, Handover, Packet
from engine.errors import ProcessFailure
from engine.rows import Event, Incident, Instance, Outbox
from engine.transaction import note_failure
from tests.api.basel import FELIX, IRENE, PURPOSE, RUTH, STRANGERS, Basel, basel
from tests.api.house import START, House

__all__ = ["basel"]
WHY = "Grund-VERTRAULICH"


def at(house: House, moment: datetime) -> None:
    """The clock shows this moment, before or after."""
    house.clock.advance(moment - house.clock.now())


@pytest.fixture
def standing(basel: Basel) -> Iterator[Basel]:
    """The clock goes back to where the file began."""
    yield basel
    at(basel.house, START)


def go_on(basel: Basel, days: int) -> None:
    """So many days pass, and a worker comes by."""
    at(basel.house, basel.house.clock.now() + timedelta(days=days))
    work_once(basel.house.bruecke)


def row_of(basel: Basel, told: Any) -> Handover:
    (row,) = basel.house.rows(Handover, key=int(told["handover"]))
    assert isinstance(row, Handover)
    return row


@pytest.mark.requirement("BL-05", "BL-10")
def test_the_receiver_reads_the_packet_and_accepts_and_the_case_goes_on(basel: Basel) -> None:
    told = basel.offered()
    waiting = basel.house.get(IRENE, "/api/handovers?box=waiting")["items"]
    packet = basel.house.get(IRENE, f"/api/packets/{told['packet']}")
    accepted = basel.act(IRENE, told, "acceptance")

    assert told["handover"] in {one["key"] for one in waiting}
    assert packet["purpose"] == PURPOSE
    assert "Grenzen-GESUNDHEIT" in {field["value"] for field in packet["fields"]}
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    assert basel.open_tasks(told["case"]) == ["record_deregistration"]
    assert basel.events(told["case"]) == ["HANDOVER_OFFERED", "HANDOVER_CONFIRMED"]
    for login in (FELIX, IRENE):
        view = basel.house.get(login, f"/api/handovers/{told['handover']}")
        assert (view["state"], view["answered_by"], view["incoming"]) == (
            "accepted",
            "Irene Schaub",
            login == IRENE,
        )


@pytest.mark.requirement("BL-05")
def test_what_is_returned_goes_back_with_its_reason_and_can_be_offered_anew(basel: Basel) -> None:
    told = basel.offered()
    mute = basel.act(IRENE, told, "return", reason=" ")
    returned = basel.act(IRENE, told, "return", reason=WHY)
    view = basel.house.get(FELIX, f"/api/handovers/{told['handover']}")
    beside = basel.house.get(RUTH, f"/api/handovers/{told['handover']}")

    assert (mute.status_code, mute.json()["type"]) == (422, "urn:bruecke:handover-reason-missing")
    assert returned.json()["state"] == "returned"
    assert basel.open_tasks(told["case"]) == ["clarify_competence"]
    assert view["reason"] == WHY
    assert (beside["reason"], beside["state"]) == ("", "returned"), "what two say to each other is theirs"

    basel.done(FELIX, told["case"], "clarify_competence", {"competent": "IV"})
    again = basel.offered(told["case"])
    assert again["handover"] != told["handover"]
    assert basel.act(IRENE, again, "acceptance").status_code == 200


@pytest.mark.requirement("BL-10", "CH-07")
def test_what_nobody_answers_escalates_once_and_can_be_answered_all_the_same(standing: Basel) -> None:
    told = standing.offered()
    until = datetime.fromisoformat(
        standing.house.get(FELIX, f"/api/handovers/{told['handover']}")["answer_until"]
    )
    go_on(standing, 13)
    before = standing.open_tasks(told["case"])
    go_on(standing, 2)
    work_once(standing.house.bruecke)
    late = standing.house.get(IRENE, f"/api/handovers/{told['handover']}")
    after = standing.open_tasks(told["case"])
    accepted = standing.act(IRENE, told, "acceptance")

    assert until == datetime(2026, 2, 24, 11, tzinfo=UTC), "ten working days after Tuesday, 10 February"
    assert (before, after) == ([], ["follow_up_handover"])
    assert standing.events(told["case"]) == ["HANDOVER_OFFERED", "HANDOVER_ESCALATED", "HANDOVER_CONFIRMED"]
    assert late["escalated_at"] is not None
    assert late["state"] == "offered"
    assert accepted.status_code == 200, "the version seen before it escalated still counts"
    assert standing.house.get(FELIX, f"/api/handovers/{told['handover']}")["waited_seconds"] == 15 * 86400


def test_however_many_workers_look_it_escalates_once(standing: Basel) -> None:
    cases = [standing.offered() for _ in range(4)]
    at(standing.house, START + timedelta(days=20))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: escalate_handovers(standing.house.bruecke.engine), range(4)))
    at(standing.house, START + timedelta(days=21))
    escalate_handovers(standing.house.bruecke.engine)

    for told in cases:
        assert standing.events(told["case"]).count("HANDOVER_ESCALATED") == 1
        assert standing.open_tasks(told["case"]) == ["follow_up_handover"]


def test_a_worker_that_dies_after_it_took_one_loses_nothing(standing: Basel) -> None:
    told = standing.offered()
    at(standing.house, START + timedelta(days=20))
    engine = standing.house.bruecke.engine
    with engine.store.work() as work:  # all that such a worker has done
        (row,) = work.earliest(Handover, "wakes_at", until=engine.clock.now(), case_key=int(told["case"]))
        work.replace(replace(row, wakes_at=engine.clock.now() + timedelta(minutes=1)))
    escalate_handovers(engine)
    at_once = standing.events(told["case"])
    at(standing.house, START + timedelta(days=20, minutes=2))
    escalate_handovers(engine)

    assert "HANDOVER_ESCALATED" not in at_once
    assert standing.events(told["case"]) == ["HANDOVER_OFFERED", "HANDOVER_ESCALATED"]


def test_a_suspended_case_escalates_once_it_goes_on(standing: Basel) -> None:
    told = standing.offered()
    standing.house.post(RUTH, f"/api/cases/{told['case']}/suspension", {"reason": "Abklärung"})
    go_on(standing, 20)
    held, answer = standing.events(told["case"]), standing.act(IRENE, told, "acceptance")
    standing.house.post(RUTH, f"/api/cases/{told['case']}/resumption", {"reason": "Weiter"})
    go_on(standing, 1)

    assert held == ["HANDOVER_OFFERED"]
    assert answer.status_code == 409
    assert standing.events(told["case"]) == ["HANDOVER_OFFERED", "HANDOVER_ESCALATED"]
    assert standing.open_tasks(told["case"]) == ["follow_up_handover"]


@pytest.mark.requirement("BL-10")
def test_neither_side_acts_for_the_other_and_for_strangers_it_does_not_exist(basel: Basel) -> None:
    told = basel.offered()
    for login in (FELIX, RUTH):
        assert basel.act(login, told, "acceptance").status_code == 403, login
        assert basel.act(login, told, "return", reason=WHY).status_code == 403, login
    for login in (IRENE, RUTH):
        assert basel.act(login, told, "withdrawal").status_code == 403, login
    for login in STRANGERS:
        for what in ("acceptance", "return", "withdrawal"):
            more = {"reason": WHY} if what == "return" else {}
            assert basel.act(login, told, what, **more).status_code == 404, (login, what)
        assert basel.house.call(login, "GET", f"/api/handovers/{told['handover']}").status_code == 404
        assert basel.house.get(login, "/api/handovers")["items"] == []
    assert basel.house.call(None, "GET", f"/api/handovers/{told['handover']}").status_code == 401

    assert row_of(basel, told).state == "offered"


def test_who_does_not_work_on_cases_answers_nothing_for_their_office(own_house: House) -> None:
    basel = Basel(own_house)
    told = basel.offered()
    irene, olga = own_house.users[IRENE], own_house.users["olga"]
    with own_house.bruecke.engine.store.work() as work:
        work.replace(replace(olga, institution_key=irene.institution_key, unit_key=irene.unit_key))

    assert own_house.call("olga", "GET", f"/api/handovers/{told['handover']}").status_code == 404
    assert basel.act("olga", told, "acceptance").status_code == 404
    assert own_house.get("olga", "/api/handovers")["items"] == []


def test_who_reads_only_the_packet_answers_all_the_same(basel: Basel) -> None:
    told = basel.offered()
    basel.withdraw_consent(told["case"])

    assert basel.house.call(IRENE, "GET", f"/api/cases/{told['case']}").status_code == 404
    view = basel.house.get(IRENE, f"/api/handovers/{told['handover']}")
    assert (view["may_answer"], view["sees_case"]) == (True, False)
    assert told["handover"] in {one["key"] for one in basel.house.get(IRENE, "/api/handovers")["items"]}
    assert basel.act(IRENE, told, "return", reason=WHY).status_code == 200
    assert basel.open_tasks(told["case"]) == ["note_lapse"]


def test_when_the_case_ends_what_nobody_answered_is_taken_back(basel: Basel) -> None:
    told = basel.offered()
    basel.withdraw_consent(told["case"])
    basel.done(RUTH, told["case"], "note_lapse", {"informed_on": "2026-02-10"})

    view = basel.house.get(IRENE, f"/api/handovers/{told['handover']}")
    assert (view["state"], view["may_answer"]) == ("withdrawn", False)
    assert basel.act(IRENE, told, "acceptance").status_code == 409
    assert row_of(basel, told).wakes_at is None


@pytest.mark.requirement("BL-05")
def test_what_the_person_no_longer_wants_is_not_accepted_but_may_be_returned(basel: Basel) -> None:
    told = basel.offered()
    basel.withdraw_consent(told["case"])

    refused = basel.act(IRENE, told, "acceptance")
    still = row_of(basel, told).state
    returned = basel.act(IRENE, told, "return", reason=WHY)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:handover-basis-ended")
    assert (still, returned.json()["state"]) == ("offered", "returned")
    assert basel.open_tasks(told["case"]) == ["note_lapse"], "the person's word goes before the answer"
    assert basel.house.call(IRENE, "GET", f"/api/cases/{told['case']}").status_code == 404


def test_a_consent_that_has_run_out_carries_no_acceptance(standing: Basel) -> None:
    told = standing.offered()
    at(standing.house, START + timedelta(days=366 * 5))
    today = dict(standing.house.tokens)
    del standing.house.tokens[IRENE]  # five years old

    refused = standing.act(IRENE, told, "acceptance")
    standing.house.tokens.update(today)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:handover-basis-ended")


@pytest.mark.requirement("BL-05")
def test_only_what_the_basis_allows_is_offered_and_only_by_its_role(basel: Basel) -> None:
    narrow = basel.offering(reach=["MASTER", "WORK"])
    closed = basel.offering(to=("RAV", "COORDINATION"))
    open_case = basel.offering()
    whole = basel.fields(FELIX, open_case)
    health = [
        {"record": str(key), "field": "limitations"}
        for key in {
            row["record"]
            for row in basel.house.get(FELIX, options(basel, narrow))["fields"]
            if not row["ways"]
        }
    ]

    answers = {
        "not covered": basel.offer(narrow, fields=health),
        "no consent": basel.offer(closed, fields=whole[:1]),
        "another basis": basel.offer(open_case, basis="MUTUAL_ASSISTANCE"),
        "empty": basel.offer(open_case, fields=[]),
        "no purpose": basel.offer(open_case, purpose=" "),
        "unknown": basel.offer(open_case, kind="suva"),
        "elsewhere": basel.offer(open_case, to=str(basel.house.users[RUTH].institution_key)),
        "not the role": basel.offer(open_case, login=RUTH),
        "a stranger": basel.offer(open_case, login="beat_iv"),
    }

    told = {name: (one.status_code, one.json()["type"].rpartition(":")[2]) for name, one in answers.items()}
    assert told == {
        "not covered": (422, "fields-refused"),
        "no consent": (409, "basis-not-in-force"),
        "another basis": (409, "basis-not-in-force"),
        "empty": (422, "nothing-chosen"),
        "no purpose": (422, "purpose-missing"),
        "unknown": (422, "no-handover-here"),
        "elsewhere": (422, "receiver-refused"),
        "not the role": (403, "not-allowed"),
        "a stranger": (404, "not-found"),
    }
    for case in (narrow, closed, open_case):
        assert basel.house.rows(Handover, case_key=int(case)) == []
        assert basel.house.rows(Packet, case_key=int(case)) == []


def options(basel: Basel, case: str) -> str:
    return f"/api/cases/{case}/packets/options?to={basel.house.users[IRENE].institution_key}"


def test_versions_and_repeated_requests(basel: Basel) -> None:
    case = basel.offering()
    key = {"Idempotency-Key": "offer-once"}
    fields = basel.fields(FELIX, case)
    first, second = (basel.offer(case, fields=fields, headers=key) for _ in range(2))
    twice = basel.offer(case, fields=fields)
    told = first.json()
    stale = basel.act(IRENE, told | {"version": 7}, "acceptance")
    answers = [basel.act(IRENE, told, "acceptance", headers={"Idempotency-Key": "yes"}) for _ in range(2)]
    late = basel.act(IRENE, told, "return", reason=WHY)
    too_late = basel.act(FELIX, told, "withdrawal")

    assert first.json() == second.json()
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:bruecke:handover-is-open")
    assert (stale.status_code, stale.json()["version"]) == (409, 1)
    assert answers[0].json() == answers[1].json()
    for one in (late, too_late):
        assert (one.status_code, one.json()["type"], one.json()["state"]) == (
            409,
            "urn:bruecke:handover-answered",
            "accepted",
        )
    assert len(basel.house.rows(Handover, case_key=int(case))) == 1


def test_of_two_that_answer_at_once_one_wins(basel: Basel) -> None:
    told = basel.offered()
    with ThreadPoolExecutor(3) as pool:
        calls = [
            pool.submit(basel.act, IRENE, told, "acceptance"),
            pool.submit(basel.act, IRENE, told, "return", reason=WHY),
            pool.submit(basel.act, FELIX, told, "withdrawal"),
        ]
        answers = [call.result().status_code for call in calls]

    assert sorted(answers) == [200, 409, 409]
    assert len(basel.events(told["case"])) == 2


def test_nothing_about_the_person_is_in_events_or_the_outbox_and_the_reason_is_sealed(basel: Basel) -> None:
    told = basel.offered()
    basel.act(IRENE, told, "return", reason=WHY)
    case = int(told["case"])
    row = row_of(basel, told)

    written = b"".join(
        repr(one).encode() for kind in (Event, Outbox) for one in basel.house.rows(kind, instance_key=case)
    )
    for word in (WHY, PURPOSE, "Thommen", "Grenzen"):
        assert word.encode() not in written
        assert word.encode() not in row.sealed
    with basel.house.bruecke.engine.store.reading() as work:
        files = basel.house.bruecke.engine.case_file
        assert files.unseal(work, case, row.sealed, place_of(row.key)).decode() == WHY


def test_reading_is_noted_and_the_receipt_of_the_packet_with_the_answer(basel: Basel) -> None:
    told = basel.offered()
    basel.act(IRENE, told, "return", reason=WHY)
    basel.house.get(IRENE, f"/api/handovers/{told['handover']}")
    basel.house.get(FELIX, f"/api/handovers/{told['handover']}")

    entries = [
        (row.user_key, row.basis)
        for row in basel.house.rows(AccessEntry, case_key=int(told["case"]), action="handover")
    ]
    users = basel.house.users
    assert entries == [(users[IRENE].key, "PACKET"), (users[FELIX].key, "OWN")]
    (packet,) = basel.house.rows(Packet, key=int(told["packet"]))
    assert packet.received_by == users[IRENE].key


def test_the_list_of_a_case_is_for_who_sees_it(basel: Basel) -> None:
    told = basel.offered()
    for login in (RUTH, FELIX, IRENE):
        items = basel.house.get(login, f"/api/cases/{told['case']}/handovers")["items"]
        assert [one["key"] for one in items] == [told["handover"]], login
    for login in STRANGERS:
        assert basel.house.call(login, "GET", f"/api/cases/{told['case']}/handovers").status_code == 404


def test_a_case_that_nobody_can_read_keeps_no_other_waiting(standing: Basel) -> None:
    broken, sound = standing.offered(), standing.offered()
    store = standing.house.bruecke.engine.store
    (instance,) = standing.house.rows(Instance, key=int(broken["case"]))
    with store.work() as work:
        work.replace(replace(instance, state=b"nothing to read", version=instance.version + 1))
    go_on(standing, 20)

    incidents = standing.house.rows(Incident, instance_key=int(broken["case"]), resolved_at=None)
    assert [one.code for one in incidents] == ["unexpected"]
    assert standing.events(sound["case"]) == ["HANDOVER_OFFERED", "HANDOVER_ESCALATED"]
    assert row_of(standing, broken).wakes_at is not None, "it is looked at again"


def test_a_case_in_incident_keeps_what_is_offered(standing: Basel) -> None:
    told = standing.offered()
    engine = standing.house.bruecke.engine
    note_failure(engine, int(told["case"]), ProcessFailure(None, "unexpected", "x"))
    go_on(standing, 20)

    (instance,) = standing.house.rows(Instance, key=int(told["case"]))
    assert standing.events(told["case"]) == ["HANDOVER_OFFERED", "HANDOVER_ESCALATED"]
    assert instance.status in {"running", "incident"}
