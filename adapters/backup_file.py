"""A backup in one file: a zip of a manifest, its signature, and the rows of every table as lines (copying.py).

The manifest says what is in it, with counts and digests; its signature is made with the master key, which is not in the
file. So a file that is damaged, cut off, of somebody else or changed by somebody is told before anything is done with it.

BackupUnusable
└── WrongMasterKey
"""

import hashlib
import hmac
import json
import os
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from adapters.erasure_ledger import flush_folder
from adapters.master_key import fingerprint, signature
from engine.packages.archive import UNREADABLE_ZIP

FORMAT = "bruecke-backup-1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.hmac"
SAYS = "Values are sealed. The master key and the ledger of erasures are not in this file: keep them apart from it."
_MOST = 4_000_000
_CHUNK = 1 << 16
_BROKEN = (*UNREADABLE_ZIP, TypeError)
"""What reading a damaged file raises: TypeError where its manifest says something else than one."""


class BackupUnusable(Exception):
    """This file can't be restored: it is damaged, cut off, changed, or no backup of Brücke. Take another one."""


class WrongMasterKey(BackupUnusable):
    """The master key is not the one that the backup was made with. Put that one back first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one table in a backup."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `ledger`: the id of the ledger of erasures, `erased`: the cases that were erased."""

    made_at: str
    program: str
    revision: str
    database: str
    ledger: str
    erased: list[int]
    tables: dict[str, Kept]

    def written(self, master: bytes) -> bytes:
        """As it stands in the file."""
        head = {"format": FORMAT, "says": SAYS, "master_key": fingerprint(master)}
        return json.dumps(head | asdict(self), indent=1).encode()


class Draft:
    """A backup that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.tables: dict[str, Kept] = {}

    def add(self, table: str, columns: list[str], lines: Iterable[bytes]) -> None:
        """The rows of a table, streamed."""
        digest, count = hashlib.sha256(), 0
        with self._file.open(_member(table), "w", force_zip64=True) as member:
            for line in lines:
                member.write(line)
                digest.update(line)
                count += 1
        self.tables[table] = Kept(columns, count, digest.hexdigest())

    def finish(self, manifest: Manifest, master: bytes) -> None:
        """Sign it: only now it is a backup."""
        content = manifest.written(master)
        self._file.writestr(MANIFEST, content)
        self._file.writestr(SIGNATURE, signature(master, content))


@contextmanager
def drafted(path: Path) -> Iterator[Draft]:
    """A file that has its name only when it is whole and on the disk. Raises FileExistsError, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Draft(archive)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        flush_folder(path.parent)
    finally:
        draft.unlink()


class Backup:
    """A backup whose every byte was checked."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table. Raises BackupUnusable if they are not those that were checked."""
        digest = hashlib.sha256()
        with self._file.open(_member(table)) as member:
            for line in member:
                digest.update(line)
                yield line
        if digest.hexdigest() != self.manifest.tables[table].sha256:
            raise BackupUnusable(f"the rows of {table} changed while they were read")


@contextmanager
def opened(path: Path, master: bytes) -> Iterator[Backup]:
    """A backup, checked from end to end. Raises BackupUnusable, WrongMasterKey, OSError where there is no file."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
            manifest = _manifest(archive, master)
            _check(archive, manifest.tables)
        except _BROKEN as error:
            raise BackupUnusable(f"{path.name} is damaged, cut off or no backup of Brücke") from error
        with archive:
            yield Backup(archive, manifest)


def _manifest(archive: zipfile.ZipFile, master: bytes) -> Manifest:
    content, signed = _small(archive, MANIFEST), _small(archive, SIGNATURE)
    told: dict[str, Any] = json.loads(content)
    if told.pop("format") != FORMAT:
        raise BackupUnusable("this is no backup of Brücke, or one of a newer program")
    told.pop("says")
    if not hmac.compare_digest(str(told.pop("master_key")), fingerprint(master)):
        raise WrongMasterKey(
            "the master key is not the one this backup was made with: put that one back first"
        )
    if not hmac.compare_digest(signed, signature(master, content).encode()):
        raise BackupUnusable("the manifest was changed after the backup was made")
    tables = {name: Kept(**kept) for name, kept in told.pop("tables").items()}
    return Manifest(tables=tables, **told)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        content = member.read(_MOST + 1)
    if len(content) > _MOST:
        raise ValueError(name)
    return content


def _check(archive: zipfile.ZipFile, tables: Mapping[str, Kept]) -> None:
    """Nothing is missing, nothing is there besides, and every row is as it was. Nothing is unpacked to the disk."""
    if sorted(archive.namelist()) != sorted([MANIFEST, SIGNATURE, *(_member(name) for name in tables)]):
        raise ValueError("members")
    for name, kept in tables.items():
        digest, count = hashlib.sha256(), 0
        with archive.open(_member(name)) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                count += chunk.count(b"\n")
        if (digest.hexdigest(), count) != (kept.sha256, kept.rows):
            raise ValueError(name)


def _member(table: str) -> str:
    return f"rows/{table}.jsonl"
