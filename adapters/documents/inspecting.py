"""Files that somebody brings: what they are by their content, and whether anything in them acts by itself.

A PDF is taken apart in a process of its own (`child.py`): it comes from anywhere.
"""

import base64
import struct

from adapters.documents.apart import Broken, NoTurn, do_apart
from cases.documents import JPEG, PDF, PNG, DocumentsBusy, FileRefused

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_CHUNKS = 100_000


class FileInspector:
    """The inspector of the house."""

    def media_type(self, content: bytes) -> str:
        """PDF, PNG or JPEG, by the content alone. Raises FileRefused, DocumentsBusy."""
        if content.startswith(_PNG_HEAD):
            if not _is_whole_png(content):
                raise FileRefused("unreadable")
            return PNG
        if content.startswith(b"\xff\xd8\xff"):
            if not content.rstrip(b"\x00\r\n").endswith(b"\xff\xd9"):
                raise FileRefused("unreadable")
            return JPEG
        if content.startswith(b"%PDF-"):
            _require_passive(content)
            return PDF
        raise FileRefused("kind")


def _is_whole_png(content: bytes) -> bool:
    """Chunk after chunk from the head to the end, and nothing behind it."""
    at, seen = len(_PNG_HEAD), 0
    while at + 12 <= len(content) and seen < _CHUNKS:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if (kind == b"IHDR") != (seen == 0):
            return False
        at += 12 + length
        seen += 1
        if kind == b"IEND":
            return bool(at == len(content))
    return False


def _require_passive(content: bytes) -> None:
    try:
        answer = do_apart("inspect", content=base64.b64encode(content).decode())
    except Broken as error:
        raise FileRefused("unreadable") from error
    except NoTurn as error:
        raise DocumentsBusy from error
    if answer["found"] is not None:
        raise FileRefused(answer["found"])
