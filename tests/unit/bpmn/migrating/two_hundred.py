"""A model with about everything that can wait, its next version, and cases in all positions of it."""

import random
from collections.abc import Iterator

from tests.bpmn.play import Failed
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import Case, model, named

DAY = 86_400


def _version(work: str, steps: str, extra: tuple[str, ...], form: str, hours: int) -> bytes:
    """What both versions have; `work` is inside the sub-process, `extra` is what only one of them has."""
    return model(
        d.start("s"),
        d.user("intake"),
        d.gateway("parallel", "split"),
        d.sub("sub", d.start("i"), *map(d.user, work.split()), d.end("o"), d.path(f"i {work} o")),
        d.boundary("t", "sub", d.timer("Duration", f"PT{hours}H")),
        d.gateway("exclusive", "merge"),
        d.user("talk", d.each("xs", into=("ys", "item"))),
        d.gateway("parallel", "join"),
        d.gateway("inclusive", "open"),
        d.user("report", form),
        d.user("inform"),
        d.gateway("inclusive", "both"),
        d.gateway("eventBased", "wait"),
        d.catch("answer", d.message("m1")),
        d.catch("silence", d.timer("Duration", "P1D")),
        d.user("answered"),
        d.end("e"),
        d.event_sub("h", d.start("hs", d.message("m2"), goes_on=True), d.user("note"), d.path("hs note")),
        d.path("s intake split sub merge join open inform both"),
        d.path("split talk join"),
        d.flow("open", "report", "p"),
        d.path(f"report both {steps} wait answer answered e")
        if steps
        else d.path("report both wait answer answered e"),
        d.flow("wait", "silence"),
        *extra,
    )


OLD = _version(
    "work",
    "",
    (
        d.user("late"),
        d.path("t late merge"),
        named("nudge", "Ask again"),
        d.path("silence nudge e"),
    ),
    "",
    48,
)
NEW = _version(
    "work review",
    "confirm",
    (
        d.user("confirm"),
        d.path("t merge"),
        named("remind", "Ask again"),
        d.path("silence remind e"),
    ),
    '<zeebe:formDefinition formId="report_2"/>',
    72,
)
"""Inserted: review in the sub-process, confirm behind the inclusive join. Removed: late. Renamed: nudge. Changed: the
form of report, the timer at the sub-process."""


def actions(case: Case) -> list[tuple[str, object]]:
    """What can be done now; a note is asked for once."""
    found: list[tuple[str, object]] = [("complete", element) for element in dict.fromkeys(case.open())]
    waits = {wait[1] for wait in case.waits()}
    if "answer" in waits:
        found.append(("message", "m1"))
    if "hs" in waits and not (case.variables.get("noted") or "note" in case.open()):
        found.append(("message", "m2"))
    if waits & {"t", "silence"}:
        found.append(("pass_time", 4 * DAY))
    return found


def act(case: Case, action: tuple[str, object]) -> None:
    """Do one of them."""
    verb, given = action
    if action == ("message", "m2"):
        case.message("m2", variables={"noted": True})
    elif verb == "complete":
        case.complete(str(given), {f"done_{given}": True})
    else:
        getattr(case, verb)(given)


def some_cases(xml: bytes, count: int, seed: int) -> list[Case]:
    """Running cases after a random number of random steps."""
    dice = random.Random(seed)
    found: list[Case] = []
    while len(found) < count:
        case = Case(xml, {"p": dice.random() < 0.5, "xs": [1, 2]})
        for _ in range(dice.randrange(14)):
            if case.status == "completed":
                break
            act(case, dice.choice(actions(case)))
        if case.status == "running":
            found.append(case)
    return found


def play_on(case: Case) -> list[str]:
    """Always the first that is open, else the event that can come; what it completes until it ends."""
    case.completed.clear()
    for _ in range(60):
        if case.status == "completed":
            return case.completed
        act(case, next(item for item in actions(case) if item != ("message", "m2")))
    raise Failed(None, "never-ends")


def position(case: Case) -> tuple[object, ...]:
    """Where a case stands, for who looks from outside: what is open, what is waited for, how many tokens, what it knows."""
    waits = tuple(wait[:2] for wait in case.waits())
    arrived = sorted(
        (token.task_spec.element_id, tuple(sorted(token.internal_data["in"])))
        for token in case.run._tokens.live.values()
        if "in" in token.internal_data
    )
    return (
        tuple(case.open()),
        waits,
        case.live,
        tuple(arrived),
        case.variables["p"],
        "noted" in case.variables,
    )


def everywhere(xml: bytes) -> Iterator[Case]:
    """A fresh case at every position that can be reached on a version."""
    waiting = [Case(xml, {"p": p, "xs": [1, 2]}) for p in (True, False)]
    seen = set()
    while waiting:
        case = waiting.pop()
        if case.status == "completed" or position(case) in seen:
            continue
        seen.add(position(case))
        yield case
        for action in actions(case):
            other = case.beside()
            act(other, action)
            waiting.append(other)
