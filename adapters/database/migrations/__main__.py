"""Draft a revision from the difference between the tables and the revisions so far."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from adapters.database.dialects import open_engine
from adapters.database.migrations import HERE, configuration, migrate


def draft(message: str) -> None:
    """Write `versions/<number>_<message>.py`; types and indexes as alembic sees them, to be read by a person."""
    number = len(list((HERE / "versions").glob("[0-9]*.py"))) + 1
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        migrate(engine)
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if len(sys.argv) != 2:
    sys.exit('Say what changes: python -m adapters.database.migrations "what changes"')
draft(sys.argv[1])
