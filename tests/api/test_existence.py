"""Whether somebody is known does not show: a stranger gets the same answer, by the same statements, for both."""

import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.access import routes_of
from cases.commands.start_case import LETTERS
from cases.rows import Case, Document, Handover, Invitation, Measure, Meeting, Note, Packet
from cases.views.lines import spellings
from engine.keys import new_key
from engine.rows import Job, Wait
from tests.api.house import House, Response
from tests.api.statements import counted
from tests.api.test_access import MATRIX, NO_MEASURE, NO_MEETING, method_of, name_of
from tests.api.test_pages import Visitor, csrf_of
from tests.api.test_returning import somebody

STRANGERS = {
    "anna_rav": "refused",
    "karl_rav": "question",
    "beat_iv": "question",
    "ines_koo": "question",
    "nora_smz": "question",
    "paul_praxis": "question",
    "rita_rav_lu": "question",
    "klara_koo_lu": "question",
}
"""People who work on cases, but not on this one, whatever stage it is at; of the same office, of one that takes part, of
one that doesn't, of another canton, and a guest."""
SAME_OFFICE = {"karl_rav", "nora_smz"}
"""Their office takes part in the case: that is what a look by exception is for."""
TYPED = {
    "do": "claim",
    "reason": "x",
    "_reason": "x",
    "answer": "yes",
    "basis": "stale",
    "text": "x",
    "purpose": "x",
    "said": "same",
    "other": "7",
    "user": "7",
    "to": "7",
    "version": "1",
}
"""What the forms of pages hold, all in one: each takes what it asks for."""


def things_of(house: House, case: str) -> dict[str, str]:
    """The keys of what is in the case, by the name that they have in addresses; some of it is put there without its content,
    which no stranger comes near."""
    engine, carla, now = house.bruecke.engine, house.users["carla_smz"], house.bruecke.engine.clock.now()
    note, packet, job, deadline, measure = (new_key() for _ in range(5))
    document, handover, meeting, invitation = (new_key() for _ in range(4))
    with engine.store.work() as work:
        row = work.get(Case, int(case))
        assert row is not None
        ends = (row.procedure_version_key, carla.institution_key, new_key(), carla.key, now)
        work.add(
            Packet(packet, int(case), *ends, "CONSENT", 1, "MASTER", "", b"", None, None, 1),
            Note(note, int(case), carla.key, carla.institution_key, "shared", "WORK", b"", now, None),
            Document(
                document,
                int(case),
                row.procedure_version_key,
                "authority",
                "de",
                "made",
                "application/pdf",
                1,
                f"MASTER:{carla.institution_key}",
                None,
                None,
                "",
                1,
                b"",
                carla.institution_key,
                carla.key,
                now,
                None,
                None,
            ),
            Measure(
                measure,
                int(case),
                measure,
                carla.institution_key,
                measure,
                "proposed",
                "open",
                1,
                b"",
                carla.key,
                now,
                None,
                None,
            ),
            Handover(
                handover,
                int(case),
                1,
                "none",
                carla.institution_key,
                new_key(),
                packet,
                "offered",
                1,
                carla.key,
                now,
                now + timedelta(days=9),
                None,
                None,
                None,
                None,
                b"",
            ),
            Meeting(
                meeting,
                int(case),
                carla.institution_key,
                "none",
                "planned",
                now,
                60,
                "WORK",
                0,
                1,
                b"",
                carla.key,
                now,
                None,
                None,
                None,
                None,
                None,
            ),
            Invitation(
                invitation,
                int(case),
                meeting,
                carla.institution_key,
                carla.key,
                "1",
                "invited",
                None,
                "needs_action",
                None,
                None,
                None,
                1,
            ),
            Job(job, int(case), "none", 1, "none", "open", 3, 1, None, now, None),
            Wait(
                deadline,
                int(case),
                "joint_analysis",
                deadline,
                0,
                "timer",
                None,
                now + timedelta(days=9),
                now,
            ),
        )
    gateway, consent = house.gateway(case), house.consent(case)
    assert gateway is not None
    assert consent is not None
    keys = {
        "case": case,
        "task": house.task(case).key,
        "gateway": gateway.key,
        "consent": consent.key,
        "note": note,
        "packet": packet,
        "job": job,
        "deadline": deadline,
        "measure": measure,
        "document": document,
        "handover": handover,
        "meeting": meeting,
        "invitation": invitation,
    }
    return {f"{name}_key": str(key) for name, key in keys.items()}


Ask = Callable[[House, str, str], Response]


def searched(house: House, login: str, sought: str) -> Response:
    """What a search on the page shows."""
    visitor = Visitor(house, login)
    visitor.post("/search", visitor.get("/cases"), sought=sought)
    with counted(house) as statements:
        answer = visitor.get("/search")
    answer.extensions["statements"] = list(statements)
    return answer


def by_token(method: str, path: str, body: dict[str, Any] | None = None) -> Ask:
    def ask(house: House, login: str, what: str) -> Response:
        more = {} if body is None else {"json": {k: what if v == "?" else v for k, v in body.items()}}
        with counted(house) as statements:
            answer = house.call(login, method, path.replace("{}", what), **more)
        answer.extensions["statements"] = list(statements)
        return answer

    return ask


def by_form(path: str) -> Ask:
    """What somebody sends by a form of a page, with the token of their session."""

    def ask(house: House, login: str, what: str) -> Response:
        visitor = Visitor(house, login)
        token = csrf_of(visitor.get("/cases"))
        with counted(house) as statements:
            answer = visitor.post(path.replace("{}", what), csrf=token, **TYPED)
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
        if name not in {"content-length", "date", "set-cookie", "x-request-id"}
    )
    return answer.status_code, text, headers, answer.extensions["statements"]


OF_NO_CASE = {
    "absence_key",
    "system_key",
    "key_key",
    "message_key",
    "address_key",
    "webhook_key",
    "file_key",
    "line_key",
}


def keyed_routes(house: House) -> dict[str, tuple[Ask, str]]:
    """Every way to ask about something in a case by its key, with the name of the key: all the routes that have one."""
    found = {}
    for route in routes_of(house.app):
        names = re.findall(r"{(\w+_key)}", route.path)
        if names and names[0] not in OF_NO_CASE:
            name = names[0]  # what stands in the case after it is a key that does not exist
            found[name_of(route)] = (_asking(route, name), name)
    return found


def _asking(route: APIRoute, name: str) -> Ask:
    path, body = (
        route.path.replace(f"{{{name}}}", "{}")
        .replace("{type}", "person")
        .replace("{number}", "1")
        .replace("{measure_key}", str(NO_MEASURE))
        .replace("{meeting_key}", str(NO_MEETING)),
        MATRIX[name_of(route)][0],
    )
    if method_of(route) == "POST" and not path.startswith("/api/"):
        return by_form(path)
    return by_token(method_of(route), path, body)


def _another(tail: str) -> str:
    """An end that no number has, to be read in as many ways: letters for letters, and the text may be as many names."""
    as_letters = tail.isalpha()
    draws = ("".join(secrets.choice(LETTERS) for _ in tail) for _ in range(100_000))
    return next(
        other
        for other in draws
        if (other.isalpha(), len(spellings(other))) == (as_letters, len(spellings(tail))) and other != tail
    )


def known_and_unknown(house: House, login: str) -> dict[str, tuple[Ask, str, str]]:
    """Ways to ask, with what is known and what is not; both look alike."""
    person = somebody(
        str(list(STRANGERS).index(login))
    )  # of another they may see a case: the house is shared
    case = house.case_at(STRANGERS[login], person)
    number: str = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    other = number[:-5] + _another(number[-5:])
    things, nowhere = things_of(house, case), str(new_key())
    return {
        "a name": (searched, person["last_name"], "Nemini N"),
        "first and last name": (searched, f"{person['first_name']} {person['last_name']}", "Nomen Nemini N"),
        "an AHV number": (searched, person["ahv_number"], "756.1234.5678.97"),
        "the number of a case": (searched, number, other),
        "the end of a number": (searched, number[-5:], other[-5:]),
        "the number over the API": (by_token("GET", "/api/cases?reference={}"), number, other),
        "a look by exception": (
            by_token("POST", "/api/cases/exceptions", {"reference": "?", "reason": "x"}),
            number,
            other,
        ),
        "its tasks": (by_token("GET", "/api/tasks?case={}"), case, nowhere),
        "its questions": (by_token("GET", "/api/gateways?case={}"), case, nowhere),
        "its jobs": (by_token("GET", "/api/jobs?case={}"), case, nowhere),
        "a message to it": (by_token("POST", "/api/messages", {"name": "x", "case": "?"}), case, nowhere),
        "a report forged for it": (
            by_token("POST", "/api/messages", {"name": "rav_report", "case": "?"}),
            case,
            nowhere,
        ),
        **{way: (ask, things[name], nowhere) for way, (ask, name) in keyed_routes(house).items()},
    }


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("login", STRANGERS)
def test_known_and_unknown_look_alike_to_a_stranger(house: House, login: str) -> None:
    differing: dict[tuple[str, str], list[Any]] = {}
    keyed = keyed_routes(house)
    assert len(keyed) > 60
    for way, (ask, known, unknown) in known_and_unknown(house, login).items():
        if login in SAME_OFFICE and way == "a look by exception":
            continue
        ask(house, login, unknown)  # what a first request warms is warm for both
        there = told(ask(house, login, known), known)
        not_there = told(ask(house, login, unknown), unknown)
        if way in keyed:  # not refused for its form, before anybody was asked for
            assert (way, there[0]) == (way, 404)
        differing |= {
            (way, aspect): pair
            for aspect, *pair in zip(
                ("status", "body", "headers", "statements"), there, not_there, strict=True
            )
            if pair[0] != pair[1]
        }

    assert not differing
