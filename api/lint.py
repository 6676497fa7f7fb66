"""python -m api.lint [FOLDER…]: every fault and every convention that is broken, of packages and of single models.

Exit codes: 0 nothing refuses, 1 something does, 2 a folder can't be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from api.variants import whole_folder
from cases.catalogue import CATALOGUE
from engine.bpmn.validation import validate
from engine.bpmn.xml import read_xml
from engine.faults import Fault, Refused
from engine.packages.archive import Files, read_folder
from engine.packages.checks import warn_of_package
from engine.packages.checks.rules import BY_ID
from engine.packages.conventions import LANGUAGES, Notice, notices
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.naming import with_names
from engine.packages.reading import read_package
from engine.packages.texts import VOCABULARY, read_vocabulary

PROCESSES = Path("processes")
_WORDS = {
    "de": {
        "clean": "{name}: nichts zu beanstanden{accepted}.",
        "warned": "{name}: {faults}, {warnings}{accepted}.",
        "accepted": ", {count} begründet angenommen",
        "rule": "Regel: {text}",
        "folder": "{path} ist kein Ordner. Nennen Sie den Ordner eines Pakets oder einen mit Paketen.",
    },
    "fr": {
        "clean": "{name}\u202f: rien à signaler{accepted}.",
        "warned": "{name}\u202f: {faults}, {warnings}{accepted}.",
        "accepted": ", {count} accepté(s) avec raison",
        "rule": "Règle\u202f: {text}",
        "folder": "{path} n’est pas un dossier. Indiquez celui d’un paquet ou un dossier de paquets.",
    },
}
_COUNTS = {
    "de": {"fault": ("1 Fehler", "{} Fehler"), "warning": ("1 Warnung", "{} Warnungen")},
    "fr": {"fault": ("1 erreur", "{} erreurs"), "warning": ("1 avertissement", "{} avertissements")},
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a package or a single model is told: `faults` refuse it."""

    name: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def open_notices(self) -> list[Notice]:
        """Those that nobody has given a reason for."""
        return [notice for notice in self.notices if notice.reason is None]


def lint(folder: Path) -> Iterator[Found]:
    """Everything there is to tell of the packages and models of a folder. Raises Refused for its vocabulary."""
    packages = sorted({path.parent for path in _below(folder, MANIFEST)})
    for package in packages:
        yield _package(package)
    for model in sorted(_below(folder, "*.bpmn")):
        if not any(package in model.parents for package in packages):
            yield _model(model)


def _below(folder: Path, pattern: str) -> Iterator[Path]:
    """Files that are called so, in hidden folders none."""
    for path in folder.rglob(pattern):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _package(folder: Path) -> Found:
    vocabulary = folder.parent / VOCABULARY
    labels = read_vocabulary(vocabulary.read_bytes()) if vocabulary.is_file() else {}
    files: Files = {}
    try:
        files = read_folder(folder)
        files = whole_folder(folder)
        package = read_package(files, labels, CATALOGUE)
    except Refused as refused:
        return Found(folder.name, list(with_names(refused.faults, files)))
    warnings = with_names(warn_of_package(package), files)
    return Found(folder.name, [], list(warnings), list(package.notices))


def _model(file: Path) -> Found:
    files = {file.name: file.read_bytes()}
    try:
        root = read_xml(files[file.name], file.name)
    except Refused as refused:
        return Found(file.name, list(refused.faults))
    findings = validate(root, file.name)
    return Found(
        file.name,
        list(with_names((item.fault for item in findings if item.level != "warning"), files)),
        list(with_names((item.fault for item in findings if item.level == "warning"), files)),
        notices(root, file.name),
    )


def report(found: Found, language: str) -> Iterator[str]:
    """The lines to print: what refuses, with the text of its rule, then what warns, then the sum."""
    words = _WORDS[language]
    told: set[str] = set()
    for fault in found.faults:
        yield f"E {fault}"
        rule = BY_ID.get(fault.rule)
        if rule is not None and rule.id not in told:
            told.add(rule.id)
            yield f"  {words['rule']}".format(text=rule.texts[language])
    yield from (f"W {warning}" for warning in found.warnings)
    yield from (f"{'H' if n.severity == 'H' else 'W'} {n.text(language)}" for n in found.open_notices)
    warned = len(found.warnings) + len(found.open_notices)
    accepted = len(found.notices) - len(found.open_notices)
    yield words["warned" if found.faults or warned else "clean"].format(
        name=found.name,
        faults=_count(language, "fault", len(found.faults)),
        warnings=_count(language, "warning", warned),
        accepted=words["accepted"].format(count=accepted) if accepted else "",
    )


def _count(language: str, what: str, count: int) -> str:
    one, several = _COUNTS[language][what]
    return one if count == 1 else several.format(count)


def main(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="packages, or folders of packages and models")
    ] = None,
    language: Annotated[str, typer.Option(help="de or fr: the language of conventions and rules")] = "de",
) -> None:
    """Tell every fault and every broken convention of packages and single models; writes nothing."""
    if language not in LANGUAGES:
        raise typer.BadParameter(f"«{language}» is none of {', '.join(LANGUAGES)}.", param_hint="--language")
    is_refused = False
    for folder in folders or [PROCESSES]:
        if not folder.is_dir():
            typer.echo(_WORDS[language]["folder"].format(path=folder), err=True)
            raise typer.Exit(2)
        try:
            for found in lint(folder):
                is_refused = is_refused or bool(found.faults)
                for line in report(found, language):
                    typer.echo(line)
        except Refused as refused:
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from refused
    raise typer.Exit(int(is_refused))


if __name__ == "__main__":
    typer.run(main)
