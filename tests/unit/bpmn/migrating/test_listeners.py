"""Boundary events, event sub-processes and events behind gateways: what stays, what stops, what begins."""

from engine.bpmn.migrating import END, Verdict
from tests.oracle import drawing as d
from tests.unit.bpmn.migrating.cases import Case, at, gone, model, planned


def hosted(*events: str) -> bytes:
    """A task `a` with these boundary events, each leading to the end `x`."""
    names = [event.split('id="')[1].split('"')[0] for event in events]
    return model(
        d.start("s"),
        d.user("a"),
        d.end("e"),
        d.end("x"),
        d.path("s a e"),
        *events,
        *(d.flow(name, "x") for name in names),
    )


def late(name: str = "t", text: str = "PT1H") -> str:
    """An interrupting timer at `a`."""
    return d.boundary(name, "a", d.timer("Duration", text))


def test_a_new_boundary_event_begins_now():
    case = Case(hosted())
    case.pass_time(600)

    other, told = gone(case, hosted(late()))
    waits = other.waits()
    other.pass_time(3600)

    assert at(told.plan, "a").verdict == Verdict.MAPS
    assert told.begun == 1
    assert waits == [("timer", "t", "2026-03-02T09:10:00Z")]
    assert other.completed == ["t", "x"]


def test_a_boundary_event_that_is_gone_stops():
    case = Case(hosted(late(), d.boundary("m", "a", d.message("m1"), goes_on=True)))

    other, told = gone(case, hosted(d.boundary("m", "a", d.message("m1"), goes_on=True)))

    assert (told.stopped, told.begun, told.kept) == (1, 0, 2)
    assert at(told.plan, "t").target == END
    assert other.waits() == [("message", "m", "m1", None)]


def test_a_renamed_timer_needs_a_choice_because_its_deadline_would_begin_anew():
    case = Case(hosted(late()))
    case.pass_time(600)
    new = hosted(late("deadline", "PT2H"))

    open_question = at(planned(case, new), "t")
    kept, _ = gone(case, new, {"t": "deadline"})
    anew, _ = gone(case, new, {"t": END})

    assert open_question.verdict == Verdict.CHOICE
    assert [item.element for item in open_question.candidates] == ["deadline"]
    assert kept.waits() == [("timer", "deadline", "2026-03-02T09:00:00Z")]
    assert anew.waits() == [("timer", "deadline", "2026-03-02T10:10:00Z")]


def test_an_event_that_waits_for_something_else_begins_anew():
    case = Case(hosted(late()))

    other, told = gone(case, hosted(d.boundary("t", "a", d.signal("s1"))))

    assert at(told.plan, "t").again
    assert (told.stopped, told.begun) == (1, 1)
    assert other.waits() == [("signal", "t", "s1")]


def test_a_cycle_that_has_come_to_its_end_does_not_begin_again():
    cycle = d.boundary("t", "a", d.timer("Cycle", "R1/PT1H"), goes_on=True)
    case = Case(hosted(cycle))
    case.pass_time(3600)
    new = hosted(cycle, d.boundary("m", "a", d.message("m1")))

    other, _ = gone(case, new)

    assert case.waits() == []
    assert other.waits() == [("message", "m", "m1", None)]


def test_an_event_at_another_activity_stops_here():
    two = (d.start("s"), d.user("a"), d.user("b"), d.end("e"), d.end("x"), d.path("s a b e"))
    old = model(*two, late(), d.flow("t", "x"))
    new = model(*two, d.boundary("t", "b", d.timer("Duration", "PT1H")), d.flow("t", "x"))

    other, told = gone(Case(old), new)

    assert at(told.plan, "t").target == END
    assert other.waits() == []
    other.complete("a")
    assert [wait[1] for wait in other.waits()] == ["t"]


def guarded(*handlers: str) -> bytes:
    """A task inside `sub`, with event sub-processes beside it there."""
    inner = (d.start("i"), d.user("a"), d.end("o"), d.path("i a o"), *handlers)
    return model(d.start("s"), d.sub("sub", *inner), d.end("e"), d.path("s sub e"))


def handler(name: str, *trigger: str, goes_on: bool = True) -> str:
    """An event sub-process with a task."""
    inner = (d.start(f"{name}s", *trigger, goes_on=goes_on), d.user(f"{name}t"), d.path(f"{name}s {name}t"))
    return d.event_sub(name, *inner)


def test_event_sub_processes_begin_and_stop_to_listen_in_every_scope():
    case = Case(guarded(handler("h1", d.message("m1")), handler("h2", d.signal("s1"))))
    new = guarded(handler("h2", d.signal("s1")), handler("h3", d.signal("s2")))

    other, told = gone(case, new)
    other.signal("s2")

    assert (told.stopped, told.begun) == (1, 1)
    assert other.open() == ["a", "h3t"]
    assert other.waits() == [("signal", "h2s", "s1"), ("signal", "h3s", "s2")]


def test_event_sub_processes_of_the_process_itself_begin_as_well():
    body = d.start("s"), d.user("a"), d.end("e"), d.path("s a e")

    other, told = gone(Case(model(*body)), model(*body, handler("h", d.message("m1"), goes_on=False)))
    other.message("m1")

    assert told.begun == 1
    assert told.plan.verdict == Verdict.MAPS
    assert other.open() == ["ht"]


def test_nothing_begins_to_listen_beside_an_event_sub_process_that_has_interrupted():
    old = guarded(handler("h", d.message("m1"), goes_on=False))
    case = Case(old)
    case.message("m1")

    other, told = gone(
        case, guarded(handler("h", d.message("m1"), goes_on=False), handler("n", d.signal("s1")))
    )

    assert told.begun == 0
    assert other.open() == ["ht"]
    assert other.waits() == []


def choice(*events: str) -> bytes:
    """Events behind an event gateway, each with a task of its own."""
    names = [event.split('id="')[1].split('"')[0] for event in events]
    return model(
        d.start("s"),
        d.gateway("eventBased", "g"),
        *events,
        *(d.user(f"{name}t") for name in names),
        d.flow("s", "g"),
        *(d.path(f"g {name} {name}t") for name in names),
    )


def test_events_behind_a_gateway_stay_stop_and_begin():
    m, t, s = (
        d.catch("m", d.message("m1")),
        d.catch("t", d.timer("Duration", "PT1H")),
        d.catch("s1", d.signal("s1")),
    )
    case = Case(choice(m, t))
    case.pass_time(60)

    other, told = gone(case, choice(t, s))
    waits = other.waits()
    other.signal("s1")

    assert (told.kept, told.stopped, told.begun) == (2, 1, 1)
    assert waits == [("signal", "s1", "s1"), ("timer", "t", "2026-03-02T09:00:00Z")]
    assert other.completed == ["g", "s1"]
    assert other.open() == ["s1t"]


def test_an_error_that_is_caught_from_now_on_is_told():
    old = model(d.start("s"), d.job("a"), d.end("e"), d.path("s a e"))
    new = model(
        d.start("s"),
        d.job("a"),
        d.end("e"),
        d.path("s a e"),
        d.boundary("c", "a", d.error("e1")),
        d.flow("c", "e"),
    )

    other, told = gone(Case(old), new)
    other.error("a", "e1")

    assert [(change.place, change.what) for change in at(told.plan, "a").changes] == [("c", "boundary event")]
    assert other.completed == ["c", "e"]
