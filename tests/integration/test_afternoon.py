"""The tutorial for designers, as its reader follows it: what it says to type and to change, and what it says is seen.

The server is a real one that other processes find in the same database; the case is walked over HTTP by the table of the tutorial.
"""

import html
import re
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.bootstrap import Bruecke, assemble
from api.cast import PASSWORD, add_cast
from api.settings import Settings
from cases.rows import User
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_folder
from engine.packages.head import read_manifest
from engine.packages.yaml import read_yaml
from tests.server import Server
from tests.tutorial import ROOT, Block, Reader, blocks, rows

TUTORIAL = (ROOT / "docs" / "AFTERNOON.md").read_text()
BEGIN, STEP, FORK, END = "## 1. A folder", "## 6. A step more", "## 9. Another flow", "## Where to go on"
LOOKING = re.compile(r"^(\.venv/bin/python -m|make demo-canton)", re.MULTILINE)
STEPS = "| Step | What to answer |"
PATIENCE = 90.0
LOGIN = "sd_zg"
CASTS = [
    read_yaml((ROOT / "processes/mamac/stories/cast.yaml").read_bytes(), "cast.yaml"),
    *(
        read_yaml(block.body.encode(), "cast.yaml")
        for block in blocks(TUTORIAL)
        if block.file == "processes/zug_iiz/stories/cast.yaml"
    ),
]
"""Valid answers to what the steps ask: those of the base, and those that the tutorial writes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a reader has before them: the base and the vocabulary are enough, and `make` with what it installed."""
    for name in ("mamac", "vocabulary.yaml"):
        source, target = ROOT / "processes" / name, tmp_path / "processes" / name
        target.parent.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in (".venv", "docs", "locks"):
        (tmp_path / name).symlink_to((ROOT / name).resolve())
    return tmp_path


@pytest.fixture
def house(folder: Path) -> Bruecke:
    """A house with the cast of the demo and the base released, where the commands of the tutorial look for it."""
    (folder / "var").mkdir()
    settings = Settings(
        database_url=f"sqlite:///{folder}/var/bruecke.sqlite",
        master_key_file=folder / "var" / "master.key",
        processes=folder / "processes",
        fast_passwords=True,
    )
    house = assemble(settings, migrating=True)
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    deploy_package(house.engine, read_folder(folder / "processes" / "mamac"))
    return house


@pytest.fixture
def server(house: Bruecke) -> Iterator[Server]:
    """What `make run` begins."""
    server = Server(house)
    yield server
    server.kill()


def test_numbers_rules_words_and_forms_go_as_the_tutorial_says(folder: Path):
    reader = Reader(folder)

    for block in followed(BEGIN, STEP):
        reader.do(block)

    assert "municipal_talk" not in (folder / "processes/zug_iiz/texts/fr.yaml").read_text()


def test_an_added_step_is_released_and_worked_as_the_tutorial_says(
    folder: Path, house: Bruecke, server: Server
):
    reader = Reader(folder)
    server.begin()
    walked = False

    for block in followed(STEP, FORK):
        if "api deploy" in block.body:
            wait_for(server)
        reader.do(block)
        if "make demo-canton" in block.body:
            walk(server, house)
            walked = True

    assert walked


def test_a_fork_and_the_next_version_of_the_base_go_as_the_tutorial_says(folder: Path):
    reader = Reader(folder)

    for block in followed(FORK, END):
        reader.do(block)

    fork = read_manifest((folder / "processes/zug_eigen/package.yaml").read_bytes())
    assert fork.derived_from == "mamac@1"
    assert (folder / "var/newer/mamac/package.yaml").is_file()


def followed(begin: str, end: str) -> Iterator[Block]:
    """The blocks between two headings, and of those before only what they make and change, for that takes no time."""
    for block in blocks(TUTORIAL):
        is_before = block.line < line_of(begin)
        is_looking = block.file is None and (block.language == "text" or bool(LOOKING.search(block.body)))
        if block.line < line_of(end) and not (is_before and is_looking) and block.about != "terminal=1":
            yield block


def line_of(words: str) -> int:
    """The line of the tutorial at which these words stand."""
    return TUTORIAL.count("\n", 0, TUTORIAL.index(words)) + 1


def wait_for(server: Server) -> None:
    """Until the server answers."""
    end = time.monotonic() + PATIENCE
    while not server.is_ready():
        assert server.is_alive
        assert time.monotonic() < end
        time.sleep(0.1)


def walk(server: Server, house: Bruecke) -> None:
    """A case of Zug by the steps of the tutorial's table: each is the one that is open, and its page says what is promised."""
    table = [(quoted(cells[0])[0], quoted(cells[1])) for cells in rows(TUTORIAL, STEPS)]
    with house.engine.store.reading() as work:
        (simon,) = work.find(User, login=LOGIN)
    with httpx.Client(base_url=server.url, timeout=30) as client:
        signed_in = client.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
        assert signed_in.status_code == 303, signed_in.text
        pages = [shown(client, "/"), shown(client, "/cases/new")]
        token = answered(client.post("/api/tokens", json={"login": LOGIN, "password": PASSWORD}))["token"]
        client.headers["authorization"] = f"Bearer {token}"
        case = answered(client.post("/api/cases", json={"procedure": "zug_iiz"}))["case"]
        for title, promised in table:
            (task,) = answered(client.get("/api/tasks", params={"case": case}))["items"]
            page = shown(client, f"/tasks/{task['key']}")
            pages.append(page)
            assert task["name"] == title
            assert [words for words in (title, *promised) if words not in page] == []
            pages.append(shown(client, f"/cases/{case}"))
            if title == table[-1][0]:
                break
            body = {"version": task["version"], "answers": answers_of(task["element"], simon)}
            answered(client.post(f"/api/tasks/{task['key']}/completion", json=body))
    told = TUTORIAL[TUTORIAL.index("Open <http") : TUTORIAL.index(FORK)]
    assert [words for words in quoted(told) if not any(words in page for page in pages)] == []


def shown(client: httpx.Client, address: str) -> str:
    """A page as people read it."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return " ".join(html.unescape(response.text).split())


def answered(response: httpx.Response) -> Any:
    """What a request brought; one that was refused says why."""
    assert response.is_success, f"{response.request.url}: {response.text}"
    return response.json()


def quoted(cell: str) -> list[str]:
    """What stands in «…»."""
    return [part.partition("»")[0] for part in cell.split("«")[1:]]


def answers_of(element: str, user: User) -> dict[str, Any]:
    """What the casts of base and variant answer to a task, as the page sends it."""
    answers = {key: value for cast in CASTS for key, value in cast["defaults"].get(element, {}).items()}
    if element == "check_eligibility":
        answers |= CASTS[0]["clients"]["peter"]
    if "explained_by" in answers:
        answers["explained_by"] = str(user.key)
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.items()}
