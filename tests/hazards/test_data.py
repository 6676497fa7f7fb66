"""Hazards 8, 9, 10, 13 and 16: data. Ours lies in rows of its own, as JSON with exact numbers."""

from decimal import Decimal
from uuid import uuid4

import pytest
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from engine.bpmn.run import Run
from tests.bpmn.play import Play
from tests.conformance.shapes import both, call, end, multi, script, user, users
from tests.hazards.plain import complete, model, saved, stock, tasks

BRANCHES = model(
    both("fork", "join")
    + script("left", 'append(found, "A")', "found")
    + script("right", 'append(found, "B")', "found")
    + user("look"),
    "start > fork > left > join",
    "fork > right > join > look > end",
)
SIDES = model(both("fork", "join") + users("a b"), "start > fork > a > join", "fork > b > join > end")
OPEN_CALLING = model(call("call", "called") + user("look"), "start > call > look > end")
CALLING = model(
    script("begin", '"mine"', "secret")
    + call("call", "called", propagateAllParentVariables=False, propagateAllChildVariables=False)
    + user("look"),
    "start > begin > call > look > end",
)
CALLED = model(
    '<startEvent id="in"/>' + both("fork") + users("left right") + end("one") + end("two"),
    "in > fork > left > one",
    "fork > right > two",
    ends="",
    process="called",
)
COUNTED = model(
    script("begin", "[]", "found") + user("each", multi(cardinality="2", into="found", value="one")),
    "start > begin > each > end",
)


def test_hazard_8_stock_loses_what_one_of_two_branches_wrote() -> None:
    parts = model(
        user("first")
        + both("fork", "join")
        + script("left", 'append(found, "A")', "found")
        + script("right", 'append(found, "B")', "found")
        + user("look"),
        "start > first > fork > left > join",
        "fork > right > join > look > end",
    )
    flow = stock(parts)

    complete(flow, "first", found=[])

    assert len(tasks(flow, "look")[0].data["found"]) == 1


def test_hazard_8_ours_keeps_what_both_branches_wrote() -> None:
    play = Play(BRANCHES, {"found": []})

    assert play.variables["found"] == ["A", "B"]


def test_hazard_9_stock_shows_a_nested_change_of_one_branch_in_its_sibling() -> None:
    flow = stock(
        model(
            user("first") + both("fork", "join") + users("a b"),
            "start > first > fork > a > join",
            "fork > b > join > end",
        )
    )
    complete(flow, "first", case={"client": {"status": "open"}})

    tasks(flow, "a")[0].data["case"]["client"]["status"] = "closed"

    assert tasks(flow, "b")[0].data["case"]["client"]["status"] == "closed"
    assert tasks(flow, "first")[0].data["case"]["client"]["status"] == "closed", (
        "what is completed is rewritten"
    )


def test_hazard_9_ours_copies_answers_and_keeps_the_history_apart() -> None:
    play, answers = Play(SIDES), {"case": {"status": "open"}}
    play.complete("a", answers)

    answers["case"]["status"] = "closed"

    assert play.variables["case"] == {"status": "open"}


def test_hazard_10_stock_cannot_load_a_field_with_the_name_typename() -> None:
    flow = stock(SIDES)
    tasks(flow, "a")[0].data["address"] = {"typename": "private"}

    with pytest.raises((KeyError, TypeError, AttributeError)):
        saved(flow)


def test_hazard_10_stock_cannot_save_exact_numbers() -> None:
    flow = stock(SIDES)
    tasks(flow, "a")[0].data["amount"] = Decimal("0.10")

    with pytest.raises(TypeError):
        saved(flow)


def test_hazard_10_stock_makes_texts_of_number_keys() -> None:
    flow = stock(SIDES)
    tasks(flow, "a")[0].data["years"] = {2026: "open"}

    assert tasks(saved(flow), "a")[0].data["years"] == {"2026": "open"}


def test_hazard_10_ours_keeps_any_name_and_exact_numbers() -> None:
    play = Play(SIDES, {"address": {"typename": "private"}, "amount": Decimal("0.10")}, save=True)

    assert play.variables["address"] == {"typename": "private"}
    assert str(play._run.variables["amount"]) == "0.10"


def test_hazard_13_stock_copies_everything_into_a_call_and_back_without_being_told() -> None:
    flow = stock(CALLING, CALLED)

    inner = dict(tasks(flow, "left")[0].data)
    complete(flow, "left", scratch=1)
    complete(flow, "right")

    assert inner == {"secret": "mine"}
    assert tasks(flow, "look")[0].data == {"secret": "mine", "scratch": 1}


def test_hazard_13_ours_copies_what_the_model_says() -> None:
    play = Play(CALLING, others={"called": CALLED})
    play.complete("left", {"secret": "changed", "scratch": 1})
    play.complete("right")

    assert play.variables == {"secret": "mine"}


def test_hazard_13_ours_takes_what_was_set_on_every_path() -> None:
    play = Play(OPEN_CALLING, others={"called": CALLED})
    play.complete("left", {"left": 1})
    play.complete("right", {"right": 2})

    assert play.variables == {"left": 1, "right": 2}


def test_hazard_15_stock_serialises_otherwise_while_another_thread_does() -> None:
    registry = BpmnWorkflowSerializer.configure()
    value = {"ident": uuid4()}
    alone = registry.convert(value)

    registry._encoder_mode = True  # as serialize_json leaves it while it works

    assert registry.convert(value) != alone


def test_hazard_15_ours_saves_with_functions_that_share_nothing() -> None:
    play = Play(SIDES, {"a": 1})

    assert Run.load(play._compile(""), play, play._state).dump() == play._state


def test_hazard_16_stock_stumbles_over_its_own_typing_error_where_the_results_exist_already() -> None:
    with pytest.raises(NameError, match="data_ouput"):
        stock(COUNTED)


def test_hazard_16_ours_gives_the_results_a_new_list() -> None:
    play = Play(COUNTED)
    play.complete("each", {"one": "A"})
    play.complete("each", {"one": "B"})

    assert play.variables["found"] == ["A", "B"]
