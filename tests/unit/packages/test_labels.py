"""What people read has words in German and French, and every text is read by somebody."""

from collections.abc import Callable

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Fault
from engine.packages.checks import check_package, warn_of_package
from engine.packages.reading import load_package
from tests.unit.packages.test_refusals import GOOD, MODEL, VOCABULARY, Files, swap

FR = "texts/fr.yaml"
ANALYSIS = "forms/joint_analysis.form"


def faults(files: Files, vocabulary: dict[str, dict[str, str]] = VOCABULARY) -> set[tuple[str, str, str]]:
    """File, place and rule of every fault."""
    package = load_package(files, vocabulary)
    return {(one.file, one.place, one.rule) for one in check_package(package, CATALOGUE)}


def warnings(*plant: Callable[[Files], None]) -> list[Fault]:
    """What is odd in the package with these changes, and made to hear that the agreement has expired."""
    files = dict(GOOD)
    unheard, heard = (
        'and case.participation_agreement.state != "granted"',
        'participation_agreement.state = "expired"',
    )
    for each in (swap(MODEL, unheard, f"or case.{heard}"), *plant):
        each(files)
    return list(warn_of_package(load_package(files, VOCABULARY)))


def without(*keys: str) -> dict[str, dict[str, str]]:
    """The vocabulary without these labels."""
    return {key: labels for key, labels in VOCABULARY.items() if key not in keys}


@pytest.mark.parametrize(
    "key",
    [
        "record_fields.joint_analysis.resources",
        "record_fields.target_group_check.target_group",
        "record_types.tandem",
        "consent_type.participation_agreement",
    ],
)
def test_what_a_package_puts_on_record_has_a_label(key: str) -> None:
    vocabulary = without(f"vocabulary.{key}")

    found = faults(dict(GOOD), vocabulary)

    assert found == {("vocabulary.yaml", key, "X12")}


def test_a_package_may_bring_the_label_of_a_record_itself() -> None:
    files = dict(GOOD)
    for language in ("de", "fr"):
        files[f"texts/{language}.yaml"] += b"\nvocabulary.record_types.tandem: Tandem\n"

    found = faults(files, without("vocabulary.record_types.tandem"))

    assert found == set()


def test_a_group_of_the_vocabulary_that_does_not_exist_is_refused_with_the_nearest() -> None:
    files = dict(GOOD)
    swap(ANALYSIS, '"vocabulary": "problem_fields"', '"vocabulary": "problem_feilds"')(files)

    found = [f for f in check_package(load_package(files, VOCABULARY), CATALOGUE) if f.rule == "VOC-GROUP"]

    assert [(fault.file, fault.place) for fault in found] == [(ANALYSIS, "problem_fields")]
    assert "Did you mean «problem_fields»?" in found[0].remedy


def test_an_option_that_its_group_does_not_label_is_refused() -> None:
    found = faults(dict(GOOD), without("vocabulary.problem_fields.OTHER"))

    assert found == {(ANALYSIS, "problem_fields", "VOC-VALUE")}


def test_an_option_without_a_french_label_is_refused() -> None:
    vocabulary = VOCABULARY | {"vocabulary.problem_fields.OTHER": {"de": "Weitere"}}

    found = faults(dict(GOOD), vocabulary)

    assert found == {(ANALYSIS, "problem_fields", "VOC-VALUE")}


@pytest.mark.parametrize(
    "key",
    [
        "purposes.joint_analysis",
        "decisions.target_group",
        "decisions.target_group.group_a",
        "decisions.target_group.input_fitness",
        "decisions.complex_situation.output_complex",
        "legal_bases.authority",
        "outcomes.not_complex",
        "forms.joint_analysis.resources.hint",
        "forms.joint_analysis.about",
        "forms.joint_analysis.section_strengths",
    ],
)
def test_every_text_that_the_pages_look_up_exists_in_french(key: str) -> None:
    files = dict(GOOD)
    swap(FR, f"\n{key}:", f"\n# {key}:")(files)

    found = faults(files)

    assert found == {(FR, key, "X12")}


def test_an_option_outside_the_vocabulary_is_translated_in_the_package() -> None:
    files = dict(GOOD)
    swap(ANALYSIS, '"vocabulary": "problem_fields",', "")(files)

    found = faults(files)

    assert (FR, "forms.joint_analysis.problem_fields.options.OTHER", "X12") in found


def test_a_text_that_is_missing_is_told_with_what_stands_there_instead() -> None:
    files = dict(GOOD)
    swap(FR, "elements.assign_tandem:", "elements.assign_tandam:")(files)

    (fault,) = check_package(load_package(files, VOCABULARY), CATALOGUE)

    assert (fault.place, fault.rule) == ("elements.assign_tandem", "X12")
    assert "Did you mean «elements.assign_tandam»?" in fault.remedy


def test_the_package_of_the_valais_gives_no_reason_to_wonder() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("file", "key", "typed"),
    [
        ("texts/de.yaml", "elements.joint_analysis.help", "elements.joint_analysis.hlp"),
        ("texts/fr.yaml", "parameters.consent_validity", "parameters.consent_validty"),
    ],
)
def test_a_text_that_nobody_looks_up_is_told_with_the_nearest_key(file: str, key: str, typed: str) -> None:
    found = warnings(swap(file, f"{key}:", f"{typed}:"))

    assert [(one.file, one.place, one.rule) for one in found] == [(file, typed, "TXT-KEY")]
    assert f"Did you mean «{key}»?" in found[0].remedy


def test_a_name_in_the_model_that_is_not_the_german_text_is_told() -> None:
    found = warnings(swap(MODEL, 'name="Tandem zuteilen"', 'name="Tandem bestimmen"'))

    assert [(one.file, one.place, one.rule) for one in found] == [(MODEL, "assign_tandem", "EL-NAME")]
