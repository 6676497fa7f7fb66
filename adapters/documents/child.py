"""Runs in a process of its own: what it reads (templates, files that somebody uploaded) is not trusted.

Reads one JSON object from standard input and writes one to standard output. Before anything foreign is touched, the process
gives up the right to open any file or socket, to write, and to use more than so much memory and time. So a template reads
nothing but what it was handed, and no package is ever fetched.

Stands alone: it is started by its path, without the house around it.
"""

import base64
import codecs
import hashlib
import io
import json
import logging
import re
import resource
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

STANDARDS = ["a-3a", "ua-1"]
WARM_UP = (
    '#set document(title: "x")\n#set text(font: "IBM Plex Sans")\n#title()\na #emph[b] #strong[c] #h(1pt) 1'
)
ACTIVE = {
    "/JS": "script", "/JavaScript": "script", "/Launch": "launch", "/EF": "embedded", "/EmbeddedFile": "embedded",
    "/EmbeddedFiles": "embedded", "/RichMedia": "media", "/Movie": "media", "/Sound": "media", "/Rendition": "media",
    "/3D": "media", "/XFA": "script", "/SubmitForm": "sends", "/ImportData": "launch", "/GoToE": "embedded", "/AA": "action",
    "/FileAttachment": "embedded", "/GoToR": "launch", "/Thread": "launch",
}  # fmt: skip
"""Names by which a PDF does something by itself, holds other files or sends what is typed, with what it is called."""
MOST_OBJECTS = 200_000
ENCODINGS = ("ascii", "charmap", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le")
"""What texts in a PDF are written in. Each is read from a file when it is first used: that has to be before nothing can be."""
MARK = b"startxref"
REVISION = re.compile(MARK + rb"\s+0*([0-9]{1,10})\s+%%EOF")
OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
FOR_THE_WEB = b"/Linearized"
HEAD = 1024
"""Bytes in which a PDF that is made for the web says so."""
DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""What an electronic signature calls itself, near its beginning."""
UNPACKED = 1_000_000
"""Bytes of a packed picture in which its size has to stand."""


def confine(seconds: int, megabytes: int) -> None:
    """From here on: no file, no socket, no core, so much time and memory. There is no way back."""
    for what, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * 1024 * 1024),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def typeset(job: Json) -> Json:
    """Each run is a set of files, the first of them `main.typ`; each result a PDF, or what is wrong and where."""
    import typst

    # Fonts are read when they are first used: that has to be now.
    fonts = typst.Fonts(False, False, [job["fonts"]])
    nowhere = job["nowhere"]
    compiler = typst.Compiler(font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)
    now = datetime.fromtimestamp(job["timestamp"], UTC)

    def run(files: Json) -> bytes:
        content: Any = {name: text.encode() for name, text in files.items()}
        made = compiler.compile(content, pdf_standards=STANDARDS, timestamp=now)  # type: ignore[arg-type]  # takes a mapping too
        assert isinstance(made, bytes)
        return made

    run({"main.typ": WARM_UP})
    confine(job["seconds"], job["megabytes"])
    results = []
    for files in job["runs"]:
        try:
            results.append({"pdf": base64.b64encode(run(files)).decode()})
        except typst.TypstError as error:
            results.append({"error": error.message[:2000], "diagnostic": error.diagnostic[:4000]})
    return {"results": results}


def inspect(job: Json) -> Json:
    """What a PDF holds that a signed paper does not: the word for it, or None; and its pages."""
    import pypdf
    import pypdf.filters  # read when it is first used: that has to be now
    from pypdf.errors import PyPdfError

    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    for name in DIGESTS:
        hashlib.new(name)
    own = io.BytesIO()
    pypdf.PdfWriter().write(own)
    len(pypdf.PdfReader(own).pages)
    content = base64.b64decode(job["content"])
    twice = _Ambiguous()
    logging.getLogger("pypdf").addHandler(twice)
    confine(job["seconds"], job["megabytes"])
    try:
        ends = _ends_of_revisions(content)
        if ends is None:
            return {"found": "unreadable"}
        found, pages, signed = _look(content, job["pixels"])
        if found is None and _hides_in_the_first_part(content):
            found = "revisions"
        if found is None and not set(ends[1:]) <= signed:
            found = "revisions"
        for end in ends[:-1]:  # what somebody signed stands on what was there before
            found = found or _look(content[:end], job["pixels"])[0]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        struct.error,
        zlib.error,
    ):
        return {"found": "unreadable"}
    return {"found": found or ("unreadable" if twice.heard else None), "pages": pages}


def _look(content: bytes, pixels: int) -> tuple[str | None, int, set[int]]:
    """The word for what a PDF holds that a signed paper does not, its pages, and up to where its signatures say that it is
    whole."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return "encrypted", 0, set()
    pages = len(reader.pages)
    if not pages:
        return "unreadable", 0, set()
    signed: set[int] = set()
    for thing in _things(reader.trailer):
        found = "too-large" if thing is None else next(_said(thing, pixels), None)
        if found:
            return found, pages, set()
    for signature in _signatures(reader):
        signed |= _ends_of_signature(signature, content)
    return None, pages, signed


def _ends_of_revisions(content: bytes) -> list[int] | None:
    """Where each of the versions ends that were written one behind the other; None where that can't be told, or where the last one
    has no place, so that each program finds its own way through it."""
    found = list(REVISION.finditer(content))
    if not found or len(found) != content.count(MARK) or int(found[-1][1]) == 0:
        return None
    return [one.end() for one in (found[1:] if _is_for_the_web(content, found[0]) else found)]


def _is_for_the_web(content: bytes, first: re.Match[bytes]) -> bool:
    """The first part of a PDF that is made for the web, and says so, ends with a place of 0 and is no version."""
    return int(first[1]) == 0 and FOR_THE_WEB in content[:HEAD]


def _hides_in_the_first_part(content: bytes) -> bool:
    """Whether something stands in that first part that is said once more behind it: then it is a version all the same."""
    first, *more = REVISION.finditer(content)
    if not _is_for_the_web(content, first):
        return False
    before = {one[1].lstrip(b"0") for one in OBJECT.finditer(content, 0, first.end())}
    return any(one[1].lstrip(b"0") in before for one in OBJECT.finditer(content, first.end(), more[0].end()))


def _signatures(reader: Any) -> Iterator[Any]:
    """What stands in the fields for signatures."""
    form = _itself(_itself(reader.trailer["/Root"]).get("/AcroForm"))
    waiting = [(field, None) for field in _listed(form, "/Fields")]
    seen: set[int] = set()
    while waiting and len(seen) <= MOST_OBJECTS:
        reference, inherited = waiting.pop()
        field = _itself(reference)
        if id(field) in seen or not hasattr(field, "get"):
            continue
        seen.add(id(field))
        kind = _itself(field.get("/FT", inherited))
        waiting += [(kid, kind) for kid in _listed(field, "/Kids")]
        value = _itself(field.get("/V"))
        if kind == "/Sig" and hasattr(value, "get"):
            yield value


def _listed(thing: Any, name: str) -> list[Any]:
    found = _itself(thing.get(name)) if hasattr(thing, "get") else None
    return list(found) if isinstance(found, list) else []


def _ends_of_signature(signature: Any, content: bytes) -> set[int]:
    """Where a signature ends what it vouches for: with the mark of the end, or with the line that it stands on. None where it
    vouches for nothing: it has to hold the digest of all of that but its own value. By whom it is, nobody asks here."""
    reach = _itself(signature.get("/ByteRange"))
    if not isinstance(reach, list) or len(reach) != 4:
        return set()
    start, length, behind, rest = (int(_itself(one)) for one in reach)
    end = behind + rest
    if start != 0 or not 0 < length < behind < end <= len(content):
        return set()
    hole = content[length:behind]
    if hole[:1] + hole[-1:] != b"<>":
        return set()
    said = bytes.fromhex(hole[1:-1].decode("latin-1"))
    if SIGNED_DATA not in said[:64]:
        return set()
    covered = content[:length] + content[behind:end]
    is_held = any(hashlib.new(name, covered).digest() in said for name in DIGESTS)
    return {end, end - 1, end - 2} if is_held else set()


def _things(trailer: Any) -> Iterator[Any]:
    """Dictionaries and lists that can be reached, piece by piece without recursion; None where there are too many."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [trailer], set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            if len(seen) > MOST_OBJECTS:
                yield None
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting += thing.values()
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _said(thing: Any, pixels: int) -> Iterator[str]:
    """What a dictionary itself says that it does, or is."""
    from pypdf.generic import DictionaryObject, StreamObject

    for name in (str(key) for key in thing):
        if name in ACTIVE:
            yield ACTIVE[name]
    for kind in ("/S", "/Type", "/Subtype"):
        said = str(_itself(thing.get(kind)))
        if said in ACTIVE:
            yield ACTIVE[said]
    opening = _itself(thing.get("/OpenAction"))
    if isinstance(opening, DictionaryObject):  # more than turning to a page
        does = str(_itself(opening.get("/S", "/GoTo")))
        if does != "/GoTo" or "/Next" in opening:
            yield ACTIVE.get(does, "action")
    if isinstance(thing, StreamObject) and "/F" in thing:
        yield "embedded"  # what stands in another file is fetched from there
    if str(_itself(thing.get("/Subtype"))) == "/Image":
        area = _area_of(thing)
        if area == 0:
            yield "unreadable"
        elif area > pixels:
            yield "pixels"


def _area_of(image: Any) -> int:
    """How many points a picture has, 0 where that can't be told: as it says, and as its packed content says, which is what is
    unpacked."""
    width, height = (int(_itself(image.get(side, 0))) for side in ("/Width", "/Height"))
    names = _itself(image.get("/Filter"))
    names = [str(_itself(one)) for one in (names if isinstance(names, list) else [names] if names else [])]
    if not names or names[-1] not in ("/DCTDecode", "/DCT", "/JPXDecode"):
        return max(width, 0) * max(height, 0)
    packed = _first_of(bytes(getattr(image, "_data", b"")), names[:-1])
    sizes = _sizes_of_jpx(packed) if names[-1] == "/JPXDecode" else _sizes_of_jpeg(packed)
    if not sizes or any(0 in size for size in sizes):
        return 0
    return max(max(width, 0) * max(height, 0), *(wide * high for wide, high in sizes), 0)


def _first_of(content: bytes, names: list[str]) -> bytes:
    """The beginning of what these filters unpack; nothing where they are others than those that pictures are sent with."""
    from pypdf.filters import ASCII85Decode, ASCIIHexDecode

    for name in names:
        if name in ("/FlateDecode", "/Fl"):
            content = zlib.decompressobj().decompress(content, UNPACKED)
        elif name in ("/ASCII85Decode", "/A85"):
            content = bytes(ASCII85Decode.decode(content))
        elif name in ("/ASCIIHexDecode", "/AHx"):
            plain = ASCIIHexDecode.decode(content)
            content = plain.encode("latin-1") if isinstance(plain, str) else bytes(plain)
        else:
            return b""
    return content


def _sizes_of_jpeg(content: bytes) -> list[tuple[int, int]]:
    """From the segment before the picture itself."""
    at = content.find(b"\xff\xd8") + 2
    while at >= 2 and at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return [(width, height)]
        if marker in (0xDA, 0xD9):
            return []
        if marker == 0xFF:
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
        else:
            at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return []


def _sizes_of_jpx(content: bytes) -> list[tuple[int, int]]:
    """Every size that is said in it: which of them a program takes, nobody knows."""
    sizes = []
    for found in re.finditer(rb"\xff\x4f\xff\x51....(.{16})", content, re.DOTALL):
        right, bottom, left, top = struct.unpack(">IIII", found[1])
        sizes.append((max(right - left, 0), max(bottom - top, 0)))
    for found in re.finditer(rb"\x00\x00\x00\x16ihdr(.{8})", content, re.DOTALL):
        high, wide = struct.unpack(">II", found[1])
        sizes.append((wide, high))
    return sizes


def _itself(thing: Any) -> Any:
    """What a reference points at, else the thing."""
    from pypdf.generic import IndirectObject

    return thing.get_object() if isinstance(thing, IndirectObject) else thing


class _Ambiguous(logging.Handler):
    """Hears whether something in a PDF is said twice, or could not be read and was left out: another program may read it."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """As logging. What is told of the structure itself is one of the two."""
        self.heard = self.heard or record.name.endswith("._data_structures")


JOBS: dict[str, Callable[[Json], Json]] = {"typeset": typeset, "inspect": inspect}


def main() -> None:
    """Does the one job."""
    job = json.loads(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(JOBS[job["job"]](job)))


if __name__ == "__main__":
    main()
