"""Releasing from the command line and at the start: only what has no fault and keeps to its stories."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import Exit
from typer.testing import CliRunner

from api.bootstrap import assemble
from api.cli import app, deploy_all
from api.settings import Settings
from engine.rows import ProcedureVersion

PROCESSES = Path(__file__).parents[2] / "processes"


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """An operator with a usual umask, whose database, key and packages lie in a folder of their own."""
    shutil.copytree(PROCESSES, tmp_path / "processes")
    monkeypatch.setenv("BRUECKE_DATABASE_URL", f"sqlite:///{tmp_path}/var/bruecke.sqlite")
    monkeypatch.setenv("BRUECKE_MASTER_KEY_FILE", f"{tmp_path}/var/master.key")
    monkeypatch.setenv("BRUECKE_PROCESSES", f"{tmp_path}/processes")
    before = os.umask(0o022)
    yield CliRunner()
    os.umask(before)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The folder of the operator's copy of the Valais tandem."""
    return tmp_path / "processes" / "wallis_tandem"


def swap(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def break_a_story(package: Path) -> None:
    """Change the model so that a story no longer holds."""
    swap(
        package / "package.yaml", "min_problem_field_groups: {value: 2", "min_problem_field_groups: {value: 3"
    )


def test_deploying_a_package_leaves_files_that_only_their_owner_reads(operator: CliRunner, package: Path):
    result = operator.invoke(app, ["deploy", str(package)])

    assert result.exit_code == 0, result.output
    assert "wallis_tandem 2.6.0 released" in result.output
    files = list((package.parents[1] / "var").iterdir())
    assert {"bruecke.sqlite", "master.key"} <= {file.name for file in files}
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_deploying_a_package_with_a_red_story_is_refused_with_what_the_story_says(
    operator: CliRunner, package: Path
):
    break_a_story(package)

    result = operator.invoke(app, ["deploy", str(package)])

    assert result.exit_code == 1
    assert "gateway complex_situation" in result.output
    assert "STO-RED" in result.output
    with assemble(Settings(), migrating=True).engine.store.reading() as work:
        assert work.find(ProcedureVersion) == []


def test_checking_a_package_tells_that_its_stories_hold_and_writes_nothing(
    operator: CliRunner, package: Path
):
    result = operator.invoke(app, ["check", str(package)])

    assert result.exit_code == 0, result.output
    assert "no faults" in result.output
    assert not (package.parents[1] / "var").exists()


def test_stories_that_fail_for_one_cause_are_told_as_one(operator: CliRunner, package: Path):
    swap(package / "stories" / "cast.yaml", "    fit_for_labour_market: UNCLEAR\n", "")

    result = operator.invoke(app, ["check", str(package)])

    assert result.exit_code == 1
    assert result.output.count("STO-RED") < 5
    assert "stories/cast.yaml, defaults.register_case" in result.output
    assert " more stories (" in result.output
    assert ", …) do not hold" in result.output


def test_a_story_of_the_base_that_does_not_hold_in_a_variant_gets_the_ways_out_of_a_variant(
    operator: CliRunner, package: Path
):
    folder = package.parent / "geneve_cii"
    operator.invoke(app, ["new-procedure", folder.name, "--base", "basel_landschaft"])
    head, story = folder / "package.yaml", "consent_ends_after_twelve_months.yaml"
    head.write_text(
        f'{head.read_text()}parameters: {{consent_validity: {{value: P24M, source: "i: two years"}}}}\n'
    )

    of_the_base = operator.invoke(app, ["check", str(folder)])
    shutil.copy(package.parent / "basel_landschaft" / "stories" / story, folder / "stories")
    of_its_own = operator.invoke(app, ["check", str(folder)])

    assert of_the_base.exit_code == of_its_own.exit_code == 1
    assert f"stories/{story}, step" in of_the_base.output
    assert "A story of the base «basel_landschaft»: where it can't hold here" in of_the_base.output
    assert "left_out_stories" in of_the_base.output
    assert "left_out_stories" not in of_its_own.output


def test_a_designer_plays_one_story_by_its_name(operator: CliRunner, package: Path):
    break_a_story(package)

    holds = operator.invoke(app, ["check", str(package), "--story", "one_problem_field"])
    red = operator.invoke(app, ["check", str(package), "--story", "one_problem_field", "--story", "sara"])
    unknown = operator.invoke(app, ["check", str(package), "--story", "sarah"])

    assert holds.exit_code == 0, holds.output
    assert "1 story holds; only named stories were played." in holds.output
    assert red.exit_code == 1
    assert "stories/sara.yaml" in red.output
    assert unknown.exit_code == 1
    assert "There is no story «sarah». (STO-NAME) Did you mean «sara»?" in unknown.output


def test_what_is_odd_is_told_also_where_a_story_does_not_hold_because_of_it(
    operator: CliRunner, package: Path
):
    swap(
        package / "tandem.bpmn",
        'case.participation_agreement.state = "expired"',
        'case.participation_agreement.state = "withdrawn"',
    )

    result = operator.invoke(app, ["check", str(package)])

    assert result.exit_code == 1
    assert "STO-RED" in result.output
    assert (
        "Warning: package.yaml, legal_bases.participation_agreement: The consent may expire" in result.output
    )


def test_checking_a_package_tells_what_is_odd_and_may_be_meant(operator: CliRunner, package: Path):
    swap(package / "texts" / "fr.yaml", "elements.joint_analysis.help:", "elements.joint_analysis.hlp:")
    swap(package / "tandem.bpmn", 'value="VS-05,VS-13"', 'value="VS-05,VS-99"')

    result = operator.invoke(app, ["check", str(package)])

    assert result.exit_code == 0, result.output
    assert "Warning: texts/fr.yaml, elements.joint_analysis.hlp" in result.output
    assert "Warning: tandem.bpmn, assign_tandem: The requirement «VS-99» is not known." in result.output


def test_a_start_on_a_taken_port_says_so_and_how_to_choose_another(operator: CliRunner, package: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = operator.invoke(app, ["run", "--port", str(port)])

    assert result.exit_code == 1
    assert result.output.startswith(f"Port {port} of 127.0.0.1 can't be used: Address already in use.")
    assert "PORT=8080 make run" in result.output
    assert result.output.count("\n") == 1
    assert not (package.parents[1] / "var").exists()


def test_checking_a_package_names_its_faults(operator: CliRunner, package: Path):
    swap(package / "package.yaml", "canton: VS", "kanton: VS")

    result = operator.invoke(app, ["check", str(package)])

    assert result.exit_code == 1
    assert "MAN-KEY" in result.output


@pytest.mark.parametrize("verb", ["deploy", "check"])
def test_a_path_where_nothing_is_gets_one_line(operator: CliRunner, verb: str):
    result = operator.invoke(app, [verb, "/no/such/path"])

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.count("\n") == 1
    assert "/no/such/path" in result.output


def test_a_start_ends_when_a_procedure_without_release_is_refused(
    operator: CliRunner, package: Path, capsys: pytest.CaptureFixture[str]
):
    (package.parents[1] / "var").mkdir()
    swap(package / "package.yaml", "canton: VS", "kanton: VS")

    with pytest.raises(Exit) as ended:
        deploy_all(assemble(Settings(), migrating=True))

    assert ended.value.exit_code == 1
    assert "MAN-KEY" in capsys.readouterr().err


def test_a_start_goes_on_with_the_released_version_when_a_newer_one_is_refused(
    operator: CliRunner, package: Path, capsys: pytest.CaptureFixture[str]
):
    (package.parents[1] / "var").mkdir()
    house = assemble(Settings(), migrating=True)
    deploy_all(house)
    swap(package / "package.yaml", "version: 2.6.0", "version: 2.7.0")
    break_a_story(package)

    deploy_all(house)

    said = capsys.readouterr().err
    assert "STO-RED" in said
    assert "«wallis_tandem» goes on with version 2.6.0" in said
    with house.engine.store.reading() as work:
        versions = work.find(ProcedureVersion, procedure="wallis_tandem")
    assert [row.version for row in versions] == ["2.6.0"]
