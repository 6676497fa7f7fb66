"""What an operator starts from the command line."""

import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from adapters.rav.folder import IN
from api.app import make_app
from api.backups import backup, restore
from api.bootstrap import TYPESETTER, Bruecke
from api.cast import PASSWORD
from api.comparing import compare
from api.demo import load_demo
from api.demo_canton import demo_canton
from api.demo_rav import deliver_into
from api.institutions import institutions, units
from api.logs import configure_logs, log_steps
from api.new_procedure import new_procedure
from api.opening import assembled, prepare_folder
from api.partners import partners
from api.people import people
from api.proofs import proofs, prove
from api.releasing import release, require_documents
from api.serving import serve as serve_app
from api.serving import work as run_worker
from api.settings import Settings
from api.stories.packages import Told
from api.stories.rehearsing import rehearse
from api.stories.requirements import LIST, in_packages, read_requirements, strangers
from api.stories.stage import build_stage
from api.variants import packages_in, whole_folder
from api.worker import WorkerThread, working
from cases.catalogue import CATALOGUE
from engine.clock import SystemClock, local_day
from engine.commands.deploy_package import Deployed
from engine.faults import Fault, Refused
from engine.packages.archive import Files, read_zip
from engine.packages.checks import warn_of_package
from engine.packages.head import read_manifest
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.reading import read_package
from engine.rows import ProcedureVersion

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Brücke: cases driven by BPMN models.",
)
app.command()(backup)
app.command()(restore)
app.command()(compare)
app.command()(new_procedure)
app.command()(demo_canton)
app.command()(prove)
app.add_typer(institutions, name="institution")
app.add_typer(units, name="unit")
app.add_typer(people, name="person")
app.add_typer(partners, name="partner")
DRAINS = 5.0
"""Seconds for which `serve` goes on after SIGTERM: longer than a load balancer takes to ask /readyz again."""
Where = Annotated[Path, typer.Argument(help="folder or zip of a package")]


@app.command()
def run(
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    demo: Annotated[bool, typer.Option(help="invented people and cases, when the database is empty")] = True,
) -> None:
    """Start everything in one process: API, pages and worker, with demo data in an SQLite file."""
    _refuse_taken(host, port)
    settings = Settings(demo=demo)
    prepare_folder(settings)
    bruecke = assembled(settings)
    deploy_all(bruecke)
    if demo:
        load_demo(bruecke)
        typer.echo(f"\n  Brücke    http://{host}:{port}\n  API       http://{host}:{port}/docs")
        typer.echo(
            f"  sign in   anna_rav · carla_smz · ines_koo · beat_iv · oskar · sonja_sd_lu · klara_koo_lu · … (password {PASSWORD})\n"
        )
    configure_logs(readable=sys.stdout.isatty())
    serve_app(make_app(_told_of(bruecke), working), host, port, settings.drain_seconds or 0)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
) -> None:
    """Start API and pages only: one of several nodes on one PostgreSQL. Workers are started with `work`."""
    configure_logs(readable=False)
    _refuse_taken(host, port)
    settings = Settings()
    bruecke = assembled(settings, as_node=True)
    seconds = DRAINS if settings.drain_seconds is None else settings.drain_seconds
    serve_app(make_app(bruecke), host, port, seconds)


@app.command()
def work() -> None:
    """Start a worker only: timers, messages and everything that nobody asks for, on a PostgreSQL shared with others."""
    configure_logs(readable=False)
    if not run_worker(WorkerThread(_told_of(assembled(Settings(), as_node=True)))):
        raise typer.Exit(1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; an empty one also gets its master key, where there is none."""
    settings = Settings()
    prepare_folder(settings)
    assembled(settings, migrating=True)
    typer.echo("The database has the newest schema.")


@app.command()
def demo_rav(
    into: Annotated[
        Path | None, typer.Option(help="the watched folder; without it that of the demo", show_default=False)
    ] = None,
) -> None:
    """Deliver like the RAV's system of the demo: lay a small file into the watched folder of a running `run`."""
    folder = into or Settings(demo=True).watched_folder
    assert folder is not None
    os.umask(0o077)
    try:
        name = deliver_into(folder, local_day(SystemClock().now()))
    except OSError as error:
        typer.echo(
            f"{folder} can't be written to: {error.strerror}. Name another folder: --into FOLDER", err=True
        )
        raise typer.Exit(1) from error
    typer.echo(f"{name} lies in {folder / IN}. Sign in as anna_rav and open /rav.")


def _told_of(bruecke: Bruecke) -> Bruecke:
    """The house, whose worker logs what goes on by itself."""
    return replace(bruecke, engine=replace(bruecke.engine, tells=log_steps))


@app.command()
def deploy(package: Where) -> None:
    """Release a package whose stories hold; the same content twice changes nothing."""
    settings = Settings()
    files = _read_or_exit(package)
    prepare_folder(settings)
    bruecke = assembled(settings)
    try:
        _say(release(bruecke, files))
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused


@app.command()
def check(
    package: Where,
    story: Annotated[
        list[str] | None,
        typer.Option(help="play only this story, by its file's name; more than once for several"),
    ] = None,
) -> None:
    """Tell every fault of a package, every story that does not hold, and what is odd; writes nothing."""
    files = _read_or_exit(package)
    try:
        stage = build_stage(Settings().processes)
        read = read_package(files, stage.vocabulary, CATALOGUE)
        require_documents(read, TYPESETTER)
        _warn(warn_of_package(read))  # also where a story does not hold: it may be why
        told = rehearse(read, stage, story or ())
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused
    _warn(_unknown_requirements(told))
    count = len(told.stories)
    held = "1 story holds" if count == 1 else f"{count} stories hold"
    typer.echo(f"{told.name}: no faults, {held}{'; only named stories were played' if story else ''}.")


def _warn(warnings: Iterable[Fault]) -> None:
    for warning in warnings:
        typer.echo(f"Warning: {warning}", err=True)


def _unknown_requirements(told: Told) -> list[Fault]:
    """Ids of requirements that nobody knows, where the list of requirements is at hand."""
    return list(strangers(read_requirements(LIST), in_packages([told]))) if LIST.is_file() else []


def deploy_all(bruecke: Bruecke) -> None:
    """Release every package of processes/ that is not released yet.

    One that is refused stops the start, unless an earlier version of its procedure can go on. Raises typer.Exit.
    """
    proven = proofs(bruecke.settings.processes)
    for folder in packages_in(bruecke.settings.processes).values():
        try:
            deployed = release(bruecke, whole_folder(folder), proven)
        except Refused as refused:
            _go_on_without(bruecke, folder, refused)
            continue
        if deployed.is_new:
            _say(deployed)


def _go_on_without(bruecke: Bruecke, folder: Path, refused: Refused) -> None:
    """Warn when a version of the procedure is released already, else end."""
    typer.echo(str(refused), err=True)
    try:
        procedure = read_manifest((folder / MANIFEST).read_bytes()).id
    except Refused:
        procedure = folder.name
    with bruecke.engine.store.reading() as work:
        released = work.find(ProcedureVersion, procedure=procedure)
    if not released:
        typer.echo(f"«{procedure}» has no released version: correct the package and start again.", err=True)
        raise typer.Exit(1) from refused
    newest = max(released, key=lambda row: row.number)
    typer.echo(f"Warning: «{procedure}» goes on with version {newest.version}.", err=True)


def _refuse_taken(host: str, port: int) -> None:
    """Say that an address can't be had before any work is done on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        typer.echo(
            f"Port {port} of {host} can't be used: {os.strerror(error.errno or 0)}. Another port: PORT=8080 make run",
            err=True,
        )
        raise typer.Exit(1) from error


def _read_or_exit(package: Path) -> Files:
    try:
        return whole_folder(package) if package.is_dir() else read_zip(package.read_bytes())
    except OSError as error:
        typer.echo(
            f"{package} can't be read: {error.strerror}. Name a package's folder or zip file.", err=True
        )
        raise typer.Exit(1) from error
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused


def _say(deployed: Deployed) -> None:
    state = "released" if deployed.is_new else "was released before"
    typer.echo(f"{deployed.procedure} {deployed.version} {state} ({deployed.content_hash[:12]})")
