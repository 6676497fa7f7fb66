"""What figures are counted from has to be there: a slip in a name would count nobody."""

from collections.abc import Mapping

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Refused
from engine.packages.archive import read_folder
from engine.packages.reading import read_package
from tests.figured import changed
from tests.unit.packages.test_refusals import ROOT, VOCABULARY


@pytest.fixture(scope="module")
def basel() -> Mapping[str, bytes]:
    return read_folder(ROOT / "basel_landschaft")


def faults(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    try:
        read_package(dict(files), VOCABULARY, CATALOGUE)
    except Refused as refused:
        return [(fault.place, fault.rule) for fault in refused.faults]
    return []


@pytest.mark.requirement("BL-07", "VS-11", "LU-10")
@pytest.mark.parametrize("name", ["basel_landschaft", "wallis_tandem", "mamac"])
def test_procedures_say_what_is_counted(name: str) -> None:
    files = read_folder(ROOT / name)

    assert faults(files) == []
    assert read_package(dict(files), VOCABULARY, CATALOGUE).manifest.figures is not None


@pytest.mark.parametrize(
    ("old", "new", "place", "rule"),
    [
        ("[take_over]", "[take_ovr]", "figures.events.CASE_ACCEPTED", "FIGURES"),
        ("[HANDOVER_OFFERED]", "[HANDOVER_OFFERD]", "figures.events.IV_INVOLVED", "FIGURES"),
        ("[placement_renounced]", "[renounced]", "figures.reasons.RENOUNCED", "FIGURES"),
        ("  reasons:", "  integrated: [nothing]\n  reasons:", "figures.integrated", "FIGURES"),
        ("job_within: job_within", "job_within: answer_within", "figures.job_within", "MAN-FIGURES"),
        ("returns_within: returns", "returns_within: return", "figures.returns_within", "MAN-FIGURES"),
        ("smallest_cell: smallest_cell", "smallest_cell: job_within", "figures.smallest_cell", "MAN-FIGURES"),
        ("percent: [35]", "people: 5, percent: [35]", "figures.context.reference_group", "MAN-FIGURES"),
        ("percent: [35]", "percent: [35, 40]", "figures.context.reference_group", "MAN-FIGURES"),
        (
            "figure: registered_again",
            "figure: registerd_again",
            "figures.context.reference_group.figure",
            "MAN-KEY",
        ),
        ("year: 2025", "year: -5", "figures.context.reference_group.year", "MAN-KEY"),
        ("[benefits_exhausted]\n    OTHER", "[not_placeable]\n    OTHER", "figures.reasons", "MAN-FIGURES"),
        ("    JOB_STARTED: [job_found]\n", "", "figures.reasons", "MAN-FIGURES"),
        ("JOB_STARTED:", "JOB_FOUND:", "figures.events.JOB_FOUND.[key]", "MAN-KEY"),
    ],
)
def test_a_slip_is_refused_with_its_place(
    basel: Mapping[str, bytes], old: str, new: str, place: str, rule: str
) -> None:
    found = faults(changed(basel, old, new))

    assert found == [(place, rule)]


@pytest.mark.parametrize(("value", "found"), [("0", 1), ("2", 1), ("3", 0), ("10", 0), ("-5", 1), ("2.5", 1)])
def test_numbers_of_one_or_two_people_are_never_passed_on(
    basel: Mapping[str, bytes], value: str, found: int
) -> None:
    files = changed(basel, "smallest_cell: {value: 5,", f"smallest_cell: {{value: {value},")

    assert faults(files) == [("figures.smallest_cell", "MAN-FIGURES")] * found


def test_what_a_source_says_has_its_words(basel: Mapping[str, bytes]) -> None:
    found = faults(changed(basel, "text: figures.reference_group", "text: figures.nobody_says_so"))

    assert {rule for _, rule in found} == {"X12"}
