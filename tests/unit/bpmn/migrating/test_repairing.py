"""Stuck cases repaired by people: skip, repeat, move, cancel; each tells beforehand what goes."""

import pytest

from engine.bpmn import repairing
from engine.bpmn.repairing import NotRepairable
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import Case, model

LINE = model(d.start("s"), d.user("a"), d.user("b"), d.end("e"), d.path("s a b e"))
FORK = model(
    d.start("s"),
    d.gateway("parallel", "split"),
    d.gateway("parallel", "join"),
    *map(d.user, ("a", "b", "c", "z")),
    d.end("e"),
    d.path("s split a join z e"),
    d.path("split b join"),
    d.path("split c join"),
)
NESTED = model(
    d.start("s"),
    d.sub("sub", d.start("i"), d.user("w"), d.user("v"), d.end("o"), d.path("i w v o"), d.event_sub(
        "h", d.start("hs", d.signal("s1"), goes_on=True), d.user("ht"), d.path("hs ht"))),
    d.boundary("t", "sub", d.timer("Duration", "PT1H")),
    d.user("b"),
    d.end("e"),
    d.path("s sub b e"),
    d.flow("t", "e"),
)  # fmt: skip


def token(case: Case, element: str) -> int:
    """The youngest token at an element: of a loop a round, not the body."""
    return max(item.id for item in case.run._tokens.live.values() if item.task_spec.element_id == element)


def repaired(case: Case, act) -> repairing.Effect:
    """Do it, let the case run on, save and load it."""
    found = []
    case._step(lambda: found.append(act(case.run)))
    case.take(case.state)
    return found[0]


def refused(case: Case, act) -> str:
    """Why it can't be done; nothing has changed."""
    before = case.state
    with pytest.raises(NotRepairable) as raised:
        act(case.run)
    assert case.run.dump() == before
    return raised.value.reason


def test_a_dry_check_changes_nothing_and_tells_what_the_act_tells():
    case = Case(NESTED)
    case.run.bind(token(case, "w"), 77)
    before = case.run.dump()

    told = repairing.may_move(case.run, token(case, "sub"), "b")
    after = case.run.dump()
    done = repaired(case, lambda run: repairing.move(run, token(case, "sub"), "b"))

    assert before == after
    assert told == done
    assert [(item.element, item.row) for item in told.cancelled] == [("sub", None), ("w", 77)]
    assert [item.element for item in told.listeners] == ["t", "hs"]
    assert case.open() == ["b"]
    assert case.waits() == []


# skip


def test_a_skipped_task_is_taken_as_done_with_its_results():
    case = Case(LINE)

    repaired(case, lambda run: repairing.skip(run, token(case, "a"), {"x": 1}))

    assert case.open() == ["b"]
    assert case.completed == ["s", "a"]
    assert case.variables == {"x": 1}


@pytest.mark.parametrize(
    "trigger", [d.message("m1"), d.timer("Duration", "PT1H"), d.signal("s1"), d.conditional("p")]
)
def test_a_skipped_event_is_taken_as_come(trigger):
    case = Case(model(d.start("s"), d.catch("a", trigger), d.user("b"), d.path("s a b")), {"p": False})

    repaired(case, lambda run: repairing.skip(run, token(case, "a"), {"x": 1}))

    assert case.open() == ["b"]
    assert case.waits() == []
    assert case.variables["x"] == 1


def test_of_events_behind_a_gateway_the_skipped_one_wins():
    case = Case(
        model(
            d.start("s"),
            d.gateway("eventBased", "g"),
            d.catch("m", d.message("m1")),
            d.catch("t", d.timer("Duration", "PT1H")),
            d.user("b"),
            d.user("c"),
            d.path("s g m b"),
            d.path("g t c"),
        )
    )

    reason = refused(case, lambda run: repairing.skip(run, token(case, "g")))
    told = repaired(case, lambda run: repairing.skip(run, token(case, "t")))

    assert "skip an event behind it" in reason
    assert [item.element for item in told.listeners] == ["m"]
    assert case.completed == ["s", "g", "t"]
    assert case.open() == ["c"]


def test_a_skipped_sub_process_ends_with_everything_inside():
    case = Case(NESTED)
    case.signal("s1")

    told = repaired(case, lambda run: repairing.skip(run, token(case, "sub")))

    assert [item.element for item in told.cancelled] == ["w", "h", "ht"]
    assert case.open() == ["b"]
    assert case.completed == ["s", "i", "hs", "sub"]


def test_a_skipped_join_goes_on_with_what_has_come_and_says_what_is_missing():
    case = Case(FORK)
    case.complete("a")

    told = repaired(case, lambda run: repairing.skip(run, token(case, "join")))

    assert told.warnings == (
        "A token that still comes from «b» will wait here for a round of its own.",
        "A token that still comes from «c» will wait here for a round of its own.",
    )
    assert case.open() == ["b", "c", "z"]


def test_a_round_and_a_whole_loop_can_be_skipped():
    def looped() -> Case:
        loop = d.each("xs", into=("ys", "r"))
        return Case(model(d.start("s"), d.user("a", loop), d.user("b"), d.path("s a b")), {"xs": [1, 2, 3]})

    one, whole = looped(), looped()
    repaired(one, lambda run: repairing.skip(run, token(one, "a"), {"r": 9}))
    body = min(item.id for item in whole.run._tokens.live.values())
    told = repaired(whole, lambda run: repairing.skip(run, body, {"x": 5}))

    assert one.open() == ["a", "a"]
    assert len(told.cancelled) == 3
    assert whole.open() == ["b"]
    assert whole.variables == {"xs": [1, 2, 3], "ys": [None, None, None], "x": 5}


def test_a_skipped_call_ends_the_called_process():
    called = d.document(q="".join((d.start("s"), d.user("inner"), d.path("s inner"))))
    case = Case(model(d.start("s"), d.call("c", "q"), d.user("b"), d.path("s c b")), others={"q": called})
    root = max(item.id for item in case.run._tokens.live.values() if item.task_spec.name == "c#called")
    call = min(item.id for item in case.run._tokens.live.values())

    reason = refused(case, lambda run: repairing.skip(run, root))
    repaired(case, lambda run: repairing.skip(run, call))

    assert "take the call" in reason
    assert case.open() == ["b"]


def test_a_listener_can_not_be_skipped():
    case = Case(NESTED)

    assert "cancel it instead" in refused(case, lambda run: repairing.skip(run, token(case, "t")))


def test_what_is_gone_can_not_be_skipped():
    case = Case(LINE)
    first = token(case, "a")
    case.complete("a")

    assert "no such token" in refused(case, lambda run: repairing.skip(run, first))


# repeat


def test_a_finished_activity_can_be_done_again_in_its_scope():
    case = Case(NESTED)
    case.complete("w")
    owner = token(case, "sub")

    reason = refused(case, lambda run: repairing.repeat(run, "w"))
    told = repaired(case, lambda run: repairing.repeat(run, "w", owner))

    assert "no such element in this scope" in reason
    assert told.begins == "w"
    assert case.open() == ["v", "w"]
    for element in ("w", "v", "v"):
        case.complete(element)
    assert case.open() == ["b"]


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("join", "a join counts its flows"),
        ("s", "by an event only"),
        ("e", "only activities"),
        ("q", "no such element"),
        ("#start", "no such element"),
    ],
)
def test_what_is_no_activity_is_not_repeated(element, reason):
    assert reason in refused(Case(FORK), lambda run: repairing.repeat(run, element))


def test_a_repeated_branch_warns_of_the_second_token_at_its_join():
    case = Case(FORK)
    case.complete("a")

    told = repairing.may_repeat(case.run, "a")
    again = repairing.may_repeat(case.run, "b")

    assert told.warnings == ("A second token would come to the join «join» from «a» and wait there.",)
    assert again.warnings[0] == "«b» goes on already."


def test_to_begin_before_the_split_again_warns_of_what_has_arrived_behind_it():
    case = Case(FORK)
    case.complete("a")

    told = repairing.may_move(case.run, token(case, "b"), "split")

    assert told.warnings == ("A second token would come to the join «join» from «a» and wait there.",)


def test_a_case_that_has_ended_is_not_begun_again():
    case = Case(LINE)
    case.complete("a")
    case.complete("b")

    assert "has ended" in refused(case, lambda run: repairing.repeat(run, "a"))


# move


def test_a_token_moves_back_and_forth_in_its_scope():
    case = Case(LINE)

    repaired(case, lambda run: repairing.move(run, token(case, "a"), "b"))
    there = case.open()
    told = repaired(case, lambda run: repairing.move(run, token(case, "b"), "a"))

    assert there == ["b"]
    assert case.open() == ["a"]
    assert [item.element for item in told.cancelled] == ["b"]


def test_a_move_out_of_its_scope_is_refused():
    assert "no such element" in refused(
        case := Case(NESTED), lambda run: repairing.move(run, token(case, "w"), "b")
    )


def test_a_move_that_would_leave_a_join_waiting_for_ever_is_refused():
    case = Case(FORK)
    case.complete("a")

    behind = refused(case, lambda run: repairing.move(run, token(case, "b"), "z"))
    case.complete("b")
    joined = refused(case, lambda run: repairing.move(run, token(case, "join"), "a"))

    assert "«join» would wait for ever for a token from «b»" in behind
    assert "several tokens have arrived" in joined


def test_to_go_back_into_one_branch_of_what_has_come_together_is_refused_and_doing_it_again_warns():
    case = Case(FORK)
    for element in ("a", "b", "c"):
        case.complete(element)

    reason = refused(case, lambda run: repairing.move(run, token(case, "z"), "a"))
    told = repairing.may_repeat(case.run, "a")
    repaired(case, lambda run: repairing.move(run, token(case, "z"), "split"))

    assert "the join «join» would wait for ever for a token from «b»" in reason
    assert told.warnings == ("The join «join» would wait for ever for a token from «b».",)
    assert case.open() == ["a", "b", "c"]


def test_a_round_of_a_loop_and_a_listener_stay_where_they_are():
    loop = Case(model(d.start("s"), d.user("a", d.each("xs")), d.user("b"), d.path("s a b")), {"xs": [1]})
    nested = Case(NESTED)

    assert "a round of a loop" in refused(loop, lambda run: repairing.move(run, token(loop, "a"), "b"))
    assert "a listener" in refused(nested, lambda run: repairing.move(run, token(nested, "t"), "b"))


# cancel


def test_a_cancelled_branch_is_gone_and_the_rest_goes_on():
    case = Case(NESTED)
    case.signal("s1")

    told = repaired(case, lambda run: repairing.cancel_token(run, token(case, "h")))
    case.complete("w")

    assert [item.element for item in told.cancelled] == ["h", "ht"]
    assert case.open() == ["v"]


def test_a_cancelled_listener_waits_no_more():
    case = Case(NESTED)

    repaired(case, lambda run: repairing.cancel_token(run, token(case, "t")))

    assert [wait[1] for wait in case.waits()] == ["hs"]
    assert case.open() == ["w"]


def test_the_last_token_of_a_scope_and_one_that_a_join_needs_are_not_cancelled():
    line, fork, nested = Case(LINE), Case(FORK), Case(NESTED)

    assert "nothing would be left in the case" in refused(
        line, lambda run: repairing.cancel_token(run, token(line, "a"))
    )
    assert "nothing would be left in «sub»" in refused(
        nested, lambda run: repairing.cancel_token(run, token(nested, "w"))
    )
    assert "would wait for ever" in refused(fork, lambda run: repairing.cancel_token(run, token(fork, "a")))


def test_a_round_can_be_cancelled_while_others_go_on():
    case = Case(model(d.start("s"), d.user("a", d.each("xs")), d.user("b"), d.path("s a b")), {"xs": [1, 2]})

    repaired(case, lambda run: repairing.cancel_token(run, token(case, "a")))
    case.complete("a")

    assert case.open() == ["b"]


def test_the_rows_of_what_is_cancelled_are_told():
    case = Case(NESTED)
    case.run.bind(token(case, "w"), 42)

    repairing.move(case.run, token(case, "sub"), "b")

    assert case.run.taken_away() == [42]
