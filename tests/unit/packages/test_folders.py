"""A package's folder is read as it lies there: no link brings in what lies elsewhere."""

from pathlib import Path

import pytest

from engine.faults import Refused
from engine.packages.archive import read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package with a text, and beside it what is none of its business."""
    texts = tmp_path / "package" / "texts"
    texts.mkdir(parents=True)
    (texts / "de.yaml").write_text("a: b")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text("secret")
    return tmp_path / "package"


def refused_files(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        read_folder(folder)
    assert all("Put the files themselves" in fault.remedy for fault in refused.value.faults)
    return [(fault.file, fault.rule) for fault in refused.value.faults]


@pytest.mark.parametrize("target", ["elsewhere/secret.md", "package/texts/de.yaml", "nothing.md"])
def test_a_linked_file_is_refused_by_name(folder: Path, target: str):
    (folder / "README.md").symlink_to(folder.parent / target)

    assert refused_files(folder) == [("README.md", "PKG-LINK")]


def test_a_linked_folder_is_refused_by_name(folder: Path):
    (folder / "texts" / "more").symlink_to(folder.parent / "elsewhere")

    assert refused_files(folder) == [("texts/more", "PKG-LINK")]


def test_a_package_that_is_a_link_itself_is_refused_by_name(folder: Path):
    link = folder.parent / "linked"
    link.symlink_to(folder)

    assert refused_files(link) == [("linked", "PKG-LINK")]


def test_a_hidden_file_is_left_out_whatever_it_is(folder: Path):
    """Editors lock a file by a hidden link that leads nowhere."""
    (folder / ".#package.yaml").symlink_to("somebody@somewhere")

    assert read_folder(folder) == {"texts/de.yaml": b"a: b"}


def test_a_hidden_folder_is_left_out_with_all_that_lies_in_it(folder: Path):
    """A canton keeps its package in a repository of its own."""
    (folder / ".git" / "hooks").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (folder / ".git" / "hooks" / "commit-msg").symlink_to(folder.parent / "elsewhere")

    assert read_folder(folder) == {"texts/de.yaml": b"a: b"}


def test_a_folder_of_packages_may_be_reached_by_a_link(folder: Path):
    link = folder.parent / "processes"
    link.symlink_to(folder.parent)

    assert list(read_folder(link / "package")) == ["texts/de.yaml"]
