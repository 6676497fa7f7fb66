"""Packages that have held: a start releases them without playing their stories again, as long as nothing of them is changed."""

from collections.abc import Iterator
from pathlib import Path

import typer

from api.bootstrap import TYPESETTER
from api.releasing import require_documents
from api.settings import Settings
from api.stories.rehearsing import rehearse
from api.stories.stage import build_stage
from api.variants import packages_in, whole_folder
from cases.catalogue import CATALOGUE
from engine.faults import Refused
from engine.packages.archive import content_hash
from engine.packages.reading import read_package

FILE = "proven.txt"
_HEAD = """\
# Packages whose stories held and whose documents could be set in type when `make prove` was run: a start of Brücke believes it,
# `python -m api deploy` does not. One that was changed since is held to its stories again.
"""


def proofs(processes: Path) -> frozenset[str]:
    """The content hashes of the packages of a folder that have held."""
    file = processes / FILE
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    return frozenset(line.split()[-1] for line in lines if line.strip() and not line.startswith("#"))


def prove() -> None:
    """Hold every package of processes/ to its stories and set its documents in type: the next start need not. Writes proven.txt."""
    processes = Settings().processes
    try:
        lines = list(_lines(processes))
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused
    (processes / FILE).write_text(_HEAD + "".join(lines), "utf-8")
    typer.echo(f"Held, put on record in {processes / FILE}: {len(lines)}")


def _lines(processes: Path) -> Iterator[str]:
    stage = build_stage(processes)
    for folder in packages_in(processes).values():
        files = whole_folder(folder)
        package = read_package(files, stage.vocabulary, CATALOGUE)
        require_documents(package, TYPESETTER)
        rehearse(package, stage)
        yield f"{package.manifest.id} {package.manifest.version} {content_hash(files)}\n"
