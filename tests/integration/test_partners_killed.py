"""Two real servers that hand cases over to each other while both are killed, again and again: nothing is lost or done twice."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.partners import HttpPartnerDoor
from api.app import make_app
from api.bootstrap import Bruecke
from cases.commands.enter_partner import enter_partner
from cases.rows import Case, Handover, Partner, Takeover, User
from engine.clock import SystemClock
from engine.rows import Event, Row, Task
from tests.api.basel import IRENE, Basel
from tests.api.house import House
from tests.api.test_partners import account_at
from tests.client import client_of
from tests.server import PATIENCE, Server, prepare

OFFERED = 3
WHY = "Die Unfallversicherung ist zuständig."


@dataclass
class Office:
    """The server of an office, and its database."""

    house: House
    server: Server

    def rows(self, kind: type[Row], /, **equals: Any) -> list[Any]:
        return self.house.rows(kind, **equals)


def house_at(folder: Path) -> House:
    folder.mkdir()
    bruecke: Bruecke = prepare(folder, f"sqlite:///{folder / 'bruecke.db'}")
    with bruecke.engine.store.reading() as work:
        users = {user.login: user for user in work.find(User)}
    app = make_app(bruecke)
    return House(bruecke, SystemClock(), app, client_of(app), users)  # type: ignore[arg-type]


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    there, here = house_at(tmp_path / "there"), house_at(tmp_path / "here")
    found = [
        Office(house, Server(house.bruecke, log=tmp_path / f"{name}.log", BRUECKE_WEBHOOK_PRIVATE="1"))
        for name, house in (("there", there), ("here", here))
    ]
    yield found[0], found[1]
    for office in found:
        office.server.kill()


def killed_until(done: Callable[[], bool], here: Office, there: Office, dice: random.Random) -> int:
    """Both servers live for a moment and are killed without a word, until it is done all the same; how often."""
    deaths, end = 0, time.monotonic() + PATIENCE * 3
    while not done():
        assert time.monotonic() < end, f"not done after {deaths} deaths"
        victim = there if dice.random() < 0.3 else here
        for office in (there, here):
            if not office.server.is_alive:
                office.server.start()
        _time_passes(here)
        time.sleep(dice.uniform(1.8, 3.0))
        victim.server.kill()
        deaths += 1
    return deaths


def _time_passes(here: Office) -> None:
    """As long as who was killed had the other server to itself."""
    with here.house.bruecke.engine.store.work() as work:
        for row in work.find(Partner):
            work.replace(replace(row, due_at=here.house.bruecke.engine.clock.now()))


@pytest.mark.requirement("BL-10")
def test_handovers_between_servers_that_are_killed_arrive_once_and_are_answered_once(
    offices: tuple[Office, Office],
) -> None:
    there, here = offices
    basel, dice = Basel(there.house), random.Random(7)
    offered = [basel.offered() for _ in range(OFFERED)]
    _, account = account_at(there.house, IRENE, "cases.read", "handovers.answer")
    system, _ = account_at(here.house, IRENE, "cases.read")
    bruecke = here.house.bruecke
    door = HttpPartnerDoor(may_private=True)
    enter_partner(
        bruecke.engine,
        bruecke.vault,
        door,
        "Fachstelle",
        there.server.url,
        account,
        int(system),
        "iv_uebernahme",
    )

    deaths = killed_until(lambda: len(here.rows(Takeover)) == OFFERED, here, there, dice)
    if not here.server.is_alive:
        here.server.start()
    for number, task in enumerate(here.rows(Task, status="open", element="look_at_handover")):
        _answer(here, task, returns=number == 0)
    deaths += killed_until(lambda: all(row.state != "open" for row in here.rows(Takeover)), here, there, dice)

    assert deaths >= 2
    assert len(here.rows(Case, procedure="iv_uebernahme")) == OFFERED
    states = {row.key: row.state for row in there.rows(Handover)}
    assert sorted(states.values()) == ["accepted", "accepted", "returned"]
    assert {row.remote_key: row.state for row in here.rows(Takeover)} == states
    for told in offered:
        kinds = [row.kind for row in there.rows(Event, instance_key=int(told["case"]))]
        assert kinds.count("HANDOVER_CONFIRMED") + kinds.count("HANDOVER_RETURNED") == 1
    outcomes = sorted(str(case.outcome) for case in here.rows(Case, procedure="iv_uebernahme"))
    assert outcomes == ["handed_back", "taken_over", "taken_over"]


def _answer(here: Office, task: Task, *, returns: bool) -> None:
    """Irene answers over HTTP, at her own server."""
    headers = {"Authorization": f"Bearer {here.house.token(IRENE)}"}
    form = httpx.get(f"{here.server.url}/api/tasks/{task.key}", headers=headers, timeout=30).json()
    answer = {"decision": "RETURN", "reason": WHY} if returns else {"decision": "ACCEPT"}
    body = {"answers": form["answers"] | answer, "version": form["version"]}
    done = httpx.post(
        f"{here.server.url}/api/tasks/{task.key}/completion", json=body, headers=headers, timeout=30
    )
    assert done.status_code == 200, done.text
