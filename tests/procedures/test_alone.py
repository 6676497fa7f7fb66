"""Which stories notice a mutant that no other story notices."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from api.stories.__main__ import app
from api.stories.alone import Finding, alone
from api.stories.hunting import mutated
from api.stories.mutants import mutants
from api.stories.packages import Told
from api.stories.playing import play
from api.stories.visiting import places_of, visits_of
from engine.faults import Refused
from tests.procedures.told import PROCESSES, all_told, the_stage


def told_of(name: str) -> Told:
    return next(told for told in all_told() if told.package.manifest.id == name)


def test_what_two_stories_notice_is_nobodys_alone_and_is_when_one_of_them_is_gone() -> None:
    told = told_of("iv_uebernahme")
    fewer = replace(told, stories=tuple(s for s in told.stories if not s.file.endswith("taken_over.yaml")))

    both = {one.story.file: one for one in alone(told, the_stage())}
    one_gone = {one.story.file: one for one in alone(fewer, the_stage())}

    assert both["stories/handed_back.yaml"].mutants == ()
    assert {same.with_story.file for same in both["stories/handed_back.yaml"].shared} == {
        "stories/taken_over.yaml"
    }
    assert one_gone["stories/handed_back.yaml"].mutants
    assert one_gone["stories/handed_back.yaml"].shared == ()


def test_a_story_that_does_not_come_by_a_mutant_does_not_notice_it() -> None:
    """What is left out for speed makes no difference."""
    told, stage = told_of("basel_landschaft"), the_stage()
    visits = visits_of(told, stage)
    left_out = 0
    for mutant in list(mutants(told.package))[::3]:
        try:
            package = mutated(told.package, mutant, stage)
        except Refused:
            continue
        for story in told.stories:
            if not places_of(told.package, mutant) & visits[story.file]:
                left_out += 1
                assert play(story, told.cast, stage, package).failure is None

    assert left_out


def test_only_what_the_named_stories_may_notice_is_tried() -> None:
    told, stage = told_of("basel_landschaft"), the_stage()
    tried: list[Finding] = []

    (found,) = alone(told, stage, ["no_assessment_needed"], tried.append)

    assert found.mutants
    visited = visits_of(told, stage)["stories/no_assessment_needed.yaml"]
    assert all(places_of(told.package, one.mutant) & visited for one in tried)
    assert len(tried) < len(list(mutants(told.package)))


def test_the_command_names_the_stories_that_prove_nothing_alone_and_who_proves_the_same() -> None:
    result = CliRunner().invoke(app, ["alone", "iv_uebernahme", "--processes", str(PROCESSES)])

    assert result.exit_code == 0
    assert "· What is returned needs a reason (stories/handed_back.yaml)" in result.output
    assert "as «The office answers, and the case waits" in result.output
    assert "0 of 3 stories notice a mutant that no other does." in result.output


@pytest.mark.parametrize("asked", [["iv", "--story", "taken_over"], ["iv_uebernahme", "--story", "taken"]])
def test_what_is_not_there_is_told_with_what_is(asked: list[str]) -> None:
    result = CliRunner().invoke(app, ["alone", *asked, "--processes", str(PROCESSES)])

    assert result.exit_code == 1
    assert "Known are: " in result.output
