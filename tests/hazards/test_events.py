"""Hazards 11, 12, 21 and 22: events. Ours are armed, delivered and timed by us."""

import time
from datetime import UTC, datetime

import pytest
from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.timers import first_due, timer_of
from tests.bpmn.play import Failed, Play
from tests.conformance.shapes import (
    after,
    both,
    boundary,
    catch,
    chain,
    end,
    error,
    message,
    multi,
    sub,
    user,
    users,
)
from tests.hazards.plain import complete, completed, model, stock, tasks

SOON = "PT0.02S"
BESIDE = model(
    both("fork")
    + users("a b")
    + boundary("late", "b", after("PT1S"), goes_on=True)
    + end("told")
    + end("other"),
    "start > fork > a > end",
    "fork > b > other",
    "late > told",
)
REMINDED = model(
    user("a") + boundary("late", "a", after("PT1S"), goes_on=True) + end("told"),
    "start > a > end",
    "late > told",
)
WAITING = model(user("a") + catch("come", message("news", "case")), "start > a > come > end")
AGAIN = model(
    user("a") + boundary("told", "a", message("news"), goes_on=True) + end("noted"),
    "start > a > end",
    "told > noted",
)
THROWN = model(
    sub(
        "part",
        '<startEvent id="in"/>' + both("fork") + users("a go") + end("wrong", error("E")) + end("fine"),
        boundary("inside", "a", error("E")) + end("caught_inside"),
        chain("in > fork > a > fine", "fork > go > wrong", "inside > caught_inside"),
    )
    + boundary("outside", "part", error("E"))
    + end("caught_outside"),
    "start > part > end",
    "outside > caught_outside",
)
STOPPED = model(
    user("first")
    + sub(
        "each",
        multi("items", "item"),
        '<startEvent id="in"/>' + user("a") + end("done"),
        chain("in > a > done"),
    )
    + boundary("stop", "each", message("stop"))
    + user("after"),
    "start > first > each > end",
    "stop > after > end",
)


def _soon(xml: bytes) -> bytes:
    """Stock has no clock to be moved: what is due after a second is due almost at once."""
    return xml.replace(b"PT1S", SOON.encode())


def test_hazard_11_stock_fires_due_timers_while_it_completes_something_else() -> None:
    flow = stock(_soon(BESIDE))
    time.sleep(0.03)

    complete(flow, "a")

    assert all(task.state != TaskState.WAITING for task in tasks(flow, "late"))


def test_hazard_11_stock_loses_a_reminder_that_is_due_when_its_task_is_completed() -> None:
    flow = stock(_soon(REMINDED))
    time.sleep(0.03)

    complete(flow, "a")

    assert not completed(flow, "told")


def test_hazard_11_ours_leaves_timers_to_who_plans_them() -> None:
    play = Play(BESIDE)
    play.now = play.now.replace(hour=23)

    play.complete("a")
    assert "late" not in play.completed

    play.pass_time(0)
    assert play.completed[-2:] == ["late", "told"]


def test_hazard_11_stock_counts_a_month_by_the_length_of_the_one_it_is_in() -> None:
    start = datetime(2026, 1, 31, tzinfo=UTC)

    found = start + TimerEventDefinition.get_timedelta_from_start({"months": 1}, start)

    assert found == datetime(2026, 3, 3, tzinfo=UTC)


def test_hazard_11_ours_counts_months_by_the_calendar() -> None:
    due = first_due(timer_of("duration", "P1M"), datetime(2026, 1, 31, 9, tzinfo=UTC))

    assert due == datetime(2026, 2, 28, 9, tzinfo=UTC)


def test_hazard_11_stock_takes_the_offset_of_the_day_it_was_imported() -> None:
    assert timer.LOCALTZ.utcoffset(datetime(2026, 1, 1)) == timer.LOCALTZ.utcoffset(datetime(2026, 7, 1))


def test_hazard_11_ours_knows_summer_time() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    winter, summer = (first_due(timer_of("date", f"2026-{month}-01T12:00:00"), now) for month in ("02", "07"))

    assert (winter.hour, summer.hour) == (11, 10)


def test_hazard_12_stock_raises_for_a_message_that_nobody_waits_for_yet() -> None:
    flow = stock(WAITING)

    with pytest.raises(WorkflowException):
        flow.send_event(BpmnEvent(MessageEventDefinition("news"), payload={}))


def test_hazard_12_stock_takes_any_message_while_it_has_no_correlations() -> None:
    flow = stock(WAITING)
    complete(flow, "a", case="one")

    flow.send_event(
        BpmnEvent(MessageEventDefinition("news"), payload={}, correlations={"case": {"id": "another"}})
    )
    flow.do_engine_steps()

    assert flow.is_completed()


def test_hazard_12_ours_delivers_by_key_and_says_whether_anybody_waits() -> None:
    play = Play(WAITING, {"case": "one"})
    early = play.message("news", "one")
    play.complete("a")

    delivered = [play.message("news", key) for key in (None, "another", "one")]

    assert (early, delivered) == (False, [False, False, True])


def test_hazard_21_stock_leaves_orphans_of_an_interrupted_multi_instance() -> None:
    flow = stock(STOPPED)
    complete(flow, "first", items=[1, 2])
    flow.send_event(BpmnEvent(MessageEventDefinition("stop"), payload={}))

    with pytest.raises(TaskNotFoundException):
        flow.do_engine_steps()
    assert len(tasks(flow, "a")) == 2, "the instances are orphans, their owner is gone"


def test_hazard_21_ours_takes_all_instances_away() -> None:
    play = Play(STOPPED, {"items": [1, 2]}, save=True)
    play.complete("first")

    play.message("stop")

    assert (play.open(), play.live) == (["after"], 1)


def test_hazard_22_stock_delivers_a_thrown_error_to_any_boundary_event_inside() -> None:
    flow = stock(THROWN)

    complete(flow, "go")

    assert completed(flow, "inside")
    assert not completed(flow, "outside")


def test_hazard_22_ours_lets_an_error_climb_from_where_it_is_thrown() -> None:
    play = Play(THROWN)

    play.complete("go")

    assert play.completed[-2:] == ["outside", "caught_outside"]
    assert "inside" not in play.completed


def test_hazard_22_stock_catches_a_repeated_message_once() -> None:
    flow = stock(AGAIN)
    for _ in range(2):
        flow.event_manager.catch(BpmnEvent(MessageEventDefinition("news"), payload={}), internal=False)
        flow.do_engine_steps()

    assert len([task for task in tasks(flow, "noted") if task.state == TaskState.COMPLETED]) == 1


def test_hazard_22_ours_catches_every_time() -> None:
    play = Play(AGAIN)

    for _ in range(3):
        play.message("news")

    assert play.completed.count("noted") == 3


def test_hazard_22_ours_stops_with_a_name_where_nobody_catches_an_error() -> None:
    with pytest.raises(Failed) as failed:
        Play(model(end("wrong", error("E")), "start > wrong", ends='<startEvent id="start"/>'))

    assert failed.value.code == "unhandled-error"
