"""Saves a case at every stage of each shipped package: `python -m tests.procedures.saving`, once a version and format.

What it writes is never changed again: a saved case of every released version is read for ever.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from adapters.database.migrations import migrate
from adapters.database.store import open_database
from engine.bpmn.state import FORMAT
from engine.packages.archive import Files, write_zip
from engine.packages.head import read_manifest
from engine.rows import Gateway, Instance, Task
from tests.api import basel, iv, luzern
from tests.api import house as wallis
from tests.api.house import House

FOLDER = Path(__file__).parent / "saved"


def name_of(files: Files) -> str:
    """What the saved files of a package's version are called."""
    manifest = read_manifest(files["package.yaml"])
    return f"{manifest.id}-{manifest.version}"


def states_of(name: str) -> Path:
    """Where the cases of a version are, in today's format."""
    return FOLDER / f"{name}.format-{FORMAT}.json"


def packages() -> Iterator[tuple[Files, tuple[str, ...], Callable[[House], Callable[[str], str]]]]:
    """Each shipped package: its files, its stages, and what drives a case of a house to one of them."""
    yield wallis.package_files(), wallis.STAGES, lambda house: house.case_at
    yield basel.basel_files(), basel.STAGES, lambda house: basel.Basel(house).case_at
    yield iv.iv_files(), iv.STAGES, lambda house: iv.Takeovers(house).case_at
    yield luzern.luzern_files(), luzern.STAGES, lambda house: luzern.Luzern(house).case_at


def states(house: House, stages: tuple[str, ...], case_at: Callable[[str], str]) -> list[dict[str, Any]]:
    """A case at each stage: its state as kept, and where people see it stand."""
    found = []
    for stage in stages:
        key = int(case_at(stage))
        with house.bruecke.engine.store.reading() as work:
            instance = work.get(Instance, key)
            assert instance is not None
            standing = [task.element for task in work.find(Task, instance_key=key, status="open")]
            standing += [row.element for row in work.find(Gateway, instance_key=key, status="open")]
        found.append({"stage": stage, "state": instance.state.decode(), "stands_at": sorted(standing)})
    return found


def main() -> None:
    """Write the archive and the cases of today's versions, unless they are there."""
    FOLDER.mkdir(exist_ok=True)
    for files, stages, driver in packages():
        save(files, stages, driver)


def save(files: Files, stages: tuple[str, ...], driver: Callable[[House], Callable[[str], str]]) -> None:
    """Write the archive and the cases of a package, unless they are there."""
    name = name_of(files)
    archive = FOLDER / f"{name}.zip"
    if not archive.exists():
        archive.write_bytes(write_zip(files))
    if states_of(name).exists():
        print(f"{name} is saved already.")
        return
    with tempfile.TemporaryDirectory() as folder:
        store = open_database(f"sqlite:///{folder}/saving.db")
        migrate(store.engine)
        house = wallis.build(store)
        told = json.dumps(states(house, stages, driver(house)), indent=1)
        store.close()
    states_of(name).write_text(told + "\n")


if __name__ == "__main__":
    main()
