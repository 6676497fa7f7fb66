"""Hazards 1 to 4, 19 and 22: trees that grow with history. Ours keeps only what lives."""

import time

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.run import Run
from tests.bpmn.play import Play
from tests.conformance.shapes import after, both, boundary, catch, end, flow, script, user, users, xor
from tests.hazards.plain import complete, completed, model, shallow, stock, tasks

LOOP = xor("merge") + user("task") + xor("again", default="end")
ROUNDS = model(LOOP + flow("again", "merge", "more"), "start > merge > task > again > end")
REMINDED = model(
    LOOP
    + boundary("late", "task", after("P30D"), goes_on=True)
    + end("told")
    + flow("again", "merge", "more"),
    "start > merge > task > again > end",
    "late > told",
)
PAIR = model(
    xor("merge")
    + both("fork", "join")
    + users("a b")
    + xor("again", default="end")
    + flow("again", "merge", "more"),
    "start > merge > fork > a > join",
    "fork > b > join",
    "join > again > end",
)
ORDER = "abbaabbba"
"""In the fourth round the second `b` is open while the join still waits for `a`: the join has lost count."""


def test_hazard_1_stock_calls_a_long_loop_completed_while_work_is_open() -> None:
    flow = stock(ROUNDS)

    rounds = 0
    while not flow.is_completed() and rounds < 400:
        complete(flow, "task", more=True)
        rounds += 1

    assert rounds < 400, "engine/bpmn/tokens.py no longer has to do without TaskIterator"
    assert any(task.state == TaskState.READY for task in flow.tasks.values())


def test_hazard_1_ours_stays_open_in_a_long_loop() -> None:
    play = Play(ROUNDS)

    for _ in range(400):
        play.complete("task", {"more": True})

    assert (play.status, play.open()) == ("running", ["task"])


def test_hazard_2_stock_crashes_when_branches_finish_in_another_order_in_a_later_round() -> None:
    flow = stock(PAIR)
    for name in ORDER[:-1]:
        complete(flow, name, more=True)

    with pytest.raises(AttributeError):
        complete(flow, ORDER[-1], more=True)


def test_hazard_2_ours_joins_in_any_order_in_any_round() -> None:
    play = Play(PAIR, save=True)

    for name in "abbaabba":
        play.complete(name, {"more": True})

    assert play.open() == ["a", "b"]
    assert play.completed.count("join") == 4


def test_hazard_3_stock_recurses_over_all_rounds_with_a_boundary_timer() -> None:
    def rounds(number: int) -> None:
        flow = stock(REMINDED)
        for _ in range(number):
            complete(flow, "task", more=True)

    with shallow(200):
        rounds(5)
        with pytest.raises(RecursionError):
            rounds(80)


def test_hazard_3_ours_needs_no_more_depth_in_later_rounds() -> None:
    with shallow(200):
        play = Play(REMINDED)
        for _ in range(400):
            play.complete("task", {"more": True})

    assert len(play.waits()) == 1


def test_hazard_4_stock_keeps_listening_for_what_a_reset_has_removed() -> None:
    flow = stock(
        model(users("a b") + boundary("late", "b", after("P30D")), "start > a > b > end", "late > end")
    )
    complete(flow, "a")

    flow.reset_from_task_id(tasks(flow, "a")[0].id)

    removed = [task for task in flow.event_manager.tasks.values() if task.id not in flow.tasks]
    assert removed


def test_hazard_4_ours_goes_back_by_loading_the_state_before() -> None:
    xml = model(users("a b") + boundary("late", "b", after("P30D")), "start > a > b > end", "late > end")
    play = Play(xml)
    before, state = (play.open(), play.waits()), play._state
    play.complete("a")

    play._run = Run.load(play._compile(""), play, state)

    assert (play.open(), play.waits()) == before
    assert not [name for name in dir(Run) if "reset" in name]


def test_hazard_19_stock_leaves_work_of_its_own_undone_after_its_steps() -> None:
    flow = stock(model(catch("due", after("PT0.02S")) + script("next", "1", "n"), "start > due > next > end"))
    time.sleep(0.03)

    flow.do_engine_steps()

    assert tasks(flow, "due")[0].state == TaskState.READY
    assert not completed(flow, "next")


def test_hazard_19_ours_moves_until_nothing_moves() -> None:
    play = Play(model(catch("due", after("PT0S")) + script("next", "1", "n"), "start > due > next > end"))

    play.pass_time(0)

    assert play.completed == ["start", "due", "next", "end"]


def test_hazard_22_stock_recurses_over_a_chain_while_it_reads() -> None:
    with pytest.raises(ValidationException, match="RecursionError"):
        stock(_chain_of(600))


def test_hazard_22_ours_reads_and_runs_any_chain() -> None:
    play = Play(_chain_of(1_500))

    assert play.status == "completed"


def _chain_of(length: int) -> bytes:
    names = [f"t{number}" for number in range(length)]
    return model(
        "".join(f'<manualTask id="{name}"/>' for name in names), " > ".join(["start", *names, "end"])
    )
