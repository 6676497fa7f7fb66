"""What is kept of statements has a bound, in the process and in the server: whatever is asked, and however often."""

import random
import tracemalloc
from itertools import product

import pytest
from sqlalchemy import text

from adapters.database import statements
from adapters.database.statements import inserted_together, together
from adapters.database.store import DatabaseStore
from engine.rows import Instance, Seat, Task

LENGTHS = range(1, 81)
"""Of lists, and how many rows there are together: of any two there are more than are kept."""


@pytest.mark.parametrize("sort", ["found", "found ahead", "due", "leased", "found along", "new"])
def test_statements_of_ever_other_shapes_do_not_fill_the_memory(
    sqlite_store: DatabaseStore, sort: str
) -> None:
    forms = sqlite_store._forms
    task, seat = forms[Task], forms[Seat]

    def make(one: int, other: int) -> str:
        tests = (("key", "one of", one), ("role", "one of", other))
        made = {
            "found": lambda: task.finding(tests),
            "found ahead": lambda: together(((task, tests), (seat, tests))),
            "due": lambda: task.due("created_at", tests, is_bounded=True, keeps=False),
            "leased": lambda: task.leasing("created_at", tests),
            "found along": lambda: task.along(tests, (("instance_key", forms[Instance]),)),
            "new": lambda: inserted_together(((task, one), (seat, other))),
        }
        return made[sort]()

    shapes = list(product(LENGTHS, repeat=2))
    random.Random(1).shuffle(shapes)
    sizes = []
    tracemalloc.start()
    try:
        for half in (shapes[: len(shapes) // 2], shapes[len(shapes) // 2 :]):
            for shape in half:
                make(*shape)
            sizes.append(kept_of(statements.__file__))
    finally:
        tracemalloc.stop()

    assert sizes[0] > 0
    assert sizes[1] < 1.2 * sizes[0]


def kept_of(file: str) -> int:
    """Bytes that were allocated in a file and are still there."""
    taken = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, file)])
    return sum(one.size for one in taken.statistics("filename"))


def test_postgresql_keeps_ready_what_comes_again_and_no_more_than_a_bound(
    postgres_store: DatabaseStore,
) -> None:
    with postgres_store.reading() as work:
        for length in range(1, 621):
            for turn in range(3):
                work.find(Task, key=list(range(length)), status=f"s{turn}")
        ready = text("SELECT count(*) FROM pg_prepared_statements")
        number = work.connection.execute(ready).scalar()

    assert 400 < number <= 501  # the bound, and the one that goes next
