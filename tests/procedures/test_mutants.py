"""One thing of a package broken at a time: a story turns red, or the release refuses it."""

from dataclasses import replace

import pytest

from api.stories.hunting import Fate, hunt, mutated, stale
from api.stories.mutants import Mutant, mutants
from api.stories.packages import Told
from api.stories.report import fate_line, hunt_summary
from engine.faults import Refused
from tests.procedures.told import all_told, the_stage, wallis


@pytest.mark.parametrize("told", all_told(), ids=lambda told: told.name)
def test_no_mutant_of_a_package_survives_its_stories(told: Told) -> None:
    fates = hunt(told, the_stage())

    assert fates or told.package.manifest.base is not None
    assert [str(fate.mutant) for fate in fates if fate.is_open] == []
    assert stale(told, fates) == []


def test_without_stories_only_the_release_finds_mutants_and_the_report_asks_for_a_story() -> None:
    mute = replace(wallis(), stories=())

    told_of: list[Fate] = []
    fates = hunt(mute, the_stage(), told_of.append)

    survivors = [fate for fate in fates if fate.is_open]
    assert told_of == fates
    assert len(survivors) > len(fates) / 2
    assert all(fate.story is None for fate in fates)
    assert "add a story" in fate_line(survivors[0])
    assert hunt_summary(fates) == f"{len(survivors)} of {len(fates)} mutants survive."


def test_every_kind_of_slip_is_tried_on_the_tandem() -> None:
    changes = [str(mutant) for mutant in mutants(wallis().package)]

    for slip in (
        "target_group.dmn, group_a: rule dropped",
        'group_c: condition 4 «"YES"» left out',
        'tandem.bpmn, target_group_met_no: «target_group.target_group = "NONE"» negated',
        "tandem.bpmn, data_exchange_granted: always «yes», whatever is on record",
        "tandem.bpmn, joint_analysis: only the seat rav_adviser is left",
        "tandem.bpmn, complex_situation: only the seat social_worker is left",
        "register_case.form, exhausted_on: hide «=not(exhausted)» negated",
        "joint_analysis.form, problem_fields: «FINANCE» taken for MASTER",
        "data_exchange_consent.rules.yaml, analysis_is_about_work: condition negated",
        "tandem.bpmn, nine_months: timer never due",
        "tandem.bpmn, nine_months: bruecke.late left out",
        "package.yaml, parameters.talks_per_month: 2 taken for 3",
        "package.yaml, parameters.accompaniment_longest: P9M taken for P8M",
        "package.yaml, parameters.interruption_stops_deadline: False taken for True",
    ):
        assert any(slip in change for change in changes), slip


def test_a_cell_that_says_nothing_is_no_mutant() -> None:
    cells = [mutant for mutant in mutants(wallis().package) if mutant.place == "no_group"]

    assert [mutant.change for mutant in cells] == ["rule dropped"]


def test_each_mutant_differs_from_its_file_and_from_the_others() -> None:
    package = wallis().package

    found = list(mutants(package))

    assert all(mutant.content != package.files[mutant.file] for mutant in found)
    assert len({(mutant.file, mutant.content) for mutant in found}) == len(found)


def test_only_the_file_of_a_mutant_is_read_anew() -> None:
    told = wallis()
    mutant = next(m for m in mutants(told.package) if m.file.endswith("complex_situation.dmn"))

    package = mutated(told.package, mutant, the_stage())

    assert package.decisions["target_group"] is told.package.decisions["target_group"]
    assert package.decisions["complex_situation"] is not told.package.decisions["complex_situation"]
    assert package.forms == told.package.forms
    assert package.texts is told.package.texts


def test_a_mutant_that_the_release_refuses_is_refused_by_the_same_rule_here() -> None:
    told = wallis()
    content = told.package.files["tandem.bpmn"].replace(
        b'value="rav_adviser,social_worker"', b'value="stranger"'
    )
    mutant = Mutant("tandem.bpmn", "joint_analysis", "a seat nobody holds", content, frozenset())

    with pytest.raises(Refused) as refused:
        mutated(told.package, mutant, the_stage())

    assert refused.value.faults[0].rule == "X4"
    assert "refused at the release by X4" in fate_line(Fate(mutant, refused_by="X4"))
