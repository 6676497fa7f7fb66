"""python -m tests.slips [PACKAGE …]: find for each story a slip that no other story notices, and keep it."""

from pathlib import Path
from typing import Annotated

import typer

from api.stories.packages import tell_all
from api.stories.stage import build_stage
from tests.slips.finding import find, noticing, own_of
from tests.slips.house import House
from tests.slips.listed import Listed, read, write

PROCESSES = Path("processes")
HURRIED = 1.5
"""Seconds of computing after which a slip is passed over for another, so that a search does not wait for an endless one."""


def main(
    packages: Annotated[list[str] | None, typer.Argument(help="packages; all when none is named")] = None,
) -> None:
    """What is kept and still holds stays; the rest is looked for anew, which takes some seconds for each story."""
    stage = build_stage(PROCESSES)
    open_ones = 0
    for told in tell_all(PROCESSES, stage, packages or ()):
        house = House(told, stage, HURRIED)
        kept, found = read(told.package.manifest.id), dict[str, Listed]()
        for name in house.own_stories():
            own = own_of(house, kept[name]) if name in kept else None
            if own is None or noticing(house, own) != [name]:
                own = find(house, name)
            if own is None:
                open_ones += 1
                typer.echo(f"  ✗ {name}: every slip that it notices another story notices too")
                continue
            found[name] = Listed(str(own.slip), own.at)
            typer.echo(f"  ✓ {name}: {own}")
            write(told.package.manifest.id, found | {one: kept[one] for one in kept if one not in found})
        write(told.package.manifest.id, found)
    if open_ones:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
