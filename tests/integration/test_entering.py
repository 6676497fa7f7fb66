"""Institutions, units and people are entered and changed at the command line, and what can't be is told in one line."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from adapters.passwords import Argon2Passwords
from api.bootstrap import assemble, wire
from api.cli import app
from api.settings import Settings
from cases.commands.add_institution import NewInstitution, add_institution
from cases.commands.add_person import NewPerson, add_person
from cases.commands.add_unit import add_unit
from cases.commands.change_institution import InstitutionChanges, change_institution
from cases.commands.change_person import change_person
from cases.commands.change_unit import change_unit
from cases.commands.create_key import NewKey, create_key
from cases.commands.create_system import create_system
from cases.commands.deactivate_person import deactivate_person
from cases.commands.renew_password import renew_password
from cases.commands.revoke_key import revoke_key
from cases.commands.sign_in import SignInRefused, create_token, open_session
from cases.identity import by_calendar, by_session, by_token, digest, identity_of
from cases.rows import ApiToken, CalendarAddress, Institution, Participant, Session, Unit, User
from cases.staff import EntryRefused
from cases.trail import trail_of
from engine.chain import first_break
from engine.clock import SystemClock
from engine.engine import Engine
from engine.store import Store
from tests.databases import lists_of
from tests.server import ROOT, Server

FAST = Argon2Passwords(fast=True)
SECRET = "ein langes Passwort"
ORP = NewInstitution("RAV Brig", "RAV", "VS", "RAV", "ORP", "Brig", True, "VS02")
RITA = NewPerson(
    "rita", "Rita Heinen", "RAV Brig", "Beratung", "Beraterin", "Conseillère", ["operator", "caseworker"]
)


@pytest.fixture
def engine(store: Store) -> Engine:
    """An engine over a store in which there is nobody yet."""
    return wire(Settings(), store, lists_of, bytes(32), SystemClock()).engine


@pytest.fixture
def staffed(engine: Engine) -> Engine:
    """With one RAV, one unit and Rita."""
    add_institution(engine, ORP)
    add_unit(engine, "RAV Brig", "Beratung")
    add_person(engine, FAST, RITA, SECRET)
    return engine


def refused(said: str) -> pytest.RaisesExc[EntryRefused]:
    return pytest.RaisesExc(EntryRefused, match=re.escape(said))


def in_order(engine: Engine, kind: type[Unit]) -> list[tuple[str, bool]]:
    with engine.store.reading() as work:
        return [(row.name, row.is_intake) for row in work.find(kind)]


def test_who_was_entered_signs_in_with_what_was_entered(staffed: Engine):
    token, identity = open_session(staffed, FAST, "rita", SECRET, "10.0.0.1")

    with staffed.store.reading() as work:
        assert by_session(work, token, staffed.clock.now()) is not None
        (body,) = work.find(Institution)
    assert identity.user.roles == "caseworker,operator"
    assert (identity.user.name, identity.user.language) == ("Rita Heinen", "de")
    assert (body.type, body.canton, body.region, body.may_use_ahv, body.rav_code) == (
        "RAV", "VS", "Brig", True, "VS02",
    )  # fmt: skip
    assert identity.institution == body


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"type": "ORP"},
            "There is no type of institution «ORP». One of: RAV, IV, SOCIAL, COORDINATION, GUEST.",
        ),
        ({"canton": "Wallis"}, "There is no canton «Wallis»"),
        ({"name": " "}, "The name needs 1 to 80 printable characters."),
        ({"letters_de": "Arbeitsamt"}, "The badge needs 1 to 8 printable characters."),
        ({"rav_code": "VS 02"}, "«VS 02» can't be an RAV code"),
        ({"rav_code": "VS02"}, "The RAV code «VS02» is that of «RAV Brig»."),
        ({"type": "IV", "rav_code": "VS03"}, "Only an institution of type RAV has an RAV code."),
        ({"name": "RAV Brig", "rav_code": ""}, "There is an institution «RAV Brig» already."),
    ],
    ids=str,
)
def test_an_institution_that_can_not_be_is_refused(staffed: Engine, changes: dict[str, str], said: str):
    entered = {"name": "RAV Visp", "type": "RAV", "canton": "VS", "letters_de": "RAV", "letters_fr": "ORP"}

    with refused(said):
        add_institution(staffed, NewInstitution(**{**entered, **changes}))
    add_institution(staffed, NewInstitution(**entered))
    with refused(said):
        change_institution(staffed, "RAV Visp", InstitutionChanges(**changes))

    with staffed.store.reading() as work:
        assert [row.name for row in work.find(Institution)] == ["RAV Brig", "RAV Visp"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (
            replace(ORP, rav_code=""),
            "There is an institution «RAV Brig» already.",
        ),
        (
            replace(ORP, name="RAV Visp"),
            "The RAV code «VS02» is that of «RAV Brig». Take it from there first",
        ),
    ],
    ids=["name", "code"],
)
def test_of_two_who_enter_the_same_at_the_same_moment_one_is_told(
    postgres_store: Store, new: NewInstitution, said: str
):
    engine = wire(Settings(), postgres_store, lists_of, bytes(32), SystemClock()).engine
    others = iter([ORP])

    def keys() -> int:
        """When the first one has seen that there is none yet, the other one enters theirs."""
        for other in others:
            add_institution(engine, other)
        return engine.keys()

    with refused(said):
        add_institution(replace(engine, keys=keys), new)
    add_institution(engine, replace(ORP, name="RAV Visp", rav_code=""))
    with refused(said):
        change_institution(engine, "RAV Visp", {"name": new.name, "rav_code": new.rav_code})

    with engine.store.reading() as work:
        assert [(row.name, row.rav_code) for row in work.find(Institution)] == [
            ("RAV Brig", "VS02"),
            ("RAV Visp", ""),
        ]


def test_institutions_that_had_one_name_already_can_be_told_apart(staffed: Engine):
    with staffed.store.work() as work:
        (first,) = work.find(Institution)
        double = replace(
            first, key=staffed.keys(), region="Visp", rav_code="", unique_name=None, unique_rav_code=None
        )
        work.add(double)

    change_institution(staffed, "RAV Brig", {"region": "Leuk"})
    change_institution(staffed, "RAV Brig", {"name": "RAV Leuk"})
    change_institution(staffed, "RAV Brig", {"region": "Goms"})

    with staffed.store.reading() as work:
        assert [(row.name, row.region, row.unique_name) for row in work.find(Institution)] == [
            ("RAV Leuk", "Leuk", "RAV Leuk"),
            ("RAV Brig", "Goms", "RAV Brig"),
        ]


def test_type_and_canton_stay_once_an_institution_takes_part_in_a_case(staffed: Engine):
    change_institution(staffed, "RAV Brig", {"type": "IV", "rav_code": "", "canton": "LU"})
    change_institution(staffed, "RAV Brig", {"type": "RAV", "canton": "VS"})
    with staffed.store.work() as work:
        (body,) = work.find(Institution)
        now = staffed.clock.now()
        work.add(Participant(staffed.keys(), 5, body.key, 7, "rav", None, True, now, None))

    for changes in ({"type": "IV"}, {"canton": "LU"}):
        with refused("«RAV Brig» takes part in cases"):
            change_institution(staffed, "RAV Brig", InstitutionChanges(**changes))
    after = change_institution(staffed, "RAV Brig", {"name": "RAV Oberwallis", "may_use_ahv": False})

    assert (after.name, after.may_use_ahv, after.region) == ("RAV Oberwallis", False, "Brig")


def test_one_unit_of_an_institution_takes_what_comes_from_others(staffed: Engine):
    add_unit(staffed, "RAV Brig", "Arbeitgeber")
    assert in_order(staffed, Unit) == [("Beratung", True), ("Arbeitgeber", False)]

    change_unit(staffed, "RAV Brig", "Arbeitgeber", "Empfang", is_intake=True)
    assert in_order(staffed, Unit) == [("Beratung", False), ("Empfang", True)]

    add_unit(staffed, "RAV Brig", "Triage", is_intake=True)
    assert in_order(staffed, Unit) == [("Beratung", False), ("Empfang", False), ("Triage", True)]
    with refused("There is a unit «Triage» in «RAV Brig» already."):
        add_unit(staffed, "RAV Brig", "Triage")
    with refused("There is a unit «Triage» in «RAV Brig» already."):
        change_unit(staffed, "RAV Brig", "Empfang", "Triage")
    with refused("There is no institution «RAV Visp»."):
        add_unit(staffed, "RAV Visp", "Beratung")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"login": "rita"}, "The login «rita» is taken."),
        ({"login": "Rita"}, "«Rita» can't be a login"),
        ({"login": "system-7"}, "«system-7» can't be a login"),
        ({"institution": "RAV Visp"}, "There is no institution «RAV Visp»."),
        ({"unit": "Triage"}, "There is no unit «Triage» in «RAV Brig». There are: Beratung."),
        ({"roles": ["caseworker", "admin"]}, "There is no role «admin». One of: caseworker, coordinator, designer, "),
        ({"roles": ["system"]}, "There is no role «system»."),
        ({"roles": []}, "A person needs a role."),
        ({"language": "rm"}, "There is no language «rm». One of: de, fr, it, en."),
        ({"function_fr": ""}, "The function needs 1 to 80 printable characters."),
    ],
    ids=str,
)  # fmt: skip
def test_somebody_who_can_not_be_is_refused(staffed: Engine, changes: dict[str, Sequence[str]], said: str):
    entered = {
        "login": "otto",
        "name": "Otto",
        "institution": "RAV Brig",
        "unit": "Beratung",
        "function_de": "Betrieb",
        "function_fr": "Exploitation",
        "roles": ["operator"],
    }

    with refused(said):
        add_person(staffed, FAST, NewPerson(**{**entered, **changes}), SECRET)

    with staffed.store.reading() as work:
        assert [row.login for row in work.find(User)] == ["rita"]


def test_a_password_is_long_and_kept_as_a_hash_alone(staffed: Engine):
    with refused("A password needs 12 to 200 characters."):
        renew_password(staffed, FAST, "rita", "kurz")

    with staffed.store.reading() as work:
        (rita,) = work.find(User)
    assert rita.password.startswith("$argon2id$")


def test_what_changes_of_somebody_holds_at_once_in_a_session_that_is_open(staffed: Engine):
    add_unit(staffed, "RAV Brig", "Arbeitgeber")
    token, _ = open_session(staffed, FAST, "rita", SECRET, "10.0.0.1")

    change_person(staffed, "rita", {"unit": "Arbeitgeber", "roles": ["designer"], "name": "Rita Imhof"})

    with staffed.store.reading() as work:
        found = by_session(work, token, staffed.clock.now())
        (unit,) = work.find(Unit, name="Arbeitgeber")
    assert found is not None
    actor = found[1].actor()
    assert (actor.unit_key, actor.roles, found[1].user.name) == (unit.key, {"designer"}, "Rita Imhof")
    assert found[1].user.function_de == "Beraterin"
    with refused("There is no unit «Triage» in «RAV Brig»."):
        change_person(staffed, "rita", {"unit": "Triage"})
    with refused("Nobody has the login «otto»."):
        change_person(staffed, "otto", {"name": "Otto"})


def ways_in(engine: Engine, password: str = SECRET) -> tuple[str, str, str]:
    """A session, a token and a calendar of Rita's."""
    session, identity = open_session(engine, FAST, "rita", password, "10.0.0.1")
    token, _ = create_token(engine, FAST, "rita", password, "script", "10.0.0.1")
    now = engine.clock.now()
    with engine.store.work() as work:
        later = now + timedelta(days=30)
        secret = f"calendar {engine.keys()}"
        work.add(CalendarAddress(engine.keys(), identity.user.key, digest(secret), "mine", now, later, None))
    return session, token, secret


def are_open(engine: Engine, ways: tuple[str, str, str]) -> list[bool]:
    now = engine.clock.now()
    with engine.store.reading() as work:
        found = (
            by_session(work, ways[0], now),
            by_token(work, ways[1], now),
            by_calendar(work, ways[2], now),
        )
    return [way is not None for way in found]


def test_deactivating_somebody_ends_every_way_in_at_once_and_for_good(staffed: Engine):
    ways = ways_in(staffed)
    assert are_open(staffed, ways) == [True, True, True]

    deactivate_person(staffed, "rita")

    assert are_open(staffed, ways) == [False, False, False]
    with pytest.raises(SignInRefused):
        open_session(staffed, FAST, "rita", SECRET, "10.0.0.1")
    with refused("«rita» is deactivated already."):
        deactivate_person(staffed, "rita")
    with refused("«rita» is deactivated: person readmit"):
        renew_password(staffed, FAST, "rita", "ein anderes Passwort")
    renew_password(staffed, FAST, "rita", "ein anderes Passwort", readmit=True)
    assert are_open(staffed, ways) == [False, False, False], "what was ended comes back with nobody"
    assert are_open(staffed, ways_in(staffed, "ein anderes Passwort")) == [True, True, True]
    with refused("«rita» is not deactivated."):
        renew_password(staffed, FAST, "rita", SECRET, readmit=True)


@pytest.mark.parametrize("opens", [open_session, create_token])
def test_who_signs_in_with_the_former_password_at_the_moment_it_is_renewed_does_not_come_in(
    staffed: Engine, opens: Callable[..., object]
):
    class Renewing:
        """While it looks at the password, the operator gives another one."""

        def hash(self, password: str) -> str:
            return FAST.hash(password)

        def verify(self, hashed: str | None, password: str) -> bool:
            is_right = FAST.verify(hashed, password)
            renew_password(staffed, FAST, "rita", "ein anderes Passwort")
            return is_right

    more = ["script"] if opens is create_token else []
    with pytest.raises(SignInRefused):
        opens(staffed, Renewing(), "rita", SECRET, *more, "10.0.0.1")

    with staffed.store.reading() as work:
        assert [*work.find(Session), *work.find(ApiToken, revoked_at=None)] == []


def test_who_comes_in_with_the_former_password_while_it_is_renewed_is_out_at_once(postgres_store: Store):
    engine = wire(Settings(), postgres_store, lists_of, bytes(32), SystemClock()).engine
    add_institution(engine, ORP)
    add_unit(engine, "RAV Brig", "Beratung")
    add_person(engine, FAST, RITA, SECRET)
    opened = []
    for opens, more in ((open_session, ()), (create_token, ("script",))):
        news = iter([f"ein anderes Passwort {len(opened)}"])
        former = SECRET if not opened else "ein anderes Passwort 0"
        calls = iter(range(100))

        def keys(news: Iterator[str] = news, calls: Iterator[int] = calls) -> int:
            """After the three of the attempt the way in gets its key: then the operator gives another password."""
            if next(calls) == 3:
                renew_password(engine, FAST, "rita", next(news))
            return engine.keys()

        opened.append(opens(replace(engine, keys=keys), FAST, "rita", former, *more, "10.0.0.1")[0])
        assert next(news, None) is None
        with engine.store.reading() as work:
            kept = [
                *work.find(Session, token_digest=digest(opened[-1])),
                *work.find(ApiToken, token_digest=digest(opened[-1])),
            ]
        assert len(kept) == 1, "it was open before it was over"

    with engine.store.reading() as work:
        now = engine.clock.now()
        assert by_session(work, opened[0], now) is None
        assert by_token(work, opened[1], now) is None


def test_right_sign_ins_at_the_same_moment_all_come_in(store: Store):
    engine = wire(Settings(), store, lists_of, bytes(32), SystemClock()).engine
    add_institution(engine, ORP)
    add_unit(engine, "RAV Brig", "Beratung")
    add_person(engine, FAST, RITA, SECRET)
    number = 24
    together = threading.Barrier(number)

    class Together:
        """All have the right password before the first one comes in."""

        def hash(self, password: str) -> str:
            return FAST.hash(password)

        def verify(self, hashed: str | None, password: str) -> bool:
            is_right = FAST.verify(hashed, password)
            together.wait(30)
            return is_right

    def sign_in(at: int) -> str:
        return open_session(engine, Together(), "rita", SECRET, f"10.0.0.{at % 8}")[0]

    with ThreadPoolExecutor(number) as pool:
        tokens = list(pool.map(sign_in, range(number)))

    with store.reading() as work:
        now = engine.clock.now()
        assert all(by_session(work, token, now) for token in tokens)
    open_session(engine, FAST, "rita", SECRET, "10.0.0.1")


def test_a_right_sign_in_is_in_nobodys_way_however_often_others_come_in_meanwhile(postgres_store: Store):
    engine = wire(Settings(), postgres_store, lists_of, bytes(32), SystemClock()).engine
    add_institution(engine, ORP)
    add_unit(engine, "RAV Brig", "Beratung")
    add_person(engine, FAST, RITA, SECRET)
    calls, others = iter(range(100)), []

    def keys() -> int:
        """After the three of the attempt, each try to come in gets a key: then somebody else with the account is quicker."""
        if next(calls) >= 3:
            others.append(open_session(engine, FAST, "rita", SECRET, f"10.0.1.{len(others)}")[0])
        return engine.keys()

    token, _ = open_session(replace(engine, keys=keys), FAST, "rita", SECRET, "10.0.0.1")

    with engine.store.reading() as work:
        now = engine.clock.now()
        assert all(by_session(work, one, now) for one in (token, *others))
    assert len(others) == 1


def test_a_new_password_ends_what_the_former_one_opened(staffed: Engine):
    ways = ways_in(staffed)

    renew_password(staffed, FAST, "rita", "ein anderes Passwort")

    assert are_open(staffed, ways) == [False, False, False]
    with pytest.raises(SignInRefused):
        open_session(staffed, FAST, "rita", SECRET, "10.0.0.1")
    open_session(staffed, FAST, "rita", "ein anderes Passwort", "10.0.0.1")


def test_a_system_is_no_person_to_give_a_password_to(staffed: Engine):
    with staffed.store.reading() as work:
        (rita,) = work.find(User)
        identity = identity_of(work, rita.key)
    assert identity is not None
    system = create_system(staffed, identity.actor(), "AVAM", rita.unit_key)["system"]

    for change in (
        lambda login: renew_password(staffed, FAST, login, SECRET),
        lambda login: change_person(staffed, login, {"roles": ["operator"]}),
        lambda login: deactivate_person(staffed, login),
    ):
        with refused(f"«system-{system}» is a system"):
            change(f"system-{system}")


def trail(engine: Engine, about: int) -> list[Any]:
    with engine.store.reading() as work:
        events = trail_of(work, about)
    assert first_break(events) is None
    return [(event.kind, event.actor, json.loads(event.codes)) for event in events]


def test_what_is_entered_leaves_a_trail_that_says_where_and_what_but_no_value(staffed: Engine):
    here = {"origin": "command line"}
    with staffed.store.reading() as work:
        (rita,), (body,), (unit,) = work.find(User), work.find(Institution), work.find(Unit)

    change_institution(staffed, "RAV Brig", {"name": "RAV Oberwallis", "region": ""})
    add_unit(staffed, "RAV Oberwallis", "Empfang", is_intake=True)
    change_person(staffed, "rita", {"roles": ["designer"], "name": "Rita Imhof"})
    renew_password(staffed, FAST, "rita", "ein anderes Passwort")
    deactivate_person(staffed, "rita")
    with refused("«rita» is deactivated already."):
        deactivate_person(staffed, "rita")
    renew_password(staffed, FAST, "rita", SECRET, readmit=True)

    assert trail(staffed, body.key) == [
        ("INSTITUTION_ENTERED", None, here),
        ("INSTITUTION_CHANGED", None, here | {"changed": ["name", "region"]}),
    ]
    assert trail(staffed, unit.key) == [
        ("UNIT_ENTERED", None, here | {"institution": str(body.key)}),
        ("UNIT_CHANGED", None, here | {"changed": ["is_intake"]}),
    ]
    roles = {"roles": "designer", "roles_before": "caseworker,operator"}
    assert trail(staffed, rita.key) == [
        ("PERSON_ENTERED", None, here | {"roles": "caseworker,operator"}),
        ("PERSON_CHANGED", None, here | {"changed": ["name", "roles"]} | roles),
        ("PASSWORD_RENEWED", None, here),
        ("PERSON_DEACTIVATED", None, here),
        ("PERSON_READMITTED", None, here),
    ]


def test_what_is_entered_over_http_leaves_the_same_trail_with_who_did_it(staffed: Engine):
    with staffed.store.reading() as work:
        (rita,) = work.find(User)
        identity = identity_of(work, rita.key)
    assert identity is not None
    actor = identity.actor()

    system = int(create_system(staffed, actor, "AVAM", rita.unit_key)["system"])
    key = create_key(staffed, actor, system, NewKey("Nachtlauf", ["jobs.work"])).key
    revoke_key(staffed, actor, key)

    over = {"origin": "http"}
    assert trail(staffed, system) == [
        ("SYSTEM_ENTERED", rita.key, over),
        ("KEY_CREATED", rita.key, over | {"key": str(key), "scopes": ["jobs.work"]}),
        ("KEY_REVOKED", rita.key, over | {"key": str(key)}),
    ]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """An operator whose database and key lie in a folder of their own."""
    monkeypatch.setenv("BRUECKE_DATABASE_URL", f"sqlite:///{tmp_path}/var/bruecke.sqlite")
    monkeypatch.setenv("BRUECKE_MASTER_KEY_FILE", f"{tmp_path}/var/master.key")
    monkeypatch.setenv("BRUECKE_FAST_PASSWORDS", "true")
    before = os.umask(0o022)
    yield CliRunner()
    os.umask(before)


def told(desk: CliRunner, *words: str, says: str | None = None, code: int = 0) -> str:
    result = desk.invoke(app, words, input=says)
    assert result.exit_code == code, result.output
    assert code == 0 or isinstance(result.exception, SystemExit)
    return result.output


INSTITUTION = ("institution", "add", "RAV Brig", "--type", "RAV", "--canton", "VS", "--letters-de", "RAV", "--letters-fr", "ORP")  # fmt: skip
PERSON = ("person", "add", "rita", "--name", "Rita Heinen", "--institution", "RAV Brig", "--unit", "Beratung", "--function-de", "Beraterin", "--function-fr", "Conseillère", "--role", "caseworker", "--role", "operator")  # fmt: skip


def test_the_commands_enter_list_and_change(desk: CliRunner):
    assert "There is no institution yet" in told(desk, "institution", "list")
    told(desk, *INSTITUTION, "--rav-code", "VS02")
    told(
        desk,
        "institution",
        "change",
        "RAV Brig",
        "--may-use-ahv",
        "--region",
        "Brig",
        "--letters-fr",
        "ORP B",
    )
    assert told(desk, "institution", "list") == (
        "RAV Brig · RAV · VS · region Brig · badge RAV/ORP B · may use AHV numbers · RAV code VS02\n"
    )
    assert "no unit yet" in told(desk, "unit", "list", "RAV Brig")
    told(desk, "unit", "add", "RAV Brig", "Beratung")
    told(desk, "unit", "change", "RAV Brig", "Beratung", "--new-name", "Triage")
    assert told(desk, "unit", "list", "RAV Brig") == "RAV Brig · Triage · takes what comes from others\n"
    told(desk, "unit", "add", "RAV Brig", "Beratung")
    assert "Nobody has an account yet" in told(desk, "person", "list")
    told(desk, *PERSON, says=f"{SECRET}\n{SECRET}\n")
    told(desk, "person", "change", "rita", "--role", "designer", "--language", "fr", "--unit", "Triage")
    assert told(desk, "person", "list") == "rita · Rita Heinen · RAV Brig · Triage · designer · fr\n"
    told(desk, "person", "deactivate", "rita")
    assert told(desk, "person", "list", "RAV Brig").endswith(" · fr · deactivated\n")
    told(desk, "person", "readmit", "rita", "--draw-password")
    trails = told(desk, "person", "trail", "rita") + told(desk, "institution", "trail", "RAV Brig")
    assert [line.split(" · ")[1] for line in trails.splitlines()] == [
        *("PERSON_ENTERED", "PERSON_CHANGED", "PERSON_DEACTIVATED", "PERSON_READMITTED"),
        *("INSTITUTION_ENTERED", "INSTITUTION_CHANGED", "UNIT_ENTERED", "UNIT_CHANGED", "UNIT_ENTERED"),
    ]
    assert "· UNIT_CHANGED · changed: name · command line · Triage\n" in trails


def test_a_password_is_asked_for_without_being_shown_or_drawn_and_shown_once(desk: CliRunner):
    told(desk, *INSTITUTION)
    told(desk, "unit", "add", "RAV Brig", "Beratung")

    asked = told(desk, *PERSON, says=f"{SECRET}\n{SECRET}\n")
    drawn = told(desk, "person", "password", "rita", "--draw-password")
    with_argument = told(desk, "person", "password", "rita", "--password", SECRET, code=2)

    assert SECRET not in asked
    assert "No such option" in with_argument
    password = drawn.partition("password (shown this once): ")[2].split("\n")[0]
    house = assemble(Settings(), migrating=True)
    open_session(house.engine, FAST, "rita", password, "10.0.0.1")
    with pytest.raises(SignInRefused):
        open_session(house.engine, FAST, "rita", SECRET, "10.0.0.1")


def test_what_is_refused_is_one_line_and_writes_nothing(desk: CliRunner):
    wrong = (*INSTITUTION[:6], "Wallis", *INSTITUTION[7:])

    assert told(desk, *wrong, code=1).startswith("There is no canton «Wallis». One of: AG, AI, ")
    assert told(desk, "unit", "add", "RAV Brig", "Beratung", code=1).count("\n") == 1
    assert told(desk, "person", "deactivate", "rita", code=1).startswith("Nobody has the login «rita».")
    assert "There is no institution yet" in told(desk, "institution", "list")


def test_whoever_follows_the_page_has_a_house_of_their_own(tmp_path: Path):
    (script,) = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "api/OPERATING.md").read_text(), re.MULTILINE | re.DOTALL
    )
    environment = {
        "BRUECKE_DATABASE_URL": f"sqlite:///{tmp_path}/bruecke.sqlite",
        "BRUECKE_MASTER_KEY_FILE": f"{tmp_path}/master.key",
        "PATH": os.environ["PATH"],
    }

    ran = subprocess.run(
        ["bash", "-ec", script.replace(".venv/bin/python", sys.executable)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "rita · Rita Heinen · RAV Brig · Beratung · caseworker · de" in ran.stdout
    rita, otto = re.findall(r"shown this once\): (\S+)", ran.stdout)
    house = assemble(Settings(database_url=environment["BRUECKE_DATABASE_URL"], master_key_file=tmp_path / "master.key"))  # fmt: skip
    server = Server(house)
    server.start()
    try:
        with httpx.Client(base_url=server.url) as client:
            tokens = [
                client.post("/api/tokens", json={"login": login, "password": password}).json()["token"]
                for login, password in (("rita", rita), ("otto", otto))
            ]
            as_rita, as_otto = ({"Authorization": f"Bearer {token}"} for token in tokens)
            opened = client.post("/api/cases", json={"procedure": "wallis_tandem"}, headers=as_rita)
            systems = client.get("/api/systems", headers=as_otto)
    finally:
        server.kill()
    assert (opened.status_code, systems.status_code) == (201, 200), opened.text + systems.text
