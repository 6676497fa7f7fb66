"""A person who comes back: who learns of it, what binds the cases together, and that it can be said otherwise."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cases.returning import unite
from cases.rows import BlindIndex, CasePerson, DataKey, Institution, Lead, Person, Record
from engine.chain import first_break
from engine.rows import Event
from tests.api.house import REGISTRATION, House
from tests.api.statements import counted
from tests.api.test_pages import Visitor, csrf_of, main_of

Values = dict[str, Any]
TOLD = ("case", "by", "person")


def somebody(number: str) -> Values:
    """Somebody with a name and an AHV number of their own; the house is shared."""
    first = f"756{int(number):09d}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first)) % 10
    whole = f"{first}{check}"
    dotted = ".".join((whole[:3], whole[3:7], whole[7:11], whole[11:]))
    return REGISTRATION | {"ahv_number": dotted, "last_name": f"Perren {_LETTERS[int(number)]}"}


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unnumbered(person: Values) -> Values:
    return {key: value for key, value in person.items() if key != "ahv_number"}


def agreed(house: House, registration: Values, opener: str = "carla_smz") -> str:
    """A case whose person was released to the coordination."""
    case = house.open_case(opener)
    house.complete(opener, case, registration)
    explained = {"explained_by": str(house.users[opener].key)}
    house.complete(opener, case, house.consent_answers(["RAV", "SOCIAL", "COORDINATION"], **explained))
    return case


def known(house: House, case: str, login: str = "ines_koo") -> list[tuple[str, str]]:
    found = house.get(login, f"/api/cases/{case}/person")["known"]
    return [(one["case"], one["by"]) for one in found]


def say(house: House, case: str, other: str, is_same: bool, login: str = "ines_koo") -> Any:
    return house.call(login, "POST", f"/api/cases/{case}/person", json={"other": other, "is_same": is_same})


def person_of(house: House, case: str) -> int:
    key: int = house.rows(CasePerson, key=int(case))[0].person_key
    return key


@pytest.mark.requirement("ZH-07", "CH-02")
@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (somebody("1"), somebody("1"), ["AHV"]),
        (somebody("2"), somebody("2") | {"last_name": "Moret", "first_name": "S."}, ["AHV"]),
        (unnumbered(somebody("3")), somebody("3"), ["NAME_AND_BIRTH"]),
        (
            unnumbered(somebody("4")),
            unnumbered(somebody("4")) | {"last_name": "PERREN-É "},
            ["NAME_AND_BIRTH"],
        ),
        (
            unnumbered(somebody("5")),
            unnumbered(somebody("5")) | {"last_name": "PERREN-F "},
            ["NAME_AND_BIRTH"],
        ),
        (unnumbered(somebody("6")), unnumbered(somebody("6")) | {"born_on": "2000-11-15"}, []),
        (unnumbered(somebody("7")), unnumbered(somebody("7")) | {"first_name": "Sarah"}, []),
    ],
)
def test_the_coordination_finds_the_earlier_case(
    house: House, first: Values, second: Values, by: list[str]
) -> None:
    earlier = agreed(house, first)
    later = agreed(house, second, "anna_rav")

    assert known(house, later) == [(earlier, one) for one in by]
    assert known(house, earlier) == [(later, one) for one in by]


@pytest.mark.requirement("ZH-07")
def test_nobody_else_is_told_whether_there_is_another_case(house: House) -> None:
    sara = somebody("8")
    agreed(house, sara)
    known_person = agreed(house, sara, "anna_rav")
    unknown_person = agreed(house, unnumbered(sara) | {"last_name": "Nemini"}, "anna_rav")

    for login in ("anna_rav", "jean_rav", "carla_smz", "lea_smz"):
        for method, more in (("GET", {}), ("POST", {"json": {"other": known_person, "is_same": True}})):
            told = []
            for case in (known_person, unknown_person):
                with counted(house) as statements:
                    answer = house.call(login, method, f"/api/cases/{case}/person", **more)
                told.append((answer.status_code, answer.text, list(statements)))
                assert Visitor(house, login).get(f"/cases/{case}/person").status_code == 403
            assert told[0] == told[1], (login, method)
            assert told[0][0] == 403
    for login in ("karl_rav", "beat_iv", "dario", "olga", "nora_smz"):
        assert house.call(login, "GET", f"/api/cases/{known_person}/person").status_code == 404
        assert say(house, known_person, unknown_person, True, login).status_code == 404


@pytest.mark.requirement("ZH-07")
def test_registering_somebody_known_asks_the_same_questions_and_leaves_the_same_traces(house: House) -> None:
    sara = somebody("9")
    agreed(house, sara)
    told = []
    for registration in (sara, somebody("25")):
        case = house.open_case("anna_rav")
        with counted(house) as statements:
            answer = house.complete("anna_rav", case, registration)
        kinds = [event.kind for event in house.rows(Event, instance_key=int(case))]
        told.append((list(statements), sorted(answer), kinds))

    assert told[0] == told[1]


@pytest.mark.requirement("VS-04", "ZH-07")
def test_what_was_never_released_or_taken_back_finds_nothing(house: House) -> None:
    sara = somebody("10")
    refused, only_rav = house.open_case(), house.open_case()
    for case, answers in ((refused, house.refusal()), (only_rav, house.consent_answers(["RAV"]))):
        house.complete("carla_smz", case, sara)
        house.complete("carla_smz", case, answers)
    taken_back = agreed(house, sara)
    consent = house.consent(taken_back)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    case = agreed(house, sara, "anna_rav")

    assert known(house, case) == []
    for other in (refused, only_rav, taken_back):
        answer = say(house, case, other, True)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-alike")
    assert "kann" not in main_of(Visitor(house, "ines_koo").get(f"/cases/{case}")).partition("Ablauf")[0]


@pytest.mark.requirement("ZH-07")
def test_after_the_authority_is_over_the_case_is_found_but_not_who_the_person_is(own_house: House) -> None:
    house, sara = own_house, somebody("11")
    earlier = agreed(house, sara)
    house.clock.advance(timedelta(days=400))
    day = house.clock.now().date().isoformat()
    later = house.open_case("anna_rav")
    house.complete("anna_rav", later, sara)
    answers = house.consent_answers(["SOCIAL", "COORDINATION"]) | {
        "explained_by": str(house.users["anna_rav"].key),
        "explained_on": day,
        "signed_on": day,
    }
    house.complete("anna_rav", later, answers)

    found = house.get("ines_koo", f"/api/cases/{later}/person")
    page = Visitor(house, "ines_koo").get(f"/cases/{later}/person").text

    assert [{name: one[name] for name in TOLD} for one in found["known"]] == [
        {"case": earlier, "by": "AHV", "person": None}
    ]
    assert f"/cases/{earlier}" not in page
    assert "nicht mehr zugänglich" in page


@pytest.mark.requirement("ZH-07", "CH-02")
def test_two_cases_of_one_person_belong_together_until_it_is_said_otherwise(house: House) -> None:
    sara = somebody("12")
    earlier, later = agreed(house, sara), agreed(house, sara | {"last_name": "Moret"}, "anna_rav")
    first, second = person_of(house, earlier), person_of(house, later)
    before = house.get("anna_rav", f"/api/cases/{later}")["records"]

    assert say(house, later, earlier, True).json() == {"case": later, "other": earlier, "is_same": True}
    assert person_of(house, earlier) == person_of(house, later) == min(first, second)
    gone = max(first, second)
    left = [house.rows(Person, key=gone), house.rows(DataKey, key=gone)]
    left += [house.rows(BlindIndex, person_key=gone), house.rows(Record, subject_key=gone)]
    assert left == [[], [], [], []]
    assert house.get("anna_rav", f"/api/cases/{later}")["records"] == before
    assert known(house, later) == [(earlier, "LINKED")]
    assert say(house, later, earlier, True).status_code == 200  # said again, nothing new
    names = [sorted(row.kind for row in house.rows(BlindIndex, person_key=min(first, second)))]
    assert names == [["ahv", "ahv", "last_name", "last_name", "name", "name"]]

    assert say(house, later, earlier, False).status_code == 200
    assert person_of(house, earlier) != person_of(house, later)
    assert house.get("anna_rav", f"/api/cases/{later}")["records"] == before
    assert known(house, later) == [(earlier, "APART")]
    assert known(house, earlier) == [(later, "APART")]
    for case in (earlier, later):
        kinds = sorted(row.kind for row in house.rows(BlindIndex, person_key=person_of(house, case)))
        assert kinds == ["ahv", "last_name", "name"]
    assert say(house, earlier, later, True).status_code == 200
    assert known(house, later) == [(earlier, "LINKED")]
    for case in (earlier, later):
        events = house.rows(Event, instance_key=int(case))
        assert first_break(sorted(events, key=lambda event: event.sequence)) is None


@pytest.mark.requirement("ZH-07")
def test_recognising_opens_nothing_and_is_told_to_nobody_else(house: House) -> None:
    sara = somebody("13")
    earlier = house.open_case()
    house.complete("carla_smz", earlier, sara)
    house.complete("carla_smz", earlier, house.consent_answers(["SOCIAL", "RAV", "COORDINATION"]))
    later = agreed(house, sara, "anna_rav")
    seen = {
        login: (
            house.call(login, "GET", f"/api/cases/{earlier}").status_code,
            [
                item["kind"]
                for item in house.call(login, "GET", f"/api/cases/{later}/history").json().get("items", [])
            ],
            house.get(login, "/api/cases")["items"],
        )
        for login in ("anna_rav", "jean_rav", "beat_iv")
    }

    say(house, later, earlier, True)

    for login, (status, kinds, cases) in seen.items():
        assert house.call(login, "GET", f"/api/cases/{earlier}").status_code == status
        items = house.call(login, "GET", f"/api/cases/{later}/history").json().get("items", [])
        assert [item["kind"] for item in items] == kinds
        assert house.get(login, "/api/cases")["items"] == cases
    told = [item["kind"] for item in house.get("ines_koo", f"/api/cases/{later}/history?limit=200")["items"]]
    assert "PERSON_RECOGNISED" in told


@pytest.mark.requirement("ZH-07")
def test_a_search_rests_on_what_the_found_case_has_on_record_itself(house: House) -> None:
    sara = somebody("20")
    other = unnumbered(sara) | {"last_name": "Zenhäusern", "first_name": "Vreni"}
    mine, theirs = agreed(house, other), agreed(house, sara, "anna_rav")
    words = ("Vreni Zenhäusern", "Zenhaeusern", "Sara Perren U", "Perren U", str(sara["ahv_number"]))
    _unite(house, mine, theirs)

    found = {login: [_finds(house, login, word) for word in words] for login in ("lea_smz", "jean_rav")}

    assert [mine in one for one in found["lea_smz"]] == [True, True, False, False, False]
    assert [theirs in one for one in found["jean_rav"]] == [False, False, True, True, True]
    assert all(theirs not in one for one in found["lea_smz"][:2])


def _unite(house: House, one: str, other: str) -> None:
    with house.bruecke.engine.store.work() as work:
        unite(work, house.bruecke.vault, person_of(house, one), person_of(house, other))


def _finds(house: House, login: str, word: str) -> set[str]:
    """The cases that a search shows."""
    visitor = Visitor(house, login)
    visitor.post("/search", visitor.get("/cases"), sought=word)
    return set(re.findall(r'href="/cases/(\d+)"', visitor.get("/search").text))


@pytest.mark.requirement("ZH-07")
def test_the_chain_says_that_it_happened_and_nothing_of_the_other_case(house: House) -> None:
    sara = somebody("21")
    earlier, later = agreed(house, sara), agreed(house, sara, "anna_rav")
    for is_same in (True, False):
        assert say(house, later, earlier, is_same).status_code == 200

    kinds = ("PERSON_RECOGNISED", "PERSONS_TOLD_APART")
    events = [one for one in house.rows(Event, instance_key=int(later)) if one.kind in kinds]
    assert [(one.kind, one.codes) for one in events] == [(kind, "{}") for kind in kinds]


@pytest.mark.requirement("ZH-07")
def test_comparing_is_on_record_in_both_cases(house: House) -> None:
    sara = somebody("14")
    earlier, later = agreed(house, sara), agreed(house, sara, "anna_rav")

    house.get("ines_koo", f"/api/cases/{later}/person")

    for login, case in (("carla_smz", earlier), ("anna_rav", later)):
        items = house.get(login, f"/api/cases/{case}/access")["items"]
        assert [item["action"] for item in items if item["user"] == "Ines Amrein"] == ["returning"]


@pytest.mark.requirement("ZH-07")
def test_the_page_compares_says_and_takes_back(house: House) -> None:
    sara = somebody("15")
    earlier, later = agreed(house, sara), agreed(house, sara, "anna_rav")
    ines = Visitor(house, "ines_koo")
    case = ines.get(f"/cases/{later}")
    shown = ines.get(f"/cases/{later}/person")

    assert "von derselben Person sein kann" in main_of(case)
    assert "Gleiche AHV-Nummer" in main_of(shown)
    assert "14.11.2000" in main_of(shown)
    hidden = {"csrf": csrf_of(shown), "token": "first"}
    answer = ines.post(f"/cases/{later}/person", **hidden, other=earlier, said="same")
    assert answer.headers["location"] == f"/cases/{later}/person?done=same"
    assert "von derselben Person sein kann" not in main_of(ines.get(f"/cases/{later}"))
    assert "Doch jemand anderes" in main_of(ines.get(f"/cases/{later}/person?done=same"))
    hidden["token"] = "second"
    ines.post(f"/cases/{later}/person", **hidden, other=earlier, said="apart")
    assert person_of(house, earlier) != person_of(house, later)
    hidden["token"] = "third"
    stale = ines.post(f"/cases/{later}/person", **hidden, other="1", said="same")
    assert (stale.status_code, "steht nicht mehr zur Wahl" in main_of(stale)) == (422, True)
    assert (
        "jemand"
        not in main_of(ines.post(f"/cases/{later}/person", **hidden, other="1", said="")).lower()[:20]
    )


@pytest.mark.requirement("ZH-07")
def test_an_office_that_may_not_use_the_number_neither_records_nor_finds_by_it(own_house: House) -> None:
    house, sara = own_house, somebody("16")
    earlier = agreed(house, sara)
    for office in ("carla_smz", "ines_koo"):
        with house.bruecke.engine.store.work() as work:
            row = work.get(Institution, house.users[office].institution_key)
            assert row is not None
            work.replace(replace(row, may_use_ahv=False))
    case = house.open_case()
    task = house.task(case)
    body = {"answers": sara, "version": task.version}
    refused = house.call("carla_smz", "POST", f"/api/tasks/{task.key}/completion", json=body)
    house.complete("carla_smz", case, unnumbered(sara) | {"last_name": "Moret"})
    house.complete("carla_smz", case, house.consent_answers(["RAV", "COORDINATION"]))
    other = agreed(house, sara | {"last_name": "Moret"}, "anna_rav")

    assert (refused.status_code, [fault["field"] for fault in refused.json()["faults"]]) == (
        422,
        ["ahv_number"],
    )
    assert known(house, other) == [(case, "NAME_AND_BIRTH")]
    for login, finds in (("carla_smz", False), ("anna_rav", True)):
        visitor = Visitor(house, login)
        visitor.post("/search", visitor.get("/cases"), sought=str(sara["ahv_number"]))
        assert (f"/cases/{earlier}" in visitor.get("/search").text) is finds
    fields = {"version": 1, "fields": {"town": "Sion"}, "reason": "verschrieben"}
    corrected = house.call(
        "carla_smz", "POST", f"/api/cases/{earlier}/records/person/correction", json=fields
    )
    assert corrected.status_code in {200, 201}, corrected.text


def led(house: House, case: str, to: str, by: str = "ines_koo") -> int:
    body = {"user": str(house.users[to].key), "reason": "So vereinbart."}
    return house.call(by, "POST", f"/api/cases/{case}/lead", json=body).status_code


def leader(house: House, case: str) -> str | None:
    lead = house.get("ines_koo", f"/api/cases/{case}/lead")["lead"]
    return lead["user"] if lead else None


@pytest.mark.requirement("CH-02")
def test_two_cases_that_are_both_led_are_not_of_one_person_until_one_lead_is_given_back(house: House) -> None:
    sara = somebody("17")
    earlier, later = agreed(house, sara), agreed(house, sara, "anna_rav")
    persons = person_of(house, earlier), person_of(house, later)
    assert (led(house, earlier, "carla_smz"), led(house, later, "anna_rav")) == (200, 200)
    ines = Visitor(house, "ines_koo")
    shown = ines.get(f"/cases/{later}/person")

    refused = say(house, later, earlier, True)
    page = ines.post(f"/cases/{later}/person", csrf=csrf_of(shown), token="led", other=earlier, said="same")
    unchanged = person_of(house, earlier), person_of(house, later)
    given_back = house.call(
        "anna_rav", "POST", f"/api/cases/{later}/lead", json={"user": None, "reason": "Frei für die andere."}
    )

    assert (refused.status_code, refused.json()["type"]) == (422, "urn:bruecke:led-twice")
    assert (page.status_code, "niemand wird zweimal geführt" in main_of(page)) == (422, True)
    assert unchanged == persons
    assert (leader(house, earlier), given_back.status_code) == ("Carla Dayer", 200)
    assert say(house, later, earlier, True).status_code == 200
    assert (leader(house, earlier), leader(house, later)) == ("Carla Dayer", None)


@pytest.mark.requirement("CH-02")
@pytest.mark.parametrize(("number", "is_earlier_led"), [("18", True), ("19", False)])
def test_one_lead_goes_with_the_person_and_stays_with_its_case_when_told_apart(
    house: House, number: str, is_earlier_led: bool
) -> None:
    sara = somebody(number)
    earlier, later = agreed(house, sara), agreed(house, sara, "anna_rav")
    is_led, other = (earlier, later) if is_earlier_led else (later, earlier)
    assert led(house, is_led, "anna_rav") == 200

    say(house, later, earlier, True)

    assert (leader(house, is_led), leader(house, other)) == ("Anna Zurbriggen", None)
    assert led(house, other, "carla_smz") == 409
    for said_in in (earlier, later):  # whichever of the two becomes somebody else's
        assert say(house, said_in, later if said_in == earlier else earlier, False).status_code == 200
        assert (leader(house, is_led), leader(house, other)) == ("Anna Zurbriggen", None)
        assert [row.key for row in house.rows(Lead, case_key=int(is_led))] == [person_of(house, is_led)]
        assert say(house, later, earlier, True).status_code == 200
    assert say(house, later, earlier, False).status_code == 200
    assert led(house, other, "carla_smz") == 200
    assert (leader(house, is_led), leader(house, other)) == ("Anna Zurbriggen", "Carla Dayer")


@pytest.mark.requirement("ZH-07")
def test_a_correction_in_one_case_leaves_the_other_to_be_found_by_its_own_name(house: House) -> None:
    sara = somebody("24")
    earlier = agreed(house, sara)
    later = agreed(house, sara | {"last_name": "Moret Wyss"}, "anna_rav")
    say(house, later, earlier, True)

    correction = {"version": 1, "fields": {"last_name": "Moret-Wyssen"}, "reason": "verschrieben"}
    house.post("anna_rav", f"/api/cases/{later}/records/person/correction", correction)

    found = {}
    for login, sought in (("carla_smz", sara["last_name"]), ("anna_rav", "Moret-Wyssen")):
        visitor = Visitor(house, login)
        visitor.post("/search", visitor.get("/cases"), sought=str(sought))
        page = visitor.get("/search").text
        found[login] = [case for case in (earlier, later) if f"/cases/{case}" in page]
    assert found == {"carla_smz": [earlier], "anna_rav": [later]}
