"""How a database gets its tables, and later others: one revision a change, in `versions/`.

A new revision is written by `python -m adapters.database.migrations "what changes"` and then read by a person.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from adapters.database.dialects import lock_for_migration, migrating_engine

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


def revisions() -> list[str]:
    """Every revision this program knows, the oldest first."""
    return [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]


def configuration() -> Config:
    """Alembic's settings; there is no file for them."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
