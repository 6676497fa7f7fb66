"""Workers share the RAV's folder, and one is killed between the commit and the move: the file is taken once, and moved at last."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from adapters.database.store import DatabaseStore
from adapters.rav.folder import FolderInbox
from api.bootstrap import Bruecke
from cases.rows import RavFile, RavLine, RavTurn
from engine.rows import AT_ONCE
from tests.postgres import Mortal
from tests.rav import SARA, ahv, checksum, named, written
from tests.rav_simulator import BAD
from tests.server import Server, prepare

PATIENCE = 60.0
LINES = [SARA, SARA | {"avamPersonNr": "A-2", "ahvn13": ahv(2)}, SARA | {"avamPersonNr": "A-3"} | BAD[0]]
VERBS = {"sqlite": ["run"], "postgres": ["work", "work"]}


@pytest.fixture(params=VERBS)
def workers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Bruecke, list[Server], Path]]:
    """All that look into the folder: on SQLite one process, on PostgreSQL two."""
    database = Mortal() if request.param == "postgres" else None
    house = prepare(tmp_path, database.url if database else f"sqlite:///{tmp_path}/bruecke.db")
    folder = tmp_path / "rav"
    FolderInbox(folder)
    verbs = VERBS[request.param]
    servers = [
        Server(house, verb, tmp_path / f"{number}.log", BRUECKE_RAV_FOLDER=str(folder))
        for number, verb in enumerate(verbs)
    ]
    yield house, servers, folder
    for server in servers:
        server.kill()
    cast("DatabaseStore", house.engine.store).close()
    if database is not None:
        database.end()


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    assert is_so()


def rows(house: Bruecke, kind: type[Any]) -> list[Any]:
    with house.engine.store.reading() as work:
        return list(work.find(kind))


def lay(folder: Path, name: str, content: bytes) -> None:
    (folder / "in" / name).write_bytes(content)
    (folder / "in" / f"{name}.sha256").write_bytes(checksum(content))


def names(folder: Path, part: str) -> list[str]:
    return sorted(os.listdir(folder / part))


def halts(folder: Path, name: str, server: Server) -> Path:
    """Where a process stops for ever when it writes the errors of a file, which it does between commit and move."""
    place = folder / "errors" / f".{name.removesuffix('.csv')}_err.csv.{server.pid}.part"
    os.mkfifo(place)
    return place


def test_a_worker_that_is_killed_between_commit_and_move_is_followed_by_one_that_moves(
    workers: tuple[Bruecke, list[Server], Path],
) -> None:
    house, servers, folder = workers
    name = named(1)
    for server in servers:
        server.start()
    places = [halts(folder, name, server) for server in servers]
    lay(folder, name, written(LINES))

    until(lambda: rows(house, RavFile))
    while_it_stands = names(folder, "in")
    for server in servers:
        server.kill()
    for place in places:
        place.unlink()
    with house.engine.store.work() as work:  # as if the time of the one that was killed were over
        (turn,) = work.find(RavTurn)
        work.replace(replace(turn, due_at=AT_ONCE, version=turn.version + 1))
    for server in servers:
        server.start()
    until(lambda: not names(folder, "in"))
    until(lambda: len(names(folder, "done")) == 2)
    lay(folder, name, written(LINES))  # and delivered once more by a sender who has not seen it go
    until(lambda: not names(folder, "in"))

    assert while_it_stands == [name, f"{name}.sha256"]
    assert [(row.name, row.status, row.waiting) for row in rows(house, RavFile)] == [(name, "taken", 2)]
    assert len(rows(house, RavLine)) == 2
    assert names(folder, "errors") == [f"{name.removesuffix('.csv')}_err.csv"]
    assert names(folder, "quarantine") == []
    assert names(folder, "done") == [name, f"{name}.2", f"{name}.2.sha256", f"{name}.sha256"]


def test_two_workers_take_each_of_many_files_once(workers: tuple[Bruecke, list[Server], Path]) -> None:
    house, servers, folder = workers
    content = {
        named(number): written([SARA | {"avamPersonNr": f"A-{number}", "stichtag": "2026-02-09"}])
        for number in range(1, 13)
    }
    for server in servers:
        server.start()

    for name, file in content.items():
        lay(folder, name, file)
    until(lambda: not names(folder, "in"))

    assert sorted(row.name for row in rows(house, RavFile)) == sorted(content)
    assert len(rows(house, RavLine)) == len(content)
    assert names(folder, "done") == sorted([*content, *(f"{name}.sha256" for name in content)])
    assert names(folder, "errors") == names(folder, "quarantine") == []


@pytest.mark.parametrize("part", ["done", "quarantine"])
def test_a_checksum_that_a_kill_left_behind_follows_its_file_and_vouches_for_no_other(
    tmp_path: Path, part: str
) -> None:
    inbox, name = FolderInbox(tmp_path), named(1)
    lay(tmp_path, name, b"one")
    os.replace(tmp_path / "in" / name, tmp_path / part / name)  # and here it was killed

    nothing = list(inbox.ready())
    (tmp_path / "in" / name).write_bytes(b"half of a new fi")
    without_its_own = list(inbox.ready())

    assert (nothing, without_its_own) == ([], [])
    assert names(tmp_path, "in") == [name]
    assert (tmp_path / part / f"{name}.sha256").read_bytes() == checksum(b"one")


def test_a_checksum_that_came_before_its_file_waits_for_it(tmp_path: Path) -> None:
    inbox, name = FolderInbox(tmp_path), named(1)
    lay(tmp_path, name, b"one")
    inbox.done(name, None)
    (tmp_path / "in" / f"{name}.sha256").write_bytes(checksum(b"two"))

    before = list(inbox.ready())
    (tmp_path / "in" / name).write_bytes(b"two")

    assert before == []
    assert [found for found, _ in inbox.ready()] == [name]
