"""python -m api compare: what differs from a base, and what a new base means."""

from typer.testing import CliRunner

from api.cli import app
from tests.unit.packages.called import base as called_base
from tests.unit.packages.test_extending import HEAD


def test_a_variant_is_compared_with_its_base(tmp_path):
    base = tmp_path / "wallis_tandem"
    base.mkdir()
    for name, content in called_base().items():
        file = base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    variant = tmp_path / "kanton_muster"
    variant.mkdir()
    (variant / "package.yaml").write_bytes(HEAD)

    told = CliRunner().invoke(app, ["compare", str(variant)])
    alone = CliRunner().invoke(app, ["compare", str(base)])

    assert told.exit_code == 0
    assert "changed  parameters exhaustion_lead.value: P3M → P4M" in told.output
    assert alone.exit_code == 1
    assert "no base" in alone.output


def told_of(tmp_path, **own):
    """What is told of a variant of a base with a cast and a story."""
    base = tmp_path / "wallis_tandem"
    files = {
        **called_base(),
        "stories/cast.yaml": b"clients: {sara: {born_on: 2000-11-09}}\ndefaults: {register_case: {on: 2026-02-10}}",
        "stories/first.yaml": STORY.replace(b"PROCEDURE", b"wallis_tandem"),
    }
    for folder, contents in ((base, files), (tmp_path / "kanton_muster", {"package.yaml": HEAD, **own})):
        for name, content in contents.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return CliRunner().invoke(app, ["compare", str(tmp_path / "kanton_muster")]).output.splitlines()


STORY = b"""
title: A story long enough to be cut off on its line, as all are
start: {procedure: PROCEDURE, as: carla_smz, on: 2026-02-10}
steps: [{expect: {open_tasks: [register_case]}}]
"""


def test_of_a_cast_only_the_answers_that_differ_are_told(tmp_path):
    cast = b"by_the_way: {inner: [carla_smz]}\ndefaults: {register_case: {on: 2026-02-11}}"

    told = told_of(tmp_path, **{"stories/cast.yaml": cast})

    assert [line for line in told if "cast" in line] == [
        'added    cast by_the_way.inner: ["carla_smz"]',
        "changed  cast defaults.register_case.on: 2026-02-10 → 2026-02-11",
    ]


def test_a_story_under_the_name_of_another_procedure_is_the_same_story(tmp_path):
    same = told_of(tmp_path / "same", **{"stories/first.yaml": STORY.replace(b"PROCEDURE", b"kanton_muster")})
    later = told_of(
        tmp_path / "later",
        **{"stories/first.yaml": STORY.replace(b"PROCEDURE", b"kanton_muster").replace(b"-10", b"-12")},
    )

    assert [line for line in same if "story" in line] == []
    (line,) = (line for line in later if "story" in line)
    assert "2026-02-10" in line.partition(" → ")[0]
    assert "2026-02-12" in line.partition(" → ")[2]
