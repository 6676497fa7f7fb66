"""Packets: what may be passed on and on what basis, who reads it for how long, and what the person learns of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from cases.identity import identity_of
from cases.rows import AccessEntry, Consent, DataKey, Grant, Institution, Packet, Participant, Record
from cases.views.packets import view_packet
from engine.chain import first_break
from engine.commands.deploy_package import deploy_package
from engine.keys import new_key
from engine.ports import Actor, Entry
from engine.rows import Event, Outbox, Task
from engine.store import Work
from tests.api.house import REGISTRATION, House, Response
from tests.api.test_pages import Visitor, csrf_of, main_of
from tests.assistance import assistance

PURPOSE = "Vorbereitung des gemeinsamen Gesprächs"
CONDITIONS = ["finds_measure_or_claim", "payer_unclear", "no_private_interest"]
STRANGERS = ("nora_smz", "karl_rav", "beat_iv", "ines_koo", "dario", "olga")


def body_of(house: House, login: str) -> str:
    """The key of somebody's institution."""
    return str(house.users[login].institution_key)


def field(house: House, case: str, kind: str, name: str) -> dict[str, str]:
    """A field that stands on record, as the options name it."""
    records = house.bruecke.case_file.records
    with house.bruecke.engine.store.reading() as work:
        for record in records.current(work, int(case), [kind]):
            if name in record.values:
                return {"record": str(record.row.key), "field": name}
    raise AssertionError(f"{kind}.{name} is not on record")


def try_to_send(house: House, login: str, case: str, to: str, **more: Any) -> Response:
    """Send the last name, if nothing else is said."""
    body = {
        "to": body_of(house, to) if to in house.users else to,
        "fields": [field(house, case, "person", "last_name")],
        "basis": "CONSENT",
        "purpose": PURPOSE,
    } | more
    headers = {"Idempotency-Key": body.pop("again")} if "again" in body else {}
    return house.call(login, "POST", f"/api/cases/{case}/packets", json=body, headers=headers)


def send(house: House, login: str, case: str, to: str, **more: Any) -> str:
    answer = try_to_send(house, login, case, to, **more)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["packet"]
    return found


def problem(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:bruecke:")


def refused(answer: Response) -> list[tuple[str, str]]:
    assert problem(answer) == (422, "fields-refused"), answer.text
    return [(one["field"], one["reason"]) for one in answer.json()["fields"]]


def packet(house: House, login: str, key: str) -> Any:
    return house.get(login, f"/api/packets/{key}")


def status(house: House, login: str, key: str) -> int:
    return house.call(login, "GET", f"/api/packets/{key}").status_code


def listed(house: House, login: str, query: str = "") -> list[str]:
    return [item["key"] for item in house.get(login, f"/api/packets?limit=200{query}")["items"]]


def withdraw(house: House, case: str) -> None:
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")


def entries(house: House, case: str, login: str, action: str = "packet") -> list[tuple[str, str]]:
    found = house.rows(AccessEntry, case_key=int(case), user_key=house.users[login].key, action=action)
    return [(row.category, row.basis) for row in found]


# what a packet holds, and who reads it


@pytest.mark.requirement("VS-04", "LU-04")
def test_what_is_sent_is_frozen_and_read_by_both_sides(house: House) -> None:
    case = house.case_at("granted")
    names = [field(house, case, "person", "first_name"), field(house, case, "person", "last_name")]

    key = send(house, "carla_smz", case, "anna_rav", fields=[*names, names[0]])
    read = {login: packet(house, login, key) for login in ("anna_rav", "jean_rav", "carla_smz", "lea_smz")}
    number = house.get("carla_smz", f"/api/cases/{case}")
    correction = {"version": 1, "fields": {"last_name": "Perrin"}, "reason": "Verschrieben"}
    house.post("carla_smz", f"/api/cases/{case}/records/person/correction", correction)

    told = [(one["field"], one["value"], one["number"]) for one in read["anna_rav"]["fields"]]
    assert told == [("last_name", "Perren", 1), ("first_name", "Sara", 1)]
    values = [[field["value"] for field in one["fields"]] for one in read.values()]
    assert values == [["Perren", "Sara"]] * 4
    assert {login: one["received"] for login, one in read.items()} == {
        "anna_rav": True, "jean_rav": True, "carla_smz": False, "lea_smz": False,
    }  # fmt: skip
    assert read["anna_rav"]["purpose"] == PURPOSE
    assert (read["anna_rav"]["basis"], read["anna_rav"]["basis_day"]) == ("CONSENT", "2026-02-10")
    assert read["anna_rav"]["reference"] == number["reference"]
    assert read["anna_rav"]["categories"] == ["MASTER"]
    assert packet(house, "anna_rav", key)["fields"] == read["anna_rav"]["fields"]


@pytest.mark.parametrize("login", STRANGERS)
def test_for_everybody_else_a_packet_does_not_exist(house: House, login: str) -> None:
    case = house.case_at("agreed")
    key = send(house, "carla_smz", case, "anna_rav")

    answers = [
        house.call(login, "GET", f"/api/packets/{key}"),
        house.call(login, "POST", f"/api/packets/{key}/receipt"),
        house.call(login, "GET", f"/api/packets/{new_key()}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].json() == answers[2].json()
    assert key not in listed(house, login)


@pytest.mark.requirement("VS-04")
def test_the_office_that_opened_the_case_reads_no_packet_between_others(house: House) -> None:
    case = house.case_at("agreed")
    house.post("carla_smz", f"/api/consents/{_consent_of(house, case, 'CONSENT')}/withdrawal")
    key = _put_packet(house, case, "anna_rav", "ines_koo")

    assert {login: status(house, login, key) for login in ("ines_koo", "carla_smz", "lea_smz")} == {
        "ines_koo": 200, "carla_smz": 404, "lea_smz": 404,
    }  # fmt: skip
    assert key not in listed(house, "carla_smz")


def _consent_of(house: House, case: str, basis: str) -> int:
    kind = {"CONSENT": "DATA_EXCHANGE", "PARTICIPATION": "PARTICIPATION"}[basis]
    (found,) = house.rows(Consent, case_key=int(case), kind=kind, state="granted")
    key: int = found.key
    return key


def _put_packet(house: House, case: str, sender: str, receiver: str) -> str:
    """A packet between two institutions, whatever the case allows."""
    engine = house.bruecke.engine
    model = send(house, "carla_smz", case, "ines_koo", basis="PARTICIPATION")
    with engine.store.work() as work:
        row = work.get(Packet, int(model))
        assert row is not None
        work.replace(
            replace(
                row,
                from_institution=house.users[sender].institution_key,
                to_institution=house.users[receiver].institution_key,
                version=2,
            )
        )
    return model


def test_each_box_shows_its_packets_and_pages_go_on(house: House) -> None:
    case = house.case_at("granted")
    keys = [send(house, "carla_smz", case, "anna_rav") for _ in range(3)][::-1]

    first = house.get("anna_rav", "/api/packets?limit=2")
    second = house.get("anna_rav", f"/api/packets?limit=200&after={first['next']}")
    house.post("anna_rav", f"/api/packets/{keys[0]}/receipt")

    assert [one["key"] for one in first["items"]] == keys[:2]
    assert second["items"][0]["key"] == keys[2]
    assert second["next"] is None
    assert listed(house, "anna_rav", "&box=waiting")[:2] == keys[1:]
    assert listed(house, "anna_rav", "&box=received")[:3] == keys
    assert not set(keys) & set(listed(house, "anna_rav", "&box=sent"))
    assert listed(house, "lea_smz", "&box=sent")[:3] == keys
    assert {"fields", "purpose"}.isdisjoint(first["items"][0])


@pytest.mark.parametrize("erased", [False, True])
def test_a_place_that_ended_ends_the_reading_of_what_was_received(house: House, erased: bool) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")
    with house.bruecke.engine.store.work() as work:
        for place in work.find(
            Participant, case_key=int(case), institution_key=house.users["anna_rav"].institution_key
        ):
            work.replace(replace(place, until=house.clock.now()) if erased else place)

    assert status(house, "anna_rav", key) == (404 if erased else 200)
    assert (key in listed(house, "anna_rav")) is not erased


def revoke(house: House, case: str, login: str, category: str | None = None) -> None:
    """The grants of somebody's institution, or the one of a category, end."""
    with house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(case), institution_key=house.users[login].institution_key):
            if category in (None, grant.category):
                work.replace(replace(grant, revoked_at=house.clock.now()))


@pytest.mark.requirement("VS-04")
def test_a_sender_keeps_nothing_of_others_by_sending_it(house: House) -> None:
    case, foreign = _situation_of_others(house)
    fields = [foreign, field(house, case, "person", "last_name")]
    key = send(house, "carla_smz", case, "anna_rav", fields=fields)
    before = [one["value"] for one in packet(house, "carla_smz", key)["fields"]]
    revoke(house, case, "carla_smz", "WORK")

    sender, receiver = packet(house, "carla_smz", key), packet(house, "anna_rav", key)
    page = main_of(Visitor(house, "carla_smz").get(f"/packets/{key}?lang=de"))

    assert [one["value"] for one in receiver["fields"]] == before
    assert all(one["is_shared"] for one in receiver["fields"])
    assert [(one["field"], one["value"], one["is_shared"]) for one in sender["fields"]] == [
        ("last_name", "Perren", True), (foreign["field"], None, False),
    ]  # fmt: skip
    assert sender["fields"][1]["label"] == receiver["fields"][1]["label"]
    assert page.count("Zurzeit nicht mit Ihnen geteilt") == 1
    assert before[1] not in page
    assert entries(house, case, "carla_smz") == [("WORK", "CONSENT"), ("*", "OPENED"), ("*", "OPENED")]
    assert entries(house, case, "anna_rav") == [("MASTER", "PACKET"), ("WORK", "PACKET")]


def _situation_of_others(house: House) -> tuple[str, dict[str, str]]:
    """A case of the social service with a fact that the RAV alone recorded, shared with the service by a grant."""
    case = house.case_at("granted")
    owners = frozenset({body_of(house, "anna_rav")})
    keys, now = house.bruecke.engine.keys, house.clock.now()
    entry = Entry("situation", "fit_for_labour_market", "yes", "WORK", (), owners)
    smz = house.users["carla_smz"].institution_key
    consent = house.consent(case)
    assert consent is not None
    with house.bruecke.engine.store.work() as work:
        (key,) = house.bruecke.case_file.records.write(work, int(case), [entry], None, now, None)
        work.add(Grant(keys(), int(case), smz, "WORK", "CONSENT", consent.key, now, None, None))
    return case, {"record": str(key), "field": "fit_for_labour_market"}


def test_a_look_by_exception_reads_packets_only_while_the_case_is_open_to_the_office(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.clock.advance(timedelta(seconds=1))
    house.post("karl_rav", "/api/cases/exceptions", {"reference": number, "reason": "Anna ist krank."})
    before = status(house, "karl_rav", key), key in listed(house, "karl_rav", "&box=received")
    revoke(house, case, "anna_rav")

    after = status(house, "karl_rav", key), key in listed(house, "karl_rav", "&box=received")

    assert (before, after) == ((200, True), (404, False))
    assert house.call("karl_rav", "POST", f"/api/packets/{key}/receipt").status_code == 404
    assert (status(house, "anna_rav", key), key in listed(house, "anna_rav")) == (200, True)


# receipt


@pytest.mark.requirement("BL-10")
def test_the_receipt_is_confirmed_once_and_the_sender_sees_it(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")

    may = [packet(house, login, key)["may_confirm"] for login in ("anna_rav", "carla_smz")]
    by_sender = house.call("carla_smz", "POST", f"/api/packets/{key}/receipt")
    house.post("jean_rav", f"/api/packets/{key}/receipt", headers={"Idempotency-Key": f"receipt {key}"})
    again = house.call(
        "jean_rav", "POST", f"/api/packets/{key}/receipt", headers={"Idempotency-Key": f"receipt {key}"}
    )
    twice = house.call("anna_rav", "POST", f"/api/packets/{key}/receipt")
    seen = packet(house, "carla_smz", key)

    assert may == [True, False]
    assert by_sender.status_code == 403
    assert again.status_code == 200
    assert problem(twice) == (409, "packet-received")
    assert seen["received_by"] == "Jean Fournier"
    assert seen["received_at"] is not None
    assert len(house.rows(Event, instance_key=int(case), kind="PACKET_RECEIVED")) == 1


# the basis


@pytest.mark.parametrize("stage", ["fresh", "withdrawn"])
@pytest.mark.requirement("VS-04")
def test_without_a_consent_in_force_nothing_is_sent(house: House, stage: str) -> None:
    case = house.case_at(stage)

    answer = try_to_send(house, "carla_smz", case, "anna_rav")

    assert problem(answer) == (409, "basis-not-in-force")
    assert answer.json()["reason"] == {"fresh": "no-consent", "withdrawn": "withdrawn"}[stage]
    assert house.rows(Packet, case_key=int(case)) == []


def test_an_ended_case_sends_nothing(house: House) -> None:
    for stage in ("refused", "closed"):
        assert problem(try_to_send(house, "carla_smz", house.case_at(stage), "anna_rav")) == (
            409,
            "case-closed",
        )


def test_an_expired_consent_sends_nothing(own_house: House) -> None:
    case = own_house.open_case()
    own_house.complete("carla_smz", case, REGISTRATION)
    own_house.complete("carla_smz", case, own_house.consent_answers(["RAV"], valid_until="2026-02-11"))
    key = send(own_house, "carla_smz", case, "anna_rav")
    own_house.clock.advance(timedelta(days=3))

    answer = try_to_send(own_house, "carla_smz", case, "anna_rav")

    assert (problem(answer), answer.json()["reason"]) == ((409, "basis-not-in-force"), "expired")
    assert own_house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 404
    assert status(own_house, "anna_rav", key) == 200


@pytest.mark.requirement("VS-04")
def test_what_the_consent_does_not_name_is_refused_by_name(house: House) -> None:
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))
    wanted = [
        field(house, case, "person", "last_name"),
        field(house, case, "situation", "social_assistance"),
        field(house, case, "situation", "fit_for_labour_market"),
    ]

    answer = try_to_send(house, "carla_smz", case, "anna_rav", fields=wanted)
    options = house.get("carla_smz", f"/api/cases/{case}/packets/options?to={body_of(house, 'anna_rav')}")

    assert refused(answer) == [("social_assistance", "not-covered")]
    told = {one["field"]: one["why_not"] for one in options["fields"]}
    assert (told["last_name"], told["social_assistance"]) == (None, "not-covered")
    assert "value" not in options["fields"][0]


@pytest.mark.requirement("VS-04")
def test_each_consent_opens_its_own_recipients_and_nobody_else(house: House) -> None:
    case = house.case_at("agreed")
    measure = [field(house, case, "situation", "fit_for_labour_market")]

    answers = {
        ("ines_koo", "PARTICIPATION"): try_to_send(
            house, "carla_smz", case, "ines_koo", basis="PARTICIPATION"
        ),
        ("ines_koo", "CONSENT"): try_to_send(house, "carla_smz", case, "ines_koo"),
        ("anna_rav", "PARTICIPATION"): try_to_send(
            house, "carla_smz", case, "anna_rav", basis="PARTICIPATION"
        ),
        ("anna_rav", "CONSENT"): try_to_send(house, "carla_smz", case, "anna_rav"),
        ("back", "CONSENT"): try_to_send(house, "anna_rav", case, "carla_smz"),
        ("law", "MUTUAL_ASSISTANCE"): try_to_send(
            house, "carla_smz", case, "anna_rav", basis="MUTUAL_ASSISTANCE", conditions=CONDITIONS, reason="x"
        ),
    }
    too_much = try_to_send(house, "carla_smz", case, "ines_koo", basis="PARTICIPATION", fields=measure)

    assert {way for way, answer in answers.items() if answer.status_code == 201} == {
        ("ines_koo", "PARTICIPATION"), ("anna_rav", "CONSENT"),
    }  # fmt: skip
    assert {problem(answer) for answer in answers.values() if answer.status_code != 201} == {
        (409, "basis-not-in-force")
    }
    assert refused(too_much) == [("fit_for_labour_market", "not-covered")]


# attacks


def test_what_is_no_receiver_is_refused_alike(house: House) -> None:
    case = house.case_at("granted")
    strangers = [body_of(house, "carla_smz"), body_of(house, "beat_iv"), str(new_key()), "0", case]

    answers = [try_to_send(house, "carla_smz", case, to) for to in strangers]

    assert {problem(answer) for answer in answers} == {(422, "receiver-refused")}
    assert len({answer.text for answer in answers}) == 1


def test_fields_of_other_cases_and_made_up_ones_are_refused_alike(house: House) -> None:
    mine, other, karls = house.case_at("granted"), house.case_at("granted"), house.open_case("karl_rav")
    house.complete("karl_rav", karls, REGISTRATION)
    person = field(house, mine, "person", "last_name")
    consent = house.rows(Record, case_key=int(mine), type="data_exchange_consent")[0]
    wanted = [
        field(house, other, "person", "last_name"),
        field(house, karls, "person", "last_name"),
        {"record": str(new_key()), "field": "last_name"},
        {"record": person["record"], "field": "fit_for_labour_market"},
        {"record": person["record"], "field": "sealed"},
        {"record": str(consent.key), "field": "purpose"},
    ]

    answers = [try_to_send(house, "carla_smz", mine, "anna_rav", fields=[one]) for one in wanted]

    assert [refused(answer) for answer in answers] == [[(one["field"], "not-readable")] for one in wanted]


def test_what_the_sender_can_not_read_can_not_be_sent(house: House) -> None:
    case = house.case_at("agreed")
    carlas = field(house, case, "situation", "social_assistance")

    answer = try_to_send(house, "ines_koo", case, "carla_smz", basis="PARTICIPATION", fields=[carlas])
    options = house.get("ines_koo", f"/api/cases/{case}/packets/options?to={body_of(house, 'carla_smz')}")

    assert answer.status_code in {409, 422}
    assert "social_assistance" not in {one["field"] for one in options["fields"]}


def test_what_was_changed_meanwhile_is_not_sent_as_it_was(house: House) -> None:
    case = house.case_at("granted")
    old = field(house, case, "person", "last_name")
    correction = {"version": 1, "fields": {"last_name": "Perrin"}, "reason": "Verschrieben"}
    house.post("carla_smz", f"/api/cases/{case}/records/person/correction", correction)

    assert refused(try_to_send(house, "carla_smz", case, "anna_rav", fields=[old])) == [
        ("last_name", "changed")
    ]


def test_forged_parts_and_empty_packets_are_refused(house: House) -> None:
    case = house.case_at("granted")
    forged = field(house, case, "person", "last_name") | {"category": "WORK"}

    answers = [
        try_to_send(house, "carla_smz", case, "anna_rav", fields=[forged]),
        try_to_send(house, "carla_smz", case, "anna_rav", categories=["HEALTH"]),
        try_to_send(house, "carla_smz", case, "anna_rav", basis="OPENED"),
        try_to_send(house, "carla_smz", case, "anna_rav", fields=[]),
        try_to_send(house, "carla_smz", case, "anna_rav", purpose="  "),
        try_to_send(house, "carla_smz", case, "anna_rav", consent=str(new_key())),
    ]

    assert [problem(answer) for answer in answers] == [
        (422, "malformed"), (422, "malformed"), (422, "malformed"),
        (422, "nothing-chosen"), (422, "purpose-missing"), (409, "basis-not-in-force"),
    ]  # fmt: skip
    assert house.rows(Packet, case_key=int(case)) == []


def test_a_repeated_request_sends_once_and_another_one_under_its_key_is_refused(house: House) -> None:
    case = house.case_at("granted")

    keys = {send(house, "carla_smz", case, "anna_rav", again=f"send {case}") for _ in range(3)}
    other = try_to_send(house, "carla_smz", case, "anna_rav", again=f"send {case}", purpose="Anderes")

    assert len(keys) == 1 == len(house.rows(Packet, case_key=int(case)))
    assert problem(other) == (409, "idempotency-key-reused")


@pytest.mark.parametrize("login", ["nora_smz", "karl_rav", "beat_iv", "dario", "olga"])
def test_strangers_send_nothing_and_see_no_options(house: House, login: str) -> None:
    case = house.case_at("granted")

    answers = [
        try_to_send(house, login, case, "anna_rav"),
        house.call(login, "GET", f"/api/cases/{case}/packets/options"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_looks_by_exception_reads_packets_of_the_own_institution_and_does_nothing(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    for login in ("nora_smz", "karl_rav"):
        house.clock.advance(timedelta(seconds=1))
        house.post(login, "/api/cases/exceptions", {"reference": number, "reason": "Carla ist krank."})

    read = [packet(house, login, key)["may_confirm"] for login in ("nora_smz", "karl_rav")]
    answers = [
        try_to_send(house, "nora_smz", case, "anna_rav"),
        house.call("karl_rav", "POST", f"/api/packets/{key}/receipt"),
        house.call("nora_smz", "POST", f"/api/packets/{key}/receipt"),
        house.call("nora_smz", "GET", f"/api/cases/{case}/packets/options"),
    ]

    assert read == [False, False]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert entries(house, case, "karl_rav") == [("MASTER", "BREAK_GLASS")]
    assert key in listed(house, "karl_rav", "&box=received")
    assert key not in listed(house, "karl_rav", "&box=waiting")


def test_the_chain_the_outbox_and_the_columns_hold_ids_and_codes_only(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav", purpose="Geheim-Zweck")
    house.post("anna_rav", f"/api/packets/{key}/receipt")

    events = house.rows(Event, instance_key=int(case))
    (row,) = house.rows(Packet, case_key=int(case))
    (outgoing,) = house.rows(Outbox, event_key=int(key))

    assert first_break(events) is None
    told = "".join(str(event.codes) for event in events if event.kind.startswith("PACKET"))
    for text in ("Perren", "Geheim", "last_name"):
        assert text not in told + repr(row) + repr(outgoing)
    assert outgoing.kind == "PACKET_ARRIVED"


def test_the_history_tells_that_something_went_to_whom_and_of_what_kind(house: House) -> None:
    case = house.case_at("granted")
    send(house, "carla_smz", case, "anna_rav")

    page = Visitor(house, "carla_smz").get(f"/cases/{case}?lang=de").text

    assert "Angaben weitergegeben" in page
    assert "→ RAV Sitten (Stammdaten)" in page


def test_once_the_case_is_erased_its_packets_hold_nothing(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")
    with house.bruecke.engine.store.work() as work:
        work.remove(DataKey, int(case))

    read = packet(house, "anna_rav", key)
    page = Visitor(house, "anna_rav").get(f"/packets/{key}?lang=de").text

    assert (read["fields"], read["is_erased"], read["purpose"]) == ([], True, "")
    assert "Der Inhalt wurde gelöscht" in page


# must show: withdrawal during Sara's story


@pytest.mark.requirement("VS-04")
def test_withdrawal_during_saras_story_ends_the_view_and_keeps_what_was_received(own_house: House) -> None:
    house, case = own_house, own_house.case_at("question")
    live = house.get("anna_rav", f"/api/cases/{case}")
    key = send(house, "carla_smz", case, "anna_rav")
    house.post("anna_rav", f"/api/packets/{key}/receipt")
    before = packet(house, "anna_rav", key)

    house.clock.advance(timedelta(days=1))
    withdraw(house, case)
    house.clock.advance(timedelta(minutes=1))
    gone = [
        house.call("anna_rav", "GET", f"/api/cases/{case}"),
        Visitor(house, "anna_rav").get(f"/cases/{case}"),
        try_to_send(house, "anna_rav", case, "carla_smz"),
        house.call("anna_rav", "GET", f"/api/cases/{case}/packets/options"),
    ]
    new = try_to_send(house, "carla_smz", case, "anna_rav")
    after = packet(house, "anna_rav", key)

    assert live["person_name"] == "Sara Perren"
    assert [answer.status_code for answer in gone] == [404, 404, 404, 404]
    assert (problem(new), new.json()["reason"]) == ((409, "basis-not-in-force"), "withdrawn")
    assert after["fields"] == before["fields"] != []
    assert listed(house, "anna_rav") == [key]
    report = house.get("carla_smz", f"/api/cases/{case}/access?limit=200")
    reads = [one for one in report["items"] if one["action"] == "packet"]
    assert [(one["user"], one["parts"][0]["basis"]["code"]) for one in reads] == [
        ("Anna Zurbriggen", "PACKET")
    ] * 2
    assert reads[0]["at"] > max(one["until"] for one in report["grantings"] if one["until"]) > reads[1]["at"]
    (told,) = report["packets"]
    assert (told["sender"]["name"], told["receiver"]["name"], told["sent_by"]) == (
        "SMZ Sitten", "RAV Sitten", "Carla Dayer",
    )  # fmt: skip
    assert (told["fields"], told["received_by"]) == (["Name"], "Anna Zurbriggen")
    file = house.call("carla_smz", "GET", f"/api/cases/{case}/access/file").text
    assert "Angaben weitergegeben → RAV Sitten: Name (Empfang bestätigt 10.02.2026, 12:00)" in file
    assert "Perren" not in str(report["packets"]) + file
    kinds = [event.kind for event in house.rows(Event, instance_key=int(case))]
    assert [kind for kind in kinds if kind in {"PACKET_SENT", "PACKET_RECEIVED", "CONSENT_REVOKED"}] == [
        "PACKET_SENT", "PACKET_RECEIVED", "CONSENT_REVOKED",
    ]  # fmt: skip
    waiting = house.get("carla_smz", "/api/tasks?limit=200")["items"]
    assert [item["element"] for item in waiting if item["case"] == case] == ["clarify_next_steps"]


# without a consent: RAV and IV


def assisted(house: House, *, asked: str = "", despite_refusal: bool = False) -> str:
    """A case of Anna's with the IV in it, in a procedure that lets RAV and IV help each other."""
    deploy_package(house.bruecke.engine, assistance(despite_refusal=despite_refusal))
    case: str = house.post("anna_rav", "/api/cases", {"procedure": "wallis_tandem"})["case"]
    house.complete("anna_rav", case, REGISTRATION)
    if asked:
        house.complete(
            "anna_rav",
            case,
            house.consent_answers(["SOCIAL"]) | {"explained_by": str(house.users["anna_rav"].key)},
        )
        if asked == "withdrawn":
            consent = house.consent(case)
            assert consent is not None
            house.post("anna_rav", f"/api/consents/{consent.key}/withdrawal")
    return case


def assist(house: House, case: str, **more: Any) -> Response:
    stated = {"basis": "MUTUAL_ASSISTANCE", "conditions": CONDITIONS, "reason": "Zuständigkeit offen"}
    return try_to_send(house, "anna_rav", case, "beat_iv", **stated | more)


def informing(house: House, case: str) -> list[Task]:
    found: list[Task] = house.rows(Task, instance_key=int(case), element="inform_person", status="open")
    return found


def inform(house: House, case: str, version: int | None = None) -> Response:
    (task,) = informing(house, case)
    answers = {"to_inform": False, "informed_on": "2026-02-10", "informed_how": "Am Telefon"}
    body = {"answers": answers, "version": version or task.version}
    return house.call("anna_rav", "POST", f"/api/tasks/{task.key}/completion", json=body)


@pytest.mark.requirement("BL-10")
def test_the_rav_helps_the_iv_without_a_consent_and_the_person_is_told_of_each_exchange(
    own_house: House,
) -> None:
    house = own_house
    case = assisted(house)

    first = assist(house, case)
    opened = informing(house, case)
    house.clock.advance(timedelta(hours=1))
    second = assist(house, case)
    still = informing(house, case)
    stale = inform(house, case, opened[0].version)
    page = Visitor(house, "anna_rav").get(f"/tasks/{still[0].key}?lang=de").text
    house.clock.advance(timedelta(hours=1))
    done = inform(house, case)
    closed = informing(house, case)
    house.clock.advance(timedelta(hours=1))
    third = assist(house, case)
    anew = informing(house, case)
    later = Visitor(house, "anna_rav").get(f"/tasks/{anew[0].key}?lang=de").text

    assert [answer.status_code for answer in (first, second, done, third)] == [201, 201, 200, 201], (
        first.text, second.text, done.text, third.text,
    )  # fmt: skip
    assert [len(tasks) for tasks in (opened, still, closed, anew)] == [1, 1, 0, 1]
    assert still[0].key == opened[0].key != anew[0].key
    assert problem(stale) == (409, "task-changed")
    assert page.count("RAV Sitten → ") == 2
    assert later.count("RAV Sitten → ") == 1
    keys = [one.json()["packet"] for one in (third, second, first)]
    assert listed(house, "beat_iv") == keys
    got = packet(house, "beat_iv", keys[0])
    assert (got["basis"], got["conditions"], got["reason"], got["consent"]) == (
        "MUTUAL_ASSISTANCE",
        CONDITIONS,
        "",
        None,
    )
    assert packet(house, "anna_rav", keys[0])["reason"] == "Zuständigkeit offen"
    assert house.call("beat_iv", "GET", f"/api/cases/{case}").status_code == 404
    house.post("beat_iv", f"/api/packets/{keys[0]}/receipt")


def test_each_condition_and_the_reason_are_stated(own_house: House) -> None:
    case = assisted(own_house)

    answers = [assist(own_house, case, conditions=CONDITIONS[1:]), assist(own_house, case, reason=" ")]

    assert [problem(answer) for answer in answers] == [(422, "conditions-missing")] * 2
    assert [answer.json()["missing"] for answer in answers] == [["finds_measure_or_claim"], ["reason"]]
    assert informing(own_house, case) == []


@pytest.mark.parametrize(
    ("asked", "despite", "expected"),
    [("withdrawn", False, 409), ("withdrawn", True, 201), ("granted", False, 201)],
)
def test_the_law_does_not_replace_what_the_person_refused(
    own_house: House, asked: str, despite: bool, expected: int
) -> None:
    case = assisted(own_house, asked=asked, despite_refusal=despite)

    answer = assist(own_house, case)

    assert answer.status_code == expected, answer.text
    if expected == 409:
        assert answer.json()["reason"] == "asked"


def test_only_own_records_go_without_a_consent(own_house: House) -> None:
    house = own_house
    case = assisted(house, asked="granted")
    for login in ("anna_rav", "carla_smz"):
        house.complete(login, case, {"problem_fields": ["FINANCE"], "prioritising_difficult": True})
    joint = field(house, case, "joint_analysis", "prioritising_difficult")

    assert refused(assist(house, case, fields=[joint])) == [("prioritising_difficult", "not-own")]


def test_a_procedure_that_does_not_foresee_it_allows_nothing_without_a_consent(own_house: House) -> None:
    case = own_house.case_at("granted")

    answer = try_to_send(
        own_house, "carla_smz", case, "anna_rav", basis="MUTUAL_ASSISTANCE", conditions=CONDITIONS, reason="x"
    )

    assert problem(answer) == (409, "basis-not-in-force")


# guests


@pytest.mark.parametrize(
    ("kind", "names_guest", "expected"),
    [("DATA_EXCHANGE", True, 409), ("PROFESSIONAL_SECRECY", True, 201), ("PROFESSIONAL_SECRECY", False, 409)],
)
def test_guests_get_something_only_on_a_release_from_secrecy(
    own_house: House, kind: str, names_guest: bool, expected: int
) -> None:
    house, case = own_house, own_house.case_at("granted")
    engine, guest, now = house.bruecke.engine, new_key(), house.clock.now()
    carla = house.users["carla_smz"].institution_key
    with engine.store.work() as work:
        place = work.find(Participant, case_key=int(case), role="rav_adviser")[0]
        work.add(
            Institution(guest, "GUEST", "Praxis Dr. Favre", "P", "C", "VS", "Sitten", True),
            replace(place, key=new_key(), institution_key=guest, role="guest", unit_key=new_key()),
            Consent(
                new_key(), int(case), "secrecy_release", kind, "granted",
                str(guest if names_guest else carla), "MASTER,HEALTH", None, None, 1, now, house.users["carla_smz"].key, None,
            ),
        )  # fmt: skip

    answer = try_to_send(house, "carla_smz", case, str(guest))
    work_field = try_to_send(
        house,
        "carla_smz",
        case,
        str(guest),
        fields=[field(house, case, "situation", "fit_for_labour_market")],
    )

    assert answer.status_code == expected, answer.text
    assert work_field.status_code in {409, 422}


# pages


def test_a_packet_is_sent_and_received_on_pages_without_a_script(house: House) -> None:
    case = house.case_at("granted")
    carla, anna = Visitor(house, "carla_smz"), Visitor(house, "anna_rav")
    where = f"/cases/{case}/packets/new"
    to, name = body_of(house, "anna_rav"), field(house, case, "person", "last_name")
    consent = house.consent(case)
    assert consent is not None
    chosen = {
        "to": to,
        "basis": "CONSENT",
        "consent": str(consent.key),
        "field": f"{name['record']}:last_name",
    }
    post = f"/cases/{case}/packets"

    assert where in carla.get(f"/cases/{case}").text
    offer = carla.get(f"{where}?lang=de").text
    form = carla.get(f"{where}?to={to}&basis=CONSENT&consent={consent.key}&lang=de").text
    csrf = csrf_of(carla.get("/packets"))
    empty = carla.post(
        post, csrf=csrf, do="look", purpose=PURPOSE, **{k: v for k, v in chosen.items() if k != "field"}
    )
    preview = carla.post(post, csrf=csrf, do="look", purpose=PURPOSE, **chosen)
    nothing_yet = house.rows(Packet, case_key=int(case))
    changed = carla.post(post, csrf=csrf, do="change", purpose=PURPOSE, **chosen)
    sent = [
        carla.post(post, csrf=csrf, do="send", purpose=PURPOSE, token="t" * 20, **chosen) for _ in range(2)
    ]
    key = sent[0].headers["location"].split("/")[-1].split("?")[0]

    assert "Perren" not in offer.split("<ul", 1)[1]
    assert "Perren" in form
    assert empty.status_code == 422
    assert preview.status_code == 200
    assert "Perren" in preview.text
    assert "Jetzt weitergeben" in preview.text
    assert nothing_yet == []
    assert " checked" in changed.text
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].headers["location"] == sent[1].headers["location"]
    assert len(house.rows(Packet, case_key=int(case))) == 1
    assert f"/packets/{key}" in anna.get("/tasks").text
    assert f"/packets/{key}" in anna.get("/packets").text
    assert f"/packets/{key}" in carla.get("/packets?view=sent").text
    assert f"/packets/{key}" not in carla.get("/packets").text
    read = anna.get(f"/packets/{key}?lang=de")
    assert "Perren" in read.text
    assert "Empfang bestätigen" in read.text
    done = anna.post(f"/packets/{key}/receipt", csrf=csrf_of(read))
    assert done.headers["location"] == f"/packets/{key}?done=received"
    assert anna.post(f"/packets/{key}/receipt", csrf=csrf_of(read)).status_code == 303
    assert f"/packets/{key}" not in anna.get("/tasks").text
    assert "Anna Zurbriggen" in carla.get(f"/packets/{key}").text


def test_a_basis_that_lapsed_between_form_and_sending_is_told_on_the_page(house: House) -> None:
    case = house.case_at("granted")
    carla, name, consent = (
        Visitor(house, "carla_smz"),
        field(house, case, "person", "last_name"),
        house.consent(case),
    )
    assert consent is not None
    chosen = {
        "to": body_of(house, "anna_rav"),
        "basis": "CONSENT",
        "consent": str(consent.key),
        "field": f"{name['record']}:last_name",
    }
    csrf = csrf_of(carla.get("/packets?lang=de"))
    withdraw(house, case)

    answer = carla.post(f"/cases/{case}/packets", csrf=csrf, do="send", purpose=PURPOSE, **chosen)

    assert answer.status_code == 409
    assert "Die Grundlage gilt nicht mehr" in answer.text
    assert "Die Person hat sie widerrufen" in answer.text
    assert "/packets/new" not in carla.get(f"/cases/{case}").text


def test_the_form_shows_only_what_its_reader_may_read(house: House) -> None:
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))

    options = house.get("anna_rav", f"/api/cases/{case}/packets/options?to={body_of(house, 'carla_smz')}")

    assert {one["category"] for one in options["fields"]} == {"MASTER", "WORK"}
    assert {one["why_not"] for one in options["fields"]} == {"no-basis"}
    assert ("MASTER", "CONSENT") in entries(house, case, "anna_rav", "sending")


# cost


class Asking:
    """A unit of work that keeps in mind which tables it is asked for, and how many rows it gave."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.asked: list[tuple[str, int]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def get(self, kind: Any, key: int) -> Any:
        found = self._work.get(kind, key)
        self.asked.append((kind.__name__, 1))
        return found

    def find(self, kind: Any, /, **equals: object) -> Any:
        found = self._work.find(kind, **equals)
        self.asked.append((kind.__name__, len(found)))
        return found


def test_opening_a_packet_does_not_ask_for_the_history_or_the_records_of_its_case(house: House) -> None:
    case = house.case_at("granted")
    key = send(house, "carla_smz", case, "anna_rav")
    anna = actor_of(house, "anna_rav")
    asked = []

    for _ in range(2):
        with house.bruecke.engine.store.reading() as work:
            asking = Asking(work)
            view_packet(house.bruecke.engine, cast("Work", asking), anna, int(key), "de")
        asked.append(asking.asked)
        for number in range(10):
            house.post("carla_smz", f"/api/cases/{case}/notes", {"text": f"Notiz {number}"})
            send(house, "carla_smz", case, "anna_rav")

    assert asked[0] == asked[1]
    assert {"Event", "Record", "Note", "Instance", "Task", "AccessEntry"}.isdisjoint(
        name for name, _ in asked[1]
    )


def actor_of(house: House, login: str) -> Actor:
    with house.bruecke.engine.store.reading() as work:
        identity = identity_of(work, house.users[login].key)
    assert identity is not None
    return identity.actor("de")


def test_a_suspended_case_sends_nothing(house: House) -> None:
    case = house.case_at("granted")
    house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Wir warten."})

    assert problem(try_to_send(house, "carla_smz", case, "anna_rav")) == (409, "case-held")


@pytest.mark.requirement("BL-10")
def test_the_page_asks_for_the_conditions_of_the_law_and_for_a_reason(own_house: House) -> None:
    house, case = own_house, assisted(own_house, asked="granted")
    anna, iv = Visitor(house, "anna_rav"), body_of(house, "beat_iv")
    name = field(house, case, "person", "last_name")
    chosen = {
        "to": iv, "basis": "MUTUAL_ASSISTANCE", "consent": "0", "purpose": PURPOSE,
        "field": f"{name['record']}:last_name",
    }  # fmt: skip
    stated = {"condition": CONDITIONS, "reason": "Zuständigkeit offen"}
    post = f"/cases/{case}/packets"

    offer = anna.get(f"{post}/new?lang=de").text
    form = anna.get(f"{post}/new?to={iv}&basis=MUTUAL_ASSISTANCE&lang=de")
    csrf = csrf_of(form)
    unstated = anna.post(post, csrf=csrf, do="look", **chosen)
    forced = anna.post(post, csrf=csrf, do="send", **chosen)
    preview = anna.post(post, csrf=csrf, do="look", **chosen, **stated)
    sent = anna.post(post, csrf=csrf, do="send", **chosen, **stated)

    assert f"to={iv}&amp;basis=MUTUAL_ASSISTANCE" in offer
    assert "Ohne Einwilligung der Person" in form.text
    assert [answer.status_code for answer in (unstated, forced, preview, sent)] == [422, 422, 200, 303]
    assert "Bitte bestätigen Sie jeden Punkt" in unstated.text
    assert "Danach öffnet sich die Aufgabe" in preview.text
    assert len(informing(house, case)) == 1
    packet_page = Visitor(house, "beat_iv").get(f"{sent.headers['location']}".split("?")[0] + "?lang=de").text
    assert "Noch ist nicht klar, wer die Kosten trägt." in packet_page
    assert "Zuständigkeit offen" not in packet_page


@pytest.mark.parametrize("name", ["", ":", "1", "9" * 40 + ":last_name", "x:last_name", "1:" + "y" * 500])
def test_made_up_fields_of_a_form_send_nothing_and_break_nothing(house: House, name: str) -> None:
    case = house.case_at("granted")
    carla, consent = Visitor(house, "carla_smz"), house.consent(case)
    assert consent is not None
    sent = {"to": body_of(house, "anna_rav"), "basis": "CONSENT", "consent": str(consent.key), "field": name}
    csrf = csrf_of(carla.get("/packets"))

    answers = [
        carla.post(f"/cases/{case}/packets", csrf=csrf, do=do, purpose=PURPOSE, **sent)
        for do in ("look", "send")
    ]
    odd = carla.get(f"/cases/{case}/packets/new?to={'9' * 30}&basis=x&consent=7")

    assert [answer.status_code for answer in answers] == [422, 422]
    assert odd.status_code == 200
    assert house.rows(Packet, case_key=int(case)) == []


def test_the_page_of_a_withdrawal_names_the_packets_that_stay_readable(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    consent = house.consent(case)
    assert consent is not None
    path = f"/consents/{consent.key}/withdrawal"
    before = main_of(Visitor(house, "carla_smz").get(f"{path}?lang=de"))

    send(house, "carla_smz", case, "anna_rav")
    after = {lang: main_of(Visitor(house, "carla_smz").get(f"{path}?lang={lang}")) for lang in ("de", "fr")}

    assert "Bleibt lesbar, weil" not in before
    assert "Bleibt lesbar, weil am 10.02.2026 weitergegeben: Stammdaten" in after["de"]
    assert "transmis le 10.02.2026" in after["fr"]


def test_nothing_that_can_not_be_taken_back_is_done_by_a_key(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    consent = house.consent(case)
    assert consent is not None
    carla = Visitor(house, "carla_smz")

    pages = [carla.get(path).text for path in (f"/consents/{consent.key}/withdrawal", f"/cases/{case}/end")]
    name = field(house, case, "person", "last_name")
    chosen = {"to": body_of(house, "anna_rav"), "basis": "CONSENT", "consent": str(consent.key)}
    chosen |= {"field": f"{name['record']}:last_name", "purpose": PURPOSE}
    csrf = csrf_of(carla.get("/packets"))
    preview = carla.post(f"/cases/{case}/packets?lang=de", csrf=csrf, do="look", **chosen)

    assert "Jetzt weitergeben" in preview.text
    assert [text for text in (*pages, preview.text) if 'data-key="main"' in text] == []
