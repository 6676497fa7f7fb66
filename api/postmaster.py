"""Events on their way to webhooks, beside the worker: a slow receiver keeps neither timers nor other receivers waiting."""

import queue
import threading
import time

from api.bootstrap import Bruecke
from api.edges import Edge
from cases.commands.deliver_events import deliver_to, receivers_due, sweep_letters
from engine.commands.number_events import number_events, sweep_events

PAUSE = 1.0
CARRIERS = 4
SWEPT_EVERY = 3600.0


def deliver_beside(bruecke: Bruecke, stop: threading.Event) -> None:
    """Start sending, until told to stop. What is under way then is sent again by who comes next."""
    threading.Thread(target=Postmaster(bruecke, stop).run, name="postmaster", daemon=True).start()


class Postmaster:
    """Looks who has something to get, and gives each receiver to one of a few carriers."""

    def __init__(self, bruecke: Bruecke, stop: threading.Event) -> None:
        self._bruecke = bruecke
        self._stop = stop
        self._bags: queue.Queue[int | None] = queue.Queue()
        self._under_way: set[int] = set()

    def run(self) -> None:
        """One look after the other until told to stop."""
        for number in range(CARRIERS):
            threading.Thread(target=self._carry, name=f"carrier-{number}", daemon=True).start()
        swept, edge = -SWEPT_EVERY, Edge("postmaster")
        while not self._stop.wait(PAUSE):
            with edge.round():
                if time.monotonic() - swept >= SWEPT_EVERY:
                    sweep_events(self._bruecke.engine)
                    sweep_letters(self._bruecke.engine)
                    swept = time.monotonic()
                self._look()
        for _ in range(CARRIERS):
            self._bags.put(None)

    def _look(self) -> None:
        number_events(self._bruecke.engine)
        for key in receivers_due(self._bruecke.engine):
            if key not in self._under_way:
                self._under_way.add(key)
                self._bags.put(key)

    def _carry(self) -> None:
        edge = Edge("carrier")
        while (key := self._bags.get()) is not None:
            with edge.round(webhook=key):  # else its lease ends, and it is tried again
                if not self._stop.is_set():
                    deliver_to(self._bruecke.engine, self._bruecke.vault, self._bruecke.courier, key)
            self._under_way.discard(key)
