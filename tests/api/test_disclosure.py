"""Every person, every state of the consent, every category, every route: what may be seen stands in disclosure.yaml."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.access import routes_of
from cases.notes import SHARED, place_of
from cases.rows import Note
from engine.ports import Entry
from engine.rows import Task
from engine.store import Work
from tests.api.house import REGISTRATION, House
from tests.api.test_access import method_of, name_of
from tests.api.test_pages import Visitor

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("disclosure.yaml").read_text())
CATEGORIES: list[str] = TABLE["categories"]
ROUTES: list[str] = TABLE["shows"] + TABLE["silent"]
GIVEN = {
    "granted for everything": CATEGORIES,
    "granted for work": ["MASTER", "WORK"],
    "granted for work and health": ["MASTER", "WORK", "HEALTH"],
    "granted for work and finances": ["MASTER", "WORK", "FINANCE"],
    "withdrawn": CATEGORIES,
    "expired": CATEGORIES,
    "withdrawn and given anew for work": CATEGORIES,
}
Cell = tuple[str, str, str, str]
"""State, person, route, category."""


def mark_of(state: str, category: str) -> str:
    """A text that stands nowhere but in the record of this case and category."""
    return f"Mark-{category}-{list(TABLE['states']).index(state)}-end"


def case_in(house: House, state: str) -> str:
    """A case of Carla's with a value of every category, brought to a state over the API."""
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    if state == "refused":
        house.complete("carla_smz", case, house.refusal())
    elif state in GIVEN:
        more = {"valid_until": "2026-02-11"} if state == "expired" else {}
        house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=GIVEN[state], **more))
    _put_marks(house, case, state)
    if state.startswith("withdrawn"):
        consent = house.consent(case)
        assert consent is not None
        house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    if state.endswith("anew for work"):
        _complete(house, case, "clarify_next_steps", {"way": "NEW_AUTHORITY", "agreed_with_person": True})
        _complete(
            house, case, "renew_authority", house.consent_answers(["RAV"], categories=["MASTER", "WORK"])
        )
    return case


def _complete(house: House, case: str, element: str, answers: dict[str, Any]) -> None:
    (task,) = house.rows(Task, instance_key=int(case), element=element, status="open")
    body = {"answers": answers, "version": task.version}
    house.post("carla_smz", f"/api/tasks/{task.key}/completion", body)


def _put_marks(house: House, case: str, state: str) -> None:
    """A value and a shared note of every category that belong to the office of the case alone."""
    entries = [
        Entry("joint_analysis", "recommendation", mark_of(state, category), category, ("reporting_office",))
        for category in CATEGORIES
    ]
    engine = house.bruecke.engine
    with engine.store.work() as work:
        engine.case_file.write(work, int(case), entries, None, engine.clock.now(), None, {})
        work.add(
            *(_note(house, work, int(case), mark_of(state, category), category) for category in CATEGORIES)
        )


def _note(house: House, work: Work, case: int, text: str, category: str) -> Note:
    """A note of Carla's that is shared in a category, also in a case that has ended meanwhile."""
    engine, carla = house.bruecke.engine, house.users["carla_smz"]
    key = engine.keys()
    sealed = engine.case_file.seal(work, case, text.encode(), place_of(key))
    now = engine.clock.now()
    return Note(key, case, carla.key, carla.institution_key, SHARED, category, sealed, now, None)


@cache
def _keyed(name: str) -> bool:
    return "{case_key}" in name


def answers_of(house: House, case: str, person: str) -> Iterator[tuple[str, str]]:
    """Every route with the text that it gave this person; nothing where it refused."""
    login = None if person == "nobody" else person
    visitor = Visitor(house, login)
    for route in routes_of(house.app):
        name = name_of(route)
        if name not in ROUTES:
            continue
        assert method_of(route) == "GET"
        path = route.path.replace("{case_key}", case).replace("{type}", "joint_analysis")
        path = path.replace("{number}", "1")
        is_page = name.startswith("GET ")
        answer = visitor.get(path) if is_page else house.call(login, "GET", path)
        yield name, answer.text if answer.status_code == 200 else ""


def expected(cell: Cell) -> bool:
    """Whether the table lets this person see this category on this route."""
    state, person, route, category = cell
    if route in TABLE["silent"] or route in TABLE["head_only"]:
        return False
    if route in TABLE["keepers_only"] and TABLE["people"][person] != "team of the case":
        return False
    return category in TABLE["states"][state].get(TABLE["people"][person], [])


@pytest.mark.requirement("VS-04", "VS-12")
def test_every_cell_of_the_disclosure_table_holds(house: House) -> None:
    cases = {state: case_in(house, state) for state in TABLE["states"]}
    house.clock.advance(timedelta(days=3))  # one authority has expired, the others hold

    found: dict[Cell, bool] = {}
    for state, case in cases.items():
        for person in TABLE["people"]:
            for route, text in answers_of(house, case, person):
                for category in CATEGORIES:
                    found[state, person, route, category] = mark_of(state, category) in text

    assert len(found) == len(cases) * len(TABLE["people"]) * len(ROUTES) * len(CATEGORIES) > 10_000
    assert {cell: seen for cell, seen in found.items() if seen is not expected(cell)} == {}
    assert sum(found.values()) > 200
