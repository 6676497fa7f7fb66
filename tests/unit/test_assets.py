"""Built files fit what they were built from; nothing needs Node to know that."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "assets" / "bundling.mjs"
BUNDLES = {
    "feel": ROOT / "api" / "static" / "feel.js",
    "models": ROOT / "tests" / "browser" / "models" / "tools.js",
}
INSIDE = {
    "feel": {"feelin", "lezer-feel", "@lezer/lr", "temporal-polyfill"},
    "models": {"bpmn-moddle", "zeebe-bpmn-moddle", "bpmnlint", "bpmnlint-plugin-camunda-compat", "semver"},
}
WITHOUT_TEXT = {"@bpmn-io/semver-compat"}
REBUILD = "run make assets and commit what it wrote"
every = pytest.mark.parametrize("name", BUNDLES)


def recorded(name: str) -> dict[Path, str]:
    """The hash of every file at the last build."""
    sources = ROOT / "assets" / name
    lines = (sources / "built.sha256").read_text().splitlines()
    return {(sources / path).resolve(): digest for digest, path in (line.split("  ") for line in lines)}


def test_every_folder_of_sources_is_looked_at():
    assert {path.name for path in (ROOT / "assets").iterdir() if path.is_dir()} == set(BUNDLES)


@every
def test_the_bundle_is_built_from_these_sources(name):
    present = {path: sha256(path.read_bytes()).hexdigest() for path in recorded(name)}

    assert present == recorded(name), REBUILD


@every
def test_every_source_and_the_bundle_are_recorded(name):
    folder = ROOT / "assets" / name
    sources = {path for path in folder.iterdir() if path.is_file() and path.name[0] != "."}

    assert set(recorded(name)) == sources - {folder / "built.sha256"} | {SHARED, BUNDLES[name]}, REBUILD


@every
def test_the_lock_has_the_hash_of_every_package_and_no_address(name):
    lock = json.loads((ROOT / "assets" / name / "package-lock.json").read_text())
    packages = {path: entry for path, entry in lock["packages"].items() if path}

    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in json.dumps(lock)


@every
def test_the_licences_of_all_that_is_in_the_bundle_are_told(name):
    head = BUNDLES[name].read_text().split("*/")[0]
    inside = re.findall(r"^--- (\S+) (\S+), (\S+) ---$", head, re.MULTILINE)
    notices = (ROOT / "THIRD_PARTY.md").read_text()

    assert INSIDE[name] <= {package for package, _, _ in inside}
    assert head.count("Copyright") >= len(
        [package for package, _, _ in inside if package not in WITHOUT_TEXT]
    )
    assert all(f"| {package} | {version} | {licence} |" in notices for package, version, licence in inside)
