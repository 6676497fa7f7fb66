"""The commands `backup` and `restore`."""

import os
import sqlite3
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from adapters.backup_file import BackupUnusable
from adapters.erasure_ledger import LedgerUnusable
from adapters.master_key import MasterKeyUnusable
from api.backing_up import NothingToBackUp, make_backup, prune
from api.restoring import RestoreRefused, is_empty, restore_backup
from api.settings import Settings
from engine.clock import SystemClock

_TOLD = (RestoreRefused, BackupUnusable, NothingToBackUp, MasterKeyUnusable, LedgerUnusable)
_BROKEN = (DBAPIError, sqlite3.Error)


def backup(
    folder: Annotated[Path | None, typer.Option(help="where to; default: BRUECKE_BACKUPS")] = None,
    prune_old: Annotated[
        bool, typer.Option("--prune", help="afterwards remove those older than BRUECKE_BACKUP_DAYS")
    ] = False,
) -> None:
    """Write what the database holds into one file, while servers run. The master key is not in it."""
    os.umask(0o077)
    settings, now = Settings(), SystemClock().now()
    where = folder or settings.backups
    try:
        path = make_backup(settings, where, now)
        removed = prune(where, settings.backup_days, now) if prune_old else []
    except (*_TOLD, *_BROKEN, OSError) as error:
        raise _refused(error) from error
    typer.echo(
        f"{path} written. Keep {settings.master_key_file} and {settings.ledger_file} apart from it: "
        "neither is in it, and it can't be restored without them."
    )
    for old in removed:
        typer.echo(f"{old} was older than {settings.backup_days} days and is removed.")


def restore(
    file: Annotated[Path, typer.Argument(help="the backup")],
    replace: Annotated[
        bool, typer.Option("--replace", help="back up what is there, then replace it")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="replace without asking")] = False,
    without_ledger: Annotated[
        bool, typer.Option("--without-ledger", help="also bring back what was erased since")
    ] = False,
) -> None:
    """Make the database what it was when a backup was made; what was erased since stays erased. Stop servers first."""
    os.umask(0o077)
    settings = Settings()
    try:
        if replace and not yes and not is_empty(settings):
            typer.confirm("Replace everything that is in the database?", abort=True)
        if without_ledger:
            typer.echo(
                "WARNING: without the ledger of erasures, cases that were erased after the backup come back, with all "
                "that was said about their persons. Erase them again before anybody works with them.",
                err=True,
            )
        done = restore_backup(
            settings, file, SystemClock().now(), replace=replace, without_ledger=without_ledger
        )
    except (*_TOLD, *_BROKEN, OSError) as error:
        raise _refused(error) from error
    if done.before is not None:
        typer.echo(f"What was there before is in {done.before}.")
    typer.echo(
        f"{done.rows} rows of schema {done.revision} are back. People sign in anew; tokens and keys are as they were."
    )
    typer.echo(f"Erased again, as they were before: {done.erased} case{'' if done.erased == 1 else 's'}.")


def _refused(error: Exception) -> typer.Exit:
    if isinstance(error, _BROKEN):
        typer.echo(
            f"The database can't be read or written: {getattr(error, 'orig', error)}. If it is damaged, move it away or "
            "name a new one: into nothing a backup is restored as it is.",
            err=True,
        )
        return typer.Exit(1)
    told = (
        f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.strerror else str(error)
    )
    typer.echo(told[:1].upper() + told[1:].rstrip(".") + ".", err=True)
    return typer.Exit(1)
