"""Where the base of a variant is found: in the folder beside it, else among the versions that are released."""

from pathlib import Path

from engine.engine import Engine
from engine.packages.archive import Files, read_folder, read_zip
from engine.packages.extending import FindBase, extended
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.yaml import read_yaml
from engine.rows import PackageArchive, ProcedureVersion


def whole_folder(folder: Path) -> Files:
    """The package of a folder; a variant is put together with the base that lies beside it. Raises Refused."""
    return extended(read_folder(folder), in_folder(folder.resolve().parent))


def in_folder(processes: Path) -> FindBase:
    """Bases among the packages of a folder."""

    def find(name: str, number: int) -> Files | None:
        for head in sorted(processes.glob(f"*/{MANIFEST}")):
            said = read_yaml(head.read_bytes(), MANIFEST) if head.parent.name == name else None
            if not isinstance(said, dict):
                continue
            if said.get("id") == name and _begins(str(said.get("version")), number):
                return read_folder(head.parent)
        return None

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
