"""Files are shown to a virus scanner where one is named: a clamd or a command; without its answer none is taken."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from adapters.database.store import open_database
from adapters.virus_scan import ClamdScanner, CommandScanner, scanner_of
from cases.documents import FileRefused, ScannerAway
from tests.api.house import build
from tests.api.test_documents import attached
from tests.api.test_pages import Visitor, main_of


@contextmanager
def clamd(answer: bytes, path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Something that speaks like clamd, once: its address, and what it was shown."""
    line = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    line.bind(str(path) if path else ("127.0.0.1", 0))
    line.listen()
    shown: list[bytes] = []

    def serve() -> None:
        with line.accept()[0] as caller, caller.makefile("rb") as asked:
            assert asked.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack(">I", asked.read(4))[0]:
                content += asked.read(length)
            shown.append(content)
            caller.sendall(answer)

    thread = Thread(target=serve)
    thread.start()
    yield str(path) if path else f"127.0.0.1:{line.getsockname()[1]}", shown
    thread.join(5)
    line.close()


@pytest.mark.parametrize("by_file", [True, False], ids=["socket file", "port"])
def test_clamd_is_shown_the_whole_file(tmp_path: Path, by_file: bool) -> None:
    content = b"0123456789" * 20_000

    with clamd(b"stream: OK\0", tmp_path / "clamd" if by_file else None) as (address, shown):
        ClamdScanner(address).look(content)

    assert shown == [content]


def test_what_clamd_finds_is_refused_and_what_it_can_not_say_is_not_taken() -> None:
    with clamd(b"stream: Eicar-Test-Signature FOUND\0") as (address, _), pytest.raises(FileRefused) as found:
        ClamdScanner(address).look(b"x")
    with clamd(b"INSTREAM size limit exceeded. ERROR\0") as (address, _), pytest.raises(ScannerAway):
        ClamdScanner(address).look(b"x")

    assert found.value.why == "virus"
    with pytest.raises(ScannerAway):
        ClamdScanner("/nowhere/clamd").look(b"x")
    with pytest.raises(ScannerAway):
        ClamdScanner("127.0.0.1:1").look(b"x")


def test_a_command_answers_by_how_it_ends() -> None:
    CommandScanner("grep -qv virus -").look(b"clean")
    with pytest.raises(FileRefused):
        CommandScanner("false").look(b"x")
    for away in ("no-such-command-here", "sh -c 'exit 2'", "'"):
        with pytest.raises(ScannerAway):
            CommandScanner(away).look(b"x")


def test_nobody_looks_unless_it_is_said() -> None:
    assert not scanner_of(None, None).is_on
    assert scanner_of("/run/clamd", None).is_on
    assert scanner_of(None, "clamdscan -").is_on


@pytest.mark.parametrize(("command", "status"), [("true", 201), ("false", 422), ("no-such-command", 503)])
def test_a_file_is_taken_as_the_scanner_says(
    sqlite_file: Path, tmp_path: Path, command: str, status: int
) -> None:
    path = tmp_path / "bruecke.db"
    path.write_bytes(sqlite_file.read_bytes())
    store = open_database(f"sqlite:///{path}")
    house = build(store, virus_command=command)
    case = house.case_at("fresh")

    answer = attached(house, "carla_smz", case)

    told = main_of(Visitor(house, "olga").get("/operations?lang=de"))
    assert answer.status_code == status, answer.text
    assert "Jede wird zuerst einem Virenscanner gezeigt." in told
    store.close()
