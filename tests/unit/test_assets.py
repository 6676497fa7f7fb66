"""Built files fit what they were built from; nothing needs Node to know that."""

import json
import re
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "assets" / "feel"
BUNDLE = ROOT / "api" / "static" / "feel.js"
REBUILD = "run make assets and commit what it wrote"


def recorded() -> dict[Path, str]:
    """The hash of every file at the last build."""
    lines = (SOURCES / "built.sha256").read_text().splitlines()
    return {(SOURCES / name).resolve(): digest for digest, name in (line.split("  ") for line in lines)}


def test_the_bundle_is_built_from_these_sources():
    present = {path: sha256(path.read_bytes()).hexdigest() for path in recorded()}

    assert present == recorded(), REBUILD


def test_every_source_and_the_bundle_are_recorded():
    sources = {path for path in SOURCES.iterdir() if path.is_file() and path.name[0] != "."}

    assert set(recorded()) == sources - {SOURCES / "built.sha256"} | {BUNDLE}, REBUILD


def test_the_lock_has_the_hash_of_every_package_and_no_address():
    lock = json.loads((SOURCES / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in json.dumps(lock)


def test_the_licences_of_all_that_is_in_the_bundle_are_told():
    head = BUNDLE.read_text().split("*/")[0]
    inside = re.findall(r"^--- (\S+) (\S+), (\S+) ---$", head, re.MULTILINE)
    notices = (ROOT / "THIRD_PARTY.md").read_text()

    assert {"feelin", "lezer-feel", "@lezer/lr", "temporal-polyfill"} <= {name for name, _, _ in inside}
    assert head.count("Copyright") >= len(inside)
    assert all(f"| {name} | {version} | {licence} |" in notices for name, version, licence in inside)
