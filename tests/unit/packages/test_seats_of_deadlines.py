"""Who may change a deadline."""

from pathlib import Path

import pytest

from cases.catalogue import CATALOGUE
from engine.commands.deadlines import seats_of_deadline
from engine.packages.archive import read_folder
from engine.packages.reading import read_package
from tests.unit.packages.test_refusals import VOCABULARY

TANDEM = Path(__file__).parents[3] / "processes" / "wallis_tandem"


@pytest.mark.parametrize("element", ["nine_months", "month_over"])
def test_a_deadline_of_what_several_hold_together_is_for_each_of_them(element: str) -> None:
    package = read_package(read_folder(TANDEM), VOCABULARY, CATALOGUE)

    assert seats_of_deadline(package, element) == ["rav_adviser", "social_worker"]
