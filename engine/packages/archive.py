"""The files of a package, from a folder or a zip, bounded before anything is unpacked or parsed."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from engine.faults import Fault, Refused, sentence

MAX_FILE = 2_000_000
MAX_TOTAL = 8_000_000
MAX_FILES = 300

Files = Mapping[str, bytes]
"""Path inside the package, with forward slashes, to content."""

_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*){0,4}\Z", re.ASCII)
_KINDS = frozenset({".bpmn", ".dmn", ".form", ".yaml", ".md", ".typ", ".svg", ".png"})


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files below a folder but hidden ones and what lies in hidden folders, such as a repository's. Raises Refused, for links
    too: they would bring in what lies elsewhere.
    """
    if folder.is_symlink():
        raise Refused([_link(folder.name)])
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    paths = {
        below.as_posix(): path
        for below, path in found.items()
        if not any(part.startswith(".") for part in below.parts)
    }
    links = [_link(name) for name, path in paths.items() if path.is_symlink()]
    if links:
        raise Refused(links)
    sizes = {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
    _check(sizes)
    return {name: (folder / name).read_bytes() for name in sizes}


UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the library raises at a zip that it can't read: NotImplementedError where it doesn't know how it was packed,
RuntimeError where it takes a password, others where it is damaged."""


def read_zip(content: bytes) -> dict[str, bytes]:
    """All files of a zip, its one common folder left out; a zip bomb stops while unpacking. Raises Refused."""
    if len(content) > MAX_TOTAL:
        raise Refused([_too_large("", len(content), MAX_TOTAL)])
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_entries(entries)
        _check({entry.filename: entry.file_size for entry in entries})
        files = {}
        for entry in sorted(entries, key=lambda item: item.filename):
            with archive.open(entry) as stream:
                data = stream.read(MAX_FILE + 1)
            if len(data) > MAX_FILE:
                raise Refused([_too_large(entry.filename, len(data), MAX_FILE)])
            files[entry.filename] = data
    except (*UNREADABLE_ZIP, OSError) as error:
        raise Refused(
            [
                Fault(
                    "",
                    "",
                    "ZIP-FORM",
                    sentence(f"This is no readable zip file: {error}"),
                    "Pack the package's folder anew.",
                )
            ]
        ) from error
    return _without_top(files)


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a package that was packed as one folder, without that folder."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or not all("/" in name for name in files):
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def write_zip(files: Files) -> bytes:
    """The same zip, to the byte, for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def content_hash(files: Files) -> str:
    """The identity of a version: SHA-256 over paths and contents."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return digest.hexdigest()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """A path stands once and is packed as every tool packs it: the limits below count paths, not entries."""
    faults = []
    if len(entries) != len({entry.filename for entry in entries}):
        faults.append(
            Fault("", "", "ZIP-TWICE", "The zip file holds a path twice.", "Pack the package's folder anew.")
        )
    if {entry.compress_type for entry in entries} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        faults.append(
            Fault(
                "",
                "",
                "ZIP-METHOD",
                "The zip file is packed by a method that is not read.",
                "Pack the package's folder anew with the usual method (deflate).",
            )
        )
    if faults:
        raise Refused(faults)


def _check(sizes: Mapping[str, int]) -> None:
    faults = []
    if len(sizes) > MAX_FILES:
        faults.append(
            Fault(
                "",
                "",
                "PKG-FILES",
                f"The package has {len(sizes)} files, {MAX_FILES} are allowed.",
                "Leave some out.",
            )
        )
    if sum(sizes.values()) > MAX_TOTAL:
        faults.append(_too_large("", sum(sizes.values()), MAX_TOTAL))
    for name, size in sizes.items():
        if not _PATH.match(name) or ".." in name:
            faults.append(
                Fault(
                    name[:200],
                    "",
                    "PKG-PATH",
                    "This is no path inside a package.",
                    "Use letters, digits, _ - . and at most four folders.",
                )
            )
        elif Path(name).suffix not in _KINDS:
            faults.append(
                Fault(
                    name,
                    "",
                    "PKG-KIND",
                    f"A package holds no files of the kind «{Path(name).suffix or 'none'}».",
                    f"Known are: {', '.join(sorted(_KINDS))}.",
                )
            )
        if size > MAX_FILE:
            faults.append(_too_large(name, size, MAX_FILE))
    if faults:
        raise Refused(faults)


def _link(name: str) -> Fault:
    message = "This is a link to something that lies elsewhere."
    return Fault(name, "", "PKG-LINK", message, "Put the files themselves in its place.")


def _too_large(name: str, size: int, limit: int) -> Fault:
    return Fault(
        name,
        "",
        "PKG-SIZE",
        f"{size:,} bytes are more than the {limit:,} allowed.",
        "Leave out pictures and attachments; models and texts are small.",
    )
