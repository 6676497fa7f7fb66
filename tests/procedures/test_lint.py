"""`make lint-processes`: what is shipped is clean, and what is not is told in German or French."""

import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.lint import lint, main
from tests.unit.packages.conventions.models import BROKEN

PROCESSES = Path(__file__).parents[2] / "processes"


def run(*arguments: str):
    """The command, as the Makefile starts it."""
    app = typer.Typer()
    app.command()(main)
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def processes(tmp_path: Path) -> Path:
    """A copy of everything that is shipped."""
    return Path(shutil.copytree(PROCESSES, tmp_path / "processes"))


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_what_is_shipped_is_clean():
    for found in lint(PROCESSES):
        assert found.faults == []
        assert found.warnings == []
        assert found.open_notices == []


def test_clean_processes_end_with_nothing_to_mend():
    result = run(str(PROCESSES))

    assert result.exit_code == 0
    assert "wallis_tandem: nichts zu beanstanden, 3 begründet angenommen." in result.output


def test_a_fault_is_told_with_the_text_of_its_rule_and_ends_with_one(processes):
    swap(
        processes / "wallis_tandem" / "tandem.bpmn",
        '<zeebe:property name="bruecke.outcome" value="not_complex" />',
        "",
    )

    result = run(str(processes), "--language", "fr")

    assert result.exit_code == 1
    assert (
        "E tandem.bpmn, not_complex «Keine komplexe Situation, Regelberatung fortgesetzt»: The end says no outcome. (X11)"
        in result.output
    )
    assert "Règle\u202f: Chaque fin du processus indique le résultat" in result.output


def test_a_warning_without_a_reason_is_told_and_refuses_nothing(processes):
    swap(processes / "wallis_tandem" / "package.yaml", "  GW-1 complex_situation:", "  GW-1 elsewhere:")

    result = run(str(processes))

    assert result.exit_code == 0
    assert "Vor «Komplexe Situation?» steht keine Aktivität, in der entschieden wird. (GW-1)" in result.output
    assert "accepted_warnings.GW-1 elsewhere: Nothing of the kind is found." in result.output


def test_a_rule_that_refuses_cannot_be_accepted(processes):
    swap(processes / "wallis_tandem" / "package.yaml", "  GW-1 complex_situation:", "  X13:")

    result = run(str(processes))

    assert result.exit_code == 1
    assert "«X13» is no rule that warns." in result.output


def test_single_models_are_judged_too(tmp_path):
    (tmp_path / "single.bpmn").write_bytes(BROKEN["ACT-2"])
    (tmp_path / "broken.bpmn").write_bytes(b"<x/>")

    result = run(str(tmp_path), "--language", "fr")

    assert result.exit_code == 1
    assert (
        "single.bpmn, a: «\u202fFallerfassung\u202f» ne comporte pas de verbe à l’infinitif. (ACT-2)"
        in result.output
    )
    assert "broken.bpmn\u202f: 1 erreur, 0 avertissements." in result.output


def test_a_folder_that_is_none_is_told():
    assert run("nowhere").exit_code == 2


def test_a_package_that_can_t_be_read_is_told_among_the_others(processes):
    (processes / "kanton_muster" / "more.md").symlink_to(processes / "README.md")

    result = run(str(processes))

    assert result.exit_code == 1
    assert "E more.md: This is a link" in result.output
    assert "kanton_muster: 1 Fehler" in result.output
    assert "wallis_tandem: nichts zu beanstanden" in result.output
