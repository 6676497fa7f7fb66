"""Every row of a decision table can win, and faults in a table say where they are."""

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Fault
from engine.packages.checks import check_package
from engine.packages.reading import load_package
from tests.unit.packages.test_refusals import GOOD, VOCABULARY, Files, swap

TARGET = "decisions/target_group.dmn"


def faults_of(files: Files) -> list[Fault]:
    """The faults of the whole."""
    return list(check_package(load_package(files, VOCABULARY), CATALOGUE))


def planted(old: str, new: str) -> Files:
    """The package with a change in the table of the target group."""
    files = dict(GOOD)
    swap(TARGET, old, new)(files)
    return files


def test_a_result_that_is_no_output_value_is_refused_with_its_cell() -> None:
    files = planted('<text>"B"</text>', '<text>"D"</text>')

    found = faults_of(files)

    assert [(one.file, one.place, one.rule) for one in found] == [
        (TARGET, "target_group_table, rule 2, column «Zielgruppe»", "DMN-OUTPUT")
    ]


def test_a_default_that_is_no_output_value_is_refused() -> None:
    files = planted(
        "</outputValues>", '</outputValues><defaultOutputEntry id="d"><text>"Z"</text></defaultOutputEntry>'
    )

    found = faults_of(files)

    assert [(one.place, one.rule) for one in found] == [
        ("target_group_table, default, column «Zielgruppe»", "DMN-OUTPUT")
    ]


@pytest.mark.parametrize("text", ['if true then "A" else "Z"', '"A"', "null"])
def test_what_is_computed_or_nothing_is_left_to_the_run(text: str) -> None:
    files = planted('<text>"B"</text>', f"<text>{text}</text>")

    found = faults_of(files)

    assert found == []


def test_two_rules_with_one_id_are_refused() -> None:
    files = planted('<rule id="group_c">', '<rule id="group_b">')

    found = [(one.file, one.place, one.rule) for one in faults_of(files)]

    assert found == [(TARGET, "target_group_table, rule 3", "DMN-RULE")]
