"""Whether somebody is known does not show: a stranger gets the same answer, by the same statements, for both."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cases.rows import Case, Packet
from engine.keys import new_key
from tests.api.house import PERSON, House, Response
from tests.api.test_pages import Visitor, counted

STRANGERS = ("anna_rav", "karl_rav", "beat_iv", "ines_koo", "nora_smz")
"""People who work on cases, but not on this one: before the authority nobody else may learn of it."""


def packet_in(house: House, case: str) -> str:
    """A packet of the case, from its office to one that none of the strangers is of."""
    engine, carla, now = house.bruecke.engine, house.users["carla_smz"], house.bruecke.engine.clock.now()
    key = new_key()
    with engine.store.work() as work:
        row = work.get(Case, int(case))
        assert row is not None
        ends = (row.procedure_version_key, carla.institution_key, new_key(), carla.key, now)
        work.add(Packet(key, int(case), *ends, "CONSENT", 1, "MASTER", "", b"", None, None, 1))
    return str(key)


Ask = Callable[[House, str, str], Response]


def searched(house: House, login: str, sought: str) -> Response:
    """What a search on the page shows."""
    visitor = Visitor(house, login)
    visitor.post("/search", visitor.get("/cases"), sought=sought)
    with counted(house) as statements:
        answer = visitor.get("/search")
    answer.extensions["statements"] = list(statements)
    return answer


def by_token(method: str, path: str, **body: Any) -> Ask:
    def ask(house: House, login: str, what: str) -> Response:
        sent = {name: value.replace("?", what) for name, value in body.items()}
        more = {"json": sent} if sent else {}
        with counted(house) as statements:
            answer = house.call(login, method, path.replace("?", what), **more)
        answer.extensions["statements"] = list(statements)
        return answer

    return ask


def told(answer: Response, what: str) -> tuple[int, str, list[tuple[str, str]], list[str]]:
    """All that an answer tells, without what was asked for and what differs from page to page by chance."""
    text = answer.text.replace(what, "…")
    text = re.sub(r'(name="(?:csrf|token)" value=")[^"]*', r"\1…", text)
    headers = sorted(
        (name, value)
        for name, value in answer.headers.items()
        if name not in {"content-length", "date", "set-cookie"}
    )
    return answer.status_code, text, headers, answer.extensions["statements"]


def known_and_unknown(house: House) -> dict[str, tuple[Ask, str, str]]:
    """Ways to ask, with what is known and what is not; both look alike."""
    case = house.case_at("fresh")
    number: str = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    other = number[:-5] + ("ZZZZ9" if number[-5:] != "ZZZZ9" else "ZZZZ8")
    task, nowhere = str(house.task(case).key), str(new_key())
    return {
        "a name": (searched, PERSON["last_name"], "Nemini"),
        "first and last name": (searched, f"{PERSON['first_name']} {PERSON['last_name']}", "Nomen Nemini"),
        "an AHV number": (searched, PERSON["ahv_number"], "756.1234.5678.97"),
        "the number of a case": (searched, number, other),
        "the end of a number": (searched, number[-5:], other[-5:]),
        "the number over the API": (by_token("GET", "/api/cases?reference=?"), number, other),
        "a look by exception": (
            by_token("POST", "/api/cases/exceptions", reference="?", reason="x"),
            number,
            other,
        ),
        "the key of a case": (by_token("GET", "/api/cases/?"), case, nowhere),
        "its history": (by_token("GET", "/api/cases/?/history"), case, nowhere),
        "its notes": (by_token("GET", "/api/cases/?/notes"), case, nowhere),
        "what may be passed on of it": (by_token("GET", "/api/cases/?/packets/options"), case, nowhere),
        "a packet of it": (by_token("GET", "/api/packets/?"), packet_in(house, case), nowhere),
        "its access report": (by_token("GET", "/api/cases/?/access"), case, nowhere),
        "the key of a task": (by_token("GET", "/api/tasks/?"), task, nowhere),
    }


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("login", STRANGERS)
def test_known_and_unknown_look_alike_to_a_stranger(house: House, login: str) -> None:
    for way, (ask, known, unknown) in known_and_unknown(house).items():
        if login == "nora_smz" and way == "a look by exception":
            continue  # of her own office: that is what the exception is for
        ask(house, login, unknown)  # what a first request warms is warm for both
        there, not_there = ask(house, login, known), ask(house, login, unknown)

        status, text, headers, statements = told(there, known)
        other_status, other_text, other_headers, other_statements = told(not_there, unknown)

        assert (way, status, headers) == (way, other_status, other_headers)
        assert (way, text) == (way, other_text)
        assert (way, statements) == (way, other_statements)
