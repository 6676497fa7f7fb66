"""Models and requests that nobody honest sends: they end by name, in time, and harm nobody else."""

import json
import time
from typing import Any

import pytest

from tests.api.house import House, Response
from tests.api.test_repairs import TWO, token_at
from tests.api.test_single_models import LINE, deploy, flow, model, start, tasks

HALF = "\ud800"
END = '<endEvent id="e"/>'


def raw(house: House, path: str, body: Any, login: str = "carla_smz") -> Response:
    """A request whose JSON holds escapes that httpx would not write."""
    headers = {"Content-Type": "application/json"}
    return house.call(login, "POST", path, content=json.dumps(body), headers=headers)


def times(number: int) -> str:
    """A parallel multi-instance of so many."""
    return (
        "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
        f'inputCollection="=for i in 1..{number} return i" inputElement="i"/></extensionElements>'
        "</multiInstanceLoopCharacteristics>"
    )


def script(ident: str, expression: str, result: str) -> str:
    said = f'<zeebe:script expression="={expression}" resultVariable="{result}"/>'
    return f'<scriptTask id="{ident}"><extensionElements>{said}</extensionElements></scriptTask>'


def round_and_round(inside: str, after: str, rounds: int) -> str:
    """A loop without a task in it; `inside` begins at «d» and ends at `after`."""
    return (
        '<startEvent id="s"/><exclusiveGateway id="m"/>'
        + inside
        + script("n", "n + 1", "n")
        + f'<exclusiveGateway id="g" default="back"/><userTask id="u"/>{END}'
        + flow("f1", "s", "m")
        + flow("f2", "m", "d")
        + flow("f3", after, "n")
        + flow("f4", "n", "g")
        + flow("out", "g", "u", f"=n &gt; {rounds}")
        + flow("back", "g", "m")
        + flow("f5", "u", "e")
    )


def start_in_time(house: House, process: str, **variables: Any) -> Response:
    """A start whose answer may take four seconds of computing, on the slowest machine."""
    begun = time.process_time()
    answer = house.call(
        "carla_smz", "POST", "/api/cases", json={"procedure": process, "variables": variables}
    )
    assert time.process_time() - begun < 4
    return answer


@pytest.mark.parametrize("value", [HALF, {"a": [HALF]}, {HALF: 1}], ids=["text", "inside", "name"])
def test_half_a_character_in_variables_is_refused(house: House, value: Any) -> None:
    deploy(house, model("halves", LINE))
    case = start(house, "halves")
    (task,) = tasks(house, case)
    variables = {"variables": {"x": value}}

    answers = [
        raw(house, "/api/cases", {"procedure": "halves", **variables}),
        raw(house, f"/api/cases/{case}/variables", variables),
        raw(house, f"/api/tasks/{task['key']}/completion", {"version": 1, **variables}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert {answer.json()["type"] for answer in answers} == {"urn:bruecke:variables-rejected"}


def test_half_a_character_in_a_mapping_is_named(house: House) -> None:
    deploy(house, model("half_mapped", LINE))
    case = start(house, "half_mapped")

    answer = raw(house, f"/api/cases/{case}/migration/plan", {"version": 1, "mapping": {"a": HALF}})

    assert answer.status_code == 422
    assert HALF in answer.json()["reason"]


@pytest.mark.parametrize("action", ["move", "repeat", "cancel"])
def test_every_repair_is_done_or_refused_by_name(house: House, action: str) -> None:
    deploy(house, model("repairable", TWO))
    case = start(house, "repairable")
    token = 0 if action == "repeat" else token_at(house, case, "a")
    body = {"action": action, "token": token, "element": "b", "reason": "x"}

    answer = house.call("carla_smz", "POST", f"/api/cases/{case}/repairs", json=body)

    assert answer.status_code == (422 if action == "cancel" else 200)


def test_loops_within_loops_end_before_the_memory_does(house: House) -> None:
    inner = f'<userTask id="u">{times(4000)}</userTask>'
    outer = (
        f'<subProcess id="o"><startEvent id="is"/>{inner}<endEvent id="ie"/>'
        + flow("if", "is", "u")
        + flow("ig", "u", "ie")
        + f"{times(1000)}</subProcess>"
    )
    body = f'<startEvent id="s"/>{outer}{END}' + flow("f", "s", "o") + flow("g", "o", "e")
    deploy(house, model("nested", body))

    answer = start_in_time(house, "nested")

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-startable")


def test_expressions_that_compute_for_long_in_a_loop_are_stopped(house: House) -> None:
    slow = script("d", "count(for i in 1..600 return for j in 1..4 return i*j)", "y")
    deploy(house, model("slow", round_and_round(slow, "d", 3000)))

    answer = start_in_time(house, "slow", n=0)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-startable")
