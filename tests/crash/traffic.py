"""What the clients share: the processes, the log of what they were told, and when the database was away."""

import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from tests.crash.systems import System
from tests.server import Server

Json = dict[str, Any]
USES = 20
"""After so many requests a system gets a new token."""


@dataclass(frozen=True)
class Done:
    """One thing that a client was told is done. `token` is how its receipt is found."""

    what: str
    case: int
    element: str
    login: str
    token: str
    answer: Json


@dataclass
class Traffic:
    """What the clients did. Shared by their threads."""

    servers: list[Server]
    tokens: dict[str, str]
    answers: dict[str, Json]
    handing: dict[str, Json]
    """Answers on the way to a handover, and under `to` whom it goes to."""
    by_key: System
    """Sends its secret with every request."""
    by_token: System
    """Gets tokens against its secret."""
    stop: threading.Event = field(default_factory=threading.Event)
    """The kills are over: nothing new begins."""
    end: threading.Event = field(default_factory=threading.Event)
    """Everybody has finished: nobody helps any more."""
    hopeless: threading.Event = field(default_factory=threading.Event)
    """Something waits for ever: nobody waits for it."""
    log: list[Done] = field(default_factory=list)
    fed: list[tuple[str, str]] = field(default_factory=list)
    """Id and case of every event of the feed, in the order in which it came."""
    faults: list[str] = field(default_factory=list)
    """What should never have been answered."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The correlation keys of crossings, and their cases."""
    outages: list[list[float]] = field(default_factory=list)
    holds: dict[str, datetime] = field(default_factory=dict)
    """Until when whoever was told that they have a job has it, by job."""
    left_alone: set[str] = field(default_factory=set)
    """Jobs that some worker took and was never heard of again."""
    interrupted: int = 0
    turned_away: int = 0
    under_way: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def doors(self) -> list[Server]:
        """The processes that answer requests."""
        return [server for server in self.servers if server.verb != "work"]

    def was_away(self, since: float, until: float) -> bool:
        """Whether the database was away at some moment of a span."""
        return any(since <= back and away <= until for away, back in self.outages)

    def note(self, done: Done) -> None:
        """A client was told that something is done."""
        with self.lock:
            self.log.append(done)

    def taken(self, job: str, until: datetime) -> None:
        """A worker was told that a job is its own: then it is nobody else's."""
        with self.lock:
            if datetime.now(UTC) < self.holds.get(job, datetime.min.replace(tzinfo=UTC)):
                self.faults.append(f"Job {job} was given to a second worker before the first one lost it")
            self.holds[job] = until

    def given_back(self, job: str) -> None:
        """A worker is about to say that it is done with a job: from now on it may be somebody else's."""
        with self.lock:
            self.holds.pop(job, None)


class Client(ABC):
    """Asks any of the servers until one answers; what got no answer is sent again as it was."""

    def __init__(self, traffic: Traffic, seed: int) -> None:
        import random

        self.traffic = traffic
        self.chance = random.Random(seed)
        self.http = httpx.Client(timeout=30)
        self._token, self._uses = "", 0

    def run(self) -> None:
        """Play, and leave no connection open."""
        with self.http:
            self.play()

    @abstractmethod
    def play(self) -> None:
        """What this client does."""

    def change(
        self, login: str, path: str, body: Json, token: str | None = None, may: tuple[str, ...] = ()
    ) -> tuple[str | None, Json]:
        """A change under a key of its own, repeated until it is answered: why it was refused, one of `may`, and the answer."""
        headers = {"Idempotency-Key": token} if token else {}
        with self.traffic.lock:
            self.traffic.under_way += 1
        try:
            return self._until_answered(login, "POST", path, body, headers, may)
        finally:
            with self.traffic.lock:
                self.traffic.under_way -= 1

    def read(self, login: str, path: str) -> Json:
        """Something that is there."""
        return self._until_answered(login, "GET", path, None, {}, ())[1]

    def _until_answered(
        self, login: str, method: str, path: str, body: Json | None, headers: Json, may: tuple[str, ...]
    ) -> tuple[str | None, Json]:
        while True:
            sent = {"Authorization": f"Bearer {self._bearer(login)}", **headers}
            response = self._answer(method, path, json=body, headers=sent)
            if response.is_success:
                return None, response.json()
            why = response.json()["type"].removeprefix("urn:bruecke:")
            if why in may:
                return why, response.json()
            if why in {"conflict", "busy"}:  # others were at the same thing, again and again
                continue
            raise AssertionError(f"{method} {path}: {response.status_code} {response.text}")

    def _bearer(self, login: str) -> str:
        """What says who asks: a token of a person, the secret of a system, or a token that one gets for it."""
        traffic = self.traffic
        if login == traffic.by_key.login:
            return traffic.by_key.secret
        if login != traffic.by_token.login:
            return traffic.tokens[login]
        if self._uses == 0:
            form, key = {"grant_type": "client_credentials"}, traffic.by_token
            answer = self._answer("POST", "/oauth/token", data=form, auth=(key.client_id, key.secret))
            assert answer.status_code == 200, answer.text
            self._token, self._uses = answer.json()["access_token"], USES
        self._uses -= 1
        return self._token

    def _answer(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """What some server answers, once one does and the database is there."""
        while True:
            began = time.monotonic()
            url = self.chance.choice(self.traffic.doors).url + path
            try:
                response = self.http.request(method, url, **sent)
            except httpx.ConnectError:
                time.sleep(0.02)
                continue
            except httpx.TransportError:  # the connection broke: nobody knows whether it was done
                with self.traffic.lock:
                    self.traffic.interrupted += method == "POST"
                continue
            if response.status_code != 503 or not self.traffic.was_away(began, time.monotonic()):
                return response
            assert response.headers["retry-after"], response.text
            with self.traffic.lock:
                self.traffic.turned_away += 1
            time.sleep(0.05)
