"""Runs in a process of its own: what it reads (templates, files that somebody uploaded) is not trusted.

Reads one JSON object from standard input and writes one to standard output. Before anything foreign is touched, the process
gives up the right to open any file or socket, to write, and to use more than so much memory and time. So a template reads
nothing but what it was handed, and no package is ever fetched.

Stands alone: it is started by its path, without the house around it.
"""

import base64
import codecs
import io
import json
import logging
import re
import resource
import sys
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
REVISION = re.compile(rb"startxref\s+0*([0-9]{1,10})\s+%%EOF")


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
    own = io.BytesIO()
    pypdf.PdfWriter().write(own)
    len(pypdf.PdfReader(own).pages)
    content = base64.b64decode(job["content"])
    twice = _Ambiguous()
    logging.getLogger("pypdf").addHandler(twice)
    confine(job["seconds"], job["megabytes"])
    try:
        ends = _ends_of_revisions(content)
        found, pages, signed = _look(content, job["pixels"])
        if found is None and not set(ends[1:]) <= signed:
            found = "revisions"
        for end in ends[:-1]:  # what somebody signed stands on what was there before
            found = found or _look(content[:end], job["pixels"])[0]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
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
        signed |= _ends_of_signature(thing)
    return None, pages, signed


def _ends_of_revisions(content: bytes) -> list[int]:
    """Where each of the versions ends that were written one behind the other. The first part of a PDF that is made for the web
    ends with a place of 0 and is no version."""
    return [found.end() for found in REVISION.finditer(content) if int(found[1]) > 0]


def _ends_of_signature(thing: Any) -> set[int]:
    """Where a signature ends what it vouches for: with the mark of the end, or with the line that it stands on."""
    reach = _itself(thing.get("/ByteRange")) if hasattr(thing, "get") else None
    if not isinstance(reach, list) or len(reach) != 4 or int(_itself(reach[0])) != 0:
        return set()
    end = int(_itself(reach[2])) + int(_itself(reach[3]))
    return {end, end - 1, end - 2}


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
    sides = [int(_itself(thing.get(side, 0))) for side in ("/Width", "/Height")]
    if str(_itself(thing.get("/Subtype"))) == "/Image" and sides[0] * sides[1] > pixels:
        yield "pixels"


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
