"""Looks for viruses in what people bring: by a daemon of ClamAV or by a command of the operator's; off unless one is named."""

import shlex
import socket
import struct
import subprocess
from dataclasses import dataclass

from cases.documents import FileRefused, Scanner, ScannerAway

_PIECE = 64 * 1024
_SECONDS = 60.0


class NoScanner:
    """Nobody looks: the operations page says so."""

    is_on = False

    def look(self, content: bytes) -> None:
        """Takes everything."""


@dataclass(frozen=True, slots=True)
class ClamdScanner:
    """Speaks to clamd by its command INSTREAM: over a socket file, or HOST:PORT."""

    address: str
    is_on: bool = True

    def look(self, content: bytes) -> None:
        """Raises FileRefused, ScannerAway."""
        try:
            answer = self._ask(content)
        except OSError as error:
            raise ScannerAway from error
        if answer.endswith(b"FOUND"):
            raise FileRefused("virus")
        if not answer.endswith(b"OK"):
            raise ScannerAway

    def _ask(self, content: bytes) -> bytes:
        with self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _PIECE):
                piece = content[at : at + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < 4096 and (more := line.recv(4096)):
                answer += more
        return answer.strip(b"\0\r\n ")

    def _connected(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host, int(port)), timeout=_SECONDS)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line


@dataclass(frozen=True, slots=True)
class CommandScanner:
    """Runs a command with the file on its standard input: 0 means clean, 1 a virus, anything else that it could not look."""

    command: str
    is_on: bool = True

    def look(self, content: bytes) -> None:
        """Raises FileRefused, ScannerAway."""
        try:
            done = subprocess.run(  # noqa: S603  # the operator's own command, without a shell
                shlex.split(self.command), input=content, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise ScannerAway from error
        if done.returncode == 1:
            raise FileRefused("virus")
        if done.returncode != 0:
            raise ScannerAway


def scanner_of(clamd: str | None, command: str | None) -> Scanner:
    """The scanner that the operator has named, if any."""
    if clamd:
        return ClamdScanner(clamd)
    return CommandScanner(command) if command else NoScanner()
