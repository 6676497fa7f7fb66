"""The runtime moves tokens as the standard says, whatever the order, and wherever it was saved and loaded."""

import inspect
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SpiffWorkflow.util.task import TaskIterator

from engine.bpmn.run import EndlessLoop, NotWaiting, Run, compile_process
from tests.models import PARALLEL_IN_LOOP, model


class Script:
    """Hands that answer gateways from a list; without an answer a gateway waits."""

    def __init__(self, answers: dict[str, list[str | None]]) -> None:
        self.answers = answers
        self.now = datetime(2026, 3, 2, tzinfo=UTC)
        self.rules: list[str] = []

    def choose(self, element: str, token: int) -> str | None:
        """The next answer of this gateway; its last one for ever."""
        given = self.answers[element]
        return given.pop(0) if len(given) > 1 else given[0]

    canton = ""

    def outside(self, names: frozenset[tuple[str, ...]]) -> dict[str, object]:
        """Nothing."""
        return {}

    def apply_rule(self, element: str) -> None:
        """Remember that the rule was applied."""
        self.rules.append(element)


def started(text: str, hands: Script) -> Run:
    run = Run.start(compile_process(model(text)), hands)
    run.advance()
    return run


def offered(run: Run) -> list[str]:
    return [offer.element for offer in run.offers()]


def finish(run: Run, element: str) -> None:
    token = next(offer.token for offer in run.offers() if offer.element == element)
    run.complete(token)
    run.advance()


def test_a_user_task_waits_and_its_completion_ends_the_process():
    run = started("start s\ntask a\nend e\ns > a\na > e", Script({}))

    before = offered(run)
    finish(run, "a")

    assert before == ["a"]
    assert run.is_completed
    assert run.ended_at == ["e"]
    assert run.trail == ["s", "f1", "a", "f2", "e"]


def test_a_rule_task_is_applied_while_the_token_passes():
    hands = Script({})

    run = started("start s\nrule r\nend e\ns > r\nr > e", hands)

    assert hands.rules == ["r"]
    assert run.is_completed


def test_a_gateway_without_an_answer_waits_until_it_is_asked_again():
    hands = Script({"g": [None, "f3"]})
    run = started("start s\nxor g\nend yes\nend no\ns > g\ng > yes\ng > no", hands)

    waiting = offered(run)
    run.wake()
    run.advance()

    assert waiting == ["g"]
    assert run.ended_at == ["no"]
    assert run.trail[-3:] == ["g", "f3", "no"]


def test_the_process_ends_only_when_every_branch_has_ended():
    run = started(
        "start s\nand split\ntask a\ntask b\nend e1\nend e2\ns > split\nsplit > a\nsplit > b\na > e1\nb > e2",
        Script({}),
    )

    finish(run, "b")
    half = run.is_completed
    finish(run, "a")

    assert not half
    assert run.is_completed


def test_a_join_waits_for_one_token_of_each_incoming_flow_even_if_two_come_from_the_same_element():
    run = started(
        "start s\nand split\nand join\ntask a\nend e\ns > split\nsplit > join\nsplit > join\nsplit > a\na > join\njoin > e",
        Script({}),
    )

    waiting = run.is_completed
    finish(run, "a")

    assert not waiting
    assert run.is_completed


def test_a_task_can_not_be_completed_twice():
    run = started("start s\ntask a\ntask b\nend e\ns > a\na > b\nb > e", Script({}))
    token = next(iter(run.offers())).token
    run.complete(token)
    run.advance()

    with pytest.raises(NotWaiting):
        run.complete(token)


def test_a_loop_without_a_task_is_stopped_and_named():
    with pytest.raises(EndlessLoop, match=r"at «[xy]»"):
        started(
            "start s\nxor x\nxor y\nend e\ns > x\nx > y\ny > x\ny > e", Script({"x": ["f2"], "y": ["f3"]})
        )


def test_what_was_saved_on_its_way_goes_on_in_its_order():
    compiled = compile_process(
        model("start s\nand g\ntask a\ntask b\nend e\ns > g\ng > a\ng > b\na > e\nb > e")
    )
    run = Run.start(compiled, Script({}))

    loaded = Run.load(compiled, Script({}), run.dump())
    loaded.advance()

    assert offered(loaded) == ["a", "b"]
    assert loaded.trail == ["s", "f1", "g", "f2", "f3"]


def test_a_state_of_another_model_is_refused():
    run = started("start s\ntask a\nend e\ns > a\na > e", Script({}))
    other = compile_process(model("start s\ntask b\nend e\ns > b\nb > e"))

    with pytest.raises(ValueError, match="token at «a»"):
        Run.load(other, Script({}), run.dump())


@settings(max_examples=60, deadline=None)
@given(rounds=st.integers(1, 6), order=st.lists(st.integers(0, 99), min_size=40, max_size=40))
def test_branches_of_a_parallel_split_in_a_loop_may_finish_in_any_order_with_save_and_load_anywhere(
    rounds, order
):
    def answers() -> Script:
        return Script({"merge": ["f2"], "again": [*["f10"] * (rounds - 1), "f11"]})

    straight, saved = answers(), answers()
    process = compile_process(model(PARALLEL_IN_LOOP))
    one = Run.start(process, straight)
    one.advance()
    two = Run.start(process, saved)
    two.advance()
    trail = list(two.trail)
    done = 0

    while not one.is_completed:
        choices = offered(one)
        assert choices == offered(two)
        assert len(choices) == 3 - done % 3
        element = choices[order[done % len(order)] % len(choices)]
        finish(one, element)
        two = Run.load(compile_process(model(PARALLEL_IN_LOOP)), saved, two.dump())
        finish(two, element)
        trail += two.trail
        done += 1

    assert two.is_completed
    assert done == 3 * rounds
    assert sorted(one.trail) == sorted(trail)


def test_state_and_cost_do_not_grow_with_history():
    rounds = 400
    hands = Script({"merge": ["f2"], "again": [*["f10"] * rounds, "f11"]})
    process = compile_process(model(PARALLEL_IN_LOOP))
    run = Run.start(process, hands)
    run.advance()
    sizes = []

    while not run.is_completed:
        run = Run.load(process, hands, run.dump())
        finish(run, offered(run)[0])
        sizes.append(len(run.dump()))

    assert len(sizes) == 3 * (rounds + 1)
    assert max(sizes) < 250


def test_the_hazard_that_stock_iteration_stops_at_depth_1000_is_still_there():
    """When this fails, SpiffWorkflow has mended its iterator: look at engine/bpmn/tokens.py again."""
    assert inspect.signature(TaskIterator.__init__).parameters["max_depth"].default == 1000
