"""The port `RavGateway`, over files and a folder."""

import hashlib
from pathlib import Path

from adapters.rav.folder import FolderInbox
from adapters.rav.reading import read_rav_file
from cases.rav import Inbox, ReadFile
from engine.clock import Clock


class FileGateway:
    """Files by upload, and those of a folder where there is one."""

    def __init__(self, clock: Clock, folder: Path | None) -> None:
        self._clock = clock
        self._folder = folder

    def read(self, name: str, content: bytes | None, checksum: bytes, rav_code: str) -> ReadFile:
        """Read a file of a RAV."""
        return read_rav_file(name, content, checksum, rav_code, self._clock)

    def reread(self, name: str, content: bytes, rav_code: str, despite: str | None) -> ReadFile:
        """Read a file again, despite a fault."""
        checksum = hashlib.sha256(content).hexdigest().encode()
        return read_rav_file(name, content, checksum, rav_code, self._clock, despite=despite)

    def inbox(self) -> Inbox | None:
        """The folder, where there is one."""
        return FolderInbox(self._folder) if self._folder is not None else None
