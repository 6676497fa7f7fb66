"""One contract for the store in memory, in SQLite and in PostgreSQL."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from adapters.database import known
from adapters.database.store import DatabaseStore
from engine.rows import Draft, Event, Instance, ProcedureVersion, Receipt, Seat, Task, Wait
from engine.store import Conflict, Duplicate, Store

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)


def draft(key: int, version: int = 1, sealed: bytes = b"\x00sealed\xff") -> Draft:
    return Draft(key, 7, sealed, version, 3, NOON)


def task(key: int, status: str = "open", assignee: int | None = None) -> Task:
    return Task(key, 7, "talk", 1, "RAV", "talk_form", status, 1, assignee, NOON, None, None)


def receipt(key: int, token: str) -> Receipt:
    return Receipt(key, 3, token, "digest", 200, b"{}", NOON)


def seat(key: int, subject: int = 5, role: str = "RAV") -> Seat:
    return Seat(key, 7, subject, "task", role, True, None, None, None, None, None, None)


def release(key: int, version: str = "1.0") -> ProcedureVersion:
    return ProcedureVersion(key, "tandem", version, key, "VS", f"hash {key}", date(2026, 1, 1), NOON)


def test_what_was_added_is_found_after_the_commit(store: Store) -> None:
    row = Instance(2**62, 1, "running", None, b"\x00\x01", 1, 1, "é«»", NOON, None)

    with store.work() as work:
        work.add(row)

    with store.reading() as work:
        assert work.get(Instance, 2**62) == row


def test_moments_come_back_in_utc_to_the_microsecond(store: Store) -> None:
    zurich = timezone(timedelta(hours=1))
    moment = datetime(2026, 2, 10, 12, 0, 0, 123456, tzinfo=zurich)

    with store.work() as work:
        work.add(replace(draft(1), updated_at=moment))

    with store.reading() as work:
        found = work.find(Draft)[0].updated_at
    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_its_zone_is_refused(store: Store) -> None:
    row = replace(draft(1), updated_at=datetime(2026, 2, 10, 12))

    with pytest.raises(ValueError, match="A moment needs its zone"), store.work() as work:
        work.add(row)

    with store.reading() as work:
        assert work.find(Draft) == []


def test_days_come_back_as_days(store: Store) -> None:
    with store.work() as work:
        work.add(release(1))

    with store.reading() as work:
        assert work.find(ProcedureVersion, valid_from=date(2026, 1, 1)) == [release(1)]


def test_an_exception_leaves_everything_as_it_was(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1), task(1))

    with pytest.raises(LookupError), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.replace(draft(1, version=2))
        work.remove(Task, 1)
        work.add(draft(2))
        raise LookupError

    with store.reading() as work:
        assert work.find(Draft) == [draft(1)]
        assert work.find(Task) == [task(1)]


def test_a_unit_of_work_sees_what_it_wrote(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1), draft(2))
        work.replace(draft(1, version=2))
        work.remove(Draft, 2)

        assert work.find(Draft) == [draft(1, version=2)]
        assert work.get(Draft, 2) is None


def test_rows_are_found_by_values_by_absence_and_by_one_of_several(store: Store) -> None:
    with store.work() as work:
        work.add(task(3, "completed"), task(1), task(2, assignee=9), task(4, "cancelled"))

    with store.reading() as work:
        assert [row.key for row in work.find(Task, status="open")] == [1, 2]
        assert [row.key for row in work.find(Task, status="open", assignee=None)] == [1]
        assert [row.key for row in work.find(Task, status=["completed", "cancelled"])] == [3, 4]
        assert [row.key for row in work.find(Task, assignee={9, None})] == [2]
        assert work.find(Task, status=()) == []
        assert [row.key for row in work.find(Task, key=(4, 1), instance_key=7)] == [1, 4]


def test_whether_there_are_rows_is_told_without_them(store: Store) -> None:
    with store.work() as work:
        work.add(wait(1, NOON), wait(2, None, "message"))
        unsent = work.has(Wait, kind="message")

    with store.reading() as work:
        found = [
            work.has(Wait),
            work.has(Wait, kind=["message", "signal"], due_at=None),
            work.has(Wait, kind="message", due_at=NOON),
            work.has(Wait, kind=[]),
            work.has(Wait, key=[*range(2, 3000)]),
            work.has(Wait, element="\x00"),
        ]
        with pytest.raises(TypeError):
            work.has(Wait, nonsense=1)

    assert unsent
    assert found == [True, True, False, False, True, False]


def test_a_value_no_database_can_hold_is_found_nowhere(store: Store) -> None:
    with store.work() as work:
        work.add(task(1))

    with store.reading() as work:
        assert work.get(Task, 2**70) is None
        assert work.find(Task, key=2**70) == []
        assert [row.key for row in work.find(Task, key=[2**70, 1])] == [1]
        assert work.find(Task, status="op\x00en") == []
        assert work.find(Task, status="op\ud800en") == []
        assert [row.key for row in work.find(Task, status=["\udfff", "open"])] == [1]


def test_a_list_may_be_longer_than_a_statement_may_have_values(store: Store) -> None:
    many = [*range(2, 70_000), 1, 1]
    waits = [Wait(key, key, "e", 1, 0, "timer", None, NOON - timedelta(seconds=key), NOON) for key in (1, 9)]
    with store.work() as work:
        work.add(task(3), task(69_000, "completed"), task(70_000), task(1))
        work.add(*waits, draft(3), draft(7))

    with store.reading() as work:
        work.ahead((Task, {"key": many}))
        assert [row.key for row in work.find(Task, key=many)] == [1, 3, 69_000]
        assert [row.key for row in work.find(Task, key=set(many), status="open")] == [1, 3]
        assert [row.key for row in work.earliest(Wait, "due_at", None, 2, instance_key=many)] == [9, 1]
        assert [line[0].key for line in work.along(Draft, ("key", Task), key=many)] == [3]


def test_an_unknown_column_is_a_programming_error(store: Store) -> None:
    with store.reading() as work, pytest.raises(TypeError, match="has no column colour"):
        work.find(Task, colour="red")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (draft(1), draft(1, sealed=b"other")),
        (receipt(1, "a"), receipt(2, "a")),
        (seat(1), seat(2)),
    ],
    ids=["key", "token", "role at a task"],
)
def test_what_has_to_be_unique_is_refused_twice(store: Store, first: Draft, second: Draft) -> None:
    with store.work() as work:
        work.add(first)

    with pytest.raises(Duplicate), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.add(task(1))
        work.add(second)

    with store.reading() as work:
        assert work.find(type(first)) == [first]
        assert work.find(Task) == []


def test_what_was_removed_may_be_added_anew(store: Store) -> None:
    with store.work() as work:
        work.add(receipt(1, "a"), receipt(2, "b"))
        work.remove(Receipt, 1)
        work.add(receipt(3, "a"))
        work.replace(receipt(2, "c"))
        work.add(receipt(4, "b"))

    with store.reading() as work:
        assert [(row.key, row.token) for row in work.find(Receipt)] == [(2, "c"), (3, "a"), (4, "b")]


def test_a_replacement_that_hurts_a_unique_rule_is_refused(store: Store) -> None:
    with store.work() as work:
        work.add(receipt(1, "a"), receipt(2, "b"))

    with pytest.raises(Duplicate), store.work() as work:
        work.replace(receipt(2, "a"))


def test_a_replacement_of_an_older_version_is_a_conflict(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1))
    with store.work() as work:
        work.replace(draft(1, version=2, sealed=b"first"))

    with pytest.raises(Conflict) as conflict, store.work() as work:
        work.replace(draft(1, version=2, sealed=b"second"))

    assert (conflict.value.kind, conflict.value.key) == (Draft, 1)
    with store.reading() as work:
        assert work.find(Draft) == [draft(1, version=2, sealed=b"first")]


def test_a_replacement_of_what_is_gone_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.work() as work:
        work.replace(receipt(1, "a"))


def test_what_is_written_is_read_by_the_same_unit(store: Store) -> None:
    with store.work() as work:
        work.add(receipt(1, "a"), receipt(2, "b"), draft(1))
    with store.work() as work:
        work.replace(draft(1, version=2, sealed=b"first"))
        seen = [work.get(Draft, 1)]
        work.replace(draft(1, version=3, sealed=b"second"))
        seen += [*work.find(Draft, version=3), *work.find(Draft, version=2)]
        work.add(draft(2))
        work.replace(draft(2, version=2, sealed=b"third"))
        seen.append(work.get(Draft, 2))
        work.remove(Receipt, 1)
        work.add(receipt(3, "a"))
        work.replace(receipt(2, "c"))
        tokens = [row.token for row in work.find(Receipt)]
        work.remove(Receipt, 3)

    second = draft(1, version=3, sealed=b"second")
    third = draft(2, version=2, sealed=b"third")
    assert seen == [draft(1, version=2, sealed=b"first"), second, third]
    assert tokens == ["c", "a"]
    with store.reading() as work:
        assert work.find(Draft) == [second, third]
        assert [row.token for row in work.find(Receipt)] == ["c"]


def test_a_new_row_that_is_written_anew_with_a_wrong_version_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.add(draft(1))
        work.replace(draft(1, version=3))

    with store.reading() as work:
        assert work.find(Draft) == []


def test_many_rows_of_many_kinds_are_all_kept(store: Store) -> None:
    number = 1_000
    with store.work() as work:
        for key in range(1, number + 1):
            work.add(draft(key), receipt(key, f"t{key}"))
    with store.work() as work:
        for key in range(1, number + 1):
            work.replace(draft(key, version=2))
            work.replace(receipt(key, f"u{key}"))

    with store.reading() as work:
        assert work.find(Draft) == [draft(key, version=2) for key in range(1, number + 1)]
        assert {row.token for row in work.find(Receipt)} == {f"u{key}" for key in range(1, number + 1)}


def test_one_stale_row_among_many_keeps_all_from_being_written(store: Store) -> None:
    with store.work() as work:
        work.add(*(draft(key) for key in range(1, 31)))

    with pytest.raises(Conflict) as conflict, store.work() as work:  # noqa: PT012 the whole unit of work is refused
        for key in range(1, 31):
            work.replace(draft(key, version=3 if key == 17 else 2))

    assert (conflict.value.kind, conflict.value.key) == (Draft, 17)
    with store.reading() as work:
        assert {row.version for row in work.find(Draft)} == {1}


def test_a_version_that_is_a_text_counts_nothing(store: Store) -> None:
    with store.work() as work:
        work.add(release(1, "1.0"))

    with store.work() as work:
        work.replace(release(1, "7.3"))

    with store.reading() as work:
        assert work.find(ProcedureVersion) == [release(1, "7.3")]


def test_nothing_more_happens_after_a_refusal_even_if_it_is_swallowed(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1))

    with pytest.raises(Duplicate), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.add(draft(2))
        with pytest.raises(Duplicate):  # noqa: PT012 the store may wait with what it says until it has to send
            work.add(draft(1))
            work.hold(Draft)
        with pytest.raises(Duplicate):
            work.find(Draft)

    with store.reading() as work:
        assert work.find(Draft) == [draft(1)]


def test_who_only_reads_cannot_write(store: Store) -> None:
    with store.reading() as work:
        with pytest.raises(RuntimeError, match="only reads"):
            work.add(draft(1))
        with pytest.raises(RuntimeError, match="only reads"):
            work.replace(draft(1))
        with pytest.raises(RuntimeError, match="only reads"):
            work.remove(Draft, 1)


def test_a_reader_sees_one_picture_while_others_write(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1))

    with store.reading() as picture:
        before = picture.find(Draft)
        with store.work() as work:
            work.add(draft(2), task(1))
        after = picture.find(Draft)
        tasks = picture.find(Task)

    assert before == after == [draft(1)]
    assert tasks == []


def test_many_rows_of_several_kinds_go_in_at_once(store: Store) -> None:
    events = [Event(n, 7, n, NOON, "started", None, "", None, None, "", f"{n}") for n in range(1, 2001)]

    with store.work() as work:
        work.add(*events, task(1))

    with store.reading() as work:
        assert work.find(Event, instance_key=7) == events
        assert len(work.find(Event, key=range_set(1500))) == 1500
        assert work.find(Task) == [task(1)]


def range_set(size: int) -> frozenset[int]:
    return frozenset(range(1, size + 1))


def test_of_simultaneous_replacements_each_version_is_written_once(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1))
    conflicts: list[int] = []

    def write_ten() -> None:
        written = 0
        while written < 10:
            try:
                with store.work() as work:
                    (old,) = work.find(Draft, key=1)
                    work.replace(draft(1, old.version + 1))
                written += 1
            except Conflict as conflict:
                conflicts.append(conflict.key)

    threads = [threading.Thread(target=write_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as work:
        assert work.find(Draft) == [draft(1, version=41)]
    assert set(conflicts) <= {1}


def wait(key: int, due: datetime | None, kind: str = "timer") -> Wait:
    return Wait(key, 7, "deadline", key, 0, kind, None, due, NOON)


def test_a_queue_gives_what_is_due_the_earliest_first(store: Store) -> None:
    hour = timedelta(hours=1)
    with store.work() as work:
        work.add(
            wait(1, NOON), wait(2, NOON - hour), wait(3, None), wait(4, NOON + hour), wait(5, NOON - hour)
        )
        work.add(wait(6, NOON - 2 * hour, "message"))

    with store.reading() as work:
        due = work.earliest(Wait, "due_at", until=NOON, limit=10, kind="timer")
        first = work.earliest(Wait, "due_at", until=None, kind=["timer", "message"])
        nothing = work.earliest(Wait, "due_at", until=NOON, kind=[])

    assert [row.key for row in due] == [2, 5, 1]
    assert [row.key for row in first] == [6]
    assert nothing == []


def test_a_queue_by_an_unknown_column_is_a_programming_error(store: Store) -> None:
    with pytest.raises(TypeError), store.reading() as work:
        work.earliest(Wait, "nonsense", until=NOON)


def test_what_one_worker_holds_another_one_passes_over(postgres_store: Store) -> None:
    with postgres_store.work() as work:
        work.add(wait(1, NOON), wait(2, NOON))

    with postgres_store.work() as one, postgres_store.work() as other:
        held = one.earliest(Wait, "due_at", until=NOON)
        found = other.earliest(Wait, "due_at", until=NOON)

    assert ([row.key for row in held], [row.key for row in found]) == ([1], [2])


def test_a_lease_takes_what_is_due_by_the_clock_of_the_database_and_gives_it_back_when_it_is_over(
    store: Store,
) -> None:
    with store.work() as work:
        now = work.now()
        work.add(wait(1, now - timedelta(seconds=2)), wait(2, now - timedelta(seconds=3)))
        work.add(wait(3, now + timedelta(hours=1)), wait(4, None))

    with store.work() as work:
        first = work.lease(Wait, "due_at", seconds=600, limit=1, kind="timer")
    with store.work() as work:
        second = work.lease(Wait, "due_at", seconds=0, limit=5)
    with store.work() as work:
        again = work.lease(Wait, "due_at", seconds=600, limit=5)
    with store.work() as work:
        none = work.lease(Wait, "due_at", seconds=600, limit=5)

    assert [row.key for row in first] == [2]
    assert first[0].due_at is not None
    assert timedelta(seconds=500) < first[0].due_at - now < timedelta(seconds=700)
    assert [row.key for row in second] == [1]
    assert [row.key for row in again] == [1]
    assert none == []


def test_a_lease_counts_as_a_change_of_the_row(store: Store) -> None:
    with store.work() as work:
        work.add(replace(draft(1), updated_at=work.now()))

    with store.work() as work:
        (leased,) = work.lease(Draft, "updated_at", seconds=0)

    assert leased.version == 2
    with pytest.raises(Conflict), store.work() as work:
        work.replace(replace(leased, version=2))


def test_of_simultaneous_leases_each_row_is_taken_once(store: Store) -> None:
    with store.work() as work:
        moment = work.now()
        work.add(*(wait(key, moment) for key in range(1, 41)))
    taken: list[int] = []

    def take() -> None:
        while True:
            try:
                with store.work() as work:
                    found = work.lease(Wait, "due_at", seconds=600, limit=3)
            except Conflict:
                continue
            if not found:
                return
            taken.extend(row.key for row in found)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == list(range(1, 41))


def test_what_is_read_ahead_is_what_is_found(store: Store) -> None:
    with store.work() as work:
        work.add(*(task(key, status) for key, status in ((3, "open"), (1, "open"), (2, "completed"))))
        work.add(seat(9), seat(8, role="IV"), draft(1))

    with store.reading() as work:
        work.ahead(
            (Task, {"instance_key": 7, "status": ["open"]}),
            (Seat, {"subject_key": 5}),
            (Draft, {"key": 1}),
            (Draft, {"key": 2}),
            (Seat, {"role": []}),
            (Wait, {"instance_key": 7, "wakes_at": None}),
        )

        assert work.find(Task, status=["open"], instance_key=7) == [task(1), task(3)]
        assert [found.key for found in work.find(Seat, subject_key=5)] == [8, 9]
        assert (work.get(Draft, 1), work.get(Draft, 2)) == (draft(1), None)
        assert work.find(Seat, role=[]) == []
        assert work.find(Wait, instance_key=7, wakes_at=None) == []
        assert [found.key for found in work.find(Task, instance_key=7)] == [1, 2, 3]


def test_what_was_read_ahead_is_read_anew_once_it_was_written(store: Store) -> None:
    with store.work() as work:
        work.add(task(1), draft(1))
    asks = ((Task, {"instance_key": 7}), (Draft, {"key": 1}))

    with store.work() as work:
        work.ahead(*asks)
        work.replace(replace(task(1), status="completed", version=2))
        after_replace = work.find(Task, instance_key=7)
        work.ahead(*asks)
        work.add(task(2))
        after_add = work.find(Task, instance_key=7)
        work.ahead(*asks)
        work.remove(Task, 2)
        after_remove = work.find(Task, instance_key=7)
        work.remove(Draft, 1)
        gone = work.get(Draft, 1)
        work.ahead(*asks)

        assert [(found.key, found.status) for found in after_replace] == [(1, "completed")]
        assert [found.key for found in after_add] == [1, 2]
        assert [found.key for found in after_remove] == [1]
        assert gone is work.get(Draft, 1) is None


def test_what_answers_a_question_answers_every_narrower_one_as_it_is_written_since(store: Store) -> None:
    with store.work() as work:
        work.add(seat(1), seat(2, role="IV"), seat(3, subject=6), task(1), task(2, status="completed"))

    with store.work() as work:
        work.ahead((Seat, {"instance_key": 7, "role": ["RAV", "IV", "SMZ"]}), (Task, {"instance_key": 7}))
        work.replace(replace(seat(1), role="SMZ"))
        work.replace(replace(seat(3, subject=6), role="ARZT"))
        work.replace(replace(task(1), version=2, status="completed"))
        work.replace(replace(task(1), version=3, assignee=4))
        work.add(seat(4, subject=8, role="IV"), task(3))
        work.remove(Seat, 2)
        found = {
            "narrower": [
                row.key for row in work.find(Seat, instance_key=7, subject_key=5, role=["RAV", "SMZ", None])
            ],
            "one role": [row.key for row in work.find(Seat, role="IV", instance_key=7)],
            "all roles": [row.key for row in work.find(Seat, instance_key=7)],
            "one that left": [row.key for row in work.find(Seat, role=["ARZT"], instance_key=7)],
            "by key": (work.get(Seat, 2), work.find(Seat, key=[1, 2])),
            "versions": [
                (row.key, row.version, row.status) for row in work.find(Task, instance_key=7, assignee=None)
            ],
            "of whom": work.find(Task, assignee=[4]),
            "anything": (work.has(Seat, role="RAV"), work.has(Task, status="open")),
        }

    assert found == {
        "narrower": [1],
        "one role": [4],
        "all roles": [1, 3, 4],
        "one that left": [3],
        "by key": (None, [replace(seat(1), role="SMZ")]),
        "versions": [(2, 1, "completed"), (3, 1, "open")],
        "of whom": [replace(task(1), version=3, assignee=4)],
        "anything": (False, True),
    }
    with store.reading() as work:
        assert [row.key for row in work.find(Seat)] == [1, 3, 4]
        assert work.get(Task, 1) == replace(task(1), version=3, assignee=4)


def test_a_stale_row_is_a_conflict_however_often_it_is_written_anew(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1), task(1))
    with store.work() as work:
        work.replace(draft(1, version=2))

    with pytest.raises(Conflict), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.replace(replace(task(1), version=2))
        work.replace(draft(1, version=2, sealed=b"stale"))
        work.replace(draft(1, version=3, sealed=b"stale too"))

    with store.reading() as work:
        assert (work.find(Draft), work.find(Task)) == ([draft(1, version=2)], [task(1)])


@pytest.mark.parametrize("number", [1, 30, 900])
def test_rows_are_removed_beside_what_is_written(store: Store, number: int) -> None:
    with store.work() as work:
        work.add(*(receipt(key, f"r{key}") for key in range(number)), draft(1), draft(2), task(1))

    with store.work() as work:
        for key in range(number):
            work.remove(Receipt, key)
        work.remove(Draft, 2)
        work.remove(Draft, 99)
        work.replace(draft(1, version=2))
        work.add(receipt(number, "r0"))

    with store.reading() as work:
        assert work.find(Receipt) == [receipt(number, "r0")]
        assert (work.find(Draft), work.find(Task)) == ([draft(1, version=2)], [task(1)])


def test_what_was_refused_is_not_made_good_by_removing_it(store: Store) -> None:
    with store.work() as work:
        work.add(receipt(1, "a"))

    for remedy in (lambda work: work.remove(Receipt, 2), lambda work: work.replace(receipt(2, "b"))):
        with pytest.raises(Duplicate), store.work() as work:  # noqa: PT012 the whole unit of work is refused
            work.add(receipt(2, "a"))
            remedy(work)
    with pytest.raises(Conflict), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.replace(draft(5))
        work.remove(Draft, 5)


def test_a_row_may_come_back_after_its_removal_but_not_be_written_anew(store: Store) -> None:
    with store.work() as work:
        work.add(draft(1), draft(2))
    with store.work() as work:
        work.remove(Draft, 1)
        work.add(draft(1, sealed=b"again"))

    with pytest.raises(Conflict), store.work() as work:  # noqa: PT012 the whole unit of work is refused
        work.remove(Draft, 2)
        work.replace(draft(2, version=2))

    with store.reading() as work:
        assert work.find(Draft) == [draft(1, sealed=b"again"), draft(2)]


@pytest.mark.parametrize("name", ["sqlite_store", "postgres_store"])
def test_who_asks_without_a_picture_hears_what_is_there_now(
    name: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(name)
    with store.work() as work:
        work.add(draft(1))

    with store.asking() as asking:
        before = asking.get(Draft, 1)
        with store.work() as work:
            work.replace(draft(1, version=2))
            work.add(draft(2))
        asking.ahead((Draft, {"instance_key": 7}))
        after = [asking.get(Draft, 1), asking.get(Draft, 2)]

    assert (before, after) == (draft(1), [draft(1, version=2), draft(2)])


def test_a_list_that_was_read_ahead_belongs_to_who_asked(store: Store) -> None:
    with store.work() as work:
        work.add(seat(1))

    with store.reading() as work:
        work.ahead((Seat, {"subject_key": 5}))
        work.find(Seat, subject_key=5).clear()

        assert work.find(Seat, subject_key=5) == [seat(1)]


def test_a_unit_that_goes_through_very_many_rows_does_not_keep_them_all(
    sqlite_store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "MOST_KEPT", 10)
    most = 0
    with sqlite_store.work() as work:
        work.add(*(draft(key) for key in range(1, 1001)))
        most = len(work._known._rows[Draft])
        work.replace(draft(1000, version=2))
        work.remove(Draft, 999)
        seen = [work.get(Draft, key) for key in (1000, 999, 998)]
    with sqlite_store.reading() as work:
        work.ahead((Draft, {"key": 1}))
        found = [work.get(Draft, key) for key in range(1, 1001)]
        most = max(most, len(work._known._rows[Draft]))
        again = work.find(Draft, key=[1, 1000])

    assert seen == [draft(1000, version=2), None, draft(998)]
    assert [row.version for row in found if row] == [1] * 998 + [2]
    assert again == [draft(1), draft(1000, version=2)]
    assert most <= 400, "what waits at most"


def test_an_unknown_column_is_told_of_also_ahead(store: Store) -> None:
    with pytest.raises(TypeError, match="no column size"), store.reading() as work:
        work.ahead((Seat, {"size": 5}))


def test_rows_are_found_with_what_they_lead_to(store: Store) -> None:
    version = replace(release(4), content_hash="abc")
    instance = Instance(7, 4, "running", None, b"", 1, 1, "d", NOON, None)
    stray = Instance(6, 99, "running", None, b"", 1, 1, "d", NOON, None)
    with store.work() as work:
        work.add(version, instance, stray, task(2), task(1), replace(task(3), instance_key=8))
        work.add(replace(task(4), instance_key=6))

    ways = (("instance_key", Instance), ("procedure_version_key", ProcedureVersion))
    with store.reading() as work:
        everything = work.along(Task, *ways)
        some = work.along(Task, *ways, key=[2, 3], status="open")
        standing = work.along(Task, *ways, token=task(1).token)
        flagged = work.along(Seat, ("instance_key", Instance), is_open=False)
        short = work.along(Task, ("instance_key", Instance), key=4)
        none = work.along(Task, *ways, key=[])

    assert everything == [(task(1), instance, version), (task(2), instance, version)]
    assert some == [(task(2), instance, version)]
    assert standing == everything
    assert flagged == []
    assert short == [(replace(task(4), instance_key=6), stray)]
    assert none == []
