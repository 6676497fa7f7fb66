"""What tests do with a store of any kind."""

from sqlalchemy import text

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore, DatabaseWork
from adapters.database.tables import metadata
from cases.lists import Lists
from cases.memory import MemoryLists
from engine.store import Work


def empty(store: DatabaseStore) -> None:
    """Remove every row."""
    names = [table.name for table in metadata.sorted_tables]
    with store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(names)}"))
        else:
            for name in names:
                connection.execute(text(f"DELETE FROM {name}"))


def lists_of(work: Work) -> Lists:
    """The lists that belong to a store's unit of work."""
    return DatabaseLists(work) if isinstance(work, DatabaseWork) else MemoryLists(work)
