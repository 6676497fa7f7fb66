"""Hazards 5, 6, 7, 18 and 20: what a step may do to the rest. Ours checks, and a step that fails changes nothing."""

import pytest
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.util.diff import SpecDiff, WorkflowDiff, migrate_workflow
from SpiffWorkflow.exceptions import SpiffWorkflowException

from engine.bpmn.reading import read_model
from engine.bpmn.run import NotWaiting, Run, compile_process
from engine.bpmn.state import Unreadable
from tests.bpmn.play import Failed, Play
from tests.conformance.shapes import TERMINATE, both, end, flow, script, user, users, xor
from tests.conformance.stock_dialect import in_stock_dialect
from tests.hazards.plain import complete, completed, model, ready, stock, tasks

TERMINATED = model(
    user("first") + both("fork") + end("stop", TERMINATE) + script("beside", "1", "n"),
    "start > first > fork > stop",
    "fork > beside > end",
)
ROW = model(users("a b"), "start > a > b > end")
CHOICE = model(
    users("a b")
    + xor("which")
    + flow("which", "b", 'answer = "yes"')
    + flow("which", "end", 'answer = "no"'),
    "start > a > which",
    "b > end",
)


def test_hazard_5_stock_runs_a_script_after_everything_was_terminated() -> None:
    flow = stock(TERMINATED)

    complete(flow, "first")

    assert tasks(flow, "beside")[0].data.get("n") == 1


def test_hazard_5_ours_runs_nothing_that_was_terminated() -> None:
    play = Play(TERMINATED)

    play.complete("first")

    assert play.completed == ["start", "first", "fork", "stop"]
    assert (play.status, play.variables) == ("completed", {})


def test_hazard_6_stock_runs_tasks_that_are_done_or_not_yet_reached() -> None:
    flow = stock(ROW)
    task = tasks(flow, "a")[0]
    complete(flow, "a")

    task.run()
    tasks(flow, "end")[0].run()

    assert completed(flow, "end")
    assert not completed(flow, "b")


def test_hazard_6_ours_refuses_what_does_not_wait() -> None:
    play = Play(ROW)
    token = play._run.offers()[0].token
    play.complete("a")

    with pytest.raises(NotWaiting):
        play._run.complete(token)
    with pytest.raises(NotWaiting):
        play._run.complete(9_999)


def test_hazard_7_stock_is_dead_and_silent_after_a_gateway_without_answer() -> None:
    flow = stock(CHOICE)
    with pytest.raises(SpiffWorkflowException):
        complete(flow, "a", answer="maybe")

    flow.do_engine_steps()

    assert not flow.is_completed()
    assert ready(flow) == []


def test_hazard_7_ours_stands_where_it_stood_before_the_step() -> None:
    play = Play(CHOICE, save=True)
    with pytest.raises(Failed) as failed:
        play.complete("a", {"answer": "maybe"})

    play.complete("a", {"answer": "yes"})

    assert (failed.value.element, failed.value.code) == ("which", "no-answer")
    assert play.open() == ["b"]


def test_hazard_18_stock_drops_drafts_when_it_migrates() -> None:
    flow, (new, _) = stock(ROW), _spec(model(users("a b c"), "start > a > b > c > end"))
    tasks(flow, "a")[0].data["draft"] = "half an answer"

    registry = BpmnWorkflowSerializer.configure()
    migrate_workflow(WorkflowDiff(flow, SpecDiff(registry, flow.spec, new)), flow, new)

    assert "draft" not in tasks(flow, "a")[0].data


def test_hazard_18_ours_keeps_tokens_where_they_are_in_a_changed_model() -> None:
    play = Play(ROW)
    play._run.bind(play._run.offers()[0].token, 77)
    changed = compile_process(read_model(model(users("a b c"), "start > a > b > c > end"), "changed.bpmn"))

    run = Run.load(changed, play, play._run.dump())

    assert [(offer.element, offer.row) for offer in run.offers()] == [("a", 77)]


def test_hazard_18_ours_says_what_a_changed_model_lacks() -> None:
    play = Play(ROW)
    changed = compile_process(read_model(model(users("b"), "start > b > end"), "changed.bpmn"))

    with pytest.raises(Unreadable, match="«a»"):
        Run.load(changed, play, play._run.dump())


def test_hazard_20_stock_takes_a_task_named_end_for_its_own_end() -> None:
    flow = stock(model('<userTask id="End"/>', "start > End > end"))

    assert flow.is_completed()
    assert ready(flow) == []


def test_hazard_20_stock_reads_no_task_named_start() -> None:
    with pytest.raises(ValidationException):
        stock(model('<userTask id="Start"/>', "start > Start > end"))


def test_hazard_20_ours_has_no_names_of_its_own() -> None:
    play = Play(
        model(
            '<userTask id="End"/><userTask id="Start"/><userTask id="Root"/>',
            "start > Root > Start > End > end",
        )
    )

    for name in ("Root", "Start", "End"):
        play.complete(name)

    assert play.completed == ["start", "Root", "Start", "End", "end"]


def _spec(xml: bytes) -> tuple[object, object]:
    parser = BpmnParser()
    parser.add_bpmn_xml(in_stock_dialect(xml))
    return parser.get_spec("main"), parser.get_subprocess_specs("main")
