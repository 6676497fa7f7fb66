"""Slips of a designer: those that every package must notice, and finer ones."""

from collections.abc import Iterator
from functools import partial

from api.stories.mutants import Mutant, mutants
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package
from tests.slips.drawn import drawn_slips
from tests.slips.forms import form_slips, rule_slips
from tests.slips.rights import manifest_slips
from tests.slips.slip import Slip, told_apart


def model_slips(package: Package) -> Iterator[Slip[bytes]]:
    """Every slip of every file of a package; each makes its file anew."""
    return told_apart(_slips(package))


def _slips(package: Package) -> Iterator[Slip[bytes]]:
    for mutant in mutants(package):
        yield Slip(mutant.file, mutant.place, mutant.change, partial(_content, mutant))
    for file in sorted(package.files):
        yield from _of_file(package, file)


def _content(mutant: Mutant) -> bytes:
    return mutant.content


def _of_file(package: Package, file: str) -> Iterator[Slip[bytes]]:
    content = package.files[file]
    if file.endswith((".bpmn", ".dmn")):
        yield from drawn_slips(content, file, list(package.manifest.roles))
    elif file.endswith(".form"):
        yield from form_slips(content, file)
    elif file.endswith(".rules.yaml"):
        yield from rule_slips(content, file)
    elif file == MANIFEST:
        yield from manifest_slips(package)
