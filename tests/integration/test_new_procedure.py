"""python -m api new-procedure: a folder that passes the check at once, or a refusal that says the way out and writes nothing."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.lint import lint
from api.stories.packages import folders
from engine.packages.head import read_manifest

PROCESSES = Path(__file__).parents[2] / "processes"


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A designer's folder of packages."""
    folder = tmp_path / "processes"
    shutil.copytree(PROCESSES, folder)
    monkeypatch.setenv("BRUECKE_PROCESSES", str(folder))
    return folder


def said(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("fork", [(), ("--fork",)], ids=["variant", "fork"])
@pytest.mark.parametrize("base", ["basel_landschaft", "iv_uebernahme"])
def test_what_is_begun_passes_the_check_at_once_in_any_canton(
    processes: Path, base: str, fork: tuple[str, ...]
):
    begun = said("new-procedure", "neuchatel_cii", "--base", base, *fork)
    checked = said("check", str(processes / "neuchatel_cii"))

    assert begun.exit_code == 0, begun.output
    assert "is written" in begun.output
    assert checked.exit_code == 0, checked.output
    assert "neuchatel_cii 1.0.0: no faults" in checked.output
    assert "Warning" not in checked.output


def test_it_holds_where_the_cast_has_offices_of_its_own_and_before_it_is_valid(processes: Path):
    said("new-procedure", "luzern_fachstelle", "--base", "basel_landschaft")
    head = processes / "luzern_fachstelle" / "package.yaml"
    day = first_day_of(head)
    head.write_text(head.read_text().replace(f"valid_from: {day}", "valid_from: 2999-01-01"))

    checked = said("check", str(head.parent))

    assert checked.exit_code == 0, checked.output


def first_day_of(head: Path) -> str:
    return next(
        line.removeprefix("valid_from: ")
        for line in head.read_text().splitlines()
        if line.startswith("valid_from")
    )


def test_a_variant_says_its_name_and_little_else(processes: Path):
    begun = said("new-procedure", "zug_iiz")
    folder = processes / "zug_iiz"

    assert begun.exit_code == 0, begun.output
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        "README.md",
        "package.yaml",
        "stories/a_case_begins.yaml",
        "texts/de.yaml",
        "texts/fr.yaml",
    }
    assert 'procedure.title: "MAMAC Zug"' in (folder / "texts/de.yaml").read_text()
    assert 'procedure.title: "MAMAC Zoug"' in (folder / "texts/fr.yaml").read_text()
    assert "open_tasks: [check_eligibility]" in (folder / "stories/a_case_begins.yaml").read_text()


def test_a_fork_is_the_whole_base_under_its_own_name_and_says_where_it_is_from(processes: Path):
    said("new-procedure", "zug_eigen", "--fork")
    folder, base = processes / "zug_eigen", processes / "mamac"

    manifest = read_manifest((folder / "package.yaml").read_bytes())
    compared = said("compare", str(folder))

    assert (manifest.id, manifest.version, manifest.canton) == ("zug_eigen", "1.0.0", "ZG")
    assert manifest.derived_from == "mamac@1"
    assert (folder / "mamac.bpmn").read_bytes() == (base / "mamac.bpmn").read_bytes()
    changed = [line.split(":")[0].split() for line in compared.output.splitlines()]
    assert changed[0] == ["added", "story", "a_case_begins"]
    assert {kind for _, kind, *_ in changed[1:]} == {"text"}
    assert ["changed", "text", "de.procedure.title"] in changed


@pytest.mark.parametrize(
    ("words", "why", "way_out"),
    [
        (["Zug"], "«Zug» can't be the id of a procedure", "make new-procedure NAME=zug_iiz"),
        (["../zug_iiz"], "can't be the id of a procedure", "make new-procedure NAME=zug_iiz"),
        (["zürich_iiz"], "small letters without accents", "make new-procedure NAME=zug_iiz"),
        (["luzern_iiz"], "is there already", "Choose another NAME"),
        (["iiz_nord"], "Which canton is «iiz_nord» for?", "CANTON=ZG"),
        (["iiz_nord", "--canton", "XX"], "There is no canton «XX»", "ZG, ZH"),
        (["zug_iiz", "--base", "mamak"], "There is no base «mamak»", "Did you mean «mamac»?"),
        (["zug_iiz", "--base", "luzern_iiz"], "is itself a variant, of mamac", "BASE=mamac"),
        (["zug_iiz", "--base", "luzern_iiz", "--fork"], "is itself a variant, of mamac", "BASE=mamac"),
    ],
)
def test_what_can_t_be_begun_is_refused_with_the_way_out(
    processes: Path, words: list[str], why: str, way_out: str
):
    before = sorted(processes.rglob("*"))

    refused = said("new-procedure", *words)

    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert why in refused.output
    assert way_out in refused.output
    assert sorted(processes.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "canton"),
    [
        ("zg_iiz", "ZG"),
        ("zoug_cii", "ZG"),
        ("zuerich_iiz", "ZH"),
        ("zurich_iiz", "ZH"),
        ("st_gallen_iiz", "SG"),
        ("appenzell_ausserrhoden", "AR"),
        ("geneve", "GE"),
    ],
)
def test_the_canton_is_the_one_that_the_name_begins_with(processes: Path, name: str, canton: str):
    said("new-procedure", name, "--base", "iv_uebernahme")

    assert f"\ncanton: {canton}\n" in (processes / name / "package.yaml").read_text()


def test_a_base_with_a_fault_names_the_fault_and_nothing_is_written(processes: Path):
    head = processes / "iv_uebernahme" / "package.yaml"
    head.write_text(head.read_text().replace("canton:", "kanton:"))

    refused = said("new-procedure", "zug_iiz", "--base", "iv_uebernahme")

    assert refused.exit_code == 1
    assert "MAN-KEY" in refused.output
    assert not (processes / "zug_iiz").exists()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is full: a larger file can't be written to its end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_fails_midway_leaves_nothing_and_can_be_begun_again(processes: Path):
    before = sorted(processes.rglob("*"))

    with files_of_at_most(50_000):  # the model is larger, and other files come before it
        failed = said("new-procedure", "zug_eigen", "--fork")
    left = sorted(processes.rglob("*"))
    again = said("new-procedure", "zug_eigen", "--fork")

    assert failed.exit_code == 1
    assert "zug_eigen can't be written: File too large. Nothing of it was left there." in failed.output
    assert left == before
    assert again.exit_code == 0, again.output
    assert [path.name for path in processes.iterdir() if path.name.startswith(".")] == []


def test_what_a_killed_run_left_is_no_package_to_anybody(processes: Path):
    for left in (".new-1/zug_iiz", ".zug_iiz"):
        (processes / left).mkdir(parents=True)
        (processes / left / "package.yaml").write_text("id: [")

    begun = said("new-procedure", "zug_iiz")
    told = [found.name for found in lint(processes)]
    named = [folder.name for folder in folders(processes)]

    assert begun.exit_code == 0, begun.output
    assert "can't be read" not in begun.output
    assert sorted(told) == named
    assert ".zug_iiz" not in named


def test_others_may_read_it_as_they_may_read_any_new_folder(processes: Path):
    usual = os.umask(0o022)
    try:
        said("new-procedure", "zug_iiz")
    finally:
        os.umask(usual)

    assert (processes / "zug_iiz").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("content", ["id: [", "- words"], ids=["no yaml", "no mapping"])
def test_a_broken_package_beside_is_named_and_stops_only_itself(processes: Path, content: str):
    (processes / "kanton_muster" / "package.yaml").write_text(content)

    begun = said("new-procedure", "zug_iiz")
    own = said("new-procedure", "zug_zwei", "--base", "kanton_muster")
    none = said("new-procedure", "zug_drei", "--base", "kanton_muste")

    assert begun.exit_code == 0, begun.output
    assert "kanton_muster" in begun.output
    assert own.exit_code == 1
    assert isinstance(own.exception, SystemExit)
    assert "package.yaml" in own.output
    assert none.exit_code == 1
    assert "BASE=kanton_muster" not in none.output
    assert not (processes / "zug_zwei").exists()


@pytest.mark.parametrize("verb", ["check", "compare"])
def test_a_variant_of_a_variant_is_refused_by_that_reason(processes: Path, verb: str):
    said("new-procedure", "zug_iiz")
    head = processes / "zug_iiz" / "package.yaml"
    head.write_text(head.read_text().replace("extends: mamac@1", "extends: luzern_iiz@2"))

    refused = said(verb, str(head.parent))

    assert refused.exit_code == 1
    assert "«luzern_iiz» is a variant itself." in refused.output
    assert "MAN-KEY" not in refused.output
