"""The demo's RAV system: what it lays into the watched folder is taken, and Anna sees what came, what fits and what was wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from adapters.rav.writing import checksum
from api.app import make_app
from api.bootstrap import Bruecke, assemble
from api.cast import PASSWORD
from api.cli import app, deploy_all
from api.demo import load_demo
from api.demo_rav import RAV_CODE, delivery
from api.rav_folder import take_folder
from api.settings import Settings
from cases.rows import RavTurn
from engine.rows import AT_ONCE

PROCESSES = Path(__file__).parents[2] / "processes"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bruecke:
    """The demo in a folder of its own, as `run` makes it."""
    monkeypatch.setenv("BRUECKE_DATABASE_URL", f"sqlite:///{tmp_path}/bruecke.sqlite")
    monkeypatch.setenv("BRUECKE_MASTER_KEY_FILE", f"{tmp_path}/master.key")
    monkeypatch.setenv("BRUECKE_PROCESSES", str(PROCESSES))
    monkeypatch.setenv("BRUECKE_FAST_PASSWORDS", "1")
    bruecke = assemble(Settings(demo=True), migrating=True)
    deploy_all(bruecke)
    load_demo(bruecke)
    return bruecke


def take(bruecke: Bruecke) -> int:
    """As the worker does, which waits two seconds between two looks."""
    with bruecke.engine.store.work() as work:
        for turn in work.find(RavTurn):
            work.replace(replace(turn, due_at=AT_ONCE, version=turn.version + 1))
    return take_folder(bruecke)


def test_each_delivery_arrives_with_what_fits_what_waits_and_what_is_wrong(demo: Bruecke, tmp_path: Path):
    for _ in range(2):
        result = CliRunner().invoke(app, ["demo-rav"])
        assert result.exit_code == 0, result.output
        assert take(demo) == 1

    client = TestClient(make_app(demo), base_url="http://127.0.0.1")
    token = client.post("/api/tokens", json={"login": "anna_rav", "password": PASSWORD}).json()["token"]

    def items(address: str) -> list[Any]:
        answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text
        found: list[Any] = answer.json()["items"]
        return found

    files = items("/api/rav/files")
    lines = items("/api/rav/lines?limit=50")

    assert [(one["lines"], one["waiting"], one["known"]) for one in files] == [(4, 2, 1)] * 3
    assert [[(fault["line"], fault["code"]) for fault in one["faults"]] for one in files] == [
        [(5, "ahv")]
    ] * 3
    assert sorted(one["kind"] for one in lines) == ["rav_deregistered"] * 3 + ["referral"] * 3
    assert [one["matches"] for one in lines if one["kind"] == "rav_deregistered"] == [1, 1, 1]
    assert len(list((tmp_path / "rav" / "done").glob("*.csv"))) == 2
    assert len(list((tmp_path / "rav" / "errors").iterdir())) == 2


def test_many_deliveries_of_a_day_are_read_without_a_fault_of_the_whole(demo: Bruecke):
    today = demo.engine.clock.now().date()
    for number in (1, 7, 40, 999):
        content = delivery(today, number)
        name = f"iiz_rav_v1_{RAV_CODE}_{today:%Y%m%d}_{number}.csv"
        read = demo.rav.read(name, content, checksum(content), RAV_CODE)

        assert read.fault is None
        assert ([line.number for line in read.lines], [fault.number for fault in read.faults]) == (
            [2, 3, 4],
            [5],
        )


def test_a_folder_that_can_not_be_written_to_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")

    result = CliRunner().invoke(app, ["demo-rav", "--into", str(tmp_path / "file")])

    assert result.exit_code == 1
    assert "--into FOLDER" in result.output
