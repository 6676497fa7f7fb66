"""A month of a RAV's system, as a process of its own, over real files and real HTTP: all of it arrives, nothing of it twice."""

import csv
import io
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.rav.folder import FolderInbox
from api.bootstrap import Bruecke
from cases.commands.create_key import NewKey, create_key
from cases.commands.create_system import create_system
from cases.identity import identity_of
from cases.rows import RavFile, RavLine, User
from cases.scopes import Scope
from tests.api.test_rav import HEARS
from tests.api.test_single_models import model
from tests.rav import SARA, checksum, named, written
from tests.rav_simulator import DEREGISTERED, EXHAUSTED, FAULTY, REFERRALS, STARTED
from tests.server import ROOT, Server, prepare, tokens


def key_of(house: Bruecke, *scopes: Scope) -> str:
    """The secret of a new system of the RAV."""
    with house.engine.store.work() as work:
        anna = next(iter(work.find(User, login="anna_rav")))
        work.replace(replace(anna, roles="caseworker,operator"))
    with house.engine.store.reading() as work:
        identity = identity_of(work, anna.key)
    assert identity is not None
    system = create_system(house.engine, identity.actor(), "AVAM-Export", anna.unit_key)["system"]
    return str(create_key(house.engine, identity.actor(), int(system), NewKey("month", scopes)).secret)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Bruecke, Server, Path]]:
    """A real server that looks into a folder."""
    house = prepare(tmp_path, f"sqlite:///{tmp_path / 'bruecke.db'}")
    folder = tmp_path / "rav"
    server = Server(house, BRUECKE_RAV_FOLDER=str(folder))
    server.start()
    yield house, server, folder
    server.kill()


def rows(house: Bruecke, kind: type[Any]) -> list[Any]:
    with house.engine.store.reading() as work:
        return list(work.find(kind))


def until(what: Any) -> None:
    end = time.monotonic() + 60
    while not what() and time.monotonic() < end:
        time.sleep(0.2)
    assert what()


def test_a_month_arrives_and_nothing_of_it_twice(served: tuple[Bruecke, Server, Path]) -> None:
    house, server, folder = served
    known = tokens(house)
    secret = key_of(house, "rav.deliver", "cases.start")
    with httpx.Client(base_url=server.url, timeout=60) as http:

        def call(login: str, method: str, path: str, **more: Any) -> Any:
            answer = http.request(method, path, headers={"Authorization": f"Bearer {known[login]}"}, **more)
            assert answer.status_code < 300, answer.text
            return answer.json()

        hears = model("hears", HEARS, '<message id="M" name="rav_deregistered"/>')
        call("dario", "POST", "/api/procedures/models", content=hears)
        case = call("anna_rav", "POST", "/api/cases", json={"procedure": "hears"})["case"]
        other = call("jean_rav", "POST", "/api/cases", json={"procedure": "hears"})["case"]

        command = [sys.executable, "-m", "tests.rav_simulator", server.url, secret, str(folder), case]
        ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        told = json.loads(ran.stdout)
        until(lambda: not list((folder / "in").iterdir()))

        month = told["month"]
        assert month == told["again"]
        assert (month["lines"], len({fault["line"] for fault in month["faults"]})) == (500, FAULTY)
        waits = {
            "referral": REFERRALS,
            "rav_deregistered": DEREGISTERED,
            "benefits_exhausted": EXHAUSTED,
            "job_started": STARTED,
        }
        assert Counter(r.kind for r in rows(house, RavLine) if r.status == "waiting") == waits
        assert told["truncated"]["status"] == "quarantined"
        assert sorted((row.way, row.status, row.fault, row.late) for row in rows(house, RavFile)) == [
            ("folder", "quarantined", "hash-wrong", 0),
            ("folder", "taken", None, 10),
            ("upload", "quarantined", "trailer-missing", 0),
            ("upload", "taken", None, 0),
        ]
        assert told["message"]["case"] == case
        assert told["referral"]["status"] == "opened"
        assert len(list((folder / "done").glob("*.csv"))) == 2
        assert len(list((folder / "quarantine").glob("*.csv"))) == 1
        (errors,) = [path for path in (folder / "errors").iterdir() if "_1_err" in path.name]
        found = list(csv.reader(io.StringIO(errors.read_text("utf-8-sig")), delimiter=";"))
        assert len({row[0] for row in found[1:]}) == FAULTY
        assert all(len(row) == 5 and row[3] and row[4] for row in found)

        lines = call("anna_rav", "GET", "/api/rav/lines?kind=rav_deregistered&limit=2")["items"]
        done = call(
            "anna_rav", "POST", f"/api/rav/lines/{lines[0]['key']}/confirmation", json={"case": other}
        )
        assert done["status"] == "delivered"
        assert len(call("jean_rav", "GET", f"/api/tasks?case={other}")["items"]) == 2
        begun = call("anna_rav", "GET", "/api/rav/lines?kind=referral&limit=1")["items"][0]["key"]
        opened = call(
            "anna_rav", "POST", f"/api/rav/lines/{begun}/opening", json={"procedure": "wallis_tandem"}
        )
        assert call("anna_rav", "GET", f"/api/cases/{opened['case']}")["procedure"] == "wallis_tandem"


def test_a_file_without_its_checksum_waits_and_one_of_nobody_is_told(
    served: tuple[Bruecke, Server, Path],
) -> None:
    _, _, folder = served
    until(lambda: (folder / "in").is_dir())
    content = written([SARA])
    (folder / "in" / named(7)).write_bytes(content)
    (folder / "in" / named(8, code="XX99")).write_bytes(content)
    (folder / "in" / f"{named(8, code='XX99')}.sha256").write_bytes(checksum(content))

    until(lambda: (folder / "quarantine" / named(8, code="XX99")).exists())

    assert (folder / "in" / named(7)).exists()
    assert "other-rav" in (folder / "quarantine" / f"{named(8, code='XX99')}.txt").read_text()


def test_nothing_in_the_folder_is_overwritten_or_followed(tmp_path: Path) -> None:
    inbox = FolderInbox(tmp_path)
    secret = tmp_path / "secret"
    secret.write_text("x")
    (tmp_path / "in" / "link.csv").symlink_to(secret)
    (tmp_path / "in" / "link.csv.sha256").write_text("x")
    for content in (b"one", b"two"):
        (tmp_path / "in" / named()).write_bytes(content)
        (tmp_path / "in" / f"{named()}.sha256").write_bytes(b"x")
        assert [name for name, _ in inbox.ready()] == [named()]
        inbox.done(named(), None)

    assert {path.read_bytes() for path in (tmp_path / "done").glob("*csv*") if path.suffix != ".sha256"} == {
        b"one",
        b"two",
    }
