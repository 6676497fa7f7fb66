"""The house itself: what every part must keep to."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\n")
PYTHON = [ROOT / name for name in TRACKED if name.endswith(".py")]
TEXTS = [
    ROOT / name
    for name in TRACKED
    if Path(name).suffix in {".md", ".yaml", ".html", ".form", ".bpmn", ".dmn"}
]


def inside(*folders: str) -> list[Path]:
    return [path for path in PYTHON if path.relative_to(ROOT).parts[0] in folders]


def test_every_folder_of_the_house_says_what_it_is_in_at_most_30_lines():
    for folder in ("processes", "decisions", "forms", "engine", "cases", "adapters", "api", "tests"):
        lines = (ROOT / folder / "README.md").read_text().splitlines()

        assert 3 < len(lines) <= 30, folder


def test_the_readme_is_short_and_names_the_two_commands():
    text = (ROOT / "README.md").read_text()

    assert len(text.splitlines()) <= 120
    assert "make run" in text
    assert "make test" in text


def test_processes_hold_no_python():
    assert inside("processes") == []


@pytest.mark.parametrize("path", inside("decisions", "forms", "engine", "cases", "adapters", "api"), ids=str)
def test_no_module_catches_everything_or_leaves_something_to_be_done(path):
    text = path.read_text()

    assert not re.search(
        r"except Exception\b(?!.*# noqa)|except:|raise NotImplementedError|TODO|FIXME|\bXXX\b", text
    )
    assert not re.search(r"type: ignore(?!\[[\w,-]+\]  # )", text), "type: ignore needs a code and a reason"
    assert not re.search(r"noqa(?!: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)*  # )", text), (
        "noqa needs a code and a reason"
    )


@pytest.mark.parametrize("path", inside("decisions", "forms", "engine", "cases", "adapters", "api"), ids=str)
def test_every_module_begins_by_saying_what_it_is_for(path):
    assert path.read_text().startswith('"""')


@pytest.mark.parametrize("path", inside("tests"), ids=str)
def test_no_test_is_skipped(path):
    assert not re.search(
        r"pytest\.(mark\.)?(skip|xfail|importorskip)", path.read_text().replace("(skip|xfail", "")
    )


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_texts_use_swiss_spelling(path):
    assert "\N{LATIN SMALL LETTER SHARP S}" not in path.read_text()


def test_time_comes_from_the_clock_only():
    allowed = {"engine/clock.py", "engine/keys.py", "decisions/__main__.py"}
    calls = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(")

    found = [
        str(path.relative_to(ROOT))
        for path in inside("decisions", "forms", "engine", "cases", "adapters", "api")
        if calls.search(path.read_text())
    ]

    assert set(found) <= allowed


def test_every_link_and_picture_of_the_readmes_is_there():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
    files = [
        path for path in ROOT.rglob("*.md") if ".venv" not in path.parts and "node_modules" not in path.parts
    ]

    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in files
        for target in link.findall(path.read_text())
        if not (path.parent / target).exists()
    ]

    assert broken == []
    assert len(files) > 10
