"""The ledger of erasures: a file beside the master key that says which cases were erased, and is never restored.

    bruecke-erasures 1 <id of this ledger>
    <key of a case> <moment> <checksum>

Lines are only added, under a lock, and are on the disk before anybody goes on. A last line that was cut off was never
promised to anybody; it goes when the next one is written, and the database still knows of it (note_erasures).
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.ledger import Erased

_HEAD = "bruecke-erasures 1 "


class LedgerUnusable(Exception):
    """The ledger of erasures can't be used. Put it back from where it is kept apart, beside the master key."""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a ledger. `damaged`: numbers of lines that say nothing any more."""

    id: str
    entries: tuple[Erased, ...]
    damaged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileLedger:
    """A ledger in a file; several processes may write to it."""

    path: Path

    @classmethod
    def at(cls, path: Path, *, create: bool) -> "FileLedger":
        """The ledger of a file; with `create` a new one is made where there is none. Raises LedgerUnusable."""
        try:
            if create and not path.exists():
                _make(path)
            ledger = cls(path)
            ledger.read()
        except OSError as error:
            raise LedgerUnusable(f"the ledger {path.name} can't be read: {error.strerror}") from error
        return ledger

    def read(self) -> Content:
        """All that stands in it. Raises LedgerUnusable, OSError."""
        return self._parsed(self.path.read_bytes())

    def entries(self) -> list[Erased]:
        """Every case that was erased."""
        return list(self.read().entries)

    def note(self, erased: Iterable[Erased]) -> None:
        """Add those that are not in it yet, and wait until the disk has them. Raises LedgerUnusable, OSError."""
        wanted = list(erased)
        if not wanted:
            return
        with self.path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            content = file.read()
            told = self._parsed(content)
            known = {one.case_key for one in told.entries}
            new = {one.case_key: one for one in wanted if one.case_key not in known}
            if not new:
                return
            file.seek(content.rfind(b"\n") + 1)
            file.truncate()
            file.write("".join(_line(told.id, one) for one in new.values()).encode())
            file.flush()
            os.fsync(file.fileno())

    def _parsed(self, content: bytes) -> Content:
        first, *lines = content.decode("ascii", errors="replace").split("\n")
        if not first.startswith(_HEAD) or not lines:
            raise LedgerUnusable(f"{self.path.name} is no ledger of erasures")
        own = first.removeprefix(_HEAD)
        entries: dict[int, Erased] = {}
        damaged: list[int] = []
        for number, line in enumerate(lines[:-1], 2):  # what follows the last line's end was cut off
            one = _parsed_line(own, line)
            if one is None:
                damaged.append(number)
            else:
                entries.setdefault(one.case_key, one)
        return Content(own, tuple(entries.values()), tuple(damaged))


def _make(path: Path) -> None:
    """A new ledger, whole or not at all; whoever was first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(f"{_HEAD}{secrets.token_hex(8)}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        flush_folder(path.parent)
    finally:
        draft.unlink()


def flush_folder(folder: Path) -> None:
    """A file's new name is on the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _line(own: str, one: Erased) -> str:
    said = f"{one.case_key} {one.at.isoformat()}"
    return f"{said} {_checksum(own, said)}\n"


def _checksum(own: str, said: str) -> str:
    return hashlib.sha256(f"{own} {said}".encode()).hexdigest()[:16]


def _parsed_line(own: str, line: str) -> Erased | None:
    said, _, checksum = line.rpartition(" ")
    if not said or checksum != _checksum(own, said):
        return None
    key, _, at = said.partition(" ")
    return Erased(int(key), datetime.fromisoformat(at))
