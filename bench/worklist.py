"""The first page of the worklist in a house with many tasks: `python -m bench.worklist`, some minutes for a million.

Rows are loaded in bulk, as the store would have written them: cases with their grants, places, sealed records and keys,
nine tasks that are done and one that is open. One team has a thousand of the open ones, however many others have.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
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


def main(rounds: int = 60) -> None:
    """Measure with 10,000 tasks, all open, and with 1,000,000 of which 100,000 are open; on both databases."""
    with tempfile.TemporaryDirectory(prefix="bruecke-bench-") as name:
        for cases, done in ((10_000, 0), (100_000, 9)):
            folder = Path(name) / str(cases)
            folder.mkdir()
            with databases(folder) as addresses:
                for database, address in addresses.items():
                    own = folder / database
                    own.mkdir()
                    house, token = prepare(own, address)
                    begin = time.perf_counter()
                    load(house, cases, done)
                    told = f"loaded in {time.perf_counter() - begin:.0f} s"
                    with serving(house, "api", "run", "--no-demo", "--port") as served:
                        median = page(served.port, token, rounds)
                    typer.echo(
                        f"{database}: {cases:,} open of {cases * (done + 1):,} tasks ({told}): "
                        f"first page {median * 1000:.2f} ms"
                    )


def page(port: int, token: str, rounds: int) -> float:
    """Seconds for the first page, the median."""
    client = Client(port, token)
    for number in range(rounds + 5):
        found = client.ask("GET", "/api/tasks", name="page" if number >= 5 else None)
        if len(found["items"]) != 50:
            raise RuntimeError(f"{len(found['items'])} lines where 50 were expected")
    client.close()
    return statistics.median(client.times["page"])


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
