"""Files that somebody brings: what they are by their content, how large a picture is, and whether anything in a PDF acts by
itself or hides.

A PDF is taken apart in a process of its own (`child.py`): it comes from anywhere.
"""

import base64
import struct

from adapters.documents.apart import Broken, NoTurn, do_apart
from cases.documents import JPEG, PDF, PNG, DocumentsBusy, FileRefused

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_CHUNKS = 100_000
MOST_PIXELS = 100_000_000
"""A sheet of A4 scanned with 600 dots to the inch has 35 million; whoever opens a picture needs three to eight bytes for each."""
_SIZES = frozenset({0xDE, *range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG behind which its size stands."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN, _END = 0xDA, 0xD9


class FileInspector:
    """The inspector of the house."""

    def media_type(self, content: bytes) -> str:
        """PDF, PNG or JPEG, by the content alone. Raises FileRefused, DocumentsBusy."""
        if content.startswith(_PNG_HEAD):
            _require_small(_size_of_png(content))
            return PNG
        if content.startswith(b"\xff\xd8\xff"):
            _require_small(_size_of_jpeg(content))
            return JPEG
        if content.startswith(b"%PDF-"):
            _require_passive(content)
            return PDF
        raise FileRefused("kind")


def _require_small(size: tuple[int, int] | None) -> None:
    """A picture has a size, as its head says it: a small file may be a huge picture. Nothing is unpacked to know. Raises
    FileRefused."""
    if size is None or 0 in size:
        raise FileRefused("unreadable")
    if size[0] * size[1] > MOST_PIXELS:
        raise FileRefused("pixels")


def _size_of_png(content: bytes) -> tuple[int, int] | None:
    """From its head; None unless chunk follows chunk from the head to the end, and nothing behind it."""
    at, seen = len(_PNG_HEAD), 0
    while at + 12 <= len(content) and seen < _CHUNKS:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if (kind == b"IHDR") != (seen == 0):
            return None
        at += 12 + length
        seen += 1
        if kind == b"IEND":
            width, height = struct.unpack(">II", content[16:24])
            return (width, height) if at == len(content) else None
    return None


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """From the segment that says it, which stands before the picture itself; None where there is none, or no end."""
    if not content.rstrip(b"\x00\r\n").endswith(b"\xff\xd9"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (width, height)
        if marker in (_SCAN, _END):
            return None
        if marker == 0xFF:  # filled up
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None


def _require_passive(content: bytes) -> None:
    try:
        answer = do_apart("inspect", content=base64.b64encode(content).decode(), pixels=MOST_PIXELS)
    except Broken as error:
        raise FileRefused("unreadable") from error
    except NoTurn as error:
        raise DocumentsBusy from error
    if answer["found"] is not None:
        raise FileRefused(answer["found"])
