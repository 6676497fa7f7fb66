"""What the lists show to whom: the rules of cases/lists/, on every store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from adapters.database.worklist import work_statement
from cases.access import EXCEPTION, NO_UNIT
from cases.lists import CaseLine, JobsAsked, Lists, LoadLine, Viewer
from cases.load import open_cases_of
from cases.rows import Case, CasePerson, Grant, Participant, User
from engine.rows import Gateway, Incident, Instance, Job, Row, Seat, Task, Wait
from engine.store import Store
from tests.api.test_jobs import plan_of
from tests.databases import lists_of, weighed

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(days=9), NOW + timedelta(days=9)
RAV, IV = 1, 2
ANNA = Viewer(user_key=11, institution_key=RAV, unit_key=101, roles=frozenset({"caseworker"}))
BEAT = Viewer(user_key=22, institution_key=IV, unit_key=201, roles=frozenset({"caseworker"}))


@dataclass(frozen=True)
class File:
    """A case that Anna's unit takes part in, with one task and one judgement: each part may be varied."""

    case: Case
    instance: Instance
    link: CasePerson
    participant: Participant
    grant: Grant
    task: Task
    task_seat: Seat
    gateway: Gateway
    gateway_seat: Seat

    def rows(self) -> list[Row]:
        return [getattr(self, name) for name in self.__dataclass_fields__]


def file(key: int = 1) -> File:
    n = key * 100
    return File(
        Case(key, f"VS-{key}", "tandem", 5, 11, 101, EARLIER, None, None),
        Instance(key, 5, "running", None, b"", 1, 1, "", EARLIER, None),
        CasePerson(key, 900 + key),
        Participant(n + 1, key, RAV, 101, "RAV", None, True, EARLIER, None),
        Grant(n + 2, key, RAV, "*", "OPENED", key, EARLIER, None, None),
        Task(n + 3, key, "talk", 1, "RAV", "talk_form", "open", 4, None, EARLIER, None, None),
        Seat(n + 4, key, n + 3, "task", "RAV", True, None, None, None, None, None, None),
        Gateway(n + 5, key, "complex", 1, "judgement", "RAV", "open", "decision", 2, "no", None, b"", "", NOW, None, None),
        Seat(n + 6, key, n + 5, "gateway", "RAV", True, 22, NOW, 2, "no", "", None),
    )  # fmt: skip


@contextmanager
def lists_over(store: Store, *rows: Row) -> Iterator[Lists]:
    with store.work() as work:
        work.add(*rows)
    with store.reading() as work:
        yield lists_of(work)


def keys(lists: Lists, viewer: Viewer = ANNA) -> list[int]:
    return [line.key for line in lists.cases(viewer, NOW)]


def work_keys(lists: Lists, viewer: Viewer = ANNA, *, mine: bool = True) -> list[int]:
    return [line.key for line in lists.work(viewer, NOW, mine=mine)]


def test_a_case_shows_to_the_unit_that_takes_part_and_is_granted(store: Store) -> None:
    with lists_over(store, *file().rows()) as lists:
        found = lists.cases(ANNA, NOW)

    assert found == [CaseLine(1, "VS-1", "tandem", 5, "running", None, 11, EARLIER)]


def test_another_institution_sees_nothing(store: Store) -> None:
    with lists_over(store, *file().rows()) as lists:
        assert keys(lists, BEAT) == []
        assert work_keys(lists, BEAT, mine=False) == []


def test_taking_part_without_a_grant_shows_nothing(store: Store) -> None:
    part = file()
    beat = Participant(1, 1, IV, 201, "IV", None, True, EARLIER, None)

    with lists_over(store, *part.rows(), beat) as lists:
        assert keys(lists, BEAT) == []


@pytest.mark.parametrize(
    "grant",
    [
        replace(file().grant, valid_from=NOW + timedelta(microseconds=1)),
        replace(file().grant, valid_to=NOW),
        replace(file().grant, revoked_at=EARLIER),
        replace(file().grant, institution_key=IV),
    ],
    ids=["not yet", "expired", "revoked", "somebody else's"],
)
def test_only_an_active_grant_opens_a_case(store: Store, grant: Grant) -> None:
    with lists_over(store, *replace(file(), grant=grant).rows()) as lists:
        assert keys(lists) == []
        assert work_keys(lists, mine=False) == []


@pytest.mark.parametrize(
    "participant",
    [
        replace(file().participant, since=LATER),
        replace(file().participant, until=NOW),
        replace(file().participant, unit_key=102),
        replace(file().participant, institution_key=IV),
    ],
    ids=["not yet", "over", "another unit", "another institution"],
)
def test_only_the_mandated_unit_sees_a_case(store: Store, participant: Participant) -> None:
    with lists_over(store, *replace(file(), participant=participant).rows()) as lists:
        assert keys(lists) == []
        assert work_keys(lists, mine=False) == []


def test_a_named_user_of_another_unit_sees_the_case_and_has_its_work(store: Store) -> None:
    named = replace(file().participant, unit_key=102, user_key=ANNA.user_key)

    with lists_over(store, *replace(file(), participant=named).rows()) as lists:
        assert keys(lists) == [1]
        assert work_keys(lists) == [103, 105]


def test_several_grants_and_roles_show_a_case_once(store: Store) -> None:
    part = file()
    more = [
        replace(part.grant, key=1, category="HEALTH"),
        replace(part.participant, key=2, role="LEAD"),
        replace(part.participant, key=3, since=EARLIER + timedelta(1), user_key=ANNA.user_key),
    ]

    with lists_over(store, *part.rows(), *more) as lists:
        assert keys(lists) == [1]
        assert work_keys(lists) == [103, 105]


def test_pages_of_cases_run_from_the_newest_to_the_oldest(store: Store) -> None:
    rows = [row for key in range(1, 8) for row in file(key).rows()]

    with lists_over(store, *rows) as lists:
        first = [line.key for line in lists.cases(ANNA, NOW, limit=3)]
        second = [line.key for line in lists.cases(ANNA, NOW, limit=3, before=first[-1])]
        third = [line.key for line in lists.cases(ANNA, NOW, limit=3, before=second[-1])]

    assert (first, second, third) == ([7, 6, 5], [4, 3, 2], [1])


def test_a_page_is_full_even_where_a_unit_holds_several_roles(store: Store) -> None:
    rows = [row for key in range(1, 4) for row in file(key).rows()]
    leads = [replace(file(key).participant, key=key, role="LEAD") for key in range(1, 4)]

    with lists_over(store, *rows, *leads) as lists:
        assert [line.key for line in lists.cases(ANNA, NOW, limit=2)] == [3, 2]


def test_cases_are_narrowed_to_persons_and_to_a_reference(store: Store) -> None:
    rows = [row for key in range(1, 5) for row in file(key).rows()]

    with lists_over(store, *rows) as lists:
        by_person = lists.cases(ANNA, NOW, persons=frozenset({901, 903, 2**70}))
        by_reference = lists.cases(ANNA, NOW, reference="VS-2")
        by_both = lists.cases(ANNA, NOW, persons=frozenset({901}), reference="VS-2")
        by_nobody = lists.cases(ANNA, NOW, persons=frozenset())
        by_nonsense = lists.cases(ANNA, NOW, reference="VS\x00")

    assert [line.key for line in by_person] == [3, 1]
    assert [line.key for line in by_reference] == [2]
    assert by_both == by_nobody == by_nonsense == []


def test_a_worklist_tells_what_the_seat_is_about(store: Store) -> None:
    with lists_over(store, *file().rows()) as lists:
        task, question = lists.work(ANNA, NOW, mine=True)

    assert (task.subject, task.element, task.kind, task.version) == ("task", "talk", "talk_form", 4)
    assert (task.waits_for, task.proposal, task.filled_by, task.created_at) == (None, None, None, EARLIER)
    assert (question.subject, question.element, question.kind, question.version) == (
        "gateway",
        "complex",
        "judgement",
        2,
    )
    assert (question.waits_for, question.proposal, question.filled_by, question.created_at) == ("decision", "no", 22, NOW)  # fmt: skip
    assert (task.case_key, task.reference, task.procedure, task.role) == (1, "VS-1", "tandem", "RAV")


def test_a_closed_seat_is_no_work(store: Store) -> None:
    done = replace(file(1), task_seat=replace(file(1).task_seat, is_open=False))
    decided = replace(file(2), gateway_seat=replace(file(2).gateway_seat, is_open=False))

    with lists_over(store, *done.rows(), *decided.rows()) as lists:
        assert work_keys(lists) == [105, 203]


def test_a_seat_of_a_role_that_another_institution_holds_is_not_our_work(store: Store) -> None:
    part = file()
    foreign = replace(part, task_seat=replace(part.task_seat, role="IV"))

    with lists_over(store, *foreign.rows()) as lists:
        assert work_keys(lists, mine=False) == [105]


def test_mine_is_what_is_assigned_to_me_or_to_nobody_in_my_unit(store: Store) -> None:
    to_me = replace(file(1), task=replace(file(1).task, assignee=ANNA.user_key))
    to_other = replace(file(2), task=replace(file(2).task, assignee=12))
    # The unit is in the case as lead, but the seat's role lies with another unit of the institution.
    elsewhere = replace(file(3), participant=replace(file(3).participant, unit_key=102))
    lead = replace(file(3).participant, key=9, role="LEAD")

    rows = [row for part in (to_me, to_other, elsewhere) for row in part.rows()]
    with lists_over(store, *rows, lead) as lists:
        assert work_keys(lists) == [103, 105, 205]
        assert work_keys(lists, mine=False) == [103, 105, 203, 205, 303, 305]


def test_a_worklist_is_narrowed_and_paged_from_the_oldest(store: Store) -> None:
    rows = [row for key in range(1, 4) for row in file(key).rows()]

    with lists_over(store, *rows) as lists:
        tasks = [line.key for line in lists.work(ANNA, NOW, mine=True, subject="task")]
        of_case = [line.key for line in lists.work(ANNA, NOW, mine=False, case_key=2)]
        first = [line.key for line in lists.work(ANNA, NOW, mine=True, limit=4)]
        rest = [line.key for line in lists.work(ANNA, NOW, mine=True, limit=4, after=first[-1])]
        beyond = lists.work(ANNA, NOW, mine=True, case_key=2**70)

    assert tasks == [103, 203, 303]
    assert of_case == [203, 205]
    assert (first, rest) == ([103, 105, 203, 205], [303, 305])
    assert beyond == []


def test_a_page_never_parts_two_seats_of_one_task(store: Store) -> None:
    part = file()
    second_role = replace(part.participant, key=1, role="LEAD")
    second_seat = replace(part.task_seat, key=2, role="LEAD")

    with lists_over(store, *part.rows(), second_role, second_seat) as lists:
        first = lists.work(ANNA, NOW, mine=True, limit=1)
        rest = lists.work(ANNA, NOW, mine=True, limit=1, after=first[-1].key)

    assert [(line.key, line.role) for line in first] == [(103, "LEAD"), (103, "RAV")]
    assert [line.key for line in rest] == [105]


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_page_of_work_reads_rows_for_its_lines_only(
    request: pytest.FixtureRequest, database: str, mine: bool
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{database}_store")
    with store.work() as work:
        for key in range(1, 401):
            part = file(key)
            if key % 10:
                part = replace(part, participant=replace(part.participant, unit_key=900 + key))
            work.add(*part.rows())
    weighed(store)
    values = {"user": 11, "unit": 101, "institution": RAV, "now": NOW, "cursor": 0, "limit": 50}

    with store.reading() as work:
        assert isinstance(work, DatabaseWork)
        if database == "postgres":  # a few cases are read as quickly as a page of them: millions are not
            for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
                work.connection.execute(text(f"SET LOCAL enable_{way} = off"))
        plan = plan_of(work.connection, work_statement(mine, False, False, 0), values, may_sort=True)

    if database == "postgres":
        assert "Index Only Scan using ix_seat_open" in plan
    else:
        for index in ("seat_open", "participant_unit_at_work", "participant_case_role", "access_grant_valid"):
            assert f"USING COVERING INDEX ix_{index}" in plan
    assert "SCAN case_file" not in plan


def test_what_rests_shows_to_the_office_that_opened_it(store: Store) -> None:
    suspended, stopped, running, foreign = (file(key) for key in (1, 2, 3, 4))
    rows = [
        *replace(suspended, case=replace(suspended.case, opened_by=RAV), instance=replace(suspended.instance, status="suspended")).rows(),
        *replace(stopped, case=replace(stopped.case, opened_by=RAV), instance=replace(stopped.instance, status="incident")).rows(),
        *replace(running, case=replace(running.case, opened_by=RAV)).rows(),
        *replace(foreign, case=replace(foreign.case, opened_by=IV), instance=replace(foreign.instance, status="suspended")).rows(),
    ]  # fmt: skip

    with lists_over(store, *rows) as lists:
        found = [line.key for line in lists.resting(ANNA, NOW)]
        first = [line.key for line in lists.resting(ANNA, NOW, limit=1)]
        others = lists.resting(BEAT, NOW)

    assert (found, first, others) == ([2, 1], [2], [])


def job(key: int, case: int = 1, **columns: Any) -> Job:
    return replace(Job(key, case, "send", key, "letter", "failed", 0, 1, None, EARLIER, None, RAV), **columns)


def wait(key: int, case: int = 1, **columns: Any) -> Wait:
    return replace(Wait(key, case, "heard", key, 0, "signal", "said", None, EARLIER), **columns)


def elsewhere() -> list[Row]:
    """Case 2 is of another unit, 3 not granted, 4 open by exception alone, 5 granted in part, 6 ended."""
    second, third, fourth, fifth, sixth = (file(key) for key in range(2, 7))
    return [
        *replace(second, participant=replace(second.participant, unit_key=102)).rows(),
        *replace(third, grant=replace(third.grant, revoked_at=EARLIER)).rows(),
        *replace(
            fourth,
            participant=replace(
                fourth.participant,
                unit_key=NO_UNIT,
                user_key=11,
                role=EXCEPTION,
                is_working=False,
                until=LATER,
            ),
        ).rows(),
        *replace(fifth, grant=replace(fifth.grant, category="WORK")).rows(),
        *replace(sixth, participant=replace(sixth.participant, is_working=False)).rows(),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (JobsAsked("failed"), [11, 12, 13, 51]),
        (JobsAsked("failed", ("letter",)), [11, 12, 51]),
        (JobsAsked("failed", ("letter", "#mail")), [11, 12, 13, 51]),
        (JobsAsked("failed", case_key=5), [51]),
        (JobsAsked("failed", case_key=2), []),
        (JobsAsked("failed", is_own=True), [11, 12, 13]),
        (JobsAsked("failed", code="job-lost"), [12]),
        (JobsAsked("open"), [14]),
        (JobsAsked("op\x00en"), []),
    ],
)
def test_jobs_are_those_of_cases_with_a_mandate(store: Store, asked: JobsAsked, expected: list[int]) -> None:
    rows = [
        job(11),
        job(12),
        job(13, type="#mail"),
        job(14, status="open"),
        job(15, institution_key=IV),
        *(job(case * 10 + 1, case) for case in (2, 3, 4, 5)),
        Incident(1, 1, "send", "job-lost", "", NOW, None, None, 12),
        Incident(2, 1, "send", "job-lost", "", NOW, NOW, None, 11),
    ]

    with lists_over(store, *file().rows(), *elsewhere(), *rows) as lists:
        found = [row.key for row in lists.jobs(ANNA, NOW, asked)]

        assert found == expected
        assert lists.count_jobs(ANNA, NOW, asked) == len(expected)
        assert [row.key for row in lists.jobs(ANNA, NOW, asked, after=11, limit=1)] == [
            key for key in expected if key > 11
        ][:1]
        assert lists.jobs(replace(ANNA, roles=frozenset({"designer"})), NOW, asked) == []


def test_who_waits_is_of_a_running_case_with_a_mandate(store: Store) -> None:
    rows = [
        *(wait(case * 10 + 1, case) for case in range(1, 7)),
        wait(12),
        wait(13, kind="message"),
        wait(14, digest="other"),
    ]

    with lists_over(store, *file().rows(), *elsewhere(), *rows) as lists:
        assert [row.key for row in lists.waits(ANNA, NOW, "signal", "said")] == [11, 12, 51]
        assert [row.key for row in lists.waits(ANNA, NOW, "signal", "said", after=11, limit=1)] == [12]
        assert lists.waits(BEAT, NOW, "signal", "said") == []


def test_a_deadline_of_whoever_holds_two_places_in_a_case_is_listed_once(store: Store) -> None:
    one = file()
    named = replace(one.participant, user_key=ANNA.user_key)
    second = replace(named, key=150, role="case_manager")
    timer = Wait(151, 1, "nine_months", 1, 0, "timer", None, LATER, EARLIER)
    rows = [row for row in one.rows() if row is not one.participant]

    with lists_over(store, *rows, named, second, timer) as lists:
        lines = lists.deadlines(ANNA, NOW, mine=True)

    assert [line.key for line in lines] == [151]


def test_who_has_done_what_they_were_named_for_finds_what_is_left_and_carries_the_case_no_longer(
    store: Store,
) -> None:
    over = replace(file(), participant=replace(file().participant, user_key=11, done_at=EARLIER))
    going_on = replace(file(2), participant=replace(file(2).participant, user_key=11, role="rav_adviser"))
    ended = replace(over.participant, key=9, case_key=3, role="rav_adviser")
    staff = User(11, RAV, 101, "anna", "", "", "", "", "", "", True)

    with lists_over(store, *over.rows(), *going_on.rows(), ended, staff) as lists:
        assert keys(lists) == [2, 1]
        assert {line.case_key for line in lists.work(ANNA, NOW, mine=True)} == {1}
        assert lists.load(ANNA, NOW) == [LoadLine(11, 1)]
    with store.reading() as work:
        assert open_cases_of(work, [11]) == {11: 1}
