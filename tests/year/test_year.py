"""A year of each procedure with random but lawful answers: every promise holds on every day, and what is open has a way on."""

import os
from datetime import date
from random import Random

import pytest

from api.stories.packages import Told
from cases.rows import Case
from tests.procedures.told import all_told, the_stage
from tests.year.living import Year
from tests.year.promises import broken, tandems

CASES = int(os.environ.get("BRUECKE_CASES", "20"))
SEED = os.environ.get("BRUECKE_SEED") or "1848"
BEGINS = date(2026, 1, 5)


@pytest.mark.parametrize("told", all_told(), ids=lambda told: told.name)
def test_a_year_of_cases_keeps_every_promise(told: Told) -> None:
    scene = the_stage().scene(told.package, BEGINS, told.cast.offices)
    year = Year(told, scene, Random(f"{SEED} {told.package.manifest.id}"))

    for day in year.live(CASES):
        found = list(broken(year))
        assert not found, f"{day}, seed {SEED}: " + "\n".join(found)

    with scene.house.engine.store.reading() as work:
        cases = work.find(Case)
        ended = [case for case in cases if case.closed_at is not None]
        wrong = [line for case in cases for line in tandems(work, case)]
    assert wrong == []
    assert len(cases) == CASES
    assert ended, "no case came to an end: nothing was tried"
    assert year.done["task"] > CASES / 2
