"""Cases are walked in portions for figures, each once, on every store; those that are erased are passed over."""

from datetime import UTC, datetime

import pytest

from cases.rows import Case
from engine.store import Store
from tests.databases import lists_of

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)


def case(key: int, procedure: str = "tandem", erased_at: datetime | None = None) -> Case:
    return Case(key, f"VS-{key}", procedure, 1, 1, 1, NOW, None, None, erased_at=erased_at)


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_every_case_of_a_procedure_comes_once(store: Store, limit: int) -> None:
    with store.work() as work:
        work.add(case(1), case(2, "other"), case(3), case(4, erased_at=NOW), case(5), case(9))

    found: list[int] = []
    while True:
        with store.reading() as work:
            portion = lists_of(work).cases_of("tandem", after=found[-1] if found else 0, limit=limit)
        assert len(portion) <= limit
        found += portion
        if len(portion) < limit:
            break

    assert found == [1, 3, 5, 9]
