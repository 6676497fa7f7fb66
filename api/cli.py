"""What an operator starts from the command line."""

import os
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from adapters.database.migrations import migrate as migrate_database
from adapters.database.store import open_database
from api.app import make_app
from api.bootstrap import Bruecke, assemble
from api.cast import PASSWORD
from api.demo import load_demo
from api.settings import Settings
from api.worker import working
from engine.commands.deploy_package import Deployed, deploy_package
from engine.faults import Refused
from engine.packages.archive import read_folder, read_zip

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Brücke: cases driven by BPMN models.",
)


@app.command()
def run(
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    demo: Annotated[bool, typer.Option(help="invented people and cases, when the database is empty")] = True,
) -> None:
    """Start everything in one process: API, pages and worker, with demo data in an SQLite file."""
    settings = Settings(demo=demo)
    _prepare_folder(settings)
    bruecke = assemble(settings)
    deploy_all(bruecke)
    if demo:
        load_demo(bruecke)
        typer.echo(f"\n  Brücke    http://{host}:{port}\n  API       http://{host}:{port}/docs")
        typer.echo(f"  sign in   anna_rav · carla_smz · ines_koo · beat_iv · dario   (password {PASSWORD})\n")
    uvicorn.run(
        make_app(bruecke, working),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = Settings()
    _prepare_folder(settings)
    migrate_database(open_database(settings.database_url).engine)
    typer.echo("The database has the newest schema.")


@app.command()
def deploy(package: Annotated[Path, typer.Argument(help="folder or zip of a package")]) -> None:
    """Release a package; the same content twice changes nothing."""
    bruecke = assemble(Settings())
    try:
        files = read_folder(package) if package.is_dir() else read_zip(package.read_bytes())
        _say(deploy_package(bruecke.engine, files))
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused


def deploy_all(bruecke: Bruecke) -> None:
    """Release every package of processes/ that is not released yet."""
    for folder in sorted(bruecke.settings.processes.iterdir()):
        if (folder / "package.yaml").is_file():
            deployed = deploy_package(bruecke.engine, read_folder(folder))
            if deployed.is_new:
                _say(deployed)


def _say(deployed: Deployed) -> None:
    state = "released" if deployed.is_new else "was released before"
    typer.echo(f"{deployed.procedure} {deployed.version} {state} ({deployed.content_hash[:12]})")


def _prepare_folder(settings: Settings) -> None:
    os.umask(0o077)
    settings.master_key_file.parent.mkdir(parents=True, exist_ok=True)
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
