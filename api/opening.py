"""A command opens the house over its database, and says in one line why it could not do what was asked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from adapters.master_key import MasterKeyUnusable
from api.bootstrap import Bruecke, SchemaUnfit, assemble
from api.settings import Settings
from cases.staff import EntryRefused


@contextmanager
def entering() -> Iterator[Bruecke]:
    """The house, to enter something in it; what is refused is told. Raises typer.Exit."""
    settings = Settings()
    prepare_folder(settings)
    house = assembled(settings)
    try:
        yield house
    except EntryRefused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused


def assembled(settings: Settings, *, as_node: bool = False, migrating: bool = False) -> Bruecke:
    """The house over its database. One in a file of its own is brought to the newest schema by the way; one that others
    share is not, and a file is not for several processes. Raises typer.Exit with the way out.
    """
    is_file = settings.database_url.startswith("sqlite")
    if is_file and as_node:
        typer.echo(
            "An SQLite file is for one process: start it with make run, or name a PostgreSQL in BRUECKE_DATABASE_URL.",
            err=True,
        )
        raise typer.Exit(1)
    try:
        return assemble(settings, migrating=migrating or is_file)
    except (SchemaUnfit, MasterKeyUnusable) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def prepare_folder(settings: Settings) -> None:
    """Make the folders of database and key, for their owner alone."""
    os.umask(0o077)
    settings.master_key_file.parent.mkdir(parents=True, exist_ok=True)
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
