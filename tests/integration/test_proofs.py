"""A start believes that a package holds which has held before, as long as nothing of it is changed; a release does not."""

import shutil
from pathlib import Path

import pytest
from typer import Exit
from typer.testing import CliRunner

from api.bootstrap import Bruecke, assemble
from api.cli import app, deploy_all
from api.proofs import FILE, proofs
from api.settings import Settings
from api.variants import packages_in, whole_folder
from engine.packages.archive import content_hash
from engine.rows import ProcedureVersion

PROCESSES = Path(__file__).parents[2] / "processes"


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small procedure, which nothing is known of."""
    folder = tmp_path / "processes"
    shutil.copytree(PROCESSES / "iv_uebernahme", folder / "iv_uebernahme")
    shutil.copy(PROCESSES / "vocabulary.yaml", folder)
    monkeypatch.setenv("BRUECKE_DATABASE_URL", f"sqlite:///{tmp_path}/bruecke.sqlite")
    monkeypatch.setenv("BRUECKE_MASTER_KEY_FILE", f"{tmp_path}/master.key")
    monkeypatch.setenv("BRUECKE_PROCESSES", str(folder))
    return folder


@pytest.fixture
def house(processes: Path) -> Bruecke:
    return assemble(Settings(), migrating=True)


def break_a_story(processes: Path) -> None:
    story = processes / "iv_uebernahme" / "stories" / "taken_over.yaml"
    text = story.read_text("utf-8")
    assert "takeover.decision: ACCEPT" in text
    story.write_text(text.replace("takeover.decision: ACCEPT", "takeover.decision: RETURN"), "utf-8")


def released(house: Bruecke) -> list[str]:
    with house.engine.store.reading() as work:
        return [row.procedure for row in work.find(ProcedureVersion)]


def test_the_packages_of_the_house_are_those_that_have_held() -> None:
    folders = sorted(head.parent for head in PROCESSES.glob("*/package.yaml"))

    hashes = {content_hash(whole_folder(folder)) for folder in folders}

    assert proofs(PROCESSES) == hashes, "Run make prove."


def test_a_package_that_is_not_known_to_hold_is_held_to_its_stories(
    processes: Path, house: Bruecke, capsys: pytest.CaptureFixture[str]
) -> None:
    break_a_story(processes)

    with pytest.raises(Exit):
        deploy_all(house)

    assert "STO-RED" in capsys.readouterr().err
    assert released(house) == []


def test_what_has_held_is_believed_by_a_start_until_it_is_changed(
    processes: Path, house: Bruecke, capsys: pytest.CaptureFixture[str]
) -> None:
    proved = CliRunner().invoke(app, ["prove"])
    break_a_story(processes)

    with pytest.raises(Exit):
        deploy_all(house)

    assert proved.output.startswith("Held, put on record in ")
    assert len(proofs(processes)) == 1
    assert "STO-RED" in capsys.readouterr().err


def test_only_a_start_believes_it(processes: Path, house: Bruecke) -> None:
    break_a_story(processes)
    said = content_hash(whole_folder(processes / "iv_uebernahme"))
    (processes / FILE).write_text(f"# a comment\n\niv_uebernahme 1.0.1 {said}\n", "utf-8")

    refused = CliRunner().invoke(app, ["deploy", str(processes / "iv_uebernahme")])
    after_the_refusal = released(house)
    deploy_all(house)

    assert refused.exit_code == 1
    assert "STO-RED" in refused.output
    assert (after_the_refusal, released(house)) == ([], ["iv_uebernahme"])


def test_what_does_not_hold_is_not_put_on_record_and_what_stood_there_stays(processes: Path) -> None:
    (processes / FILE).write_text("iv_uebernahme 1.0.1 0000\n", "utf-8")
    break_a_story(processes)

    refused = CliRunner().invoke(app, ["prove"])

    assert refused.exit_code == 1
    assert "STO-RED" in refused.output
    assert proofs(processes) == {"0000"}


def test_a_folder_without_a_file_package_yaml_is_no_package(processes: Path, house: Bruecke) -> None:
    (processes / "odd" / "package.yaml").mkdir(parents=True)

    deploy_all(house)

    assert list(packages_in(processes)) == released(house) == ["iv_uebernahme"]


def test_a_damaged_list_is_believed_in_nothing_and_stops_no_start(processes: Path, house: Bruecke) -> None:
    (processes / FILE).write_bytes(b"\xff\xfe iv_uebernahme \x00\n\n")

    deploy_all(house)

    assert released(house) == ["iv_uebernahme"]
