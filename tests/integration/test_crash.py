"""Processes die in the middle of what they do, again and again: what was acknowledged is there, and nothing twice.

Clients take cases of wallis_tandem and of a model with timers, messages, signals and jobs through, and hand people over, while processes are
killed: on SQLite the one that does everything, on PostgreSQL two that answer, two that work, and the server itself. Clients
repeat what got no answer. In the end a checker compares what they were told with the database. `make crash` kills more often.
"""

import json
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import cast

import httpx
import pytest

from adapters.database.store import DatabaseStore
from api.bootstrap import Bruecke
from cases.rows import User
from tests.answers import analysis, consent, registration, tandem
from tests.crash.checker import asleep, check, settled
from tests.crash.clients import (
    Accompanying,
    Crossings,
    CrossingsOfSystem,
    Finishing,
    Following,
    Ringing,
    Weighing,
    WeighingByHand,
)
from tests.crash.crossing import CROSSING, ECHO, stamped
from tests.crash.handing import IRENE, HandingOver, answers
from tests.crash.killing import Killer
from tests.crash.systems import make_system
from tests.crash.traffic import Client, Json, Traffic
from tests.postgres import Mortal
from tests.server import Server, prepare, tokens

KILLS = int(os.environ.get("BRUECKE_KILLS", "5"))
SEED = int(os.environ.get("BRUECKE_SEED") or secrets.randbelow(2**32))
PLAYERS: tuple[type[Client], ...] = (Finishing, Accompanying, Crossings, CrossingsOfSystem, HandingOver)
HELPERS: tuple[type[Client], ...] = (Weighing, WeighingByHand, Ringing, Following)
VERBS = {"sqlite": ("run",), "postgres": ("serve", "serve", "work", "work")}
MOST_TOLD = 40


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def database(kind: str) -> Iterator[Mortal | None]:
    """A PostgreSQL of this test alone: it is going to be killed."""
    server = Mortal() if kind == "postgres" else None
    yield server
    if server is not None:
        server.end()


@pytest.fixture
def house(database: Mortal | None, tmp_path: Path) -> Iterator[Bruecke]:
    """The house over the database that the processes share."""
    found = prepare(tmp_path, database.url if database else f"sqlite:///{tmp_path}/bruecke.db")
    yield found
    cast("DatabaseStore", found.engine.store).close()


@pytest.mark.timeout(300 + 20 * KILLS)
def test_what_was_acknowledged_is_there_once_whatever_dies(
    house: Bruecke, kind: str, database: Mortal | None, tmp_path: Path
) -> None:
    print(f"BRUECKE_SEED={SEED} on {kind}")
    chance = random.Random(SEED)
    handlers = {"crossing_stamp": stamped}
    servers = [
        Server(house, verb, tmp_path / f"{verb}{n}.log", handlers) for n, verb in enumerate(VERBS[kind])
    ]
    people = tokens(house)
    systems = make_system(house, "Waage A"), make_system(house, "Waage B")
    traffic = Traffic(servers, people, _answers(house), _handing(house), *systems)
    killer = Killer(traffic, chance, database)
    began = time.monotonic()

    try:
        for server in servers:
            server.begin()
        killer.bring_back()
        _deploy(traffic)
        left = _play(house, traffic, killer)
    finally:
        for server in servers:
            server.kill()

    faults = left + check(house, traffic)
    print(_summary(traffic, killer, time.monotonic() - began))
    _tell_errors(tmp_path, faults)
    assert not faults, "\n".join([f"BRUECKE_SEED={SEED}: {len(faults)} faults", *faults[:MOST_TOLD]])
    assert traffic.interrupted + traffic.turned_away >= KILLS // 4, (
        "the kills hit too few changes to prove anything"
    )


def _play(house: Bruecke, traffic: Traffic, killer: Killer) -> list[str]:
    """Kill while clients play, let everything come to its rest; what is under way for ever."""

    def clients(kinds: tuple[type[Client], ...]) -> list[Future[None]]:
        return [pool.submit(kind(traffic, killer.chance.getrandbits(32)).run) for kind in kinds]

    with ThreadPoolExecutor(len(PLAYERS) + len(HELPERS)) as pool:
        players, helpers = clients(PLAYERS), clients(HELPERS)
        try:
            killer.kill(KILLS)
            traffic.stop.set()
            killer.bring_back()
            if asleep(house):
                traffic.hopeless.set()
            for future in players:
                future.result()
            left = settled(house)
        finally:
            traffic.stop.set()
            traffic.end.set()
            for future in helpers:
                future.result()
    return left


def _deploy(traffic: Traffic) -> None:
    for model in (CROSSING, ECHO):
        headers = {"Authorization": f"Bearer {traffic.tokens['dario']}"}
        url = f"{traffic.doors[0].url}/api/procedures/models"
        answer = httpx.post(url, content=model, headers=headers, timeout=30)
        assert answer.status_code == 201, answer.text
        assert answer.json()["status"] == "released", answer.text


def _answers(house: Bruecke) -> dict[str, Json]:
    with house.engine.store.reading() as work:
        keys = {user.login: str(user.key) for user in work.find(User)}
    return {
        "register_case": registration(),
        "data_exchange_consent": consent(keys["carla_smz"], "RAV", "ANALYSIS_AND_TANDEM"),
        "joint_analysis": analysis("FINANCE", "FAMILY"),
        "participation_agreement": consent(keys["carla_smz"], "COORDINATION", "TANDEM_SUPPORT"),
        "assign_tandem": tandem(keys["anna_rav"], keys["carla_smz"]),
    }


def _handing(house: Bruecke) -> dict[str, Json]:
    with house.engine.store.reading() as work:
        users = {user.login: user for user in work.find(User)}
    to = {"key": str(users[IRENE].institution_key)}
    return answers({login: str(user.key) for login, user in users.items()}) | {"to": to}


def _summary(traffic: Traffic, killer: Killer, seconds: float) -> str:
    kills = ", ".join(f"{count} {verb}" for verb, count in sorted(killer.by_verb.items()))
    return (
        f"{killer.kills} processes killed ({kills}), the database {killer.databases} times; "
        f"{len(traffic.log)} changes acknowledged, {traffic.interrupted} interrupted, {traffic.turned_away} turned away "
        f"while the database was away; {len(traffic.left_alone)} jobs left alone by their worker; "
        f"{len(traffic.fed)} events fed; {seconds:.0f} seconds"
    )


def _tell_errors(folder: Path, faults: list[str]) -> None:
    """What the processes logged as errors, where something is wrong: how often which, and where."""
    for log in sorted(folder.glob("*.log")) if faults else []:
        lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
        errors = [entry for entry in map(json.loads, lines) if entry["level"] == "error"]
        told = Counter((one["event"], one.get("error"), *one.get("at", ())[:3]) for one in errors)
        print(log.name, *told.most_common(5), sep="\n  ")
