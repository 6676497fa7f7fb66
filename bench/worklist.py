"""The first page of the worklist in a house with many tasks: `python -m bench.worklist`, some minutes for a million.

Rows are loaded in bulk, as the store would have written them: cases with their grants, places, sealed records and keys,
nine tasks that are done and one that is open. One team has a thousand of the open ones, however many others have.
"""

import os
import statistics
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import typer

from adapters.database.statements import statements_in
from adapters.database.store import DatabaseStore
from api.bootstrap import Bruecke
from bench.clients import Client
from bench.servers import databases, prepare, serving
from cases.access import OWN_CASE
from cases.rows import Case, DataKey, Grant, Participant, Record, User
from engine.chain import GENESIS
from engine.rows import Instance, ProcedureVersion, Row, Seat, Task

TEAM = 1000
BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)
CHUNK = 5000


SIZES = ((10_000, 0), (100_000, 9))
"""Open tasks, and how many that are done come with each."""
WARM, ROW = 5, 20
"""Of the pages that are asked for in a row the first ones are not counted."""


def main(rounds: int = 120) -> None:
    """Measure with 10,000 tasks, all open, and with 1,000,000 of which 100,000 are open; on both databases. Two servers at a
    time, by turns, so that the machine's other work meets both."""
    with tempfile.TemporaryDirectory(prefix="bruecke-bench-") as name, ExitStack() as stack:
        addresses = [_addresses(stack, Path(name) / str(cases)) for cases, _ in SIZES]
        for database in addresses[0]:
            with ExitStack() as servers:
                clients = []
                for (cases, done), by_name in zip(SIZES, addresses, strict=True):
                    own = Path(name) / str(cases) / database
                    own.mkdir()
                    house, token = prepare(own, by_name[database])
                    load(house, cases, done)
                    served = servers.enter_context(serving(house, "api", "run", "--no-demo", "--port"))
                    clients.append(servers.enter_context(closing(Client(served.port, token))))
                small, large = pages(clients, rounds)
            typer.echo(
                f"{database}: first page {small * 1000:.2f} ms with 10,000 open of 10,000 tasks, {large * 1000:.2f} ms with "
                f"100,000 open of 1,000,000: {large / small:.2f} times as long"
            )


def _addresses(stack: ExitStack, folder: Path) -> dict[str, str]:
    folder.mkdir()
    return stack.enter_context(databases(folder))


def pages(clients: Sequence[Client], rounds: int) -> list[float]:
    """Seconds for the first page of each, the median, asked by turns of some in a row: a server that answers has its caches to
    itself."""
    for _ in range(rounds // ROW):
        for client in clients:
            for number in range(ROW + WARM):
                found = client.ask("GET", "/api/tasks", name="page" if number >= WARM else None)
                if len(found["items"]) != 50:
                    raise RuntimeError(f"{len(found['items'])} lines where 50 were expected")
    return [statistics.median(client.times["page"]) for client in clients]


def load(house: Bruecke, cases: int, done: int) -> None:
    """So many running cases with one open task each, and so many tasks that are done."""
    store = house.engine.store
    assert isinstance(store, DatabaseStore)
    with store.reading() as work:
        (carla,) = work.find(User, login="carla_smz")
        (version,) = work.find(ProcedureVersion, procedure="steps_12")
    batch: dict[type[Row], list[Row]] = {}
    for number, row in enumerate(_rows(carla, version, cases, done), 1):
        batch.setdefault(type(row), []).append(row)
        if number % (CHUNK * 10) == 0:
            _write(store, batch)
    _write(store, batch)
    with store.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        # What autovacuum does of itself after so many rows; on SQLite the migrations' indexes need no statistics.
        is_file = store.engine.dialect.name == "sqlite"
        connection.exec_driver_sql("ANALYZE" if is_file else "VACUUM (ANALYZE)")


def _rows(carla: User, version: ProcedureVersion, cases: int, done: int) -> Iterator[Row]:
    keys = count(10**15)
    office = carla.institution_key
    for number in range(cases):
        is_ours = number % (cases // TEAM) == 0  # spread over all the time there was
        unit = carla.unit_key if is_ours else 10**9 + number % 997
        case, at = next(keys), BEGUN + timedelta(minutes=number)
        yield Case(case, f"VS-{number}", version.procedure, version.key, office, unit, at, None, None)
        yield Grant(next(keys), case, office, OWN_CASE, "OPENED", case, at, None, None)
        yield Participant(next(keys), case, office, unit, "SMZ", None, True, at, None)
        yield DataKey(case, os.urandom(60), at)
        yield Instance(case, version.key, "running", None, b"{}", 1, 1, GENESIS, at, None)
        yield Record(
            next(keys),
            case,
            case,
            "joint_analysis",
            "WORK",
            str(office),
            1,
            os.urandom(240),
            at,
            None,
            None,
            None,
        )
        for step in range(done + 1):
            is_open, task = step == done, next(keys)
            element = f"step_{step + 1}"
            status = "open" if is_open else "completed"
            ended = (None, None) if is_open else (at, carla.key)
            yield Task(task, case, element, 1, "SMZ", "note", status, 1, None, at, *ended)
            yield Seat(next(keys), case, task, "task", "SMZ", is_open, None, None, None, None, None, None)


def _write(store: DatabaseStore, batch: dict[type[Row], list[Row]]) -> None:
    forms = statements_in(store.engine.dialect)
    with store.engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        for kind, rows in batch.items():
            form = forms[kind]
            _copy(
                driver,
                form.table.name,
                form.insert(1),
                [column.name for column in form.table.columns],
                (form.inserting(row) for row in rows),
            )
    batch.clear()


def _copy(
    driver: Any, table: str, insert: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    if not hasattr(driver, "pgconn"):
        driver.executemany(insert, rows)
        return
    names = ", ".join(f'"{name}"' for name in columns)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


if __name__ == "__main__":
    typer.run(main)
