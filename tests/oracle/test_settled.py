"""Differences between runtime and oracle that random models found or could have found: what was settled, once by hand.

Every case is played by the oracle, by the runtime in memory, and by the runtime saved and loaded after every step.
"""

from collections.abc import Callable, Mapping

import pytest

from tests.bpmn import play
from tests.oracle.drawing import (
    TERMINATE,
    ad_hoc,
    boundary,
    call,
    catch,
    conditional,
    document,
    each,
    element,
    end,
    error,
    escalation,
    event_sub,
    flow,
    gateway,
    job,
    mapping,
    message,
    path,
    receive,
    script,
    signal,
    start,
    sub,
    throw,
    timer,
    user,
)  # fmt: skip
from tests.oracle.game import Oracle
from tests.oracle.reading import Failed

Begin = Callable[..., play.Play]
HOUR = 3600


@pytest.fixture(params=["oracle", "in memory", "saved"])
def begin(request: pytest.FixtureRequest) -> Begin:
    """Begins a process of these elements with these variables."""

    def made(*parts: str, others: Mapping[str, str] | None = None, **variables: object) -> object:
        xml = document(p="".join(parts))
        called = {name: document(**{name: body}) for name, body in (others or {}).items()}
        if request.param == "oracle":
            return Oracle(xml, variables, others=called)
        return play.Play(xml, variables, others=called, save=request.param == "saved")

    return made  # type: ignore[return-value]  # the oracle has the same methods


def test_of_what_came_to_an_event_that_needs_all_the_later_overrides(begin: Begin) -> None:
    it = begin(start("s"), catch("c", message("m1"), signal("s1"), needs_all=True), path("s c"))

    it.signal("s1", {"a": 1, "b": 1})
    it.message("m1", None, {"a": 2})

    assert it.variables == {"a": 2, "b": 1}


def test_a_condition_that_stays_true_does_not_come_again_to_an_event_that_needs_all(begin: Begin) -> None:
    handler = start("h", conditional("p"), signal("s1"), goes_on=True, needs_all=True)
    it = begin(start("s"), user("u"), path("s u"), event_sub("e", handler), p=True)

    it.signal("s1")
    it.signal("s1")

    assert it.completed == ["s", "h", "e"]
    assert it.waits() == [("conditional", "h")]


def test_an_event_that_needs_all_goes_on_with_its_cycle(begin: Begin) -> None:
    event = boundary("b", "u", timer("Cycle", "R2/PT1H"), signal("s1"), goes_on=True, needs_all=True)
    it = begin(start("s"), user("u"), path("s u"), event)

    it.pass_time(HOUR // 2 * 3)
    it.signal("s1")
    second = it.waits()
    it.pass_time(HOUR)
    it.signal("s1")

    assert second == [("signal", "b", "s1"), ("timer", "b", "2026-03-02T10:00:00Z")]
    assert it.completed == ["s", "b", "b"]
    assert it.waits() == []


def test_a_terminate_end_completes_an_ad_hoc_sub_process(begin: Begin) -> None:
    it = begin(
        start("s"), ad_hoc("x", user("u"), end("e", TERMINATE), user("v"), path("u e")), user("w"), path("s x w")
    )  # fmt: skip

    it.start_inner("x", "u")
    it.start_inner("x", "v")
    it.complete("u")

    assert it.open() == ["w"]


def test_an_event_sub_process_that_interrupts_completes_an_ad_hoc_sub_process(begin: Begin) -> None:
    handler = event_sub("h", start("hs", message("m1")), user("v"), path("hs v"))
    it = begin(start("s"), ad_hoc("x", user("u"), handler), user("w"), path("s x w"))

    it.start_inner("x", "u")
    it.message("m1")
    during = it.open()
    it.complete("v")

    assert during == ["v"]
    assert it.open() == ["w"]


def test_an_ad_hoc_sub_process_does_not_ask_for_its_condition_after_an_event_sub_process(
    begin: Begin,
) -> None:
    handler = event_sub("h", start("hs", message("m1"), goes_on=True))
    it = begin(start("s"), ad_hoc("x", user("u"), handler, until="true"), path("s x"))

    it.message("m1")

    assert it.open() == ["x"]


def test_a_join_stuck_in_an_ad_hoc_sub_process_that_starts_nothing_more_is_a_deadlock(begin: Begin) -> None:
    join = gateway("parallel", "j")
    inner = [user("u"), user("v"), user("w"), join, path("u j"), path("v j")]
    it = begin(
        start("s"), ad_hoc("x", *inner, until="p", cancelRemainingInstances="false"), path("s x"), p=False
    )
    it.start_inner("x", "u")
    it.start_inner("x", "w")
    it.complete("u")

    with pytest.raises((Failed, play.Failed)) as caught:
        it.complete("w", {"p": True})

    assert caught.value.code == "deadlock"
    assert it.open() == ["w", "x"]


def test_inputs_of_a_receive_task_behind_an_event_gateway_open_when_its_message_comes(begin: Begin) -> None:
    task = receive("r", "m1", mapping(("a + 1", "x"), outputs=(("x", "b"),)))
    it = begin(
        start("s"),
        gateway("eventBased", "g"),
        task,
        catch("c", signal("s1")),
        path("s g r"),
        path("g c"),
        a=1,
    )

    it.message("m1")

    assert it.variables == {"a": 1, "b": 2}


def test_conditions_that_are_true_at_the_same_rest_are_judged_together(begin: Begin) -> None:
    first = boundary("b1", "u", conditional("p"), mapping(outputs=(("false", "q"),)), goes_on=True)
    second = boundary("b2", "u", conditional("q"), goes_on=True)
    it = begin(start("s"), user("u"), path("s u"), first, second, q=False)

    it.set({"p": True, "q": True})

    assert it.completed == ["s", "b1", "b2"]


def test_a_flow_without_condition_answers_for_the_default_of_an_inclusive_gateway(begin: Begin) -> None:
    split = gateway("inclusive", "g", default="d")
    it = begin(
        start("s"), split, user("u"), user("v"), user("w"), path("s g"), flow("g", "u"), flow("g", "v", "p"),
        flow("g", "w", name="d"), p=False,
    )  # fmt: skip

    assert it.open() == ["u"]


def test_a_called_process_in_a_loop_gets_what_is_local_to_the_round(begin: Begin) -> None:
    called = start("cs") + script("x", "y", "item") + path("cs x")
    task = call("c", "q", each("[7, 8]", into=("ys", "y")), parents=False)
    it = begin(start("s"), task, path("s c"), others={"q": called})

    assert it.variables["ys"] == [7, 8]


def test_a_round_has_one_row_for_its_item_its_inputs_and_its_results(begin: Begin) -> None:
    task = user("u", mapping(("item.x + 1", "item.y")), each("[{x: 1}]", into=("ys", "item")))
    it = begin(start("s"), task, path("s u"))

    it.complete("u")

    assert it.variables["ys"] == [{"x": 1, "y": 2}]


def test_loops_in_each_other_may_collect_into_the_same_variable(begin: Begin) -> None:
    inner = user("u", each("[1]", into=("ys", "item"), one_by_one=True))
    it = begin(
        start("s"),
        sub("x", inner, each("[5, 6, 7]", "place", into=("ys", "place"), one_by_one=True)),
        path("s x"),
    )

    for _ in range(3):
        it.complete("u")

    assert it.variables == {"ys": [5, 6, 7]}


def test_a_message_goes_to_the_wait_that_began_first(begin: Begin) -> None:
    it = begin(start("s"), user("u"), boundary("b", "u", message("m1")), catch("c", message("m1")), path("s u"), path("s c"))  # fmt: skip

    it.message("m1")

    assert it.completed == ["s", "b"]


def test_the_event_sub_processes_of_a_scope_wait_before_its_tokens_do(begin: Begin) -> None:
    it = begin(catch("c", message("m1")), event_sub("e", start("h", message("m1"), goes_on=True)))

    it.message("m1")

    assert it.completed == ["h", "e"]


def test_a_receive_task_waits_before_its_boundary_events_do(begin: Begin) -> None:
    it = begin(start("s"), receive("r", "m1"), boundary("b", "r", message("m1")), path("s r"))

    it.message("m1")

    assert it.completed == ["s", "r"]


def test_of_timers_due_at_the_same_time_the_one_fires_that_began_first(begin: Begin) -> None:
    hour = timer("Duration", "PT1H")
    it = begin(start("s"), user("u"), boundary("b", "u", hour), catch("c", hour), path("s u"), path("s c"))

    it.pass_time(HOUR)

    assert it.completed == ["s", "b", "c"]


def test_when_a_timer_fails_those_before_it_did_not_happen_either(begin: Begin) -> None:
    first, second = timer("Duration", "PT1H"), timer("Duration", "PT2H")
    events = boundary("b", "u", first, goes_on=True) + boundary("c", "u", second, goes_on=True)
    it = begin(start("s"), user("u"), events, end("e", error("e1")), path("s u"), path("c e"))

    with pytest.raises((Failed, play.Failed)):
        it.pass_time(3 * HOUR)

    assert it.completed == ["s"]
    assert [wait[1] for wait in it.waits()] == ["b", "c"]


def test_a_called_process_that_takes_no_variables_sees_only_its_inputs(begin: Begin) -> None:
    called = start("cs") + script("x", "seen", "[a, b = null]") + path("cs x")
    it = begin(
        start("s"),
        call("c", "q", mapping(("b", "a")), parents=False),
        path("s c"),
        others={"q": called},
        a=1,
        b=2,
    )

    assert it.variables == {"a": 1, "b": 2, "seen": [2, True]}


def test_a_called_process_gives_back_only_what_was_set_in_it(begin: Begin) -> None:
    called = start("cs") + user("u") + path("cs u")
    it = begin(start("s"), call("c", "q"), path("s c"), others={"q": called}, a=1, b=1)

    it.set({"a": 2})
    it.complete("u", {"b": 1})

    assert it.variables == {"a": 2, "b": 1}


def test_a_signal_reaches_a_round_only_if_what_it_did_before_let_it_live(begin: Begin) -> None:
    inner = sub("x", start("xs"), catch("c", signal("s1")), path("xs c"), each("[1, 2]", until="true"))
    it = begin(start("s"), inner, path("s x"))

    it.signal("s1")

    assert it.completed == ["s", "xs", "xs", "c", "x"]


def test_items_and_what_came_are_numbers_after_loading_too(begin: Begin) -> None:
    task = user("u", each("[3, 5]", into=("ys", "[item / 2, item instance of number]"), one_by_one=True))
    event = catch("c", message("m1"), signal("s1"), mapping(outputs=(("a / 2", "h"),)), needs_all=True)
    it = begin(start("s"), task, event, path("s u c"))

    it.complete("u")
    it.complete("u")
    it.message("m1", None, {"a": 7})
    it.signal("s1")

    assert it.variables == {"ys": [[1.5, True], [2.5, True]], "h": 3.5}


def test_an_error_goes_past_a_job_that_does_not_catch_it(begin: Begin) -> None:
    body = sub("x", start("xs"), job("j"), boundary("b1", "j", error("e2")), path("xs j"))
    it = begin(start("s"), body, boundary("b2", "x", error("e1")), user("u"), path("s x"), path("b2 u"))

    it.error("j", "e1")

    assert it.completed == ["s", "xs", "b2"]


def test_conditions_that_set_each_other_off_for_ever_come_to_an_end(begin: Begin) -> None:
    parts = [
        boundary(
            name, "u", conditional(own), mapping(outputs=(("false", own), ("true", other))), goes_on=True
        )
        for name, own, other in (("b1", "p", "q"), ("b2", "q", "p"))
    ]
    it = begin(start("s"), user("u"), path("s u"), *parts, p=False, q=False)

    with pytest.raises((Failed, play.Failed)) as caught:
        it.set({"p": True})

    assert caught.value.code in {"endless", "EndlessLoop"}
    assert it.variables == {"p": False, "q": False}


def test_what_was_thrown_by_a_signal_carries_the_throwers_own_variables(begin: Begin) -> None:
    thrower = throw("t", signal("s1"), mapping(("a + 1", "x")))
    handler = event_sub("h", start("hs", signal("s1"), goes_on=True), end("he"), path("hs he"))
    it = begin(start("s"), thrower, handler, path("s t"), a=1)

    assert it.variables == {"a": 1, "x": 2}


def test_an_escalation_and_a_timer_of_one_event_leave_no_hope_when_the_timer_is_over(begin: Begin) -> None:
    body = sub("x", start("xs"), gateway("parallel", "j"), none("n"), path("xs j"), flow("n", "j"))
    event = boundary("b", "x", timer("Cycle", "R1/PT1H"), escalation("c1"), goes_on=True)
    it = begin(start("s"), body, event, path("s x"))

    with pytest.raises((Failed, play.Failed)) as caught:
        it.pass_time(HOUR)

    assert caught.value.code == "deadlock"


def none(name: str) -> str:
    return element("task", name)
