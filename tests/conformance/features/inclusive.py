"""Inclusive gateways: BPMN 2.0.2, 13.4.3."""

from tests.conformance.feature import body, piece
from tests.conformance.shapes import (
    both,
    boundary,
    catch,
    chain,
    end,
    flow,
    link,
    message,
    some,
    start,
    sub,
    throw,
    user,
    users,
    xor,
)
from tests.conformance.steps import Fails, do, rest


def _fan(default: str | None = None) -> str:
    return (
        users("p a b c")
        + some("g", default)
        + some("j")
        + chain("@in > p > g")
        + flow("g", "a", "=x > 0")
        + flow("g", "b", "=x > 1")
        + (chain("g > c") if default else flow("g", "c", "=x > 2"))
        + chain("a > j > @out", "b > j", "c > j")
    )


FEATURES = (
    piece(
        "inclusive-all",
        "every true condition gets a token; the join waits for all",
        _fan(),
        do("p", x=3),
        rest("a", "b", "c"),
        do("c"),
        do("a"),
        rest("b"),
        do("b"),
        done="p g c a b j",
        result={"x": 3},
    ),
    piece(
        "inclusive-dead-path",
        "the join does not wait for branches that were not taken",
        _fan(),
        do("p", x=2),
        rest("a", "b"),
        do("b"),
        rest("a"),
        do("a"),
        done="p g b a j",
        result={"x": 2},
    ),
    piece(
        "inclusive-one",
        "one branch only",
        _fan(),
        do("p", x=1),
        rest("a"),
        do("a"),
        done="p g a j",
        result={"x": 1},
    ),
    piece(
        "inclusive-default",
        "none is true: the default",
        _fan("c"),
        do("p", x=0),
        rest("c"),
        do("c"),
        done="p g c j",
        result={"x": 0},
    ),
    piece(
        "inclusive-default-not",
        "with a true condition the default is not taken",
        _fan("c"),
        do("p", x=2),
        rest("a", "b"),
        do("a"),
        do("b"),
        done="p g a b j",
        result={"x": 2},
    ),
    piece(
        "inclusive-none",
        "none is true, no default: the step fails and names the gateway",
        _fan(),
        Fails(do("p", x=0), "g", "no-answer"),
        rest("p"),
        do("p", x=1),
        do("a"),
        done="p g a j",
        result={"x": 1},
    ),
    body(
        "inclusive-unconditional",
        "an unconditional flow of an inclusive split counts as true",
        start("s")
        + users("p a b")
        + some("g")
        + some("j")
        + end("e")
        + chain("s > p > g > a > j > e")
        + flow("g", "b", "=x")
        + chain("b > j"),
        do("p", x=False),
        rest("a"),
        do("a"),
        done="s p g a j e",
        result={"x": False},
    ),
    piece(
        "inclusive-loop-upstream",
        "a branch that goes in circles before the join is waited for",
        users("a b")
        + some("g")
        + some("j")
        + xor("m")
        + xor("again", "j")
        + chain("@in > g > a > j > @out", "g > m > b > again")
        + flow("again", "m", "=more_b")
        + chain("again > j"),
        do("a"),
        rest("b"),
        do("b", more_b=True),
        rest("b"),
        do("b", more_b=False),
        done="g m a b again m b again j",
        result={"more_b": False},
    ),
    piece(
        "inclusive-branch-lost",
        "a branch that turns away before the join is waited for no longer",
        both("fork")
        + users("a b")
        + xor("turn", "j")
        + some("j")
        + end("away")
        + chain("@in > fork > a > turn", "fork > b > j > @out")
        + flow("turn", "away", "=leave")
        + chain("turn > j"),
        do("b"),
        rest("a"),
        do("a", leave=True),
        done="fork b a turn away j",
        result={"leave": True},
    ),
    piece(
        "inclusive-in-cycle",
        "a join at a loop's head does not wait for its own back edge",
        users("a c")
        + some("j")
        + xor("again", "@out")
        + chain("@in > a > j > c > again")
        + flow("again", "j", "=more_c")
        + chain("again > @out"),
        do("a"),
        rest("c"),
        do("c", more_c=True),
        rest("c"),
        do("c", more_c=False),
        done="a j c again j c again",
        result={"more_c": False},
    ),
    piece(
        "inclusive-boundary-path",
        "a boundary event of a busy activity is a path to the join",
        both("fork")
        + users("a b")
        + boundary("m", "a", message("stop"))
        + some("j")
        + end("z")
        + chain("@in > fork > a > z", "fork > b > j > @out", "m > j"),
        do("b"),
        rest("a"),
        do("a"),
        done="fork b a z j",
        ordered=True,
    ),
    body(
        "inclusive-either-flow",
        "a token that can also reach a filled flow is not waited for",
        start("s")
        + both("fork")
        + users("a b d")
        + xor("left", "way")
        + xor("m")
        + xor("way")
        + some("j")
        + end("e")
        + chain("s > fork > b > m > j > d > e", "fork > a > left")
        + flow("left", "m", "=early")
        + chain("left > way > j"),
        do("b"),
        rest("a", "d"),
        do("a", early=False),
        rest("d", "d"),
        do("d"),
        do("d"),
        done="s fork b m j a left way j d e d e",
        result={"early": False},
    ),
    body(
        "inclusive-join-split",
        "one gateway joins and splits",
        start("s")
        + users("p a b c d")
        + some("g")
        + some("js")
        + some("j")
        + end("e")
        + chain("s > p > g")
        + flow("g", "a", "=x > 0")
        + flow("g", "b", "=x > 1")
        + chain("a > js", "b > js")
        + flow("js", "c", "=x > 0")
        + flow("js", "d", "=x > 5")
        + chain("c > j > e", "d > j"),
        do("p", x=2),
        do("b"),
        rest("a"),
        do("a"),
        rest("c"),
        do("c"),
        done="s p g b a js c j e",
        result={"x": 2},
    ),
    piece(
        "inclusive-nested",
        "an inclusive pair within a branch of another",
        some("g")
        + some("gg")
        + some("jj")
        + some("j")
        + users("p a b c")
        + chain("@in > p > g")
        + flow("g", "a", "=x > 0")
        + flow("g", "gg", "=x > 1")
        + flow("gg", "b", "=x > 1")
        + flow("gg", "c", "=x > 9")
        + chain("a > j > @out", "b > jj > j", "c > jj"),
        do("p", x=2),
        rest("a", "b"),
        do("a"),
        rest("b"),
        do("b"),
        done="p g gg a b jj j",
        result={"x": 2},
    ),
    piece(
        "inclusive-empty-branch",
        "a branch without anything in it",
        users("p a")
        + some("g")
        + some("j")
        + chain("@in > p > g")
        + flow("g", "a", "=x > 0")
        + flow("g", "j", "=x > 1")
        + chain("a > j > @out"),
        do("p", x=2),
        rest("a"),
        do("a"),
        done="p g a j",
        result={"x": 2},
    ),
    piece(
        "inclusive-parallel-join",
        "an inclusive join behind a parallel fork waits for all",
        both("fork") + users("a b") + some("j") + chain("@in > fork > a > j > @out", "fork > b > j"),
        do("b"),
        rest("a"),
        do("a"),
        done="fork b a j",
    ),
    piece(
        "inclusive-sub-upstream",
        "a busy sub-process before the join is waited for",
        users("a")
        + both("fork")
        + sub("sub", start("s") + user("b") + user("c") + end("e") + chain("s > b > c > e"))
        + some("j")
        + chain("@in > fork > a > j > @out", "fork > sub > j"),
        do("a"),
        do("b"),
        rest("c"),
        do("c"),
        done="fork s a b c e sub j",
    ),
    piece(
        "inclusive-link-path",
        "a link is a path to the join",
        both("fork")
        + users("a b")
        + throw("to", link("there"))
        + catch("from", link("there"))
        + some("j")
        + chain("@in > fork > a > to", "from > j > @out", "fork > b > j"),
        do("b"),
        rest("a"),
        do("a"),
        done="fork b a to from j",
    ),
)
