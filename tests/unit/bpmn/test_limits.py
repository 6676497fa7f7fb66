"""What is too far, too deep or too much fails as a step of the model, and costs no more than it must."""

import time
from collections.abc import Callable

import pytest

from engine.bpmn import patience
from engine.bpmn.reading import read_model
from engine.bpmn.run import compile_process
from tests.bpmn.play import Failed, Play
from tests.oracle.drawing import (
    again,
    boundary,
    call,
    catch,
    document,
    each,
    element,
    flow,
    gateway,
    path,
    script,
    signal,
    start,
    sub,
    timer,
    times,
    user,
)


def begun(*parts: str, save: bool = False, others: dict[str, str] | None = None, **variables: object) -> Play:
    called = {name: document(**{name: body}) for name, body in (others or {}).items()}
    return Play(document(p="".join(parts)), variables, save=save, others=called)


def code_of(*parts: str, **variables: object) -> str:
    with pytest.raises(Failed) as caught:
        begun(*parts, **variables)
    return caught.value.code


def growth(act: Callable[[int], object]) -> float:
    """How much longer 1,200 take than 150: 8 times in proportion, more if each looks at each."""

    def seconds(number: int) -> float:
        begin = time.process_time()
        act(number)
        return time.process_time() - begin

    return min(seconds(1200) for _ in range(3)) / min(seconds(150) for _ in range(5))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Cycle", "R/PT0S"),
        ("Cycle", "R3/-PT1H"),
        ("Cycle", "R2/P0D"),
        ("Cycle", '=duration("PT0S")'),
        ("Duration", "P9999Y"),
        ("Duration", "P999999W"),
        ("Duration", '=duration("P9999999D")'),
        ("Date", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_a_timer_that_never_moves_or_leads_beyond_the_calendar_fails_the_step(kind: str, text: str) -> None:
    parts = [start("s"), user("u"), boundary("b", "u", timer(kind, text), goes_on=True), path("s u")]

    assert code_of(*parts) == "timer"


def test_a_cycle_that_leads_beyond_the_calendar_is_over() -> None:
    event = boundary("b", "u", timer("Cycle", "R/2026-03-02T09:00:00Z/P7999Y"), goes_on=True)
    it = begun(start("s"), user("u"), event, path("s u"))

    it.pass_time(3600)

    assert it.completed == ["s", "b"]
    assert it.waits() == []


def test_a_value_nested_deeper_than_a_state_can_hold_fails_the_step() -> None:
    loop = script("t", "x", "[x]", again("true", most=300))

    assert code_of(start("s"), loop, user("u"), path("s t u")) == "expression"


def test_a_value_nested_as_deep_as_allowed_is_kept() -> None:
    loop = script("t", "x", "[x]", again("true", most=100))

    it = begun(start("s"), loop, user("u"), path("s t u"), save=True)

    assert it.open() == ["u"]


def test_a_chain_of_a_thousand_calls_goes_down_and_up_again() -> None:
    inside = [
        start("qs"), gateway("exclusive", "g", default="d"), user("u"), call("c", "q"), script("m", "n", "n - 1"),
        path("qs g"), flow("g", "m", "n > 0"), path("m c"), flow("g", "u", name="d"),
    ]  # fmt: skip

    it = begun(start("s"), call("first", "q"), path("s first"), others={"q": "".join(inside)}, n=1000)
    it.complete("u")

    assert it.status == "completed"
    assert it.completed.count("c") == 1000


def test_sub_processes_nested_as_deep_as_xml_allows_complete_in_one_step() -> None:
    inner = user("u")
    for number in range(55):
        inner = sub(f"x{number}", inner)

    it = begun(inner, save=True)
    it.complete("u")

    assert it.completed == ["u", *(f"x{number}" for number in range(55))]


def test_many_calls_at_once_cost_in_proportion_to_their_number() -> None:
    inside = "".join([start("qs"), script("m", "v", "1"), user("u"), path("qs m u")])

    grown = growth(
        lambda number: begun(
            start("s"),
            call("c", "q", each("for i in 1..number return i")),
            path("s c"),
            others={"q": inside},
            number=number,
        )
    )

    assert grown < 11


def test_many_joins_at_once_cost_in_proportion_to_their_number() -> None:
    body = "".join(
        [
            start("xs"), gateway("parallel", "a"), gateway("inclusive", "j"), user("u"),
            path("xs a j u"), flow("a", "j", name="other"),
        ]
    )  # fmt: skip

    grown = growth(
        lambda number: begun(
            start("s"), sub("x", body, each("for i in 1..number return i")), path("s x"), number=number
        )
    )

    assert grown < 11


def test_a_row_of_inclusive_gateways_is_compiled_in_proportion_to_its_length() -> None:
    def read(number: int) -> None:
        names = [f"g{place}" for place in range(number)]
        gateways = "".join(gateway("inclusive", name) for name in names)
        compile_process(
            read_model(document(p=start("s") + gateways + path(" ".join(["s", *names]))), "m.bpmn")
        )

    assert growth(read) < 20


def test_an_event_that_was_saved_before_it_remembered_what_came_waits_again() -> None:
    """States of earlier versions have `brought` without `came`."""
    event = boundary(
        "b", "u", timer("Cycle", "R/PT1H"), timer("Duration", "PT3H"), goes_on=True, needs_all=True
    )
    it = begun(start("s"), user("u"), event, catch("c", timer("Duration", "P9D")), path("s u c"))
    it.pass_time(3600)
    listener = next(token for token in it._run._tokens.waiting.values())
    del listener.internal_data["came"]

    it.pass_time(2 * 3600)

    assert it.completed == ["s", "b"]


def passing(number: int) -> str:
    names = " ".join(f"t{place}" for place in range(number))
    return "".join(element("task", name) for name in names.split()) + path(names)


@pytest.mark.parametrize("one_by_one", [False, True])
def test_the_most_instances_of_a_sub_process_with_several_elements_pass_in_one_step(one_by_one: bool) -> None:
    it = begun(sub("m", times("5000", one_by_one=one_by_one), passing(4)), user("u"), path("m u"))

    assert it.open() == ["u"]


def test_many_instances_within_many_pass_in_one_step() -> None:
    inner = sub("i", times("60"), passing(6))

    it = begun(sub("m", times("60"), inner), user("u"), path("m u"))

    assert it.open() == ["u"]


def test_a_signal_lets_many_instances_go_on_in_one_step_also_of_a_saved_case() -> None:
    waits = catch("c", signal("s1"))

    it = begun(sub("m", times("3000"), waits, passing(5), flow("c", "t0")), user("u"), path("m u"), save=True)
    it.signal("s1")

    assert it.open() == ["u"]


CIRCLE = (start("s"), gateway("exclusive", "g"), element("task", "x"), path("s g x g"))


@pytest.mark.parametrize(
    "parts",
    [
        CIRCLE,
        (start("s"), gateway("exclusive", "g"), sub("m", times("50"), passing(3)), path("s g m g")),
        (sub("m", times("50"), *CIRCLE),),
        (sub("m", again("true"), sub("i", times("50"), passing(3))),),
        (sub("m", times("3"), start("s"), gateway("exclusive", "g"), sub("i", times("9"), passing(1)), path("s g i g")),),
    ],
    ids=["alone", "around instances", "within instances", "a loop around instances", "between instances"],
)  # fmt: skip
def test_what_never_rests_is_found_before_it_takes_too_long(parts: tuple[str, ...]) -> None:
    assert code_of(*parts) == "EndlessLoop"


def test_what_computes_for_too_long_is_told_apart_from_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(patience, "SECONDS_EACH", 0.0)

    assert code_of(start("s"), element("task", "x"), path("s x")) == "too-long"


def test_instances_within_instances_give_no_time_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(patience, "MOST_MORE", 0.01)
    inner = sub("i", times("60", one_by_one=True), passing(6))

    assert code_of(sub("m", times("60", one_by_one=True), inner), user("u"), path("m u")) == "too-long"
