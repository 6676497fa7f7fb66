"""What tests do with a store of any kind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import delete, text

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.tables import metadata
from adapters.database.work import DatabaseWork
from cases.lists import Lists
from cases.memory import MemoryLists
from engine.store import Store, Work


def empty(store: DatabaseStore) -> None:
    """Remove every row."""
    # TRUNCATE makes new files for every table and index: a hundred times slower on tables that are nearly empty.
    with store.engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(delete(table))


class Overtaken(DatabaseStore):
    """The same database for a request that has just asked for something, as it does first of all, when another one comes
    and is done before this one goes on."""

    def __init__(self, store: Store, meanwhile: Callable[[], object]) -> None:
        assert isinstance(store, DatabaseStore)
        super().__init__(store.engine)
        self._meanwhile = [meanwhile]

    @contextmanager
    def reading(self) -> Iterator[DatabaseWork]:
        with super().reading() as work:
            yield work
        if self._meanwhile:
            self._meanwhile.pop()()


def weighed(store: DatabaseStore) -> None:
    """Let the database count what is there, without what earlier tests have left: its plans depend on both."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        return
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def lists_of(work: Work) -> Lists:
    """The lists that belong to a store's unit of work."""
    return DatabaseLists(work) if isinstance(work, DatabaseWork) else MemoryLists(work)
