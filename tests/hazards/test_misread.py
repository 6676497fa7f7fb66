"""Section C: BPMN that stock deploys and then runs as something else. Ours runs it, or refuses it by name."""

import re
from typing import Any

import pytest
from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition

from tests.bpmn.play import Play, refuse
from tests.conformance.shapes import (
    both,
    catch,
    chain,
    end,
    error,
    handler,
    link,
    message,
    signal,
    start,
    sub,
    throw,
    user,
)
from tests.hazards.plain import complete, completed, model, ready, stock, tasks

LINKED = model(
    throw("away", link("L")) + catch("back", link("L")) + user("behind"),
    "start > away",
    "back > behind > end",
)
SIGNALLED = model(
    both("fork") + user("go") + catch("heard", signal("S")) + end("calls", signal("S")) + end("done"),
    "start > fork > go > calls",
    "fork > heard > done",
    ends='<startEvent id="start"/>',
)
REFERRED = model(
    '<intermediateCatchEvent id="wait"><eventDefinitionRef>news</eventDefinitionRef></intermediateCatchEvent>',
    "start > wait > end",
).replace(
    b"<process", b'<message id="m" name="news"/><messageEventDefinition id="news" messageRef="m"/><process'
)
HANDLED = model(
    user("a")
    + handler(
        "rescue", start("thrown", error("E")), user("help"), end("helped"), chain("thrown > help > helped")
    ),
    "start > a > end",
)
INTERRUPTED = model(
    user("a")
    + handler(
        "instead",
        start("come", message("news"), isInterrupting=True),
        user("help"),
        end("helped"),
        chain("come > help > helped"),
    ),
    "start > a > end",
)
NESTED = model(
    sub(
        "part",
        '<startEvent id="in"/>' + user("a") + end("out"),
        handler(
            "inside",
            start("come", message("news"), isInterrupting=False),
            user("help"),
            end("helped"),
            chain("come > help > helped"),
        ),
        chain("in > a > out"),
    ),
    "start > part > end",
)
NAMELESS = re.sub(rb'(<sequenceFlow) id="[^"]*"', rb"\1", model(user("a"), "start > a > end"))


ALL = {
    "a thrown link": LINKED,
    "a signal at an end": SIGNALLED,
    "a definition by reference": REFERRED,
    "an error that begins a handler": HANDLED,
    "a handler that interrupts": INTERRUPTED,
    "a handler in a sub-process": NESTED,
    "flows without id": NAMELESS,
}


@pytest.mark.parametrize("name", ALL)
def test_ours_executes(name: str) -> None:
    refuse(ALL[name])


def test_hazard_c_stock_ends_at_a_thrown_link_and_calls_it_completed() -> None:
    flow = stock(LINKED)

    assert flow.is_completed()
    assert not completed(flow, "back")


def test_hazard_c_ours_follows_links() -> None:
    assert Play(LINKED).open() == ["behind"]


def test_hazard_c_stock_drops_the_signal_of_an_end_event() -> None:
    flow = stock(SIGNALLED)

    complete(flow, "go")

    assert completed(flow, "calls")
    assert not completed(flow, "heard")


def test_hazard_c_ours_signals_at_an_end() -> None:
    play = Play(SIGNALLED)

    play.complete("go")

    assert play.completed[-4:] == ["go", "calls", "heard", "done"]


def test_hazard_c_stock_passes_an_event_whose_definition_is_a_reference() -> None:
    assert stock(REFERRED).is_completed()


def test_hazard_c_ours_waits_for_what_is_referred_to() -> None:
    assert Play(REFERRED).waits() == [("message", "wait", "news", None)]


def test_hazard_c_stock_begins_a_handler_of_errors_without_an_error() -> None:
    assert "help" in [task.task_spec.bpmn_id for task in ready(stock(HANDLED))]


def test_hazard_c_ours_begins_a_handler_by_its_error_only() -> None:
    play = Play(HANDLED)

    assert (play.open(), play.waits()) == (["a"], [])


def test_hazard_c_stock_never_reads_whether_a_handler_interrupts() -> None:
    flow = stock(INTERRUPTED)
    _send(flow)

    assert sorted(task.task_spec.bpmn_id for task in ready(flow)) != ["help"]


def test_hazard_c_ours_interrupts_where_the_model_says_so() -> None:
    play = Play(INTERRUPTED)

    play.message("news")

    assert play.open() == ["help"]


def test_hazard_c_stock_never_begins_a_handler_in_a_sub_process() -> None:
    flow = stock(NESTED)
    _send(flow)

    assert [task.task_spec.bpmn_id for task in ready(flow)] == ["a"]


def test_hazard_c_ours_begins_a_handler_in_a_sub_process() -> None:
    play = Play(NESTED)

    play.message("news")

    assert play.open() == ["a", "help"]


def test_hazard_c_stock_completes_without_work_where_flows_have_no_id() -> None:
    flow = stock(NAMELESS)

    assert flow.is_completed()
    assert tasks(flow, "a") == []


def test_hazard_c_ours_gives_ids_to_flows() -> None:
    assert Play(NAMELESS).open() == ["a"]


def _send(flow: Any) -> None:
    flow.event_manager.catch(BpmnEvent(MessageEventDefinition("news"), payload={}), internal=False)
    flow.do_engine_steps()
