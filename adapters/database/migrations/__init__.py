"""How a database gets its tables, and later others: one revision a change, in `versions/`.

A new revision is written by `python -m adapters.database.migrations "what changes"` and then read by a person.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from adapters.database.dialects import lock_for_migration, migrating_engine, reading_engine

HERE = Path(__file__).parent


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision. Processes that start together wait for one another."""
    with migrating_engine(engine).begin() as connection:
        lock_for_migration(connection)
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def upgrade(connection: Connection, revision: str) -> None:
    """Bring a database to a revision, or to `head`, inside a transaction that has begun."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


Schema = Literal["newest", "missing", "older", "newer", "unreachable"]
"""What a database has, seen from this program: `newer` is a revision that this program has never heard of."""


def schema_of(engine: Engine) -> Schema:
    """Which schema a database has. Changes nothing and raises nothing: a database that does not answer is unreachable."""
    try:
        with reading_engine(engine).connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return "unreachable"
    if not found:
        return "missing"
    if set(found) - set(revisions()):
        return "newer"
    return "newest" if found == (revisions()[-1],) else "older"


@cache
def revisions() -> tuple[str, ...]:
    """Every revision this program knows, the oldest first."""
    script = ScriptDirectory.from_config(configuration())
    return tuple(revision.revision for revision in script.walk_revisions())[::-1]


def configuration() -> Config:
    """Alembic's settings; there is no file for them."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
