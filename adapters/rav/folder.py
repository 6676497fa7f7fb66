"""A folder that RAV systems lay files into: in/, done/, errors/, quarantine/.

A file counts once its `.sha256` lies beside it. Every move is a rename on the same disk, so nobody finds half of anything; a
worker that is killed in between does it again, and taking the same file twice has no effect. Nothing is ever overwritten.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from adapters.rav.reading import MOST_BYTES, rav_code_of

IN, DONE, ERRORS, QUARANTINE = "in", "done", "errors", "quarantine"
MOST_AT_ONCE = 50
_CHECKSUM = ".sha256"


class FolderInbox:
    """The folder, with its four parts."""

    def __init__(self, root: Path) -> None:
        self._root = root
        for part in (IN, DONE, ERRORS, QUARANTINE):
            (root / part).mkdir(parents=True, exist_ok=True)

    def ready(self) -> Iterator[tuple[str, str | None]]:
        """Files that are complete, by name; links and folders are left alone."""
        self._finish_moves()
        found = []
        with os.scandir(self._root / IN) as entries:
            for entry in entries:
                is_file = entry.name.endswith(".csv") and entry.is_file(follow_symlinks=False)
                beside = self._root / IN / f"{entry.name}{_CHECKSUM}"
                if is_file and beside.is_file() and not beside.is_symlink():
                    found.append(entry.name)
        yield from ((name, rav_code_of(name)) for name in sorted(found)[:MOST_AT_ONCE])

    def _finish_moves(self) -> None:
        """A worker that was killed in the middle of a move left the checksum behind: it follows its file, for it must not
        vouch for the next one of that name while that is still being written.
        """
        for beside in (self._root / IN).glob(f"*{_CHECKSUM}"):
            name = beside.name.removesuffix(_CHECKSUM)
            if (self._root / IN / name).exists():
                continue
            for part in (DONE, QUARANTINE):
                last = self._last(part, name)
                if last is not None and not Path(f"{last}{_CHECKSUM}").exists():
                    with suppress(FileNotFoundError):  # another worker was faster
                        os.replace(beside, f"{last}{_CHECKSUM}")
                    break

    def _last(self, part: str, name: str) -> Path | None:
        """What was moved last under this name."""
        found, number = None, 1
        place = self._root / part / name
        while place.exists():
            found, number = place, number + 1
            place = self._root / part / f"{name}.{number}"
        return found

    def read(self, name: str) -> tuple[bytes | None, bytes]:
        """Content and checksum, no further than a file may be long. Raises OSError when another one was faster."""
        content = self._head(name, MOST_BYTES + 1)
        return (content if len(content) <= MOST_BYTES else None), self._head(f"{name}{_CHECKSUM}", 400)

    def _head(self, name: str, most: int) -> bytes:
        descriptor = os.open(self._root / IN / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(most)

    def done(self, name: str, errors: bytes | None) -> None:
        """It was taken."""
        if errors is not None:
            self._write(ERRORS, f"{name.removesuffix('.csv')}_err.csv", errors)
        self._move(name, DONE)

    def quarantine(self, name: str, why: bytes) -> None:
        """Nothing of it was applied."""
        self._write(QUARANTINE, f"{name}.txt", why)
        self._move(name, QUARANTINE)

    def _move(self, name: str, to: str) -> None:
        """The file first: what is left without its checksum is not looked at again."""
        target = self._free(to, name)
        for moved, where in ((name, target), (f"{name}{_CHECKSUM}", Path(f"{target}{_CHECKSUM}"))):
            with suppress(FileNotFoundError):  # another worker was faster
                os.replace(self._root / IN / moved, where)

    def _free(self, part: str, name: str) -> Path:
        """A place that nothing lies at yet."""
        target, number = self._root / part / name, 1
        while target.exists() or Path(f"{target}{_CHECKSUM}").exists():
            number += 1
            target = self._root / part / f"{name}.{number}"
        return target

    def _write(self, part: str, name: str, content: bytes) -> None:
        place = self._root / part / name
        half = place.with_name(f".{name}.{os.getpid()}.part")
        half.write_bytes(content)
        os.replace(half, place)
