"""New steps before the place where a case stands are told: it will never do them."""

import pytest

from engine.bpmn.migrating import Verdict, impact
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import Case, compiled, model, named, planned

LINE = model(d.start("s"), named("a", "Check"), d.user("b"), d.end("e"), d.path("s a b e"))
BEFORE = model(
    d.start("s"), named("x", "Examine"), named("a", "Check"), d.user("b"), d.end("e"), d.path("s x a b e")
)


def at(xml: bytes, *done: str) -> Case:
    case = Case(xml)
    for element in done:
        case.complete(element)
    return case


def test_a_new_step_before_where_the_case_stands_is_told_with_its_name():
    found = planned(Case(LINE), BEFORE)

    assert found.verdict == Verdict.UNCHANGED
    assert found.passes_by == ("x",)
    assert found.names_passed == ("Examine",)


def test_a_group_tells_what_all_its_cases_pass_by():
    cases = [at(LINE), at(LINE, "a"), at(LINE)]

    groups = impact(compiled(LINE), compiled(BEFORE), enumerate(case.state for case in cases)).groups

    assert [(group.position, group.passes_by, group.names_passed) for group in groups] == [
        (("a",), ("x",), ("Examine",)),
        (("b",), ("x",), ("Examine",)),
    ]


def body(*parts: str) -> bytes:
    return model(d.start("s"), d.user("a"), d.user("b"), d.end("e"), *parts)


TWO = body(d.path("s a b e"))
CASES = {
    "behind": (body(d.user("x"), d.path("s a b x e")), ()),
    "between": (body(d.user("x"), d.path("s a x b e")), ("x",)),
    "several, without the gateways beside them": (
        body(
            d.user("x"), d.job("y"), d.gateway("parallel", "f"), d.gateway("parallel", "j"),
            d.path("s f x j a b e"), d.path("f y j"),
        ),
        ("x", "y"),
    ),
    "on one of two ways": (
        body(
            d.user("x"), d.gateway("exclusive", "f", "f_j"), d.gateway("exclusive", "j"),
            d.path("s f"), d.flow("f", "x", "=c"), d.path("x j"), d.path("f j a b e"),
        ),
        (),
    ),
    "with a way back to it": (
        body(
            d.user("x"), d.gateway("exclusive", "m"), d.gateway("exclusive", "g", "g_e"),
            d.path("s m x a b g e"), d.flow("g", "m", "=again"),
        ),
        (),
    ),
    "before a loop": (
        body(
            d.user("x"), d.gateway("exclusive", "m"), d.gateway("exclusive", "g", "g_e"),
            d.path("s x m a b g e"), d.flow("g", "m", "=again"),
        ),
        ("x",),
    ),
    "a fork and its join in a loop": (
        body(
            d.user("x"), d.gateway("exclusive", "m"), d.gateway("parallel", "f"), d.gateway("parallel", "j"),
            d.user("y"), d.gateway("exclusive", "g", "g_a"),
            d.path("s m f x j g a b e"), d.path("f y j"), d.flow("g", "m", "=again"),
        ),
        ("x", "y"),
    ),
    "in a new sub-process": (
        body(d.sub("x", d.start("xs"), d.user("y"), d.end("xe"), d.path("xs y xe")), d.path("s x a b e")),
        ("x",),
    ),
    "behind a boundary event that may still happen": (
        body(d.user("x"), d.boundary("t", "b", d.timer("Duration", "P1D")), d.path("s a b e"), d.path("t x e")),
        (),
    ),
    "in a new event sub-process": (
        body(d.event_sub("h", d.start("hs", d.signal("s1")), d.user("x"), d.path("hs x")), d.path("s a b e")),
        (),
    ),
    "a jump": (
        body(d.user("x"), d.throw("t", d.link("l")), d.catch("c", d.link("l")), d.path("s x t"), d.path("c a b e")),
        ("x",),
    ),
    "on the way that a new event begins": (
        body(d.start("s2", d.message("m1")), d.user("x"), d.path("s a b e"), d.path("s2 x a")),
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_case_passes_by_depends_on_where_it_can_still_go(name: str):
    new, passed = CASES[name]

    assert planned(at(TWO, "a"), new).passes_by == passed


IN = d.path("s p b e")


def inner(*parts: str, **attributes: str | None) -> bytes:
    return model(d.start("s"), d.sub("p", *parts, **attributes), d.user("b"), d.end("e"), IN)


OUTER = inner(d.user("a"), d.user("c"), d.path("a c"))
WITH_X = inner(d.user("x"), d.user("a"), d.user("c"), d.path("x a c"))


@pytest.mark.parametrize("done", [("a",), ("a", "c")])
def test_a_new_step_in_a_sub_process_is_passed_by_inside_and_behind_it(done: tuple[str, ...]):
    assert planned(at(OUTER, *done), WITH_X).passes_by == ("x",)


def test_what_may_be_done_another_round_is_not_passed_by():
    rounds = d.again("=true", most=3)
    old = inner(rounds, d.user("a"), d.user("c"), d.path("a c"))
    new = inner(rounds, d.user("x"), d.user("a"), d.user("c"), d.path("x a c"))

    assert planned(at(old, "a"), new).passes_by == ()


def test_what_is_in_a_sub_process_that_may_be_interrupted_was_not_certain():
    handler = d.event_sub("h", d.start("hs", d.signal("s1")), d.user("z"), d.path("hs z"))
    old = inner(d.user("a"), d.user("c"), d.path("a c"), handler)
    new = inner(d.user("x"), d.user("a"), d.user("c"), d.path("x a c"), handler)

    assert planned(at(old, "a", "c"), new).passes_by == ()


FORK = d.start("s") + d.gateway("parallel", "f") + d.gateway("parallel", "j") + d.user("a") + d.user("b")


def test_a_branch_that_has_arrived_at_a_join_passes_by_what_is_new_on_it():
    ends = d.end("e") + d.path("s f a j e")
    old = model(FORK, ends, d.path("f b j"))
    other = model(FORK, ends, d.user("x"), d.path("f b x j"))

    arrived = planned(at(old, "b"), other)
    open_still = planned(at(old, "a"), other)

    assert arrived.passes_by == ("x",)
    assert open_still.passes_by == ()


def test_nothing_is_told_as_long_as_it_is_open_where_the_case_goes():
    new = model(d.start("s"), d.user("x"), d.user("b"), d.end("e"), d.path("s x b e"))

    assert planned(Case(LINE), new).passes_by == ()
    assert planned(Case(LINE), new, {"a": "b"}).passes_by == ("x",)
    assert planned(Case(LINE), new, {"a": "x"}).passes_by == ()
