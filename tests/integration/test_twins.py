"""Memory, SQLite and PostgreSQL give the same answers, whatever is asked in whatever order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.database.store import DatabaseStore
from cases.access import EXCEPTION, NO_UNIT
from cases.lists import Viewer
from cases.rows import (
    Absence,
    Case,
    CasePerson,
    Grant,
    Invitation,
    Measure,
    Meeting,
    Participant,
    Plan,
    PlanSignature,
    User,
)
from engine.memory import MemoryStore
from engine.rows import Gateway, Instance, Receipt, Row, Seat, Task, Wait
from engine.store import Conflict, Duplicate, Store, Work
from tests.databases import empty, lists_of

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
# Without shrinking: a counterexample would be run hundreds of times on three databases, for minutes.
FEW = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

small = st.integers(1, 4)
moments = st.sampled_from([NOW + timedelta(microseconds=step) for step in (-(10**12), -1, 0, 1, 10**12)])
maybe_moments = st.none() | moments
maybe_small = st.none() | small
words = st.sampled_from(["", "a", "A", "b", "é", "ß", "%", "a b"])

tasks = st.builds(
    Task,
    small,
    small,
    words,
    small,
    words,
    words,
    words,
    small,
    maybe_small,
    moments,
    maybe_moments,
    maybe_small,
)
receipts = st.builds(Receipt, small, small, words, words, small, st.binary(max_size=3), moments)
rows = tasks | receipts
questions = st.sampled_from([Task, Receipt]).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.fixed_dictionaries(
            {},
            optional={
                "key": small | st.frozensets(small),
                "created_at": moments | st.lists(moments, max_size=2),
            }
            | (
                {"assignee": maybe_small | st.tuples(maybe_small), "status": words}
                if kind is Task
                else {"token": words}
            ),
        ),
    )
)
steps = st.one_of(
    st.tuples(st.just("add"), st.lists(rows, min_size=1, max_size=3)),
    st.tuples(st.just("replace"), rows),
    st.tuples(st.just("remove"), st.sampled_from([Task, Receipt]), small),
    st.tuples(st.just("get"), st.sampled_from([Task, Receipt]), small),
    st.tuples(st.just("find"), questions),
    st.tuples(st.just("fail")),
)
histories = st.lists(st.lists(steps, max_size=5), max_size=8)


def do(work: Work, step: tuple[Any, ...]) -> object:
    match step:
        case ("add", added):
            work.add(*added)
        case ("replace", row):
            work.replace(row)
        case ("remove", kind, key):
            work.remove(kind, key)
        case ("get", kind, key):
            return work.get(kind, key)
        case ("find", (kind, equals)):
            return work.find(kind, **equals)
        case _:
            raise LookupError
    return None


def answers(store: Store, history: list[list[tuple[Any, ...]]]) -> list[object]:
    """Everything the store says to a history of units of work, and what it holds in the end.

    A unit that is refused may hear of it at any of its steps after the one that was wrong, at the latest at its end.
    """
    heard: list[object] = []
    for unit in history:
        told: list[object] = []
        try:
            with store.work() as work:
                for step in unit:
                    told.append(do(work, step))
        except (Conflict, Duplicate, LookupError):
            heard.append("refused")
        else:
            heard.append(told)
    with store.reading() as work:
        heard += [work.find(Task), work.find(Receipt)]
    return heard


@given(history=histories)
@FEW
def test_any_history_is_answered_alike(
    history: list[list[tuple[Any, ...]]], sqlite_store: DatabaseStore, postgres_store: DatabaseStore
) -> None:
    empty(sqlite_store)
    empty(postgres_store)

    expected = answers(MemoryStore(), history)

    assert answers(sqlite_store, history) == expected
    assert answers(postgres_store, history) == expected


def by_key(
    strategy: st.SearchStrategy[Any], fewest: int, unique: Callable[[Any], Any] = lambda row: row.key
) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=fewest, max_size=12, unique_by=(lambda row: row.key, unique))


def mostly(usual: object, *others: object) -> st.SearchStrategy[Any]:
    """A world in which everything is odd shows nothing: one value in two is the usual one."""
    return st.sampled_from([usual] * len(others) + list(others))


cases = st.integers(1, 3)
two = mostly(1, 2)
roles = mostly("RAV", "IV")
serial = st.integers(1, 40)
since = mostly(NOW - timedelta(1), NOW, NOW + timedelta(microseconds=1))
until = mostly(None, NOW, NOW + timedelta(microseconds=1))
subjects = st.integers(1, 6)  # 1 to 3 are tasks, the others gateways

participants = st.builds(
    Participant,
    serial,
    cases,
    two,
    two | st.just(NO_UNIT),
    mostly("RAV", "IV", EXCEPTION),
    st.none() | two,
    st.booleans(),
    since,
    until,
    mostly(None, NOW),
)
grants = st.builds(Grant, serial, cases, two, words, words, small, since, until, mostly(None, NOW))
seats = subjects.flatmap(
    lambda subject: st.builds(
        Seat, serial, cases, st.just(subject), st.just("task" if subject < 4 else "gateway"), roles,
        mostly(True, True, False), st.none(), st.none(), st.none(), st.none(), st.none(), st.none(),
    )
)  # fmt: skip
some_tasks = st.builds(
    Task, st.integers(1, 3), cases, words, small, roles, words, mostly("open", "completed"),
    small, st.none() | two, moments, st.none(), st.none(),
)  # fmt: skip
some_gateways = st.builds(
    Gateway, st.integers(4, 6), cases, words, small, words, roles, mostly("open", "decided"),
    mostly("decision", "confirmation", "fact"), small, st.none() | words, st.none(), st.just(b""), words,
    moments, st.none(), st.none(),
)  # fmt: skip
some_waits = st.builds(
    Wait, serial, cases, words, serial, st.just(0), mostly("timer", "message"), st.none(),
    st.none() | moments, st.just(NOW), st.none(), st.just(0), st.just(NOW), st.none() | moments, st.none() | moments,
)  # fmt: skip
some_meetings = st.builds(
    Meeting, st.integers(1, 2), cases, two, st.just("assessment"), mostly("planned", "held"), moments, st.just(60),
    st.just("WORK"), small, small, st.just(b""), two, st.just(NOW), st.none(), st.none(), st.none(), st.none(), st.none(),
)  # fmt: skip
some_invitations = st.builds(
    Invitation, serial, cases, st.integers(1, 2), two, two, st.just("1"), mostly("invited", "withdrawn"), st.none(),
    st.just("accepted"), st.none(), st.none(), st.none(), small,
)  # fmt: skip
unanswered = some_invitations.map(lambda row: replace(row, answer="needs_action"))
days = mostly(NOW.date(), NOW.date() - timedelta(1), NOW.date() + timedelta(1))
absences = st.builds(
    Absence,
    serial,
    two,
    two,
    two,
    days,
    st.none() | days,
    two,
    st.just(NOW),
    mostly(None, None, NOW),
    st.none(),
)


some_plans = st.builds(
    Plan,
    serial,
    cases,
    st.integers(1, 9),
    mostly("signing", "draft"),
    mostly("1,2", "2", "12,1"),
    two,
    st.just(1),
    st.just(b""),
    two,
    st.just(NOW),
    st.none(),
    st.none(),
)
some_measures = st.builds(
    Measure,
    serial,
    cases,
    serial,
    two,
    serial,
    mostly("proposed", "accepted"),
    st.just("open"),
    st.just(1),
    st.just(b""),
    two,
    st.just(NOW),
    st.none(),
    st.none(),
)
some_signatures = st.builds(
    PlanSignature,
    serial,
    cases,
    serial,
    two,
    two,
    st.just("signed"),
    st.just(NOW.date()),
    st.just(b""),
    two,
    st.just(NOW),
)


def sound(world: list[Row]) -> list[Row]:
    """No seat is open whose task or gateway is over, or waits for a fact (tests/seats.py watches that)."""
    asking = {row.key for row in world if isinstance(row, Task) and row.status == "open"}
    asking |= {
        row.key
        for row in world
        if isinstance(row, Gateway) and row.status == "open" and row.waits_for != "fact"
    }
    return [
        replace(row, is_open=row.is_open and row.subject_key in asking) if isinstance(row, Seat) else row
        for row in world
    ]


worlds = st.tuples(
    by_key(participants, 4, lambda row: (row.case_key, row.role, row.since)),
    by_key(grants, 3),
    by_key(seats, 4, lambda row: (row.subject_key, row.role)),
    by_key(some_tasks, 2),
    by_key(some_gateways, 2),
    by_key(st.builds(CasePerson, cases, two), 1),
    by_key(absences, 1),
    by_key(some_waits, 3, lambda row: (row.instance_key, row.token)),
    by_key(some_meetings, 2),
    by_key(some_invitations, 3, lambda row: (row.meeting_key, row.user_key)),
).map(lambda parts: sound([row for part in parts for row in part]))
viewers = st.builds(Viewer, two, two, two, st.just(frozenset({"caseworker"})))
case_questions = st.fixed_dictionaries(
    {},
    optional={
        "before": st.integers(-1, 4),
        "limit": st.integers(0, 3),
        "persons": st.frozensets(two),
        "reference": st.sampled_from(["VS-1", "VS-2", "VS-9"]),
    },
)
work_questions = st.fixed_dictionaries(
    {"mine": st.booleans()},
    optional={
        "subject": st.sampled_from(["task", "gateway"]),
        "case_key": cases,
        "after": st.integers(-1, 6),
        "limit": st.integers(0, 3),
    },
)

deadline_questions = st.fixed_dictionaries(
    {"mine": st.booleans(), "is_stopped": mostly(False, True)},
    optional={
        "since": moments,
        "until": moments,
        "after": st.tuples(moments, serial),
        "limit": st.integers(0, 3),
    },
)
meeting_questions = st.fixed_dictionaries(
    {"since": moments}, optional={"until": moments, "limit": st.integers(0, 3)}
)


def fixed_rows() -> list[Row]:
    opened = [Case(key, f"VS-{key}", "tandem", 5, 1, 1, NOW, None, None) for key in (1, 2, 3)]
    staff = [User(key, key, key, f"u{key}", "", "", "", "", "", "", True) for key in (1, 2)]
    return [
        *opened,
        *staff,
        *(Instance(key, 5, "running", None, b"", 1, 1, "", NOW, None) for key in (1, 2, 3)),
    ]


def shown(store: Store, world: list[Row], viewer: Viewer, questions: tuple[list[Any], ...]) -> list[object]:
    with store.work() as work:
        work.add(*fixed_rows(), *world)
    with store.reading() as work:
        lists = lists_of(work)
        by_case = [lists.cases(viewer, NOW, **question) for question in questions[0]]
        told = [lists.load(viewer, NOW), lists.tandems(viewer, NOW, frozenset({"RAV", "IV"}))]
        due = [lists.deadlines(viewer, NOW, **question) for question in questions[2]]
        ahead = [lists.meetings(viewer, NOW, **question) for question in questions[3]]
        return [
            *by_case,
            *told,
            *due,
            *ahead,
            *(lists.work(viewer, NOW, **question) for question in questions[1]),
        ]


@given(
    world=worlds,
    viewer=viewers,
    asked=st.tuples(
        st.lists(case_questions, min_size=1, max_size=3),
        st.lists(work_questions, min_size=1, max_size=4),
        st.lists(deadline_questions, min_size=1, max_size=4),
        st.lists(meeting_questions, min_size=1, max_size=3),
    ),
)
@FEW
def test_any_world_is_listed_alike(
    world: list[Row],
    viewer: Viewer,
    asked: tuple[list[Any], ...],
    sqlite_store: DatabaseStore,
    postgres_store: DatabaseStore,
) -> None:
    empty(sqlite_store)
    empty(postgres_store)

    expected = shown(MemoryStore(), world, viewer, asked)

    assert shown(sqlite_store, world, viewer, asked) == expected
    assert shown(postgres_store, world, viewer, asked) == expected


asking = st.tuples(
    by_key(participants, 4, lambda row: (row.case_key, row.role, row.since)),
    by_key(grants, 3),
    by_key(absences, 1),
    by_key(some_meetings, 2),
    by_key(unanswered, 3, lambda row: (row.meeting_key, row.user_key)),
    by_key(some_plans, 2, lambda row: (row.case_key, row.number)),
    by_key(some_measures, 3),
    by_key(some_signatures, 1, lambda row: (row.plan_key, row.turn, row.institution_key)),
).map(lambda parts: [row for part in parts for row in part])


def waiting(store: Store, world: list[Row], viewer: Viewer) -> list[object]:
    with store.work() as work:
        work.add(*fixed_rows(), *world)
    with store.reading() as work:
        lists = lists_of(work)
        return [*lists.waiting(viewer, NOW), "cut", *lists.waiting(viewer, NOW, after=9, limit=2)]


@given(world=asking, viewer=viewers)
@FEW
def test_what_waits_in_any_world_is_listed_alike(
    world: list[Row], viewer: Viewer, sqlite_store: DatabaseStore, postgres_store: DatabaseStore
) -> None:
    empty(sqlite_store)
    empty(postgres_store)

    expected = waiting(MemoryStore(), world, viewer)

    assert waiting(sqlite_store, world, viewer) == expected
    assert waiting(postgres_store, world, viewer) == expected
