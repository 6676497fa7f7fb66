"""A guest learns only of deadlines of their own, and of a guest's nobody but the coordination while they are not released."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.access import sight_of
from cases.deadlines import hidden_roles, is_told
from cases.identity import identity_of
from cases.rows import Case
from engine.packages.package import Package
from engine.rows import Wait
from tests.api.house import House
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern
from tests.api.test_pages import Visitor

__all__ = ["luzern"]

ELEMENT = "invite"


def put_deadline(house: House, case: str) -> str:
    """A deadline of the coordination, as a row."""
    key, now = house.bruecke.engine.keys(), house.clock.now()
    due = now + timedelta(days=9)
    with house.bruecke.engine.store.work() as work:
        work.add(Wait(key, int(case), ELEMENT, key, 0, "timer", None, due, now, due, 0, now))
    return str(key)


def as_guests(package: Package) -> Package:
    """The package, where the deadline belongs to the guest."""
    model = package.model
    element = model.elements[ELEMENT]
    changed = replace(element, properties={**element.properties, "bruecke.seats": "guest"})
    model = replace(model, elements={**model.elements, ELEMENT: changed})
    return replace(package, process=replace(package.process, model=model))


def test_a_guest_learns_of_no_deadline_of_others(luzern: Luzern) -> None:
    house = luzern.house
    case = luzern.case_at("invited")
    key = put_deadline(house, case)
    body = {"due_at": "2026-12-01T11:00:00Z", "seen_due_at": "2026-11-01T11:00:00Z", "reason": "x"}
    told = {}
    for login in (GUEST, COORDINATION, OFFICES["RAV"]):
        listed = [one["key"] for one in house.get(login, "/api/deadlines?limit=200")["items"]]
        visitor = Visitor(house, login)
        statuses = (
            visitor.get(f"/deadlines/{key}").status_code,
            house.call(login, "POST", f"/api/deadlines/{key}/change", json=body).status_code,
        )
        in_case = 'id="deadlines"' in visitor.get(f"/cases/{case}").text
        told[login] = (key in listed, in_case, *statuses)

    assert told == {
        GUEST: (False, False, 404, 404),
        COORDINATION: (True, True, 200, 409),
        OFFICES["RAV"]: (True, True, 200, 403),
    }


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("preparing", {COORDINATION}),
        ("released", {COORDINATION, GUEST, *OFFICES.values()}),
        ("invited", {COORDINATION, GUEST, *OFFICES.values()}),
        ("disinviting", {COORDINATION}),
    ],
)
def test_a_guests_deadline_is_told_to_those_who_know_of_the_guest(
    luzern: Luzern, stage: str, told: set[str]
) -> None:
    house = luzern.house
    case = int(luzern.case_at(stage))
    engine, now = house.bruecke.engine, house.clock.now()
    (row,) = house.rows(Case, key=case)
    found = set()
    with engine.store.reading() as work:
        package = as_guests(engine.versions.get(work, row.procedure_version_key))
        for login in (COORDINATION, GUEST, *OFFICES.values()):
            identity = identity_of(work, house.users[login].key)
            assert identity is not None
            actor = identity.actor()
            sight = sight_of(work, actor, case, now)
            hidden = hidden_roles(work, actor, {case: package}, now).get(case, frozenset())
            if sight is not None and is_told(package, sight, ELEMENT, hidden):
                found.add(login)

    assert found == told
