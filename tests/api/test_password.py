"""Somebody changes their own password on its page: who knows the former one is out, and nobody finds it out by trying."""

import json
from datetime import timedelta

import pytest

from adapters.passwords import Argon2Passwords
from api.cast import PASSWORD
from cases.commands.sign_in import PER_LOGIN_AND_ADDRESS
from cases.identity import by_calendar, digest
from cases.rows import ApiToken, CalendarAddress, Session
from cases.trail import trail_of
from engine.chain import first_break
from tests.api.house import House, Response
from tests.api.test_pages import Visitor, main_of

NEW = "Der Bahnhof liegt am Rhein"


def given(current: str = PASSWORD, new: str = NEW, again: str | None = None) -> dict[str, str]:
    return {"current": current, "new": new, "again": new if again is None else again}


def sign_in(house: House, login: str, password: str) -> int:
    return house.call(None, "POST", "/api/sessions", json={"login": login, "password": password}).status_code


def asked(visitor: Visitor, **values: str) -> Response:
    return visitor.post("/password", visitor.get("/password"), **values)


def test_a_new_password_ends_what_was_opened_with_the_former_one_but_for_this_browser(house: House) -> None:
    here, elsewhere = Visitor(house, "jean_rav"), Visitor(house, "jean_rav")
    body = {"login": "jean_rav", "password": PASSWORD}
    script = house.client.post("/api/tokens", json=body).json()["token"]
    user = house.users["jean_rav"].key
    shown = here.get("/password")

    first = here.post("/password", shown, **given())
    again = here.post("/password", shown, **given())

    assert [(answer.status_code, answer.headers["location"]) for answer in (first, again)] == [
        (303, "/password?done=1")
    ] * 2
    assert "Votre mot de passe est changé." in main_of(here.get("/password?done=1"))
    assert "Ihr Passwort ist geändert." in main_of(here.get("/password?done=1&lang=de"))
    assert elsewhere.get("/tasks").headers["location"].startswith("/sign-in")
    me = house.client.get("/api/me", headers={"Authorization": f"Bearer {script}"})
    assert me.status_code == 401
    assert (sign_in(house, "jean_rav", PASSWORD), sign_in(house, "jean_rav", NEW)) == (401, 200)
    assert house.rows(ApiToken, user_key=user, revoked_at=None) == []
    with house.bruecke.engine.store.reading() as work:
        events = trail_of(work, user)
    assert first_break(events) is None
    assert [(event.kind, event.actor, json.loads(event.codes)) for event in events] == [
        ("PASSWORD_CHANGED", user, {"origin": "http"})
    ]


@pytest.mark.parametrize(("login", "more"), [("dario", {}), ("lea_smz", {"addresses": "1"})])
def test_where_calendars_and_events_go_ends_too_where_that_is_asked_for(
    house: House, login: str, more: dict[str, str]
) -> None:
    engine, user = house.bruecke.engine, house.users[login].key
    now = house.clock.now()
    with engine.store.work() as work:
        later = now + timedelta(days=30)
        work.add(
            CalendarAddress(engine.keys(), user, digest(f"calendar of {login}"), "mine", now, later, None)
        )

    asked(Visitor(house, login), **given(), **more)

    with engine.store.reading() as work:
        is_open = by_calendar(work, f"calendar of {login}", house.clock.now()) is not None
    assert is_open is not bool(more)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (given(current=""), "Bitte geben Sie Ihr bisheriges Passwort ein."),
        (given(current="geraten"), "Das bisherige Passwort stimmt nicht."),
        (given(new="knapp 4711"), "Das neue Passwort braucht 12 bis 200 Zeichen."),
        (given(new="x" * 201), "Das neue Passwort braucht 12 bis 200 Zeichen."),
        (given(again="Der Bahnhof liegt am Main"), "Die beiden neuen Passwörter sind nicht gleich."),
        (given(new=PASSWORD), "Das ist Ihr bisheriges Passwort."),
    ],
    ids=["missing", "wrong", "short", "long", "differs", "same"],
)
def test_what_can_not_be_is_told_and_changes_nothing(house: House, values: dict[str, str], says: str) -> None:
    here, elsewhere = Visitor(house, "beat_iv"), Visitor(house, "beat_iv")

    answer = asked(here, **values)

    assert answer.status_code == 422
    assert says in main_of(answer)
    assert all(value not in answer.text for value in values.values() if value)
    assert elsewhere.get("/password").status_code == 200
    assert sign_in(house, "beat_iv", PASSWORD) == 200


def test_who_guesses_the_former_password_is_slowed_down_as_at_the_door(own_house: House) -> None:
    house = own_house
    here = Visitor(house, "carla_smz")

    wrong = [asked(here, **given(current=f"geraten {n}")) for n in range(PER_LOGIN_AND_ADDRESS)]
    right = asked(here, **given())

    assert {answer.status_code for answer in wrong} == {422}
    assert (right.status_code, int(right.headers["retry-after"]) > 0) == (429, True)
    assert "Zu viele Versuche" in main_of(right)
    assert sign_in(house, "carla_smz", PASSWORD) == 429


def test_a_form_of_another_session_changes_nothing(house: House) -> None:
    here, elsewhere = Visitor(house, "olga"), Visitor(house, "olga")

    answer = here.post("/password", elsewhere.get("/password"), **given())

    assert answer.status_code == 403
    assert sign_in(house, "olga", PASSWORD) == 200


def test_in_the_demo_passwords_stay_as_they_are(own_house: House) -> None:
    own_house.bruecke.settings.demo = True
    here = Visitor(own_house, "anna_rav")

    answer = asked(here, **given())

    assert answer.status_code == 422
    assert "In der Demo bleiben die Passwörter" in main_of(answer)
    assert sign_in(own_house, "anna_rav", PASSWORD) == 200


def test_what_is_kept_of_a_password_is_no_password(house: House) -> None:
    here = Visitor(house, "ines_koo")

    asked(here, **given())

    with house.bruecke.engine.store.reading() as work:
        user = work.find(type(house.users["ines_koo"]), login="ines_koo")[0]
        sessions = work.find(Session, user_key=user.key)
    assert Argon2Passwords(fast=True).verify(user.password, NEW)
    assert len(sessions) == 1
    assert sessions[0].opened_with not in (None, user.password)
