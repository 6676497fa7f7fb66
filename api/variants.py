"""Where the base of a variant is found: in the folder beside it, else among the versions that are released."""

from pathlib import Path

from engine.engine import Engine
from engine.packages.archive import Files, read_folder, read_zip
from engine.packages.extending import FindBase, extended
from engine.packages.head import read_head
from engine.packages.manifest import FILE as MANIFEST
from engine.rows import PackageArchive, ProcedureVersion


def whole_folder(folder: Path) -> Files:
    """The package of a folder; a variant is put together with the base that lies beside it. Raises Refused."""
    return extended(read_folder(folder), in_folder(folder.resolve().parent))


def packages_in(processes: Path) -> dict[str, Path]:
    """The folders of packages by their names; a hidden one is none, such as one that is being written."""
    heads = sorted(head for head in processes.glob(f"*/{MANIFEST}") if head.is_file())
    return {head.parent.name: head.parent for head in heads if not head.parent.name.startswith(".")}


def in_folder(processes: Path) -> FindBase:
    """Bases among the packages of a folder."""

    def find(name: str, number: int) -> Files | None:
        folder = packages_in(processes).get(name)
        if folder is None:
            return None
        files = read_folder(folder)
        head = read_head(files[MANIFEST])
        return files if head.get("id") == name and _begins(str(head.get("version")), number) else None

    return find


def released(engine: Engine) -> FindBase:
    """Bases among the released versions: the newest that begins with the number."""

    def find(name: str, number: int) -> Files | None:
        with engine.store.reading() as work:
            rows = [
                row for row in work.find(ProcedureVersion, procedure=name) if _begins(row.version, number)
            ]
            newest = max(rows, key=lambda row: row.number, default=None)
            archive = work.get(PackageArchive, newest.key) if newest is not None else None
            return read_zip(archive.content) if archive is not None else None

    return find


def _begins(version: str, number: int) -> bool:
    return version.partition(".")[0] == str(number)
