"""What the clients share: the processes, the log of what they were told, and when the database was away."""

import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.server import Server

Json = dict[str, Any]


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
    stop: threading.Event = field(default_factory=threading.Event)
    """The kills are over: nothing new begins."""
    end: threading.Event = field(default_factory=threading.Event)
    """Everybody has finished: nobody helps any more."""
    log: list[Done] = field(default_factory=list)
    fed: list[tuple[str, str]] = field(default_factory=list)
    """Id and case of every event of the feed, in the order in which it came."""
    faults: list[str] = field(default_factory=list)
    """What should never have been answered."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The correlation keys of crossings, and their cases."""
    outages: list[list[float]] = field(default_factory=list)
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


class Client(ABC):
    """Asks any of the servers until one answers; what got no answer is sent again as it was."""

    def __init__(self, traffic: Traffic, seed: int) -> None:
        import random

        self.traffic = traffic
        self.chance = random.Random(seed)
        self.http = httpx.Client(timeout=30)

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
        sent = {"Authorization": f"Bearer {self.traffic.tokens[login]}", **headers}
        while True:
            began = time.monotonic()
            url = self.chance.choice(self.traffic.doors).url + path
            try:
                response = self.http.request(method, url, json=body, headers=sent)
            except httpx.ConnectError:
                time.sleep(0.02)
                continue
            except httpx.TransportError:  # the connection broke: nobody knows whether it was done
                with self.traffic.lock:
                    self.traffic.interrupted += method == "POST"
                continue
            if response.is_success:
                return None, response.json()
            told = f"{method} {path}: {response.status_code} {response.text}"
            if response.status_code >= 500 and self.traffic.was_away(began, time.monotonic()):
                with self.traffic.lock:
                    self.traffic.turned_away += 1
                time.sleep(0.05)
                continue
            why = response.json()["type"].removeprefix("urn:bruecke:")
            if why in may:
                return why, response.json()
            if why in {"conflict", "busy"}:  # others were at the same thing, again and again
                continue
            raise AssertionError(told)
