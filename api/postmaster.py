"""Events on their way to webhooks, beside the worker: a slow receiver keeps neither timers nor other receivers waiting."""

import queue
import threading
import time

import structlog

from api.bootstrap import Bruecke
from cases.commands.deliver_events import deliver_to, receivers_due, sweep_letters
from engine.commands.number_events import number_events, sweep_events

PAUSE = 1.0
CARRIERS = 4
SWEPT_EVERY = 3600.0
log = structlog.get_logger()


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
        swept = -SWEPT_EVERY
        while not self._stop.wait(PAUSE):
            try:
                if time.monotonic() - swept >= SWEPT_EVERY:
                    sweep_events(self._bruecke.engine)
                    sweep_letters(self._bruecke.engine)
                    swept = time.monotonic()
                self._look()
            except Exception as error:  # noqa: BLE001  # the edge: whatever fails, the next look comes
                log.error("events not sent", error=type(error).__name__)
        for _ in range(CARRIERS):
            self._bags.put(None)

    def _look(self) -> None:
        number_events(self._bruecke.engine)
        for key in receivers_due(self._bruecke.engine):
            if key not in self._under_way:
                self._under_way.add(key)
                self._bags.put(key)

    def _carry(self) -> None:
        while (key := self._bags.get()) is not None:
            try:
                if not self._stop.is_set():
                    deliver_to(self._bruecke.engine, self._bruecke.vault, self._bruecke.courier, key)
            except Exception as error:  # noqa: BLE001  # the edge: its lease ends, and it is tried again
                log.error("events not sent", webhook=key, error=type(error).__name__)
            finally:
                self._under_way.discard(key)
