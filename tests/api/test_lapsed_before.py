"""An authority that was withdrawn under a version that did not ask how to go on is asked for by the version that does."""

import shutil
from pathlib import Path

import pytest

from adapters.database.store import open_database
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_zip
from engine.rows import ProcedureVersion, Task
from tests.api.house import build, package_files
from tests.procedures.saving import FOLDER

FIRST = FOLDER / "wallis_tandem-1.0.0.zip"


@pytest.mark.requirement("VS-04")
def test_a_case_that_rests_since_its_authority_was_withdrawn_is_asked_after_its_migration(
    sqlite_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    house = build(store, read_zip(FIRST.read_bytes()))
    case = house.case_at("withdrawn")
    before = {task.element for task in house.rows(Task, instance_key=int(case), status="open")}
    deploy_package(house.bruecke.engine, package_files())
    newest = max(row.number for row in house.rows(ProcedureVersion))

    body = {"version": newest, "mapping": {}, "reason": "fragt, wie es weitergeht"}
    house.post("carla_smz", f"/api/cases/{case}/migration", body)
    after = {task.element for task in house.rows(Task, instance_key=int(case), status="open")}
    undone = house.call(
        "carla_smz", "POST", f"/api/cases/{case}/migration/undo", json={"reason": "doch nicht"}
    )
    back = {task.element for task in house.rows(Task, instance_key=int(case), status="open")}
    store.close()

    assert before == {"joint_analysis"}
    assert after == {"joint_analysis", "clarify_next_steps"}
    assert (undone.status_code, back) == (200, before)
