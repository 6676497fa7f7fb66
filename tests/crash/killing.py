"""Who kills: a process in the middle of what it does, or the database under all of them; and brings back what died."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.crash.traffic import Traffic
from tests.postgres import Mortal
from tests.server import Server

PATIENCE = 60.0
DATABASE_EVERY = 8
"""So many kills of processes come to one of the database."""


@dataclass
class Killer:
    """Kills until it has killed often enough."""

    traffic: Traffic
    chance: random.Random
    database: Mortal | None
    kills: int = 0
    databases: int = 0
    by_verb: dict[str, int] = field(default_factory=dict)

    def kill(self, times: int) -> None:
        """So many processes, and now and then the database."""
        turns = self.chance.sample(range(times), k=-(-times // DATABASE_EVERY)) if self.database else []
        for turn in range(times):
            time.sleep(self.chance.uniform(0.05, 0.5))
            self._revive()
            self._until(lambda: self.traffic.under_way > 0)
            time.sleep(self.chance.uniform(0, 0.03))
            victim = self.chance.choice(self.traffic.servers)
            victim.kill()
            victim.begin()
            self.kills += 1
            self.by_verb[victim.verb] = self.by_verb.get(victim.verb, 0) + 1
            if self.chance.random() < 0.6:  # else the next one dies while this one comes up
                self._until(victim.is_ready)
            if turn in turns:
                self._kill_database()

    def bring_back(self) -> None:
        """Everything runs again."""
        for server in self.traffic.servers:
            self._until(server.is_ready)

    def _kill_database(self) -> None:
        assert self.database is not None
        time.sleep(self.chance.uniform(0, 0.3))
        self._until(lambda: self.traffic.under_way > 0)
        outage = [time.monotonic(), math.inf]
        self.traffic.outages.append(outage)
        self.database.stop_at_once()
        time.sleep(self.chance.uniform(0, 0.5))
        self.database.start()
        outage[1] = time.monotonic()
        self.databases += 1

    def _until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so() and time.monotonic() < end:
            self._revive()
            time.sleep(0.005)

    def _revive(self) -> None:
        """What came up while the database was away has ended with an error, and is started again; nothing else ends."""
        for server in self.traffic.servers:
            if not server.is_alive:
                if not self.traffic.was_away(server.began, time.monotonic()):
                    self.traffic.faults.append(f"{_name(server)} has ended by itself")
                server.begin()


def _name(server: Server) -> str:
    return f"The process «{server.verb}» of port {server.port}"
