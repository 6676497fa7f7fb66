"""Requirements, and what names them, fit together."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.stories.proving import Proof, prove
from api.stories.requirements import CODE, cover, coverage_lines, read_requirements
from engine.faults import Refused
from tests.procedures.told import ROOT, all_told, the_stage, wallis

LIST = ROOT / "docs" / "requirements.yaml"


def test_every_id_named_by_a_model_a_story_or_a_test_is_known() -> None:
    found = cover(read_requirements(LIST), all_told(), ROOT / "tests")

    assert found["VS-02"].elements
    assert found["VS-02"].stories


def test_a_mark_in_a_test_file_counts_wherever_pytest_reads_it(tmp_path: Path) -> None:
    (tmp_path / "test_marks.py").write_text(
        "import pytest\n"
        "pytestmark = pytest.mark.requirement('A-1')\n"
        "@pytest.mark.requirement('A-2', 'A-3')\n"
        "def test_one(): ...\n"
        "class TestMore:\n"
        "    @pytest.mark.requirement('A-2')\n"
        "    def test_two(self): ...\n"
    )
    known = {"A-1": "One.", "A-2": "Two.", "A-3": "Three.", "A-4": "Four."}

    found = cover(known, [], tmp_path)

    assert {ident: coverage.tests for ident, coverage in found.items()} == {
        "A-1": [f"{tmp_path.name}/test_marks.py"],
        "A-2": ["test_one", "test_two"],
        "A-3": ["test_one"],
        "A-4": [],
    }


def test_an_unknown_id_is_refused_with_every_place_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "test_marks.py").write_text("@pytest.mark.requirement('VS-99')\ndef test_one(): ...\n")
    told = wallis()
    story = told.stories[0].model_copy(update={"requirement": ("VS-98",)})

    with pytest.raises(Refused) as refused:
        cover(read_requirements(LIST), [replace(told, stories=(story,))], tmp_path)

    assert [(fault.file, fault.place) for fault in refused.value.faults] == [
        (story.file, f"«{story.title}»"),
        (f"{tmp_path.name}/test_marks.py", "test_one"),
    ]


def test_a_model_alone_covers_nothing(tmp_path: Path) -> None:
    known = read_requirements(LIST)
    mute = replace(wallis(), stories=())

    lines = list(coverage_lines(known, cover(known, [mute], tmp_path)))

    assert "In a model or in code, but no story and no test would notice" in lines
    assert lines[-1].startswith(f"0 of {len(known)} requirements are covered")


def test_the_lines_name_what_covers_a_requirement_and_what_is_open(tmp_path: Path) -> None:
    known = {**read_requirements(LIST), "ZZ-1": "Nobody has begun with this."}

    lines = list(coverage_lines(known, cover(known, all_told(), tmp_path)))

    at = next(number for number, line in enumerate(lines) if line.startswith("  ✓ VS-05"))
    assert lines[at + 1] == "      model: assign_tandem"
    assert lines[at + 2].startswith("      stories: «")
    assert "  ○ ZZ-1  Nobody has begun with this." in lines


PROCEDURES = ("VS-", "LU-", "BL-")
OF_OTHERS = frozenset[str]()


def test_each_requirement_of_the_procedures_is_served_by_a_model_or_code_and_by_a_story_or_test() -> None:
    found = cover(read_requirements(LIST), all_told(), ROOT / "tests", [ROOT / name for name in CODE])

    served = {ident for ident, one in found.items() if (one.elements or one.code) and one.is_held}

    assert {ident for ident in found if ident.startswith(PROCEDURES)} - served == OF_OTHERS
    assert "cases/figures/sharing.py" in found["LU-09"].code


def test_whatever_a_model_and_a_story_serve_is_noticed_by_that_story_when_it_is_broken() -> None:
    found = cover(read_requirements(LIST), all_told(), ROOT / "tests")
    proofs: dict[str, Proof] = {}
    for told in all_told():
        proofs |= prove(told, the_stage(), proofs)

    served = {
        ident for ident, one in found.items() if ident.startswith(PROCEDURES) and one.elements and one.stories
    }

    assert len(served) > 30
    assert served - set(proofs) == set()
    assert all(ident in proof.story.requirement for ident, proof in proofs.items())


def test_without_the_stories_that_name_it_nothing_is_proven() -> None:
    told = wallis()
    others = tuple(story for story in told.stories if "VS-14" not in story.requirement)

    proofs = prove(replace(told, stories=others), the_stage(), set(read_requirements(LIST)) - {"VS-14"})

    assert proofs == {}


def test_the_report_tells_what_was_broken_and_who_noticed() -> None:
    proofs = prove(wallis(), the_stage(), set(read_requirements(LIST)) - {"VS-14"})
    said = {ident: f"{proof.mutant} turns «{proof.story.title}» red" for ident, proof in proofs.items()}
    known = read_requirements(LIST)

    lines = list(coverage_lines(known, cover(known, all_told(), ROOT / "tests"), said))

    at = next(number for number, line in enumerate(lines) if line.startswith("  ✓ VS-14"))
    assert any("record_contact" in line and "turns «" in line for line in lines[at : at + 5])
    assert "1 of them by a story that notices a slip" in lines[-1]


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "requirements.yaml"
    file.write_text("- VS-01\n")

    with pytest.raises(Refused, match=r"requirements\.yaml"):
        read_requirements(file)
