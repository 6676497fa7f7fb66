"""python -m api.stories run | mutate | alone | requirements: what a designer and the tests ask of all packages."""

from pathlib import Path
from typing import Annotated

import typer

from api.stories.alone import alone as notice_alone
from api.stories.hunting import Fate, hunt
from api.stories.packages import tell_all
from api.stories.playing import Played, play
from api.stories.report import alone_lines, fate_line, hunt_summary, report, summary
from api.stories.requirements import LIST, cover, coverage_lines, read_requirements
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
            fates += hunt(told, stage, lambda fate: typer.echo(fate_line(fate)))
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(hunt_summary(fates))
    if any(fate.survived for fate in fates):
        raise typer.Exit(1)


@app.command()
def alone(
    packages: Packages = None,
    processes: Folder = PROCESSES,
    story: Annotated[list[str] | None, typer.Option(help="only these stories, by file name")] = None,
) -> None:
    """Break one thing of the models at a time and tell which stories notice what no other does."""
    try:
        stage = build_stage(processes)
        for told in tell_all(processes, stage, packages or ()):
            for line in alone_lines(told, notice_alone(told, stage, story or ())):
                typer.echo(line)
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@app.command()
def requirements(processes: Folder = PROCESSES, tests: Path = TESTS, known: Path = LIST) -> None:
    """Tell which requirements are covered, by what, and which are open."""
    try:
        listed = read_requirements(known)
        found = cover(listed, tell_all(processes, build_stage(processes)), tests)
    except (Refused, LookupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for line in coverage_lines(listed, found):
        typer.echo(line)


if __name__ == "__main__":
    app()
