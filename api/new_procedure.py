"""python -m api new-procedure: the folder of a canton's own procedure, a variant of a base or a fork of it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from api.settings import Settings
from api.stories.packages import Told, tell
from api.stories.playing import staged
from api.stories.stage import Stage, build_stage
from api.variants import packages_in
from engine.clock import SystemClock, local_day
from engine.faults import Refused
from engine.packages.archive import Files, read_folder
from engine.packages.founding import Beginning, New, fork_of, variant_of
from engine.packages.head import read_head
from engine.packages.manifest import FILE
from engine.packages.nearest import nearest
from engine.rows import Task

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_EXAMPLE = "make new-procedure NAME=zug_iiz"
CANTONS: Mapping[str, tuple[str, str]] = {
    "AG": ("Aargau", "Argovie"),
    "AI": ("Appenzell Innerrhoden", "Appenzell Rhodes-Intérieures"),
    "AR": ("Appenzell Ausserrhoden", "Appenzell Rhodes-Extérieures"),
    "BE": ("Bern", "Berne"),
    "BL": ("Basel-Landschaft", "Bâle-Campagne"),
    "BS": ("Basel-Stadt", "Bâle-Ville"),
    "FR": ("Freiburg", "Fribourg"),
    "GE": ("Genf", "Genève"),
    "GL": ("Glarus", "Glaris"),
    "GR": ("Graubünden", "Grisons"),
    "JU": ("Jura", "Jura"),
    "LU": ("Luzern", "Lucerne"),
    "NE": ("Neuenburg", "Neuchâtel"),
    "NW": ("Nidwalden", "Nidwald"),
    "OW": ("Obwalden", "Obwald"),
    "SG": ("St. Gallen", "Saint-Gall"),
    "SH": ("Schaffhausen", "Schaffhouse"),
    "SO": ("Solothurn", "Soleure"),
    "SZ": ("Schwyz", "Schwytz"),
    "TG": ("Thurgau", "Thurgovie"),
    "TI": ("Tessin", "Tessin"),
    "UR": ("Uri", "Uri"),
    "VD": ("Waadt", "Vaud"),
    "VS": ("Wallis", "Valais"),
    "ZG": ("Zug", "Zoug"),
    "ZH": ("Zürich", "Zurich"),
}
"""The cantons by their letters, in German and French."""


class NotBegun(Exception):
    """Nothing was written; the message says why, and the way out."""


def new_procedure(
    name: Annotated[
        str, typer.Argument(help="its id: small letters, digits, _; begins with the canton, e.g. zug_iiz")
    ],
    base: Annotated[str, typer.Option(help="the procedure that it begins from")] = "mamac",
    canton: Annotated[
        str, typer.Option(help="two letters, where the name does not begin with the canton")
    ] = "",
    fork: Annotated[
        bool, typer.Option("--fork", help="copy the base whole, to change its flows too")
    ] = False,
) -> None:
    """Write the folder of a procedure of your own: a variant of a base, or with --fork a copy of it; it passes `check` at once."""
    try:
        folder, files = _begun(Settings().processes, name, base, canton, fork=fork)
    except (NotBegun, Refused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    try:
        _write(folder, files)
    except OSError as error:
        typer.echo(f"{folder} can't be written: {error.strerror}. Nothing of it was left there.", err=True)
        raise typer.Exit(1) from error
    made = f"a fork of {base}, {len(files)} files" if fork else f"a variant of {base}"
    typer.echo(f"{folder} is written: {made}.")
    typer.echo(f"Next: change {folder / FILE}, then .venv/bin/python -m api check {folder}")


def _write(folder: Path, files: Files) -> None:
    """All of it or nothing: it is built in a hidden folder beside, and comes to its place whole. Raises OSError."""
    with TemporaryDirectory(prefix=".new-", dir=folder.parent) as beside:
        built = Path(beside) / folder.name
        for path, content in sorted(files.items()):
            (built / path).parent.mkdir(parents=True, exist_ok=True)
            (built / path).write_bytes(content)
        built.rename(folder)


def _begun(processes: Path, name: str, base: str, canton: str, *, fork: bool) -> tuple[Path, Files]:
    """The folder and its files. Raises NotBegun, Refused for a base that has faults itself."""
    if not _NAME.fullmatch(name):
        raise NotBegun(
            f"«{name}» can't be the id of a procedure: 2 to 40 small letters without accents, digits and _, beginning with a "
            f"letter. For example: {_EXAMPLE}"
        )
    folder = processes / name
    if folder.exists():
        raise NotBegun(
            f"{folder} is there already, and nothing of it is written over. Choose another NAME, or remove the folder."
        )
    letters = _canton(name, canton)
    files = _base(processes, base)
    stage = build_stage(processes)
    german, french = CANTONS[letters]
    told = tell(files, stage)
    new = New(name, letters, _titles(told, german, french), local_day(SystemClock().now()))
    return folder, (fork_of if fork else variant_of)(files, new, _beginning(told, stage))


def _canton(name: str, given: str) -> str:
    """The canton that is said, else the one that the name begins with. Raises NotBegun."""
    if given:
        if given.upper() not in CANTONS:
            raise NotBegun(f"There is no canton «{given}». One of: {', '.join(CANTONS)}.")
        return given.upper()
    for letters, names in CANTONS.items():
        if any(f"{name}_".startswith(f"{word}_") for called in (letters, *names) for word in _as_ids(called)):
            return letters
    raise NotBegun(
        f"Which canton is «{name}» for? Say it, for example CANTON=ZG, or begin the name with it: {_EXAMPLE}"
    )


def _as_ids(word: str) -> Iterator[str]:
    """How a name stands in ids: zurich, and zuerich too."""
    for text in (word.lower(), word.lower().translate(_UMLAUTS)):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        yield re.sub(r"[^a-z]+", "_", plain)


def _base(processes: Path, base: str) -> Files:
    """The files of the base. Raises NotBegun where there is none to begin from, Refused for files that can't be read."""
    folders, heads = packages_in(processes), {}
    for name, folder in folders.items():
        try:
            heads[name] = read_head((folder / FILE).read_bytes())
        except Refused as refused:
            if name == base:
                raise
            typer.echo(f"{folder} is left aside: {refused}", err=True)
    bases = [name for name, head in heads.items() if "extends" not in head]
    if base not in heads:
        raise NotBegun(
            f"There is no base «{base}» in {processes}. {nearest(base, bases)}To begin from: BASE={', BASE='.join(bases)}"
        )
    if base not in bases:
        its_base = str(heads[base]["extends"]).partition("@")[0]
        raise NotBegun(
            f"«{base}» is itself a variant, of {its_base}. Begin from that, with BASE={its_base}, and copy what you like of "
            f"{folders[base]} into your folder."
        )
    return read_folder(folders[base])


def _titles(told: Told, german: str, french: str) -> dict[str, str]:
    texts = told.package.texts
    return {
        language: f"{texts.get('procedure.title', language).text} {canton}"
        for language, canton in (("de", german), ("fr", french))
    }


def _beginning(told: Told, stage: Stage) -> Beginning:
    """How a case begins in the base's own stories. Raises NotBegun where it has none."""
    if not told.stories:
        raise NotBegun(f"{told.name} has no stories; begin from another base.")
    story = told.stories[0].model_copy(update={"steps": ()})
    playing = staged(story, told.cast, stage, told.package)
    failure = playing.run()
    if failure:
        raise NotBegun(f"{told.name} does not begin as its story {story.file} says: {failure.found}.")
    with playing.scene.house.engine.store.reading() as work:
        tasks = sorted({task.element for task in work.find(Task, status="open")})
    return Beginning(story.start.users[0], story.start.on, tuple(tasks))
