"""An attacker's afternoon: what somebody tries who may sign in, or sits at another person's browser. Each is refused.

Requests that break (test_hostile_requests.py), forged sessions, planted sessions and guessed passwords
(test_sessions.py), hostile files (test_uploads.py) and every key by everybody (test_access.py) have files of their own.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from api.access import routes_of
from cases.rows import Note, Participant, Record
from engine.keys import new_key
from engine.rows import Draft, Instance, Task
from tests.api.house import ANALYSIS, REGISTRATION, House, Response
from tests.api.test_access import method_of, name_of
from tests.api.test_access_report import keys_of
from tests.api.test_pages import Visitor, csrf_of

EVIL = (
    "\"'><evil-mark onerror=alert(1)></textarea></title><script>evil()</script>{{7*7}}${7*7}javascript:evil()"
)
"""Ends any attribute, element and text it could stand in, and tells by a name that nothing else has."""
FREE = {"answers", "variables", "fields", "mapping", "partners"}
"""Parts of a body that hold what a model or form asks for; each is checked by it."""


class Found(HTMLParser):
    """Elements and attributes of a page that only a text of a person can have brought."""

    def __init__(self) -> None:
        super().__init__()
        self.evil: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Our own pages have neither such elements nor handlers in attributes."""
        if tag == "evil-mark" or any(name.startswith("on") for name, _ in attrs):
            self.evil.append(tag)
        self.evil += [
            tag for name, text in attrs if name in {"href", "src", "action"} and "evil" in (text or "")
        ]

    def handle_data(self, data: str) -> None:
        """A script of ours never holds what people wrote."""
        if self.lasttag == "script" and "evil" in data:
            self.evil.append("script")


def bodies(house: House) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON body that the API takes, with its operation."""
    schema = house.app.openapi()
    for methods in schema["paths"].values():
        for operation in methods.values():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield operation["operationId"], _resolved(schema, content["application/json"]["schema"])


def _resolved(schema: dict[str, Any], part: Any) -> Any:
    if isinstance(part, dict):
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            return _resolved(schema, schema["components"]["schemas"][name])
        return {key: _resolved(schema, value) for key, value in part.items()}
    return [_resolved(schema, one) for one in part] if isinstance(part, list) else part


def open_parts(part: Any, path: str = "") -> Iterator[str]:
    """Objects of a schema that take parts nobody named."""
    if isinstance(part, dict):
        name = path.rpartition("/")[2]
        if (
            part.get("type") == "object"
            and part.get("additionalProperties") is not False
            and name not in FREE
        ):
            yield path or "/"
        for key, value in part.get("properties", {}).items():
            if key not in FREE:
                yield from open_parts(value, f"{path}/{key}")
        for key in ("items", "anyOf", "oneOf", "allOf"):
            for one in part[key] if isinstance(part.get(key), list) else [part.get(key)]:
                yield from open_parts(one, path)


def test_no_body_takes_a_part_that_nobody_named(house: House) -> None:
    found = {operation: list(open_parts(schema)) for operation, schema in bodies(house)}

    assert len(found) > 25
    assert {operation: parts for operation, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    "forged", ["institution_key", "user_key", "owners", "opened_by", "filled_by", "roles", "key", "is_active"]
)
def test_what_belongs_to_us_can_not_be_sent_along(house: House, forged: str) -> None:
    place = {"case_key": house.case_at("question"), "type": "person", "procedure": "wallis_tandem"}
    paths = {name_of(route): (method_of(route), route.path) for route in routes_of(house.app)}
    before = house.digest()

    answers = {
        operation: house.call(
            "carla_smz", paths[operation][0], _filled(paths[operation][1], place), json={forged: "1"}
        )
        for operation, _ in bodies(house)
    }

    assert {
        operation for operation, answer in answers.items() if answer.status_code not in {403, 404, 422}
    } == set()
    assert house.digest() == before


def _filled(path: str, known: dict[str, str]) -> str:
    for part in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
        path = path.replace(f"{{{part}}}", known.get(part, str(new_key())))
    return path


@pytest.mark.parametrize(
    "forged",
    [
        {"state": "granted"},
        {"owners": "1"},
        {"target_group": "A"},
        {"joint_analysis.recommendation": "x"},
        {"": "x"},
        {"__proto__": "x"},
        {"explained_by": "1"},
    ],
)
def test_answers_that_no_field_asks_for_are_refused(house: House, forged: dict[str, Any]) -> None:
    case = house.case_at("fresh")
    task = house.task(case)
    answers = house.consent_answers(["RAV"]) | forged
    before = house.digest()

    answer = house.call(
        "carla_smz",
        "POST",
        f"/api/tasks/{task.key}/completion",
        json={"answers": answers, "version": task.version},
    )

    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["faults"]} == set(forged)
    assert house.digest() == before


def test_people_who_are_not_offered_can_not_be_named(house: House) -> None:
    """Of another institution, canton or kind, inactive in the case, or nobody at all."""
    case = house.case_at("agreed")
    task = house.task(case)
    tries = {
        "two of the RAV": {"social_worker": house.users["jean_rav"]},
        "the same twice": {"social_worker": house.users["anna_rav"]},
        "the other way round": {
            "rav_adviser": house.users["carla_smz"],
            "social_worker": house.users["anna_rav"],
        },
        "of another canton": {"rav_adviser": house.users["rita_rav_lu"]},
        "a guest": {"social_worker": house.users["paul_praxis"]},
        "the coordination": {"social_worker": house.users["ines_koo"]},
        "a designer": {"rav_adviser": house.users["dario"]},
    }
    before = house.digest()

    answers: dict[str, Response] = {}
    for name, chosen in tries.items():
        body = house.assignment() | {role: str(user.key) for role, user in chosen.items()}
        path = f"/api/tasks/{task.key}/completion"
        answers[name] = house.call("ines_koo", "POST", path, json={"answers": body, "version": task.version})

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(tries, 422)
    for name, answer in answers.items():
        assert {fault["field"] for fault in answer.json()["faults"]} == set(tries[name]), name
    assert house.digest() == before


def test_keys_of_others_in_a_body_reach_nothing(house: House) -> None:
    """Somebody of the RAV in their own case names what belongs to a case they don't see."""
    foreign, mine = house.case_at("fresh"), house.open_case("anna_rav")
    house.post(
        "carla_smz", f"/api/cases/{foreign}/notes", {"text": "x", "audience": "shared", "category": "WORK"}
    )
    note = house.rows(Note, case_key=int(foreign))[-1]
    foreign_task = house.task(foreign)
    before = house.digest()
    tries: dict[str, tuple[str, dict[str, Any], set[int]]] = {
        "a note of theirs": ("/api/mentions/seen", {"notes": [str(note.key)]}, {200}),
        "a reader of theirs": (
            f"/api/cases/{mine}/notes",
            {"text": "x", "mentions": [str(house.users["carla_smz"].key)]},
            {422},
        ),
        "their case in a message": ("/api/messages", {"name": "x", "case": foreign}, {404, 409}),
        "their case for the person": (
            f"/api/cases/{mine}/person",
            {"other": foreign, "is_same": True},
            {403},
        ),
        "their task": (
            f"/api/tasks/{foreign_task.key}/completion",
            {"answers": REGISTRATION, "version": foreign_task.version},
            {404},
        ),
        "an institution of another canton": (
            "/api/cases",
            {
                "procedure": "wallis_tandem",
                "partners": {"coordination": str(house.users["klara_koo_lu"].institution_key)},
            },
            {422},
        ),
        "a procedure of another canton": ("/api/cases", {"procedure": "luzern_iiz"}, {403, 404}),
    }

    answers = {
        name: house.call("anna_rav", "POST", path, json=body) for name, (path, body, _) in tries.items()
    }

    for name, (_, _, expected) in tries.items():
        assert answers[name].status_code in expected, (name, answers[name].text)
    assert answers["a note of theirs"].json() == {"seen": []}
    assert house.digest() == before


def test_a_script_in_any_text_is_a_text_on_every_page(own_house: House) -> None:
    house = own_house
    case = _written_full_of(house, EVIL)
    pages = [route for route in routes_of(house.app) if method_of(route) == "GET" and not route.operation_id]
    keys = keys_of(house, case) | {"type": "person"}
    told = {}

    for login in ("carla_smz", "anna_rav", "ines_koo", "nora_smz"):
        visitor = Visitor(house, login)
        for query in ("", "?lang=fr&history=all"):
            for route in pages:
                if route.path == "/search":
                    visitor.post("/search", csrf=csrf_of(visitor.get("/help/keys")), sought=EVIL)
                page = visitor.get(_filled(route.path, {k: str(v) for k, v in keys.items()}) + query)
                seen = Found()
                seen.feed(page.text)
                told[login, route.path, query] = (page.status_code, seen.evil, "evil-mark" in page.text)

    assert {place: found for place, (_, found, _) in told.items() if found} == {}
    shown = {path for (_, path, _), (status, _, is_there) in told.items() if status == 200 and is_there}
    assert shown >= {
        "/",
        "/tasks",
        "/cases",
        "/search",
        "/cases/{case_key}",
        "/cases/{case_key}/notes",
        "/tasks/{task_key}",
        "/gateways/{gateway_key}",
        "/cases/{case_key}/access",
        "/cases/{case_key}/records/{type}/correction",
    }


def _written_full_of(house: House, text: str) -> str:
    """A case with the text in every field that takes one: of the person, the analysis, notes, reasons and drafts."""
    case = house.open_case()
    _complete(house, "carla_smz", case, REGISTRATION, text)
    _complete(house, "carla_smz", case, house.consent_answers(["RAV", "COORDINATION"]), text)
    for login in ("carla_smz", "anna_rav"):
        _complete(house, login, case, ANALYSIS, text)
    for login in ("carla_smz", "anna_rav"):
        house.post(
            login,
            f"/api/cases/{case}/notes",
            {"text": text, "audience": "shared", "mentions": [str(house.users["lea_smz"].key)]}
            if login == "carla_smz"
            else {"text": text, "audience": "shared"},
        )
    house.post(
        "carla_smz",
        f"/api/cases/{case}/records/person/correction",
        {"version": 1, "fields": {"town": "Sitten"}, "reason": text},
    )
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": reference, "reason": text})
    assert house.rows(Record, case_key=int(case))
    assert house.rows(Participant, case_key=int(case), role="!exception")
    assert not house.rows(Draft)
    return case


def _complete(house: House, login: str, case: str, answers: dict[str, Any], text: str) -> None:
    """Complete the open task with the text in every field that takes free text."""
    task = house.task(case)
    house.complete(login, case, {**_texts(house, task, text), **_without(answers, _texts(house, task, text))})


def _texts(house: House, task: Task, text: str) -> dict[str, str]:
    """The text for every field of the task's form that takes any text, as long as it may be."""
    with house.bruecke.engine.store.reading() as work:
        instance = work.get(Instance, task.instance_key)
        assert instance is not None
        form = house.bruecke.engine.versions.get(work, instance.procedure_version_key).forms[task.form]
    return {
        field.key: text[: field.bounds.max_length or len(text)]
        for field in form.fields
        if field.type in {"textfield", "textarea"} and not field.format and field.bounds.pattern is None
    }


def _without(answers: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key not in texts}
