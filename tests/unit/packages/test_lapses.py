"""A package hears that a consent has expired, wherever people have something to do on it; else it is warned."""

import re
from collections.abc import Callable

import pytest

from api.variants import whole_folder
from cases.catalogue import CATALOGUE
from engine.faults import Fault
from engine.packages.archive import Files
from engine.packages.checks import check_package, warn_of_package
from engine.packages.reading import load_package
from tests.unit.packages.test_refusals import ROOT, VOCABULARY, swap

MODEL = "mamac.bpmn"
HEARD = 'list contains(["withdrawn", "expired"], case.data_exchange_consent.state)</bpmn:condition>'
RELEASED = 'list contains(["withdrawn", "expired", "replaced"], case.secrecy_release.state)'
AUTHORITY = 'name="bruecke.legal_basis" value="authority"'

FORM, RULES = "forms/data_exchange_consent.form", "forms/data_exchange_consent.rules.yaml"

Change = Callable[[dict[str, bytes]], None]


def files_of(name: str, *changes: Change) -> Files:
    """The whole package of a folder with these changes."""
    files = dict(whole_folder(ROOT / name))
    for change in changes:
        change(files)
    return files


def lapses(name: str, *changes: Change) -> list[Fault]:
    """What the package does not hear."""
    package = load_package(files_of(name, *changes), VOCABULARY)
    return [one for one in warn_of_package(package) if one.rule == "PKG-LAPSE"]


def says(condition: str) -> Change:
    """The event of the authority waits for this instead."""
    return swap(MODEL, HEARD, f"{condition}</bpmn:condition>")


def everywhere(pattern: str, new: str, file: str = MODEL) -> Change:
    def change(files: dict[str, bytes]) -> None:
        text, count = re.subn(pattern, new, files[file].decode())
        assert count
        files[file] = text.encode()

    return change


@pytest.mark.parametrize(
    "name", ["mamac", "luzern_iiz", "kanton_muster", "basel_landschaft", "iv_uebernahme"]
)
def test_our_packages_hear_that_a_consent_has_expired(name: str) -> None:
    assert lapses(name) == []


@pytest.mark.parametrize("name", ["mamac", "luzern_iiz"])
def test_a_package_that_hears_only_of_a_withdrawal_is_warned(name: str) -> None:
    (told,) = lapses(name, says('case.data_exchange_consent.state = "withdrawn"'))

    assert (told.file, told.place) == ("package.yaml", "legal_bases.authority")
    assert "«accept_case_management», «analyse_situation», «assign_case_management», " in told.message
    assert " and 17 more then" in told.message
    assert 'case.data_exchange_consent.state = "expired"' in told.remedy


@pytest.mark.parametrize(
    ("condition", "is_heard"),
    [
        ('case.data_exchange_consent.state = "expired"', True),
        ('"expired" = case.data_exchange_consent.state and case.plan.number = 1', True),
        ('case.plan.number = 1 or case.data_exchange_consent.state in ("expired", "refused")', True),
        ('not(list contains(["none", "granted"], case.data_exchange_consent.state))', True),
        ('case.data_exchange_consent.state != "expired"', False),
        ('case.data_exchange_consent.state = "refused" or case.plan.state = "expired"', False),
        ('case.data_exchange_consent.state != "granted" and case.secrecy_release.state = "expired"', False),
        ('case.data_exchange_consent.state != "withdrawn" and case.plan.number = 1', False),
    ],
)
def test_what_a_condition_says_counts_and_not_how(condition: str, is_heard: bool) -> None:
    assert (lapses("mamac", says(condition)) == []) is is_heard


def test_without_a_task_on_it_nobody_waits_for_a_consent() -> None:
    unheard = says('case.data_exchange_consent.state = "withdrawn"')
    moved = [
        everywhere(AUTHORITY, 'name="bruecke.legal_basis" value="statutory_task"', file)
        for file in (MODEL, "case_management.bpmn")
    ]

    assert len(lapses("mamac", unheard)) == 1
    assert lapses("mamac", unheard, *moved) == []


def test_what_is_heard_in_a_part_is_not_heard_beside_it() -> None:
    beside = swap(MODEL, f"{HEARD}", "case.plan.number = 99</bpmn:condition>")
    inside = swap(MODEL, RELEASED, 'case.data_exchange_consent.state = "expired"')

    (told,) = [one for one in lapses("mamac", beside, inside) if one.place == "legal_bases.authority"]
    everything = [one for one in lapses("mamac", beside) if one.place == "legal_bases.authority"]

    def number(one: Fault) -> int:
        return int(re.findall(r"and (\d+) more", one.message)[0])

    assert number(everything[0]) - number(told) == 1  # the release, which is asked for inside


def test_a_consent_that_never_ends_by_itself_need_not_be_heard() -> None:
    unheard = says('case.data_exchange_consent.state = "withdrawn"')
    no_validity = everywhere(r"\n  consent_validity: .*", "", "package.yaml")

    def not_asked(files: dict[str, bytes]) -> None:
        swap(FORM, '"key": "valid_until"', '"key": "valid"')(files)
        del files[RULES]

    assert len(lapses("mamac", unheard, no_validity)) == 1  # the form still asks for its last day
    assert len(lapses("mamac", unheard, not_asked)) == 1
    assert lapses("mamac", unheard, no_validity, not_asked) == []


def test_who_does_not_hear_it_on_purpose_says_why() -> None:
    accepted = swap(
        "package.yaml",
        "accepted_warnings:\n",
        "accepted_warnings:\n  PKG-LAPSE legal_bases.authority: Meant.\n",
    )
    files = files_of("mamac", says('case.data_exchange_consent.state = "withdrawn"'), accepted)
    package = load_package(files, VOCABULARY)

    assert [one for one in warn_of_package(package) if one.rule == "PKG-LAPSE"] == []
    assert [one for one in check_package(package, CATALOGUE) if one.rule == "PKG-ACCEPTED"] == []
