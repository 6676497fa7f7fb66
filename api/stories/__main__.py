"""python -m api.stories run | mutate | requirements: what a designer and the tests ask of all packages."""

from pathlib import Path
from typing import Annotated

import typer

from api.stories.hunting import Fate, hunt, stale
from api.stories.names import CAST
from api.stories.packages import tell_all
from api.stories.playing import Played, play
from api.stories.proving import Proof, prove
from api.stories.report import fate_line, hunt_summary, report, summary
from api.stories.requirements import CODE, LIST, cover, coverage_lines, read_requirements
from api.stories.stage import build_stage
from engine.faults import Refused

PROCESSES = Path("processes")
TESTS = Path("tests")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Stories that procedures must keep to.",
)
Packages = Annotated[list[str] | None, typer.Argument(help="packages; all when none is named")]
Folder = Annotated[Path, typer.Option("--processes", help="folder of the packages")]


@app.command()
def run(packages: Packages = None, processes: Folder = PROCESSES) -> None:
    """Play the stories and tell how each went."""
    played: list[Played] = []
    try:
        stage = build_stage(processes)
        for told in tell_all(processes, stage, packages or ()):
            results = [play(story, told.cast, stage, told.package) for story in told.stories]
            for line in report(told, results):
                typer.echo(line)
            played.extend(results)
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for line in summary(played):
        typer.echo(line)
    if any(one.failure for one in played):
        raise typer.Exit(1)


@app.command()
def mutate(packages: Packages = None, processes: Folder = PROCESSES) -> None:
    """Break one thing of the models at a time and tell which story notices."""
    fates: list[Fate] = []
    try:
        stage = build_stage(processes)
        for told in tell_all(processes, stage, packages or ()):
            red = [
                one for one in (play(s, told.cast, stage, told.package) for s in told.stories) if one.failure
            ]
            if red:
                typer.echo(f"{told.name}: a story does not hold as it is, see `make stories`.", err=True)
                raise typer.Exit(1)
            found = hunt(told, stage, lambda fate: typer.echo(fate_line(fate)))
            for place in stale(told, found):
                typer.echo(
                    f"{told.name}: {CAST} says why «{place}» can't be noticed; take that away.", err=True
                )
                raise typer.Exit(1)
            fates += found
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(hunt_summary(fates))
    if any(fate.is_open for fate in fates):
        raise typer.Exit(1)


@app.command()
def requirements(
    processes: Folder = PROCESSES,
    tests: Path = TESTS,
    known: Path = LIST,
    proofs: Annotated[
        bool, typer.Option("--prove", help="break what serves them, and tell who notices")
    ] = False,
) -> None:
    """Tell which requirements are covered, by what, and which are open."""
    proven: dict[str, Proof] = {}
    try:
        listed = read_requirements(known)
        stage = build_stage(processes)
        told = list(tell_all(processes, stage))
        found = cover(listed, told, tests, map(Path, CODE))
        for one in told if proofs else ():
            proven |= prove(one, stage, proven)
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    said = {ident: f"{proof.mutant} turns «{proof.story.title}» red" for ident, proof in proven.items()}
    for line in coverage_lines(listed, found, said if proofs else None):
        typer.echo(line)


if __name__ == "__main__":
    app()
