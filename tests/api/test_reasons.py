"""A reason is for the office that wrote it: every kind of them, looked for by everybody on every page and route."""

from datetime import timedelta
from typing import Any

import pytest

from api.access import routes_of
from cases.catalogue import CATEGORIES
from cases.reasons import (
    ACCESS_BROKEN,
    CASE_ENDED,
    CASE_HELD,
    CASE_MIGRATED,
    CASE_REPAIRED,
    CASE_RESUMED,
    DEADLINE_CHANGED,
    ERASURE_HELD,
    ERASURE_PROPOSED,
    ERASURE_RELEASED,
    KINDS,
    LEAD_CHANGED,
    RECORD_CORRECTED,
    WORK_HANDED_OVER,
)
from cases.rows import Grant, Record
from engine.commands.deploy_package import deploy_package
from engine.keys import new_key
from engine.rows import Wait
from tests.api.house import REGISTRATION, House
from tests.api.test_access import method_of, name_of
from tests.api.test_pages import Visitor
from tests.deadlines import files_with_deadlines

OFFICES = {"smz": ("carla_smz", "lea_smz", "nora_smz"), "rav": ("anna_rav", "jean_rav", "karl_rav")}


def mark(kind: str, login: str) -> str:
    """A text that stands nowhere but in the reason of this kind that somebody of this office gave."""
    return f"Mark-{kind}-{login.rpartition('_')[2]}-end"


def open_to_all(house: House, opener: str) -> str:
    """A case of this office whose person was released to the others with every category."""
    case = house.open_case(opener)
    house.complete(opener, case, REGISTRATION)
    explained = {"explained_by": str(house.users[opener].key)}
    house.complete(opener, case, house.consent_answers(["RAV", "SOCIAL", "COORDINATION"], **explained))
    return case


def give_reasons(house: House, case: str, mine: str, theirs: str) -> None:
    """A reason of every kind but that of the end; by the office that opened the case, and by others as far as they may."""
    (opener, colleague, stranger), (partner, successor, other) = OFFICES[mine], OFFICES[theirs]
    path = f"/api/cases/{case}"
    key = {login: str(user.key) for login, user in house.users.items()}

    def because(login: str, kind: str, at: str, **body: Any) -> None:
        house.clock.advance(timedelta(seconds=1))
        house.post(login, at, {**body, "reason": mark(kind, login)})

    correction = {"version": 1, "fields": {"town": "Sitten"}}
    because(opener, RECORD_CORRECTED, f"{path}/records/person/correction", **correction)
    because("ines_koo", LEAD_CHANGED, f"{path}/lead", user=key[opener])
    because(opener, LEAD_CHANGED, f"{path}/lead", user=key[partner])
    because(partner, WORK_HANDED_OVER, "/api/work-handovers", to=key[successor])
    because(successor, LEAD_CHANGED, f"{path}/lead", user=key[opener])
    because(opener, WORK_HANDED_OVER, "/api/work-handovers", to=key[colleague])
    for login in (opener, partner):
        (wait,) = house.rows(Wait, instance_key=int(case), kind="timer")
        moved = {"seen_due_at": wait.due_at.isoformat(), "due_at": (wait.due_at + timedelta(1)).isoformat()}
        because(login, DEADLINE_CHANGED, f"/api/deadlines/{wait.key}/change", **moved)
    reference = house.get(opener, path)["reference"]
    for login in (stranger, other):
        because(login, ACCESS_BROKEN, "/api/cases/exceptions", reference=reference)
    because(opener, CASE_HELD, f"{path}/suspension")
    because(opener, CASE_RESUMED, f"{path}/resumption")
    because(opener, CASE_REPAIRED, f"{path}/repairs", action="repeat", token=0, element="register_case")
    because(opener, CASE_MIGRATED, f"{path}/migration", version=3)


def because_of_erasure(house: House, case: str, opener: str) -> None:
    """The retention is over: the erasure is proposed, and then held."""
    proposal = {"offered_on": "2037-01-11", "archive_answer": "NOT_TAKEN", "archive_reference": "1"}
    path = f"/api/cases/{case}/erasure"
    house.post(opener, path, {"reason": mark(ERASURE_PROPOSED, opener), **proposal})
    house.post(opener, f"{path}/hold", {"reason": mark(ERASURE_HELD, opener)})


def found_by(house: House, case: str, login: str) -> set[tuple[str, str]]:
    """Kind and office of every reason that somebody finds on any page and any route of the API."""
    keys: dict[str, Any] = {
        "case_key": case,
        "task_key": house.task(case).key,
        "type": "person",
        "procedure": "wallis_tandem",
    }
    timer = next(iter(house.rows(Wait, instance_key=int(case), kind="timer")), None)
    for name, row in (
        ("gateway_key", house.gateway(case)),
        ("consent_key", house.consent(case)),
        ("deadline_key", timer),
    ):
        keys[name] = row.key if row is not None else new_key()
    visitor = Visitor(house, login)
    found: set[tuple[str, str]] = set()
    for route in routes_of(house.app):
        if method_of(route) != "GET":
            continue
        path = route.path
        for part in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
            path = path.replace(f"{{{part}}}", str(keys.get(part, new_key())))
        is_page = name_of(route).startswith("GET ")
        for query in ("", "?history=all&limit=200"):
            address = f"{path}{query}"
            answer = visitor.get(address) if is_page else house.call(login, "GET", address)
            found |= {
                (kind, office)
                for kind in KINDS
                for office in (*OFFICES, "koo")
                if mark(kind, f"x_{office}") in answer.text
            }
    return found


@pytest.mark.requirement("VS-12")
@pytest.mark.parametrize(("mine", "theirs"), [("smz", "rav"), ("rav", "smz")])
def test_a_reason_is_read_by_the_office_that_wrote_it_alone_whatever_was_released_to_others(
    own_house: House, mine: str, theirs: str
) -> None:
    house = own_house
    files = files_with_deadlines()
    manifest = files["package.yaml"].replace(b"version: 9.0.0", b"version: 9.0.1")
    opener, partner = OFFICES[mine][0], OFFICES[theirs][0]
    deploy_package(house.bruecke.engine, files)
    case = open_to_all(house, opener)
    deploy_package(house.bruecke.engine, {**files, "package.yaml": manifest})
    give_reasons(house, case, mine, theirs)
    open_now = {login: found_by(house, case, login) for login in house.users}
    colleague = OFFICES[mine][1]
    house.post(colleague, f"/api/cases/{case}/end", {"reason": mark(CASE_ENDED, colleague)})
    ended = {login: found_by(house, case, login) for login in house.users}
    house.clock.advance(timedelta(days=11 * 365))
    house.tokens.clear()
    because_of_erasure(house, case, opener)
    kept = {login: found_by(house, case, login) for login in house.users}
    house.post(opener, f"/api/cases/{case}/erasure/release", {"reason": mark(ERASURE_RELEASED, opener)})
    ended = {login: found | kept[login] | found_by(house, case, login) for login, found in ended.items()}

    reasons = [row for row in house.rows(Record, case_key=int(case)) if row.type.startswith("reason.")]
    granted = house.rows(Grant, case_key=int(case), institution_key=house.users[partner].institution_key)
    assert {kind for kind in KINDS for row in reasons if row.type.startswith(kind)} == KINDS
    assert {row.category for row in reasons} == {CATEGORIES[-1]} <= {grant.category for grant in granted}
    assert all("," not in row.owners for row in reasons)
    for login in house.users:
        others = {one for one in open_now[login] | ended[login] if one[1] != login.rpartition("_")[2]}
        assert others == set(), login
    for login in OFFICES[mine][:2]:
        # some on pages, and all of them in what a person is handed
        assert {kind for kind, _ in open_now[login] | ended[login]} == KINDS, login
    for login in OFFICES[theirs][:2]:
        told = {DEADLINE_CHANGED, LEAD_CHANGED, WORK_HANDED_OVER}
        assert {kind for kind, _ in open_now[login] | ended[login]} == told, login
    assert {kind for kind, _ in open_now["ines_koo"]} == {LEAD_CHANGED}
