"""A database of every revision there ever was comes to the newest one with its rows: none lost, none changed unasked.

The rows are made from the tables as that revision has them, so a new table or column is covered by itself. What nobody can
guess has to be said here, and the failing test says so: what rows from before have in a new column (ARRIVED), what a
migration changes (CHANGED) or takes away (GONE), and what a column must look like for it to be read (SAMPLES).
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, inspect, select, text
from sqlalchemy.types import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, Text

from adapters.database.copying import tables_of
from adapters.database.dialects import Moment
from adapters.database.migrations import migrate, revisions, upgrade
from adapters.database.store import DatabaseStore, open_database
from adapters.database.tables import TABLES, metadata
from cases.rows import Institution, Participant
from engine.rows import AT_ONCE
from tests import postgres

MOMENT = datetime(2026, 2, 10, 23, 30, 0, 5, tzinfo=UTC)
DAY = date(2026, 2, 11)
FULL, SPARE = 1, 2
"""Keys of the two rows of each table: one with something in every column, one without what may be missing."""

SAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("receipt", "answer"): (b'{"case": "1", "status": "x"}', b'{"seen": ["9"]}'),
    ("erasure", "archive_reference"): ("StAVS 2036/114", "Akte Perren"),
    ("event", "codes"): ("{}", "{}"),
    ("instance", "status"): ("running", "suspended"),
    ("wait", "instance_key"): (1, 2),
    ("job", "status"): ("open", "completed"),
    ("wait", "kind"): ("timer", "message"),
    ("institution", "rav_code"): ("", ""),
}
"""What stands in a column that a migration reads: in the full row and in the spare one."""

ARRIVED: dict[tuple[str, str], tuple[Any, Any]] = {
    ("incident", "sealed"): (None, None),
    ("instance", "is_held"): (False, False),
    ("instance", "by_itself"): (0, 0),
    ("institution", "may_use_ahv"): (True, True),
    ("institution", "rav_code"): ("", ""),
    ("case_file", "erasable_from"): (date(2036, 2, 12), None),  # ten years after the 11th in Zurich
    ("case_file", "kept_since"): (None, None),
    ("case_file", "erased_at"): (None, None),
    ("receipt", "case_key"): (1, None),
    ("absence", "ended_by"): (None, None),
    ("wait", "wakes_at"): (MOMENT, None),
    ("wait", "warned"): (0, 0),
    ("wait", "begun_at"): (MOMENT, None),
    ("wait", "stopped_at"): (None, None),
    ("wait", "planned_at"): (None, None),
    ("wait", "calls_at"): (None, None),
    ("user_session", "opened_with"): (None, None),
    ("user_account", "email"): ("", ""),
    ("api_token", "opened_with"): (None, None),
    ("institution", "unique_name"): ("name 1", "name 2"),
    ("institution", "unique_rav_code"): (None, None),
    ("start_wait", "calls_at"): (None, None),
    ("early_message", "name_digest"): (None, None),
    ("incident", "job_key"): (None, None),
    ("job", "institution_key"): (0, 0),
    ("job", "computed_type"): (None, None),
    ("job", "available_at"): (MOMENT, None),
    ("job", "lease"): (None, None),
    ("job", "worker"): (None, None),
    ("job", "activations"): (0, 0),
    ("job", "failures"): (0, 0),
    ("outbox", "queued_at"): (MOMENT, MOMENT),
    ("outbox", "position"): (None, None),
    ("minutes", "number"): (11, 12),  # the version that it had
    ("minutes", "replaced_at"): (None, None),
    ("dispatch", "due_at"): (None, AT_ONCE),  # the spare one has not been sent
    ("participant", "done_at"): (None, None),
}
"""What rows from before have in a column that is new: the full row and the spare one."""

CHANGED: dict[tuple[str, str, str], tuple[Any, Any]] = {
    ("0009", "erasure", "archive_reference"): ("StAVS 2036/114", ""),  # the other one has room for a name
    ("0021", "seat", "is_open"): (False, False),  # a seat of nothing is closed
}
"""What a migration makes of a column that was there: by the revision that does it."""

GONE: frozenset[tuple[str, str]] = frozenset(
    {
        ("outbox", "sent_at"),
        ("outbox", "attempts"),
        ("procedure_version", "archive"),
        ("minutes", "version"),  # called number from then on
    }
)
"""Columns (or, with an empty name, tables) that a migration takes away."""


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, worker: str, tmp_path: Path) -> Iterator[DatabaseStore]:
    """A database without tables."""
    if request.param == "sqlite":
        store = open_database(f"sqlite:///{tmp_path / 'old.db'}")
        yield store
        store.close()
        return
    request.getfixturevalue("postgres_database")  # keeps the server up
    with postgres.database(f"upgraded_{worker}") as address:
        store = open_database(address)
        yield store
        store.close()


Rows = dict[str, list[dict[str, Any]]]


def fill(connection: Connection) -> Rows:
    """Two rows for each table that is there."""
    made: Rows = {}
    for name, table in tables_of(connection).items():
        made[name] = [_row(table, key) for key in (FULL, SPARE)]
        connection.execute(table.insert(), made[name])
    return made


def _row(table: Table, key: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.c:
        sample = SAMPLES.get((table.name, column.name))
        if column.name == "key":
            row["key"] = key
        elif column.nullable and key == SPARE:
            row[column.name] = None
        elif sample is not None:
            row[column.name] = sample[key - 1]
        else:
            row[column.name] = _value(table, column.name, key)
    return row


def _value(table: Table, name: str, key: int) -> Any:
    kind = table.c[name].type
    if isinstance(kind, Text) and _is_moment(table.name, name):
        return MOMENT.isoformat(timespec="microseconds")
    makers: list[tuple[type[Any], Callable[[], Any]]] = [
        (Boolean, lambda: key == FULL),
        (BigInteger, lambda: 10 + key),
        (Integer, lambda: 10 + key),
        (DateTime, lambda: MOMENT),
        (Date, lambda: DAY),
        (LargeBinary, lambda: f"{name} {key}".encode()),
        (Text, lambda: f"{name} {key}"),
    ]
    for one, make in makers:
        if isinstance(kind, one):
            return make()
    raise AssertionError(f"{table.name}.{name} is of a kind that has no value yet: add {kind!r} to _value")


def _is_moment(table: str, name: str) -> bool:
    """SQLite keeps moments as texts; only the rows of today say which. Those of former days are named like them."""
    columns = metadata.tables[table].c if table in metadata.tables else {}
    return isinstance(columns[name].type, Moment) if name in columns else name.endswith("_at")


def read(connection: Connection) -> Rows:
    """What is there now."""
    return {
        name: [dict(row) for row in connection.execute(select(table).order_by(table.c.key)).mappings()]
        for name, table in tables_of(connection).items()
    }


def plain(value: Any) -> Any:
    """The same on both databases."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return bytes(value) if isinstance(value, memoryview) else value


def faults(revision: str, before: Rows, after: Rows) -> list[str]:
    """What became of the rows of a revision that nobody has said, and what to do about it."""
    told = []
    for table, rows in before.items():
        if table not in after:
            if (table, "") not in GONE:
                told.append(f"The table {table} is gone with its rows: if that is meant, name it in GONE.")
            continue
        if len(rows) != len(after[table]):
            told.append(f"{table} had {len(rows)} rows and has {len(after[table])} now.")
            continue
        for old, new in zip(rows, after[table], strict=True):
            told += _of_row(revision, table, old, new)
    return told


def _of_row(revision: str, table: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    place = old["key"] - 1
    for name, value in new.items():
        if name not in old:
            if (table, name) not in ARRIVED:
                yield f"{table}.{name} is new: say in ARRIVED what rows of revision {revision} have there."
            elif plain(value) != plain(ARRIVED[table, name][place]):
                yield f"{table}.{name} of row {place + 1} is {value!r}, not {ARRIVED[table, name][place]!r}."
            continue
        changes = [
            said[place] for (since, *of), said in CHANGED.items() if of == [table, name] and since > revision
        ]
        wanted = changes[-1] if changes else old[name]
        if plain(value) != plain(wanted):
            yield f"{table}.{name} of row {place + 1} was {wanted!r} and is {value!r}: if that is meant, say so in CHANGED."
    for name in old.keys() - new.keys():
        if (table, name) not in GONE:
            yield f"{table}.{name} is gone with what stood there: if that is meant, name it in GONE."


def test_a_seat_of_what_is_over_is_closed(bare: DatabaseStore) -> None:
    with bare.engine.begin() as connection:
        upgrade(connection, "0020")
        tables = tables_of(connection)
        for table, subject, columns in (
            ("task", 1, {"status": "open"}),
            ("task", 2, {"status": "completed"}),
            ("gateway", 3, {"status": "open", "waits_for": "decision"}),
            ("gateway", 4, {"status": "open", "waits_for": "fact"}),
            ("gateway", 5, {"status": "cancelled", "waits_for": "decision"}),
        ):
            connection.execute(
                tables[table].insert(), _row(tables[table], FULL) | {"key": subject, **columns}
            )
        for subject in range(1, 7):  # the last one of nothing
            seat = _row(tables["seat"], FULL) | {"key": subject, "subject_key": subject}
            connection.execute(tables["seat"].insert(), seat)

        upgrade(connection, "0021")

        seats = read(connection)["seat"]
    assert [row["subject_key"] for row in seats if row["is_open"]] == [1, 3]


def test_a_tandem_that_has_ended_before_carries_its_case_no_longer(bare: DatabaseStore) -> None:
    with bare.engine.begin() as connection:
        upgrade(connection, "0034")
        tables = tables_of(connection)
        places = [
            (1, 7, "rav_adviser", True, None),
            (2, 7, "social_worker", True, None),
            (3, 7, "reporting_office", True, None),
            (4, 7, "social_worker", True, MOMENT),  # has left
            (5, 8, "rav_adviser", True, None),
            (6, 9, "rav_adviser", False, None),  # in a closed case
        ]
        for key, case, role, is_working, until in places:
            row = {"key": key, "case_key": case, "role": role, "is_working": is_working}
            told = {"since": MOMENT.replace(day=key), "until": until}
            connection.execute(tables["participant"].insert(), _row(tables["participant"], FULL) | row | told)
        for key, case, kind in ((1, 7, "accompaniment_end"), (2, 8, "talk"), (3, 9, "accompaniment_end")):
            row = {"key": key, "case_key": case, "type": kind}
            connection.execute(tables["record"].insert(), _row(tables["record"], FULL) | row)

    migrate(bare.engine)

    with bare.reading() as work:
        found = {row.key: row.done_at for row in work.find(Participant)}
    assert found == {1: MOMENT, 2: MOMENT, 3: None, 4: None, 5: None, 6: None}


def schema(connection: Connection) -> dict[str, Any]:
    """Everything about the tables that a database tells."""
    asked = inspect(connection)
    found: dict[str, Any] = {}
    for table in sorted(asked.get_table_names()):
        found[table] = {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in asked.get_columns(table)
            ],
            "key": asked.get_pk_constraint(table)["constrained_columns"],
            "indexes": sorted((index["name"], index["column_names"], index["unique"]) for index in asked.get_indexes(table)),
            "unique": sorted((rule["name"], rule["column_names"]) for rule in asked.get_unique_constraints(table)),
        }  # fmt: skip
    if connection.dialect.name == "sqlite":
        found["as written"] = sorted(
            connection.execute(text("SELECT name, sql FROM sqlite_master")).all(), key=str
        )
    return found


@pytest.mark.parametrize("revision", revisions())
def test_rows_of_every_revision_come_to_the_newest_one(bare: DatabaseStore, revision: str) -> None:
    with bare.engine.begin() as connection:
        upgrade(connection, revision)
        before = fill(connection)

    migrate(bare.engine)

    with bare.engine.connect() as connection:
        after = read(connection)
    assert all(before.values())
    told = faults(revision, before, after)
    assert told == [], "\n".join([f"From {revision} (see tests/integration/test_upgrades.py):", *told])
    with bare.reading() as work:
        for kind in TABLES:
            assert len(work.find(kind)) in {0, 2}, kind.__name__


@pytest.mark.parametrize("revision", revisions())
def test_tables_that_came_with_rows_are_those_of_a_new_database(bare: DatabaseStore, revision: str) -> None:
    with bare.engine.begin() as connection:
        upgrade(connection, "head")
        fresh = schema(connection)
        for table in [*metadata.tables, "alembic_version"]:
            connection.execute(text(f"DROP TABLE {table}"))
    with bare.engine.begin() as connection:
        upgrade(connection, revision)
        fill(connection)

    migrate(bare.engine)

    with bare.engine.connect() as connection:
        assert schema(connection) == fresh
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_institutions_that_have_one_name_or_code_already_stay_as_they_are(bare: DatabaseStore) -> None:
    with bare.engine.begin() as connection:
        upgrade(connection, "0021")
        table = tables_of(connection)["institution"]
        kept = [
            _row(table, FULL) | {"key": key, "name": name, "rav_code": code}
            for key, name, code in [
                (1, "RAV", "VS1"),
                (2, "RAV", "VS2"),
                (3, "ORP", "VS1"),
                (4, "SMZ", ""),
                (5, "KOS", ""),
            ]
        ]
        connection.execute(table.insert(), kept)

    migrate(bare.engine)

    with bare.reading() as work:
        found = work.find(Institution)
    assert [(row.name, row.rav_code) for row in found] == [(row["name"], row["rav_code"]) for row in kept]
    assert [(row.unique_name, row.unique_rav_code) for row in found] == [
        ("RAV", "VS1"), (None, "VS2"), ("ORP", None), ("SMZ", None), ("KOS", None),
    ]  # fmt: skip


def test_what_nobody_has_said_about_a_migration_is_told_with_what_to_do() -> None:
    row = {"key": 1, "kept": "x", "lost": "y"}

    told = faults("0009", {"one": [row], "two": [row]}, {"one": [{"key": 1, "kept": "z", "new": None}]})

    assert len(told) == 4
    assert told[0] == "one.kept of row 1 was 'x' and is 'z': if that is meant, say so in CHANGED."
    assert told[1] == "one.new is new: say in ARRIVED what rows of revision 0009 have there."
    assert told[2] == "one.lost is gone with what stood there: if that is meant, name it in GONE."
    assert told[3] == "The table two is gone with its rows: if that is meant, name it in GONE."
