"""The server dies in the middle of requests, again and again: what was acknowledged is there, and nothing twice.

Clients play cases from the start to the assigned tandem, every change with an idempotency key. The server is
killed while changes are under way and comes back; the clients repeat what got no answer. `make soak` does it
longer, and on PostgreSQL with several servers.
"""

import os
import random
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from adapters.database.store import DatabaseStore
from api.bootstrap import Bruecke
from cases.catalogue import CATALOGUE
from cases.rows import CASE_ROWS, AccessEntry, Case, Participant, Record, User
from engine.bpmn.run import Run
from engine.chain import GENESIS, first_break
from engine.rows import (
    ENGINE_ROWS,
    Draft,
    Event,
    Gateway,
    Incident,
    Instance,
    Outbox,
    Receipt,
    Row,
    Seat,
    Task,
)
from engine.store import Work
from tests.answers import analysis, consent, ended_with_work, goals, registration, tandem
from tests.server import Server, prepare, tokens

KILLS = int(os.environ.get("BRUECKE_KILLS", "20"))
SERVERS = int(os.environ.get("BRUECKE_SERVERS", "1"))
SEED = int(os.environ.get("BRUECKE_SEED", "20260210"))
CLIENTS = 4

Step = tuple[str, str, str, str]
STEPS: tuple[Step, ...] = (
    ("carla_smz", "completion", "register_case", ""),
    ("carla_smz", "completion", "data_exchange_consent", ""),
    ("carla_smz", "completion", "joint_analysis", ""),
    ("anna_rav", "completion", "joint_analysis", ""),
    ("carla_smz", "decision", "complex_situation", "yes"),
    ("anna_rav", "decision", "complex_situation", "yes"),
    ("carla_smz", "completion", "participation_agreement", ""),
    ("ines_koo", "completion", "assign_tandem", ""),
    ("carla_smz", "completion", "set_goals", ""),
    ("anna_rav", "completion", "set_goals", ""),
    ("anna_rav", "completion", "choose_next_step", ""),
    ("anna_rav", "completion", "close_accompaniment", ""),
    ("carla_smz", "completion", "close_accompaniment", ""),
)
"""Who does what with which element: one way through wallis_tandem, the same in every case."""


@dataclass
class Traffic:
    """What the clients did. Shared by their threads."""

    servers: list[Server]
    tokens: dict[str, str]
    answers: dict[str, dict[str, Any]]
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    interrupted: int = 0
    under_way: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Player:
    """One client: it opens cases and takes them through, and repeats what got no answer."""

    def __init__(self, traffic: Traffic, seed: int, *, finishes: bool) -> None:
        self._traffic = traffic
        self._finishes = finishes
        self._chance = random.Random(seed)
        self._http = httpx.Client(timeout=30)

    def play(self) -> None:
        """Case after case until told to stop; the last one is finished, or stays where it is then."""
        with self._http:
            while not self._traffic.stop.is_set():
                case = self._change("carla_smz", "/api/cases", "start", {"procedure": "wallis_tandem"})[
                    "case"
                ]
                for step in STEPS:
                    if self._traffic.stop.is_set() and not self._finishes and self._chance.random() < 0.3:
                        return
                    self._take(case, step)

    def _take(self, case: str, step: Step) -> None:
        login, action, element, answer = step
        subject = "tasks" if action == "completion" else "gateways"
        page = self._ask(login, "GET", f"/api/{subject}?case={case}")
        (line,) = {(i["key"], i["version"]) for i in page["items"] if i["element"] == element}
        if action == "completion":
            body = {"answers": self._traffic.answers[element], "version": line[1]}
        else:
            shown = self._ask(login, "GET", f"/api/gateways/{line[0]}")
            body = {"answer": answer, "basis": shown["basis"]}
        self._change(login, f"/api/{subject}/{line[0]}/{action}", f"{case}/{login}/{element}", body)

    def _change(self, login: str, path: str, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """A change with a key of its own, repeated until it is acknowledged."""
        with self._traffic.lock:
            self._traffic.under_way += 1
        answer = self._ask(login, "POST", path, body, {"Idempotency-Key": str(uuid.uuid4())})
        with self._traffic.lock:
            self._traffic.under_way -= 1
            self._traffic.acknowledged.append((login, what, answer))
        return answer

    def _ask(
        self,
        login: str,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Ask any of the servers until one answers. Raises AssertionError for an answer that is a problem."""
        sent = {"Authorization": f"Bearer {self._traffic.tokens[login]}", **(headers or {})}
        while True:
            url = self._chance.choice(self._traffic.servers).url + path
            try:
                response = self._http.request(method, url, json=body, headers=sent)
            except httpx.ConnectError:
                time.sleep(0.02)
            except httpx.TransportError:  # the connection broke: nobody knows whether it was done
                if method == "POST":
                    with self._traffic.lock:
                        self._traffic.interrupted += 1
            else:
                assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
                answer: dict[str, Any] = response.json()
                return answer


def kill_and_restart(traffic: Traffic, kills: int, chance: random.Random) -> None:
    """Kill one of the servers while changes are under way, bring it back, and again."""
    for _ in range(kills):
        time.sleep(chance.uniform(0.05, 0.3))
        while not traffic.under_way:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        victim = chance.choice(traffic.servers)
        victim.kill()
        victim.start()


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bruecke]:
    """A prepared house on each of the two databases."""
    store: DatabaseStore = request.getfixturevalue(f"{request.param}_store")
    house = prepare(tmp_path, store.engine.url.render_as_string(hide_password=False))
    yield house
    cast("DatabaseStore", house.engine.store).close()


@pytest.mark.timeout(60 + 20 * KILLS)
def test_killed_servers_lose_nothing_and_do_nothing_twice(house: Bruecke) -> None:
    is_shared = cast("DatabaseStore", house.engine.store).engine.dialect.name == "postgresql"
    traffic = Traffic(
        servers=[Server(house) for _ in range(SERVERS if is_shared else 1)],
        tokens=tokens(house),
        answers=_answers(house),
    )
    chance = random.Random(SEED)
    for server in traffic.servers:
        server.start()

    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            players = [
                Player(traffic, chance.getrandbits(32), finishes=number % 2 == 0) for number in range(CLIENTS)
            ]
            played = [pool.submit(player.play) for player in players]
            try:
                kill_and_restart(traffic, KILLS, chance)
            finally:
                traffic.stop.set()
            for future in played:
                future.result()
    finally:
        for server in traffic.servers:
            server.kill()

    assert traffic.interrupted >= KILLS // 2, "the kills hit too few changes to prove anything"
    with house.engine.store.reading() as work:
        _every_acknowledged_change_is_there_once(work, traffic)
        _histories_are_what_one_client_alone_would_have_written(work)
        _chains_are_whole_and_every_event_has_its_way_out(work)
        _no_row_is_an_orphan(work)
        _every_sealed_record_opens(house, work)
        _every_instance_loads_and_offers_what_its_rows_say(house, work)


def _answers(house: Bruecke) -> dict[str, dict[str, Any]]:
    with house.engine.store.reading() as work:
        keys = {user.login: str(user.key) for user in work.find(User)}
    return {
        "register_case": registration(),
        "data_exchange_consent": consent(keys["carla_smz"], "RAV", "ANALYSIS_AND_TANDEM"),
        "joint_analysis": analysis("FINANCE", "FAMILY"),
        "participation_agreement": consent(keys["carla_smz"], "COORDINATION", "TANDEM_SUPPORT"),
        "assign_tandem": tandem(keys["anna_rav"], keys["carla_smz"]),
        "set_goals": goals(),
        "choose_next_step": {"way": "END"},
        "close_accompaniment": ended_with_work(),
    }


def _every_acknowledged_change_is_there_once(work: Work, traffic: Traffic) -> None:
    started = [answer["case"] for _, what, answer in traffic.acknowledged if what == "start"]
    assert sorted(started) == sorted(str(case.key) for case in work.find(Case))
    assert len(work.find(Receipt)) == len(traffic.acknowledged)

    done = Counter((event.instance_key, event.kind, event.element) for event in work.find(Event))
    users = {user.login: user.key for user in work.find(User)}
    for login, what, answer in traffic.acknowledged:
        if what != "start":
            case, _, element = what.split("/")
            subject = work.get(
                Task if "task" in answer else Gateway, int(answer.get("task") or answer["gateway"])
            )
            assert subject is not None
            assert subject.instance_key == int(case)
            if not answer["waits_for"]:
                kind = "TASK_COMPLETED" if "task" in answer else "GATEWAY_DECIDED"
                assert done[int(case), kind, element] == 1
                assert subject.status == ("completed" if "task" in answer else "decided")
            filled = [seat.filled_by for seat in work.find(Seat, subject_key=subject.key)]
            assert len(filled) == 1 or filled.count(users[login]) == 1


def _histories_are_what_one_client_alone_would_have_written(work: Work) -> None:
    histories: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for event in sorted(work.find(Event), key=lambda event: event.sequence):
        histories[event.instance_key].append((event.kind, event.element))
    longest = max(histories.values(), key=len)
    assert longest[0] == ("CASE_OPENED", None)
    assert longest[-1] == ("CASE_CLOSED", None)
    for history in histories.values():
        assert history == longest[: len(history)]
    assert work.find(Incident) == []


def _chains_are_whole_and_every_event_has_its_way_out(work: Work) -> None:
    events = work.find(Event)
    for instance in work.find(Instance):
        chain = sorted((e for e in events if e.instance_key == instance.key), key=lambda e: e.sequence)
        assert first_break(chain) is None
        assert (instance.next_event, instance.last_digest) == (
            len(chain) + 1,
            chain[-1].digest if chain else GENESIS,
        )
    assert sorted(way.event_key for way in work.find(Outbox)) == sorted(event.key for event in events)


def _no_row_is_an_orphan(work: Work) -> None:
    """Every row of a case belongs to one, and cases that came equally far have equally many rows of each kind."""
    events = Counter(event.instance_key for event in work.find(Event))
    counts: dict[int, Counter[str]] = {case.key: Counter() for case in work.find(Case)}
    for kind in (*ENGINE_ROWS, *CASE_ROWS):
        names = {column.name for column in fields(cast("Any", kind))} & {"instance_key", "case_key"}
        if names and kind is not AccessEntry:  # a read repeated after a crash is another read
            for row in work.find(kind):
                counts[getattr(row, next(iter(names)))][kind.__name__] += 1
    equal: dict[int, Counter[str]] = {}
    for case, count in counts.items():
        assert equal.setdefault(events[case], count) == count
    assert {draft.key for draft in work.find(Draft)} <= {task.key for task in work.find(Task, status="open")}
    _points_to(work, Seat, "subject_key", Task, Gateway)
    _points_to(work, Participant, "user_key", User)


def _points_to(work: Work, kind: type[Row], column: str, *targets: type[Row]) -> None:
    known = {row.key for target in targets for row in work.find(target)}
    assert {getattr(row, column) for row in work.find(kind)} - {None} <= known


def _every_sealed_record_opens(house: Bruecke, work: Work) -> None:
    for row in work.find(Record):
        opened = house.case_file.records.open(work, row)
        assert opened.values
        assert {CATALOGUE[row.type][name] for name in opened.values} == {row.category}


def _every_instance_loads_and_offers_what_its_rows_say(house: Bruecke, work: Work) -> None:
    for instance in work.find(Instance):
        package = house.engine.versions.get(work, instance.procedure_version_key)
        run = Run.load(package.process, cast("Any", None), instance.state)
        open_rows = [row.key for row in work.find(Task, instance_key=instance.key, status="open")]
        open_rows += [row.key for row in work.find(Gateway, instance_key=instance.key, status="open")]
        assert sorted(offer.row or 0 for offer in run.offers()) == sorted(open_rows)
        assert bool(open_rows) == (instance.status == "running")
