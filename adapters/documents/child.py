"""Runs in a process of its own: what it reads (templates, files that somebody uploaded) is not trusted.

Reads one JSON object from standard input and writes one to standard output. Before anything foreign is touched, the process
gives up the right to open any file or socket, to write, and to use more than so much memory and time. So a template reads
nothing but what it was handed, and no package is ever fetched.

Stands alone: it is started by its path, without the house around it.
"""

import base64
import io
import json
import logging
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

    own = io.BytesIO()
    pypdf.PdfWriter().write(own)
    len(pypdf.PdfReader(own).pages)
    content = base64.b64decode(job["content"])
    twice = _Ambiguous()
    logging.getLogger("pypdf").addHandler(twice)
    confine(job["seconds"], job["megabytes"])
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return {"found": "encrypted"}
        pages = len(reader.pages)
        found = next(_active(reader.trailer), None) if pages else "unreadable"
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return {"found": "unreadable"}
    return {"found": found or ("unreadable" if twice.heard else None), "pages": pages}


def _active(trailer: Any) -> Iterator[str]:
    """What is active in anything that can be reached, piece by piece without recursion."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [trailer], set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            if len(seen) > MOST_OBJECTS:
                yield "too-large"
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield from _said(thing)
            waiting += thing.values()
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _said(thing: Any) -> Iterator[str]:
    """What a dictionary itself says that it does."""
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


def _itself(thing: Any) -> Any:
    """What a reference points at, else the thing."""
    from pypdf.generic import IndirectObject

    return thing.get_object() if isinstance(thing, IndirectObject) else thing


class _Ambiguous(logging.Handler):
    """Hears whether something in a PDF is said twice: each program reads another one of the two."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """As logging."""
        self.heard = self.heard or "Multiple definitions" in record.getMessage()


JOBS: dict[str, Callable[[Json], Json]] = {"typeset": typeset, "inspect": inspect}


def main() -> None:
    """Does the one job."""
    job = json.loads(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(JOBS[job["job"]](job)))


if __name__ == "__main__":
    main()
