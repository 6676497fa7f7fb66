"""python -m api compare: how a variant or fork differs from its base, and what another version of the base means for it."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import typer

from api.variants import in_folder, whole_folder
from engine.faults import Fault, Refused
from engine.packages.archive import Files, read_folder
from engine.packages.comparing import Difference, differences, moved
from engine.packages.head import read_manifest
from engine.packages.manifest import FILE

_LONGEST = 60
_BEFORE = 20
"""Characters of two long values that are the same and shown all the same, so that one sees where they part."""


def compare(
    package: Annotated[Path, typer.Argument(help="folder of a variant or a fork")],
    new: Annotated[Path | None, typer.Option(help="folder of another version of its base")] = None,
) -> None:
    """Tell what differs from the base beside the package, or what another version of the base changes; writes nothing."""
    try:
        mine = whole_folder(package)
        base = _base_of(mine, package)
        lines = list(_told(base, mine) if new is None else _moved(base, read_folder(new), mine))
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused
    for line in lines or ["Nothing differs."]:
        typer.echo(line)


def _base_of(mine: Files, folder: Path) -> Files:
    manifest = read_manifest(mine[FILE])
    named = manifest.extends or manifest.derived_from
    if named is None:
        message = f"«{manifest.id}» has no base."
        remedy = "A variant names it with `extends`, a fork with `derived_from`."
        raise Refused([Fault(FILE, "extends", "EXT-BASE", message, remedy)])
    name, _, number = named.partition("@")
    base = in_folder(folder.resolve().parent)(name, int(number))
    if base is None:
        message = f"The base «{named}» does not lie beside the package."
        raise Refused([Fault(FILE, "extends", "EXT-BASE", message, f"Lay its folder «{name}» there.")])
    return base


def _told(base: Files, mine: Files) -> Iterator[str]:
    for item in differences(base, mine):
        yield _line(item)


def _moved(old: Files, new: Files, mine: Files) -> Iterator[str]:
    found = moved(old, new, mine)
    yield from (f"arrives   {_line(item)}" for item in found.arrives)
    yield from (f"conflict  {_line(theirs)}; yours is {own.change}" for theirs, own in found.conflicts)
    yield from (f"the same  {_line(item)}" for item in found.known)


def _line(item: Difference) -> str:
    kind, name = item.part
    values = [" ".join(text.split()) for text in (item.before, item.after) if text is not None]
    return f"{item.change:8} {f'{kind} {name}'.strip()}: {' → '.join(_excerpts(values))}"


def _excerpts(values: list[str]) -> Iterator[str]:
    """As much of each as a line takes: of two long ones from where they part."""
    is_long = len(values) > 1 and max(map(len, values)) > _LONGEST
    same = (
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*values, strict=False)))
        if is_long
        else 0
    )
    begin = max(0, same - _BEFORE)
    for value in values:
        rest = value[begin : begin + _LONGEST]
        yield f"{'…' if begin else ''}{rest}{'…' if len(value) > begin + _LONGEST else ''}"
