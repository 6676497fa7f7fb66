"""A package that lets facts go without a consent has the step in which the person is told (X14)."""

import pytest

from cases.catalogue import CATALOGUE
from engine.packages.reading import read_package
from tests.assistance import assistance
from tests.unit.packages.test_refusals import MODEL, VOCABULARY, Files, refusal, swap


def test_a_package_may_use_mutual_assistance_with_the_step_that_informs() -> None:
    package = read_package(assistance(), VOCABULARY, CATALOGUE)

    found = package.manifest.disclosures.mutual_assistance
    assert found is not None
    assert (found.source[:3], found.despite_refusal) == ("AVG", False)


@pytest.mark.requirement("BL-10")
def test_without_the_step_that_informs_it_is_refused_with_a_way_out() -> None:
    faults = refusal(assistance(with_handler=False))

    assert [(fault.file, fault.place, fault.rule) for fault in faults] == [
        ("package.yaml", "disclosures.mutual_assistance", "X14")
    ]
    assert "=case.uninformed_exchange.to_inform = true" in faults[0].remedy


BROKEN = {
    "an event that ends everything else": (
        MODEL,
        'name="Ohne Einwilligung ausgetauscht" isInterrupting="false"',
        'name="Ohne Einwilligung ausgetauscht"',
    ),
    "a form that says nothing of it": ("forms/inform_person.form", '"key": "to_inform"', '"key": "way"'),
    "another condition": (MODEL, "case.uninformed_exchange.to_inform = true", 'case.next_steps.way = "ORDINARY_CARE"'),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_step_that_does_not_inform_does_not_count(name: str) -> None:
    files: Files = assistance()
    place, old, new = BROKEN[name]
    swap(place, old, new)(files)

    assert "X14" in {fault.rule for fault in refusal(files)}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("source:", "quelle:", "MAN-KEY"),
        ("mutual_assistance:", "mutual_aid:", "MAN-KEY"),
        ('1ter, IVG Art. 68bis"', '1ter", despite_refusal: maybe', "MAN-KEY"),
    ],
)
def test_its_keys_are_checked(old: str, new: str, rule: str) -> None:
    files: Files = assistance()
    head, _, tail = files["package.yaml"].decode().rpartition("disclosures:")
    assert old in tail
    files["package.yaml"] = (head + "disclosures:" + tail.replace(old, new, 1)).encode()

    assert rule in {fault.rule for fault in refusal(files)}
