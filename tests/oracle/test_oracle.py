"""The oracle against what the standard and the contract say, written down by hand."""

import json
from collections.abc import Mapping
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from tests.oracle.drawing import (
    TERMINATE,
    ad_hoc,
    again,
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
    link,
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
    times,
    user,
)  # fmt: skip
from tests.oracle.game import Oracle
from tests.oracle.models import Model, models
from tests.oracle.reading import Failed
from tests.oracle.soak import play_many
from tests.oracle.steps import Choice, Differ, agree, choices


def play(*parts: str, others: Mapping[str, str] | None = None, **variables: object) -> Oracle:
    """A process of these elements, begun with these variables."""
    called = {name: document(**{name: body}) for name, body in (others or {}).items()}
    return Oracle(document(p="".join(parts)), variables, others=called)


def refusal(*parts: str, **variables: object) -> tuple[str | None, str]:
    """Element and code of the failure to begin."""
    with pytest.raises(Failed) as caught:
        Oracle(document(p="".join(parts)), variables)
    return caught.value.element, caught.value.code


def task(name: str, *inner: str, **attributes: str | None) -> str:
    return element("task", name, *inner, **attributes)


# Tokens and scopes


def test_a_sequence_is_listed_in_its_order() -> None:
    case = play(start("s"), task("t"), user("u"), end("e"), path("s t u e"))

    assert (case.completed, case.open(), case.live, case.status) == (["s", "t"], ["u"], 1, "running")
    case.complete("u", {"x": 1})

    assert case.completed == ["s", "t", "u", "e"]
    assert (case.status, case.live, case.variables) == ("completed", 0, {"x": 1})


def test_without_a_start_event_every_node_without_a_flow_in_begins() -> None:
    case = play(user("u"), user("v"), user("w"), boundary("b", "u", timer("Duration", "PT1H")), path("v w"))

    assert case.open() == ["u", "v"]


def test_a_handler_of_compensation_does_not_begin_by_itself() -> None:
    case = play(user("u"), user("h", isForCompensation="true"))

    assert case.open() == ["u"]


def test_of_several_start_events_the_caller_names_one() -> None:
    xml = document(p=start("s") + start("t") + user("u") + user("v") + path("s u") + path("t v"))

    assert Oracle(xml, start="t").open() == ["v"]
    with pytest.raises(Failed):
        Oracle(xml)


def test_a_start_event_with_a_message_begins_when_it_is_named() -> None:
    xml = document(
        p=start("s") + start("t", message("m1")) + user("u") + user("v") + path("s u") + path("t v")
    )

    case = Oracle(xml, {"x": 1}, start="t")

    assert (case.completed, case.open(), case.variables) == (["t"], ["v"], {"x": 1})
    assert Oracle(xml).open() == ["u"]


def test_a_receive_task_that_begins_is_a_start_event_with_a_message() -> None:
    xml = document(p=receive("r", "m1", begins=True) + receive("q", "m2") + user("u") + path("r u"))

    case = Oracle(xml, {"x": 1}, start="r")

    assert (case.completed, case.open(), case.waits()) == (["r"], ["u"], [])
    with pytest.raises(Failed):
        Oracle(document(p=start("s") + receive("r", "m1", begins=True) + path("s r")))


def test_tokens_move_first_in_first_out() -> None:
    parts = [start("s"), gateway("parallel", "g"), *(task(name) for name in ("a1", "a2", "b1", "b2"))]

    case = play(*parts, path("s g a1 a2"), path("g b1 b2"))

    assert case.completed == ["s", "g", "a1", "b1", "a2", "b2"]


def test_two_flows_into_a_task_start_it_twice() -> None:
    case = play(
        start("s"), task("t"), user("u"), path("s t"), flow("t", "u", name="f1"), flow("t", "u", name="f2")
    )

    assert (case.open(), case.live) == (["u", "u"], 2)
    case.complete("u", which=1)

    assert (case.open(), case.status) == (["u"], "running")


def test_a_failing_step_changes_nothing() -> None:
    case = play(start("s"), user("u"), script("v", "y", "x + 1"), gateway("exclusive", "g"), end("e"), path("s u v g"),
                flow("g", "e", "x > 1"))  # fmt: skip

    with pytest.raises(Failed) as caught:
        case.complete("u", {"x": 0})

    assert (caught.value.element, caught.value.code) == ("g", "no-answer")
    assert (case.open(), case.completed, case.variables) == (["u"], ["s"], {})


def test_what_is_not_open_cannot_be_completed() -> None:
    case = play(start("s"), user("u"), path("s u"))

    for step in (
        partial(case.complete, "v"),
        partial(case.complete, "u", which=1),
        partial(case.error, "u", "e1"),
    ):
        with pytest.raises(Failed):
            step()


# Flows out of a task


@pytest.mark.parametrize(
    ("x", "reached"),
    [(0, ["c", "d"]), (1, ["a", "c"]), (2, ["a", "b", "c"])],
)  # fmt: skip
def test_flows_out_of_a_task_are_unconditional_true_or_the_default(x: int, reached: list[str]) -> None:
    case = play(
        start("s"), task("t", default="t_d"), *(user(name) for name in "abcd"), path("s t"),
        flow("t", "a", "x > 0"), flow("t", "b", "=x > 1"), flow("t", "c"), flow("t", "d"), x=x,
    )  # fmt: skip

    assert case.open() == reached


def test_a_task_without_a_true_flow_or_default_fails() -> None:
    assert refusal(start("s"), task("t"), end("e"), path("s t"), flow("t", "e", "false")) == ("t", "no-flow")


def test_a_condition_must_be_true_or_false() -> None:
    assert refusal(start("s"), task("t"), end("e"), path("s t"), flow("t", "e", "x > 1")) == (
        "t",
        "condition",
    )


# Gateways


@pytest.mark.parametrize(("x", "reached"), [(0, "c"), (1, "a"), (2, "a")])
def test_the_exclusive_gateway_takes_the_first_true_flow_or_the_default(x: int, reached: str) -> None:
    case = play(
        start("s"), gateway("exclusive", "g", "g_c"), user("a"), user("b"), user("c"), path("s g"),
        flow("g", "c"), flow("g", "a", "x > 0"), flow("g", "b", "x > 1"), x=x,
    )  # fmt: skip

    assert (case.open(), case.completed) == ([reached], ["s", "g"])


def test_the_exclusive_gateway_passes_each_token_through() -> None:
    case = play(start("s"), gateway("parallel", "g"), gateway("exclusive", "x"), user("u"), path("s g"),
                flow("g", "x", name="f1"), flow("g", "x", name="f2"), path("x u"))  # fmt: skip

    assert (case.open(), case.completed) == (["u", "u"], ["s", "g", "x", "x"])


def test_the_parallel_join_waits_for_every_flow() -> None:
    case = play(start("s"), gateway("parallel", "g"), user("a"), user("b"), gateway("parallel", "j"), end("e"),
                path("s g a j e"), path("g b j"))  # fmt: skip

    case.complete("b")
    assert (case.completed, case.live) == (["s", "g", "b"], 2)
    case.complete("a")

    assert case.completed == ["s", "g", "b", "a", "j", "e"]


def test_a_second_token_on_a_flow_begins_the_next_round_of_a_parallel_join() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), task("a"), user("b"), gateway("parallel", "j"), user("u"), path("s g"),
        flow("g", "a", name="f1"), flow("g", "a", name="f2"), flow("g", "b", name="f3"), flow("g", "b", name="f4"),
        path("a j u"), path("b j"),
    )  # fmt: skip

    assert (case.open(), case.live) == (["b", "b"], 4)
    case.complete("b")
    assert case.open() == ["b", "u"]
    case.complete("b")

    assert case.open() == ["u", "u"]


def test_a_join_that_can_never_fire_is_a_deadlock() -> None:
    parts = [start("s"), gateway("exclusive", "g"), task("a"), task("b"), gateway("parallel", "j"), end("e")]

    assert refusal(*parts, path("s g"), flow("g", "a", "true"), flow("g", "b", "false"), path("a j e"), path("b j")) == (
        "j", "deadlock",
    )  # fmt: skip


def test_a_stuck_join_is_no_deadlock_while_somebody_works() -> None:
    case = play(start("s"), gateway("parallel", "g"), gateway("parallel", "j"), user("u"), end("e"), task("no"),
                path("s g j e"), path("g u"), path("u no j"), boundary("b", "u", message("m1")))  # fmt: skip

    assert case.open() == ["u"]
    with pytest.raises(Failed) as caught:
        case.message("m1")
    assert caught.value.code == "deadlock"
    case.complete("u")

    assert case.status == "completed"


def inclusive_block(x: int) -> Oracle:
    return play(
        start("s"), gateway("inclusive", "g", "g_c"), user("a"), user("b"), user("c"), gateway("inclusive", "j"), end("e"),
        path("s g"), flow("g", "a", "x > 0"), flow("g", "b", "x > 1"), flow("g", "c"), path("a j e"), path("b j"),
        path("c j"), x=x,
    )  # fmt: skip


@pytest.mark.parametrize(("x", "reached"), [(0, ["c"]), (1, ["a"]), (2, ["a", "b"])])
def test_the_inclusive_gateway_waits_for_what_it_sent_out(x: int, reached: list[str]) -> None:
    case = inclusive_block(x)

    assert case.open() == reached
    for name in reached:
        assert case.status == "running"
        case.complete(name)

    assert case.completed == ["s", "g", *reached, "j", "e"]


def test_an_inclusive_split_without_an_answer_fails() -> None:
    assert refusal(start("s"), gateway("inclusive", "g"), end("e"), path("s g"), flow("g", "e", "false")) == (
        "g",
        "no-answer",
    )


def test_an_inclusive_join_does_not_wait_for_a_path_that_has_died() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), user("a"), user("b"), gateway("exclusive", "x", "x_away"), user("away"),
        gateway("inclusive", "j"), user("u"), path("s g a j u"), path("g b x away"), flow("x", "j", "back"),
    )  # fmt: skip

    case.complete("a")
    assert case.open() == ["b"]
    case.complete("b", {"back": False})

    assert case.open() == ["away", "u"]


def test_an_inclusive_join_at_the_head_of_a_loop_does_not_wait_for_its_own_tokens() -> None:
    case = play(
        start("s"), gateway("inclusive", "j"), user("u"), gateway("exclusive", "x", "x_e"), end("e"), path("s j u x e"),
        flow("x", "j", "more"),
    )  # fmt: skip

    assert case.open() == ["u"]
    case.complete("u", {"more": True})
    assert case.completed == ["s", "j", "u", "x", "j"]
    case.complete("u", {"more": False})

    assert case.status == "completed"


def test_an_inclusive_join_waits_for_who_may_come_by_a_boundary_event() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), task("a"), user("b"), boundary("late", "b", timer("Duration", "PT1H")),
        end("e"), gateway("inclusive", "j"), user("u"), path("s g a j u"), path("g b e"), path("late j"),
    )  # fmt: skip

    assert case.open() == ["b"]
    case.complete("b")

    assert case.open() == ["u"]


def test_an_inclusive_join_waits_for_who_may_come_by_a_link() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), task("a"), user("b"), throw("t", link("over")), catch("c", link("over")),
        gateway("inclusive", "j"), user("u"), path("s g a j u"), path("g b t"), path("c j"),
    )  # fmt: skip

    assert case.open() == ["b"]
    case.complete("b")

    assert (case.open(), case.completed[-4:]) == (["u"], ["b", "t", "c", "j"])


def test_an_inclusive_join_takes_one_token_of_each_filled_flow() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), task("a"), task("b"), gateway("inclusive", "j"), user("u"), path("s g"),
        flow("g", "a", name="f1"), flow("g", "a", name="f2"), path("g b j u"), path("a j"),
    )  # fmt: skip

    assert case.open() == ["u", "u"]


def test_an_inclusive_join_goes_on_as_a_split() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), task("a"), task("b"), gateway("inclusive", "j"), user("u"), user("v"),
        path("s g a j"), path("g b j"), flow("j", "u", "x > 0"), flow("j", "v", "x > 1"), x=2,
    )  # fmt: skip

    assert (case.open(), case.completed.count("j")) == (["u", "v"], 1)


def test_two_inclusive_joins_that_wait_for_each_other_are_a_deadlock() -> None:
    element_, code = refusal(
        start("s"), gateway("parallel", "g"), gateway("inclusive", "j"), gateway("inclusive", "k"), task("a"), task("b"),
        end("e"), path("s g j a k"), path("g k b j"), path("a e"),
    )  # fmt: skip

    assert (element_, code) == ("j, k", "deadlock")


def test_the_first_event_after_an_event_based_gateway_wins() -> None:
    case = play(
        start("s"), gateway("eventBased", "g"), catch("c", message("m1")), receive("r", "m2"),
        catch("t", timer("Duration", "PT1H")), end("e"), path("s g c e"), path("g r e"), path("g t e"),
    )  # fmt: skip

    assert case.completed == ["s"]
    assert case.waits() == [
        ("message", "c", "m1", None), ("message", "r", "m2", None), ("timer", "t", "2026-03-02T09:00:00Z"),
    ]  # fmt: skip
    assert case.message("m2", variables={"x": 1})

    assert (case.completed, case.waits(), case.variables) == (["s", "g", "r", "e"], [], {"x": 1})


@pytest.mark.parametrize(
    "part",
    [
        element("complexGateway", "x"), element("eventBasedGateway", "x", instantiate="true"),
        element("eventBasedGateway", "x", eventGatewayType="Parallel"), ad_hoc("x", ordering="Sequential"),
        task("x", again(None)),
    ],
)  # fmt: skip
def test_what_the_contract_refuses_is_refused(part: str) -> None:
    assert refusal(part) == ("x", "refused")


# Tasks


def test_a_send_task_sends_its_message_and_passes() -> None:
    case = play(start("s"), element("sendTask", "t", messageRef="Message_m3"), throw("i", message("m1")),
                end("e", message("m2")), path("s t i e"), k="k1")  # fmt: skip

    assert (case.sent, case.status) == ([("m3", "k1"), ("m1", None), ("m2", None)], "completed")


def test_a_sent_message_is_not_delivered_in_the_same_instance() -> None:
    case = play(start("s"), gateway("parallel", "g"), receive("r", "m1"), throw("i", message("m1")), path("s g r"),
                path("g i"))  # fmt: skip

    assert case.waits() == [("message", "r", "m1", None)]


def test_a_script_sets_its_result_and_a_plain_script_the_entries_of_its_context() -> None:
    plain = element("scriptTask", "t", "<script>{a: x + 1, b: [a]}</script>")

    case = play(start("s"), script("r", "x", "1.5 * 2"), plain, path("s r t"))

    assert case.variables == {"x": 3, "a": 4, "b": [4]}


def test_dates_and_durations_become_their_text() -> None:
    case = play(start("s"), script("t", "x", '[date("2026-01-31"), duration("P1M"), 0.1 + 0.2]'), path("s t"))

    assert case.variables == {"x": ["2026-01-31", "P1M", 0.3]}


def test_every_task_with_a_type_is_a_job() -> None:
    names = ("serviceTask", "sendTask", "scriptTask", "businessRuleTask")

    case = play(*(job(name + "1", tag=name) for name in names))

    assert case.open() == sorted(name + "1" for name in names)


# Variables


def test_inputs_are_local_and_evaluated_in_order() -> None:
    case = play(
        start("s"), user("u", mapping(("x + 1", "y"), ("y * 2", "z.a"), ("y", "z.b"))), path("s u"), x=1
    )

    case.complete("u", {"y": 9, "x": 5, "w": 7})

    assert case.variables == {"x": 5, "w": 7}, "y is local to the task"


def test_with_outputs_results_are_local_first() -> None:
    outputs = (("r + x", "sum"), ("r", "o.a"), ("x", "o.b"))

    case = play(start("s"), user("u", mapping(outputs=outputs)), path("s u"), x=1, o={"c": 0})
    case.complete("u", {"r": 2, "x": 10})

    assert case.variables == {"x": 1, "o": {"a": 2, "b": 10, "c": 0}, "sum": 12}


def test_a_variable_is_set_where_it_is_found_else_outermost() -> None:
    case = play(
        start("s"), sub("sub", mapping(("1", "x")), user("u"), user("v"), path("u v")), path("s sub"), y=0
    )

    case.complete("u", {"x": 2, "y": 3, "z": 4})

    assert case.variables == {"y": 3, "z": 4}


def test_parallel_branches_share_the_variables() -> None:
    case = play(start("s"), gateway("parallel", "g"), script("a", "x", "x + 1"), script("b", "x", "x * 10"), user("u"),
                script("c", "x", "x + 5"), path("s g a"), path("g b u c"), x=1)  # fmt: skip

    assert case.variables == {"x": 20}
    case.complete("u", {"x": 0})

    assert case.variables == {"x": 5}


def test_a_message_brings_variables_and_outputs_choose_among_them() -> None:
    case = play(start("s"), catch("c", mapping(outputs=(("r", "x"),)), message("m1")), path("s c"))

    case.message("m1", variables={"r": 1, "q": 2})

    assert case.variables == {"x": 1}


# Called processes


def test_a_called_process_takes_and_gives_all_variables() -> None:
    case = play(
        start("s"),
        call("c", "q"),
        end("e"),
        path("s c e"),
        others={"q": start("qs") + user("u") + path("qs u")},
        x=1,
    )

    assert (case.open(), case.live) == (["u"], 2)
    case.complete("u", {"x": 2, "y": 3})

    assert case.completed == ["s", "qs", "u", "c", "e"]
    assert case.variables == {"x": 2, "y": 3}


def test_a_called_process_may_take_only_its_inputs_and_give_only_its_outputs() -> None:
    case = play(
        start("s"), call("c", "q", mapping(("x", "given"), outputs=(("result", "y"),)), parents=False, children=False), path("s c"),
        others={"q": start("qs") + script("t", "result", "if x = null then given + 1 else 0") + path("qs t")}, x=1,
    )  # fmt: skip

    assert case.variables == {"x": 1, "y": 2}


def test_without_propagation_and_outputs_a_called_process_gives_nothing() -> None:
    case = play(call("c", "q", children=False), others={"q": script("t", "x", "2")}, x=1)

    assert case.variables == {"x": 1}


def test_setting_a_variable_in_a_called_process_does_not_reach_the_caller_before_its_end() -> None:
    case = play(call("c", "q"), others={"q": script("t", "x", "2") + user("u") + path("t u")}, x=1)

    assert case.variables == {"x": 1}
    case.complete("u")

    assert case.variables == {"x": 2}


def test_an_error_in_a_called_process_is_caught_at_the_call() -> None:
    case = play(call("c", "q"), boundary("b", "c", error("e1")), user("u"), path("b u"),
                others={"q": start("qs") + end("qe", error("e1")) + path("qs qe")})  # fmt: skip

    assert (case.open(), case.completed) == (["u"], ["qs", "qe", "b"])


# Loops


def test_instances_run_side_by_side_and_their_outputs_keep_the_order_of_the_collection() -> None:
    case = play(
        start("s"), user("u", each("xs", into=("out", "r"))), end("e"), path("s u e"), xs=["a", "b", "c"]
    )

    assert (case.open(), case.live) == (["u", "u", "u"], 4)
    case.complete("u", {"r": 3}, which=2)
    case.complete("u", {"r": 1})
    assert case.variables == {"xs": ["a", "b", "c"]}
    case.complete("u", {})

    assert case.completed == ["s", "u", "u", "u", "e"]
    assert case.variables == {"xs": ["a", "b", "c"], "out": [1, None, 3]}


def test_a_sequential_loop_goes_one_by_one() -> None:
    case = play(
        user("u", each("xs", into=("out", "item + loopCounter + last"), one_by_one=True)), xs=[10, 20], last=0
    )

    assert case.open() == ["u"]
    case.complete("u", {"last": 100})
    assert (case.open(), case.completed) == (["u"], ["u"])
    case.complete("u", {})

    assert case.variables["out"] == [111, 122]


def test_nothing_is_done_for_an_empty_collection() -> None:
    case = play(start("s"), user("u", each("[]", into=("out", "r"))), end("e"), path("s u e"))

    assert (case.completed, case.variables) == (["s", "e"], {"out": []})


def test_a_completion_condition_cancels_the_rest() -> None:
    case = play(
        user("u", each("xs", into=("out", "r"), until="numberOfCompletedInstances >= 2 and count(out) = 3")),
        xs=[1, 2, 3],
    )

    case.complete("u", {"r": "x"}, which=1)
    case.complete("u", {"r": "y"}, which=1)

    assert (case.status, case.completed, case.variables["out"]) == ("completed", ["u", "u"], [None, "x", "y"])


def test_a_cardinality_counts_instances() -> None:
    case = play(user("u", times("n + 1", until="numberOfActiveInstances = 1")), n=2)

    assert case.open() == ["u"] * 3
    case.complete("u")
    case.complete("u")

    assert case.status == "completed"


def test_an_output_mapping_fills_the_output_of_its_own_instance() -> None:
    case = play(user("u", mapping(outputs=(("answer * 2", "r"),)), each("xs", into=("out", "r"))), xs=[1, 2])

    case.complete("u", {"answer": 1})
    case.complete("u", {"answer": 2})

    assert case.variables == {"xs": [1, 2], "out": [2, 4]}


def test_each_instance_of_a_sub_process_has_its_own_variables() -> None:
    inner = sub(
        "sub",
        mapping(("item", "mine")),
        each("xs", into=("out", "r")),
        user("u"),
        script("t", "r", "mine + loopCounter"),
        path("u t"),
    )

    case = play(inner, xs=[10, 20])
    case.complete("u", which=1)
    assert case.completed == ["u", "t", "sub"]
    case.complete("u")

    assert case.variables == {"xs": [10, 20], "out": [11, 22]}


def test_a_boundary_event_belongs_to_the_whole_loop() -> None:
    case = play(user("u", each("xs")), boundary("b", "u", message("m1")), user("v"), path("b v"), xs=[1, 2])

    assert case.waits() == [("message", "b", "m1", None)]
    case.message("m1")

    assert (case.open(), case.completed, case.live) == (["v"], ["b"], 1)


def test_an_error_climbs_over_a_multi_instance() -> None:
    inner = start("is") + job("j") + end("ie", error("e1")) + path("is j ie")

    case = play(
        sub("sub", each("xs"), inner), boundary("b", "sub", error("e1")), user("u"), path("b u"), xs=[1, 2]
    )
    case.complete("j")

    assert (case.open(), case.live, case.completed) == (["u"], 1, ["is", "is", "j", "ie", "b"])


def test_an_error_of_a_job_in_a_loop_is_caught_at_the_loop() -> None:
    case = play(job("j", each("xs")), boundary("b", "j", error("e1")), user("u"), path("b u"), xs=[1, 2])

    case.error("j", "e1", {"x": 1})

    assert (case.open(), case.variables) == (["u"], {"xs": [1, 2], "x": 1})


def test_a_standard_loop_looks_after_each_round() -> None:
    case = play(user("u", again("loopCounter < 2 or more")), more=False)

    case.complete("u")
    case.complete("u", {"more": True})
    case.complete("u", {"more": False})

    assert (case.completed, case.variables) == (["u"] * 3, {"more": False})


def test_a_standard_loop_may_look_before_the_first_round() -> None:
    case = play(
        start("s"),
        script("t", "x", "loopCounter", again("loopCounter < 2 and go", before=True)),
        path("s t"),
        go=True,
    )

    assert (case.completed, case.variables["x"]) == (["s", "t", "t"], 2)
    assert play(start("s"), user("t", again("false", before=True)), path("s t")).completed == ["s"]


def test_a_standard_loop_ends_at_its_maximum() -> None:
    assert play(task("t", again(None, most=3))).completed == ["t"] * 3
    assert play(task("t", again("true", most=2))).completed == ["t"] * 2


# Messages, signals, conditions


def test_a_message_needs_its_key() -> None:
    case = play(receive("r", "m3"), receive("q", "m1"), k="k1")

    assert case.waits() == [("message", "q", "m1", None), ("message", "r", "m3", "k1")]
    assert not case.message("m3")
    assert not case.message("m3", "k2")
    assert not case.message("m1", "k1")
    case.set({"k": "k2"})
    assert case.message("m3", "k1"), "the key is that of the beginning"

    assert case.completed == ["r"]


def test_a_message_goes_to_one_wait_the_oldest() -> None:
    case = play(
        start("s"),
        gateway("parallel", "g"),
        receive("r", "m1"),
        receive("q", "m1"),
        path("s g q"),
        path("g r"),
    )

    case.message("m1")

    assert case.completed == ["s", "g", "q"]


def test_a_signal_reaches_all_waits_before_its_thrower_leaves() -> None:
    case = play(
        start("s"), gateway("parallel", "g"), catch("a", signal("s1")), user("u"), catch("b", signal("s1")), user("h"),
        boundary("c", "h", signal("s1"), goes_on=True), throw("t", signal("s1")), catch("d", signal("s1")),
        path("s g a"), path("g u t d"), path("g b"), path("g h"),
    )  # fmt: skip

    case.complete("u")

    assert case.completed == ["s", "g", "u", "t", "a", "b", "c"]
    assert case.waits() == [("signal", "c", "s1"), ("signal", "d", "s1")]


def test_a_signal_from_outside_brings_variables_to_every_scope() -> None:
    case = play(
        user("u"),
        boundary("b", "u", signal("s1"), goes_on=True),
        call("c", "q"),
        others={"q": catch("i", signal("s1"))},
    )

    case.signal("s1", {"x": 1})

    assert (case.completed, case.variables) == (["b", "i", "c"], {"x": 1})


def test_a_condition_fires_as_soon_as_it_is_true_at_rest() -> None:
    case = play(start("s"), catch("c", conditional("x > 1")), end("e"), path("s c e"), x=1)

    assert case.waits() == [("conditional", "c")]
    case.set({"x": 2})

    assert case.completed == ["s", "c", "e"]


def test_a_condition_that_goes_on_fires_again_after_it_was_false() -> None:
    case = play(user("u"), boundary("b", "u", conditional("x"), goes_on=True), x=False)

    for value in (True, True, False, True):
        case.set({"x": value})

    assert case.completed == ["b", "b"]


def test_of_several_events_any_is_enough_or_all_are_needed() -> None:
    any_of = play(catch("c", message("m1"), signal("s1")))
    all_of = play(catch("c", message("m1"), signal("s1"), needs_all=True))

    any_of.signal("s1")
    all_of.message("m1", variables={"x": 1})
    assert (all_of.status, all_of.waits()) == ("running", [("signal", "c", "s1")])
    all_of.signal("s1", {"y": 2})

    assert any_of.status == all_of.status == "completed"
    assert all_of.variables == {"x": 1, "y": 2}


def test_a_link_leads_to_its_catch() -> None:
    case = play(
        start("s"), throw("t", link("there")), catch("c", link("there")), end("e"), path("s t"), path("c e")
    )

    assert case.completed == ["s", "t", "c", "e"]


# Timers


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [
        ("Duration", "PT90M", "2026-03-02T09:30:00Z"),
        ("Duration", '=duration("PT" + string(x) + "H")', "2026-03-02T10:00:00Z"),
        ("Duration", "P1M", "2026-04-02T07:00:00Z"),
        ("Duration", "P28DT1H", "2026-03-30T08:00:00Z"),
        ("Duration", "PT672H", "2026-03-30T08:00:00Z"),
        ("Date", "2026-07-01T12:00:00+02:00", "2026-07-01T10:00:00Z"),
        ("Date", '=date and time("2026-07-01T12:00:00Z")', "2026-07-01T12:00:00Z"),
        ("Cycle", "R3/PT1H", "2026-03-02T09:00:00Z"),
        ("Cycle", "R/2026-03-02T08:15:00Z/PT1H", "2026-03-02T08:15:00Z"),
    ],
)
def test_a_timer_is_due_by_the_calendar_of_zurich(kind: str, text: str, due: str) -> None:
    assert play(catch("c", timer(kind, text)), x=2).waits() == [("timer", "c", due)]


def test_a_month_after_31_january_is_the_end_of_february() -> None:
    case = play(
        user("u"), boundary("b", "u", timer("Cycle", "R2/2027-01-31T12:00:00+01:00/P1M"), goes_on=True)
    )

    case.pass_time(336 * 24 * 3600)
    assert case.waits() == [("timer", "b", "2027-02-28T11:00:00Z")]
    case.pass_time(28 * 24 * 3600)

    assert (case.completed, case.waits()) == (["b", "b"], [])


def test_a_cycle_that_goes_on_fires_as_often_as_it_says() -> None:
    case = play(user("u"), boundary("b", "u", timer("Cycle", "R3/PT1H"), goes_on=True))

    case.pass_time(3600)
    assert (case.completed, case.waits()) == (["b"], [("timer", "b", "2026-03-02T10:00:00Z")])
    case.pass_time(5 * 3600)

    assert (case.completed, case.waits(), case.open()) == (["b"] * 3, [], ["u"])


def test_timers_fire_in_the_order_in_which_they_are_due() -> None:
    case = play(
        *(
            catch(name, timer("Duration", text))
            for name, text in (("a", "PT2H"), ("b", "PT1H"), ("c", "PT2H"))
        )
    )

    case.pass_time(2 * 3600 - 1)
    assert case.completed == ["b"]
    case.pass_time(1)

    assert case.completed == ["b", "a", "c"]


def test_a_boundary_timer_interrupts_and_is_gone_when_the_work_is_done() -> None:
    parts = [user("u"), boundary("b", "u", timer("Duration", "PT1H")), user("v"), path("b v")]
    late, early = play(*parts), play(*parts)

    late.pass_time(3600)
    early.complete("u")

    assert (late.open(), late.completed) == (["v"], ["b"])
    assert (early.status, early.waits()) == ("completed", [])


def test_a_month_from_31_january_by_duration_keeps_the_time_of_zurich() -> None:
    case = play(user("u"), catch("c", timer("Duration", "P1M")), path("u c"))

    case.pass_time(335 * 24 * 3600)  # 31 January 2027
    case.complete("u")
    assert case.waits() == [("timer", "c", "2027-02-28T08:00:00Z")]
    case.pass_time(28 * 24 * 3600)

    assert case.completed == ["u", "c"]


# Errors and escalations


def nested(catcher: str, *around: str) -> Oracle:
    """A job in a sub-process, something that catches."""
    return play(sub("sub", job("j"), catcher), user("after"), path("sub after"), *around)


def test_an_error_is_caught_at_the_job_first_then_in_the_scope_then_at_the_owner() -> None:
    inside = event_sub("es", start("ess", error("e1")), user("inner"), path("ess inner"))
    outside = boundary("ob", "sub", error("e1")) + user("outer") + path("ob outer")
    at_the_job = boundary("jb", "j", error("e1")) + user("near") + path("jb near")
    caught = []

    for case in (nested(inside + at_the_job, outside), nested(inside, outside), nested("", outside)):
        case.error("j", "e1")
        caught.append(case.open())

    assert caught == [["near"], ["inner"], ["outer"]]


def test_the_same_code_goes_before_no_code() -> None:
    case = nested("", boundary("all", "sub", error(None)), boundary("one", "sub", error("e1")), user("u"), user("v"),
                  path("all u"), path("one v"))  # fmt: skip
    other = nested("", boundary("all", "sub", error(None)), boundary("one", "sub", error("e1")), user("u"), user("v"),
                   path("all u"), path("one v"))  # fmt: skip

    case.error("j", "e1")
    other.error("j", "e2")

    assert (case.open(), other.open()) == (["v"], ["u"])


def test_an_error_that_nobody_catches_fails() -> None:
    case = nested("", boundary("b", "sub", error("e2")))

    with pytest.raises(Failed) as caught:
        case.error("j", "e1")

    assert (caught.value.code, case.open()) == ("unhandled-error", ["j"])


def test_an_error_out_of_an_event_sub_process_is_not_caught_in_its_own_scope() -> None:
    handler = event_sub("es", start("ess", error("e1")), end("ese", error("e1")), path("ess ese"))

    case = nested(handler, boundary("b", "sub", error("e1")), user("u"), path("b u"))
    case.error("j", "e1")

    assert (case.open(), case.completed) == (["u"], ["ess", "ese", "b"])


def test_an_escalation_that_is_caught_and_goes_on_lets_its_thrower_go_on() -> None:
    inner = throw("t", escalation("c1")) + user("u") + path("t u")

    case = play(
        sub("sub", inner), boundary("b", "sub", escalation("c1"), goes_on=True), user("v"), path("b v")
    )

    assert (case.open(), case.completed) == (["u", "v"], ["t", "b"])


def test_an_interrupting_escalation_ends_its_thrower() -> None:
    inner = user("w") + end("t", escalation("c1")) + user("u") + path("w t")

    case = play(sub("sub", inner), boundary("b", "sub", escalation(None)), user("v"), path("b v"))
    case.complete("w")

    assert (case.open(), case.completed, case.live) == (["v"], ["w", "t", "b"], 1)


def test_an_escalation_that_nobody_catches_does_nothing() -> None:
    case = play(
        sub("sub", throw("t", escalation("c1")), user("u"), path("t u")),
        boundary("b", "sub", escalation("c2")),
    )

    assert case.open() == ["u"]


# Event sub-processes


def test_an_interrupting_event_sub_process_ends_all_else_in_its_scope_only() -> None:
    handler = event_sub("es", start("ess", message("m1")), user("h"), path("ess h"))

    case = play(user("beside"), sub("sub", user("u"), user("v"), handler), user("after"), path("sub after"))
    case.message("m1")

    assert (case.open(), case.waits()) == (["beside", "h"], [])
    case.complete("h")
    assert case.open() == ["after", "beside"]

    assert case.completed == ["ess", "h", "es", "sub"]


def test_an_event_sub_process_that_goes_on_runs_beside_and_catches_again() -> None:
    case = play(
        user("u"), event_sub("es", start("ess", message("m1"), goes_on=True), user("h"), path("ess h"))
    )

    case.message("m1")
    case.message("m1")
    assert (case.open(), case.live) == (["h", "h", "u"], 5)
    case.complete("u")
    assert case.status == "running"
    case.complete("h")
    case.complete("h")

    assert (case.status, case.completed) == ("completed", ["ess", "ess", "u", "h", "es", "h", "es"])


def test_an_event_sub_process_does_not_keep_its_scope_alive_by_listening() -> None:
    case = play(
        start("s"),
        end("e"),
        path("s e"),
        event_sub("es", start("ess", message("m1")), user("h"), path("ess h")),
    )

    assert (case.status, case.waits()) == ("completed", [])


def test_the_cycle_of_an_event_sub_process_begins_with_its_scope() -> None:
    case = play(
        user("u"),
        event_sub("es", start("ess", timer("Cycle", "R2/PT1H"), goes_on=True), task("t"), path("ess t")),
    )

    case.pass_time(3600)
    case.pass_time(3600)
    case.pass_time(3600)

    assert case.completed == ["ess", "t", "es"] * 2


def test_an_event_sub_process_has_its_own_row_and_sees_the_scope() -> None:
    handler = event_sub("es", mapping(("x", "local")), start("ess", message("m1")), script("t", "x", "local + new"),
                        script("r", "local", "0"), path("ess t r"))  # fmt: skip

    case = play(user("u"), handler, x=1)
    case.message("m1", variables={"new": 5})

    assert case.variables == {"x": 6, "new": 5}


def test_an_escalation_starts_an_event_sub_process() -> None:
    handler = event_sub("es", start("ess", escalation("c1"), goes_on=True), user("h"), path("ess h"))

    case = play(start("s"), throw("t", escalation("c1")), user("u"), path("s t u"), handler)

    assert (case.open(), case.completed) == (["h", "u"], ["s", "t", "ess"])


# Terminate


def test_terminate_ends_only_its_own_scope() -> None:
    inner = (
        gateway("parallel", "g") + user("u") + user("v") + end("x", TERMINATE) + path("g u") + path("g v x")
    )

    case = play(user("beside"), sub("sub", inner), user("after"), path("sub after"))
    case.complete("v")

    assert (case.open(), case.completed) == (["after", "beside"], ["g", "v", "x", "sub"])


def test_terminate_in_the_process_ends_it() -> None:
    case = play(user("u"), sub("sub", user("v")), start("s"), user("w"), end("x", TERMINATE), path("s u x"),
                event_sub("es", start("ess", message("m1"), goes_on=True), user("h"), path("ess h")))  # fmt: skip
    case.message("m1")

    case.complete("u")

    assert (case.status, case.live, case.open(), case.waits()) == ("completed", 0, [], [])


def test_terminate_in_a_called_process_ends_only_that() -> None:
    body = (
        start("qs")
        + gateway("parallel", "g")
        + user("v")
        + end("x", TERMINATE)
        + path("qs g v")
        + path("g x")
    )

    case = play(call("c", "q"), user("after"), path("c after"), others={"q": body})

    assert case.open() == ["after"]


# Ad-hoc sub-processes


def test_inner_activities_of_an_ad_hoc_sub_process_start_on_demand() -> None:
    case = play(ad_hoc("x", user("a"), user("b"), user("c"), path("b c")), user("after"), path("x after"))

    assert (case.open(), case.live) == (["x"], 1)
    case.start_inner("x", "a")
    case.start_inner("x", "a")
    case.start_inner("x", "b")
    assert case.open() == ["a", "a", "b", "x"]
    for step in (
        partial(case.finish_inner, "x"),
        partial(case.start_inner, "x", "c"),
        partial(case.start_inner, "x", "z"),
    ):
        with pytest.raises(Failed):
            step()
    for name in ("a", "a", "b", "c"):
        case.complete(name)
    case.finish_inner("x")

    assert (case.open(), case.completed) == (["after"], ["a", "a", "b", "c", "x"])


def test_a_completion_condition_ends_an_ad_hoc_sub_process_with_all_that_runs_in_it() -> None:
    case = play(ad_hoc("x", user("a"), user("b"), until="done"), done=False)

    for name in ("a", "b", "a"):
        case.start_inner("x", name)
    case.complete("a")
    assert case.open() == ["a", "b", "x"]
    case.complete("a", {"done": True})

    assert (case.status, case.completed) == ("completed", ["a", "a", "x"])


def test_an_ad_hoc_sub_process_may_wait_for_the_rest() -> None:
    case = play(ad_hoc("x", user("a"), user("b"), until="true", cancelRemainingInstances="false"))

    case.start_inner("x", "a")
    case.start_inner("x", "b")
    case.complete("a")
    with pytest.raises(Failed):
        case.start_inner("x", "a")
    case.complete("b")

    assert (case.status, case.completed) == ("completed", ["a", "b", "x"])


def test_elements_that_are_active_at_once_complete_an_ad_hoc_sub_process_when_they_end() -> None:
    active = '<zeebe:adHoc activeElementsCollection=\'=["a", "b"]\'/>'

    case = play(ad_hoc("x", active, user("a"), user("b"), user("c")), user("after"), path("x after"))
    assert case.open() == ["a", "b", "x"]
    case.complete("a")
    case.complete("b")

    assert case.open() == ["after"]


# All of it


def begin(model: Model) -> Oracle:
    return Oracle(model.xml, model.variables, start=model.start, others=model.others)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), steps=choices())
def test_random_models_keep_the_laws(model: Model, steps: list[Choice]) -> None:
    players, _ = agree(model, [begin, begin], steps)

    for player in players:
        assert (player.status == "completed") == (player.live == 0)
        assert json.loads(json.dumps(player.variables)) == player.variables
        if player.status == "completed":
            assert (player.open(), player.waits()) == ([], [])
        else:
            assert player.open() or player.waits()


class Forgetful(Oracle):
    """A player with a fault: what a completion sets is lost."""

    def complete(self, element: str, variables: Mapping[str, object] | None = None, which: int = 0) -> None:
        super().complete(element, {}, which)


def test_a_fault_is_found_and_told_with_a_small_model() -> None:
    def faulty(model: Model) -> Oracle:
        return Forgetful(model.xml, model.variables, start=model.start, others=model.others)

    with pytest.raises(Differ) as found:
        play_many([begin, faulty], 50)

    told = str(found.value)
    assert told.startswith("variables differs\n  0 Oracle: ")
    assert "1. complete('user2', {" in told
    assert len(told.splitlines()) < 25


def test_many_models_are_played_alike_by_two_oracles() -> None:
    play_many([begin, begin], 100, seed=1000)
