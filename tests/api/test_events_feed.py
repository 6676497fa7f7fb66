"""The feed of events: what somebody sees of the course of their cases, and nothing of anything else."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cases.rows import User
from engine.commands.number_events import sweep_events
from engine.rows import Event, Outbox
from tests.api.house import House


def follow(house: House, login: str, after: str | None = None, limit: int = 200) -> tuple[list[Any], str]:
    """Everything behind a cursor, page by page, and where it ends."""
    items: list[Any] = []
    while True:
        query = f"?limit={limit}" + (f"&after={after}" if after else "")
        page = house.get(login, f"/api/events{query}")
        items += page["items"]
        after = page["next"]
        if not page["more"]:
            return items, str(after)


def now(house: House, login: str = "carla_smz") -> str:
    cursor: str = house.get(login, "/api/events?after=now")["next"]
    return cursor


def history(house: House, login: str, case: str) -> list[tuple[str, str]]:
    found = house.get(login, f"/api/cases/{case}/history?limit=200")["items"]
    return [(item["at"], item["kind"]) for item in found]


def lines(items: list[Any]) -> list[tuple[str, str]]:
    return [(item["occurred_at"], item["kind"]) for item in items]


def test_the_feed_tells_what_the_course_of_the_cases_shows(house: House) -> None:
    before = now(house)
    case = house.case_at("question")
    house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "only for us"})

    for login in ("carla_smz", "anna_rav"):
        items, _ = follow(house, login, before)
        assert lines(items) == history(house, login, case)
        assert {item["case"] for item in items} == {case}
        assert all(set(item) == {"id", "kind", "case", "occurred_at"} for item in items)
    kinds = {item["kind"] for item in follow(house, "anna_rav", before)[0]}
    assert "NOTE_WRITTEN" not in kinds
    assert "TASK_COMPLETED" in kinds


@pytest.mark.parametrize("login", ["nora_smz", "karl_rav", "beat_iv", "ines_koo", "dario", "olga"])
def test_who_has_no_mandate_is_told_nothing(house: House, login: str) -> None:
    before = now(house, login)
    house.case_at("question")

    items, _ = follow(house, login, before)

    assert items == []


def test_a_withdrawal_ends_the_feed_of_others_also_for_what_was_before(house: House) -> None:
    before = now(house)
    case = house.case_at("granted")
    assert follow(house, "anna_rav", before)[0]
    consent = house.consent(case)
    assert consent is not None

    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    assert follow(house, "anna_rav", before)[0] == []
    assert follow(house, "carla_smz", before)[0]


def test_pages_go_on_where_they_stopped_and_tell_nothing_twice(house: House) -> None:
    before = now(house)
    case = house.case_at("agreed")

    items, end = follow(house, "carla_smz", before, limit=2)

    assert lines(items) == history(house, "carla_smz", case)
    assert follow(house, "carla_smz", end)[0] == []


def test_a_mention_is_told_to_who_is_mentioned_alone_and_only_while_the_note_is_open(house: House) -> None:
    case = house.case_at("granted")
    before = now(house)
    anna = str(house.users["anna_rav"].key)
    note = {"text": "Please look", "audience": "shared", "category": "WORK", "mentions": [anna]}
    house.post("carla_smz", f"/api/cases/{case}/notes", note)

    told = {
        login: sorted(item["kind"] for item in follow(house, login, before)[0])
        for login in ("anna_rav", "jean_rav", "carla_smz", "lea_smz")
    }

    assert told == {
        "anna_rav": ["NOTE_MENTION", "NOTE_WRITTEN"],
        "jean_rav": ["NOTE_WRITTEN"],
        "carla_smz": ["NOTE_WRITTEN"],
        "lea_smz": ["NOTE_WRITTEN"],
    }
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    assert follow(house, "anna_rav", before)[0] == []


def test_an_event_that_is_written_after_the_walk_passed_its_key_is_told_later(house: House) -> None:
    case = house.case_at("fresh")
    store, engine = house.bruecke.engine.store, house.bruecke.engine
    before = now(house)
    (event,) = house.rows(Event, instance_key=int(case), kind="CASE_OPENED")
    early = engine.keys()
    house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "x"})
    first, cursor = follow(house, "carla_smz", before)

    with store.work() as work:  # as if its transaction had only now been committed
        work.add(Outbox(early, int(case), event.key, event.kind, event.at, event.at, None))
    second, _ = follow(house, "carla_smz", cursor)

    assert [item["kind"] for item in first] == ["NOTE_WRITTEN"]
    assert [item["id"] for item in second] == [str(event.key)]


def test_a_cursor_is_opaque_and_an_unknown_one_is_refused(house: House) -> None:
    cursor = now(house)

    assert cursor != now(house)
    answer = house.call("carla_smz", "GET", "/api/events?after=42")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:cursor-unknown")


def test_a_cursor_that_is_older_than_what_is_kept_says_so_with_a_way_out(own_house: House) -> None:
    begin = now(own_house)
    own_house.case_at("fresh")
    later = now(own_house)
    own_house.clock.advance(timedelta(days=91))

    own_house.tokens.clear()  # they are too old as well
    sweep_events(own_house.bruecke.engine)

    gone = own_house.call("carla_smz", "GET", f"/api/events?after={begin}")
    assert (gone.status_code, gone.json()["type"]) == (410, "urn:bruecke:cursor-gone")
    assert "Begin without" in gone.json()["title"]
    assert follow(own_house, "carla_smz", later)[0] == []
    assert follow(own_house, "carla_smz")[0] == []


def test_who_waits_gets_what_happens_meanwhile(house: House) -> None:
    case = house.case_at("fresh")
    before = now(house)
    found: list[Any] = []
    waiting = threading.Thread(
        target=lambda: found.append(house.get("carla_smz", f"/api/events?after={before}&wait_seconds=30"))
    )
    waiting.start()

    house.post("lea_smz", f"/api/cases/{case}/notes", {"text": "x"})
    waiting.join(timeout=60)

    assert [item["kind"] for item in found[0]["items"]] == ["NOTE_WRITTEN"]


def test_a_look_by_exception_brings_no_feed(own_house: House) -> None:
    case = own_house.case_at("granted")
    reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
    before = now(own_house)
    own_house.post("karl_rav", "/api/cases/exceptions", {"reference": reference, "reason": "at the counter"})
    assert own_house.get("karl_rav", f"/api/cases/{case}")

    own_house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "x"})

    assert follow(own_house, "karl_rav", before)[0] == []


def test_a_case_that_opens_later_is_told_from_then_on(house: House) -> None:
    case = house.case_at("fresh")
    before = now(house)

    house.complete("carla_smz", case, house.consent_answers(["RAV"]))

    kinds = [item["kind"] for item in follow(house, "anna_rav", before)[0]]
    assert "CONSENT_GRANTED" in kinds or "TASK_COMPLETED" in kinds


def test_a_settled_case_writes_one_row_for_each_event_and_no_more(house: House) -> None:
    case = house.case_at("question")

    events = house.rows(Event, instance_key=int(case))
    rows = house.rows(Outbox, instance_key=int(case))

    assert sorted(row.event_key for row in rows) == sorted(event.key for event in events)


def test_who_lost_their_account_is_told_nothing(own_house: House) -> None:
    own_house.case_at("fresh")
    own_house.token("carla_smz")
    with own_house.bruecke.engine.store.work() as work:
        user = work.get(User, own_house.users["carla_smz"].key)
        assert user is not None
        work.replace(replace(user, is_active=False))

    assert own_house.call("carla_smz", "GET", "/api/events").status_code == 401


def test_who_loses_their_account_while_waiting_for_events_is_told_nothing_more(own_house: House) -> None:
    cursor = now(own_house)
    token = own_house.token("carla_smz")
    seen: list[Any] = []
    waiting = threading.Thread(
        target=lambda: seen.append(
            own_house.client.get(
                f"/api/events?after={cursor}&wait_seconds=30", headers={"Authorization": f"Bearer {token}"}
            )
        )
    )
    waiting.start()
    with own_house.bruecke.engine.store.work() as work:
        user = work.get(User, own_house.users["carla_smz"].key)
        assert user is not None
        work.replace(replace(user, is_active=False))

    own_house.open_case("lea_smz")
    waiting.join(60)

    assert [answer.status_code for answer in seen] == [401]


def test_who_waits_for_events_is_answered_when_the_server_ends(own_house: House) -> None:
    cursor = own_house.get("carla_smz", "/api/events?after=now")["next"]
    found: list[Any] = []
    waiting = threading.Thread(
        target=lambda: found.append(
            own_house.get("carla_smz", f"/api/events?after={cursor}&wait_seconds=30")
        ),
        daemon=True,
    )
    waiting.start()

    own_house.bruecke.engine.job_bell.is_closing = True
    waiting.join(15)

    assert [page["items"] for page in found] == [[]]
