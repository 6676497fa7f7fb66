"""The three commands: their answers and exit codes."""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.stories.__main__ import app
from tests.procedures.told import PROCESSES, ROOT

KEPT = ("wallis_tandem", "vocabulary.yaml")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with one package to spoil, which has one short story."""
    folder = tmp_path / "processes"
    shutil.copytree(
        PROCESSES,
        folder,
        ignore=shutil.ignore_patterns(*(each for each in os.listdir(PROCESSES) if each not in KEPT)),
    )
    stories = folder / "wallis_tandem" / "stories"
    for file in stories.glob("*.yaml"):
        if file.name not in {"cast.yaml", "one_problem_field.yaml"}:
            file.unlink()
    return folder


def test_run_tells_of_every_story_and_succeeds(copied: Path) -> None:
    result = CliRunner().invoke(app, ["run", "wallis_tandem", "--processes", str(copied)])

    assert result.exit_code == 0
    assert "✓ One problem field alone is no complex situation" in result.output
    assert "ended: not_complex" in result.output
    assert "The only story holds." in result.output


def test_run_fails_when_a_story_does(copied: Path) -> None:
    story = copied / "wallis_tandem" / "stories" / "one_problem_field.yaml"
    story.write_text(story.read_text().replace("ended: not_complex", "ended: integrated"))

    result = CliRunner().invoke(app, ["run", "--processes", str(copied)])

    assert result.exit_code == 1
    assert "✗ One problem field alone is no complex situation" in result.output
    assert "found: not_complex" in result.output
    *_, last = result.output.splitlines()
    assert last == "1 of 1 stories do not hold."


def test_run_repeats_at_its_end_what_failed(copied: Path) -> None:
    shutil.copy(PROCESSES / "wallis_tandem" / "stories" / "sara.yaml", copied / "wallis_tandem" / "stories")
    story = copied / "wallis_tandem" / "stories" / "one_problem_field.yaml"
    story.write_text(story.read_text().replace("ended: not_complex", "ended: integrated"))

    result = CliRunner().invoke(app, ["run", "--processes", str(copied)])

    end = result.output.split("What does not hold\n", 1)[1]
    assert "✗ One problem field alone is no complex situation" in end
    assert "✓" not in end


@pytest.mark.parametrize("command", ["run", "mutate"])
def test_a_package_that_is_not_there_is_named_with_those_that_are(command: str, copied: Path) -> None:
    result = CliRunner().invoke(app, [command, "wallis", "--processes", str(copied)])

    assert result.exit_code == 1
    assert "Known are: wallis_tandem." in result.output


@pytest.mark.parametrize("command", ["run", "mutate", "requirements"])
def test_a_package_that_cannot_be_released_is_told_with_its_faults(command: str, copied: Path) -> None:
    (copied / "wallis_tandem" / "decisions" / "target_group.dmn").unlink()

    result = CliRunner().invoke(app, [command, "--processes", str(copied)])

    assert result.exit_code == 1
    assert "DMN-REF" in result.output


def test_mutate_refuses_to_begin_while_a_story_is_red(copied: Path) -> None:
    story = copied / "wallis_tandem" / "stories" / "one_problem_field.yaml"
    story.write_text(story.read_text().replace("ended: not_complex", "ended: integrated"))

    result = CliRunner().invoke(app, ["mutate", "--processes", str(copied)])

    assert result.exit_code == 1
    assert "does not hold as it is" in result.output


def test_mutate_fails_when_a_mutant_survives(copied: Path) -> None:
    result = CliRunner().invoke(app, ["mutate", "--processes", str(copied)])

    assert result.exit_code == 1
    assert "nobody notices: add a story" in result.output
    assert "«One problem field alone is no complex situation»" in result.output


def test_requirements_lists_and_succeeds(copied: Path) -> None:
    known, tests = ROOT / "docs" / "requirements.yaml", ROOT / "tests"

    result = CliRunner().invoke(
        app, ["requirements", "--processes", str(copied), "--tests", str(tests), "--known", str(known)]
    )

    assert result.exit_code == 0
    assert "VS-02" in result.output
    assert "requirements are covered" in result.output
