"""Numbers for Prometheus: of requests, kept in this process, and of the database, asked for when somebody scrapes.

Names and labels hold kinds only: no institution, no person, no address.
"""

import time
from collections.abc import Callable, Iterator
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from cases.operating import Figures

FRESH = 5.0
"""Seconds for which the database's numbers are good: several who scrape cost no more than one."""
SIGN_IN = frozenset({"/sign-in", "/api/sessions", "/api/tokens", "/oauth/token"})
"""Every door at which somebody says who they are, people and systems alike."""
CONTENT_TYPE = CONTENT_TYPE_LATEST
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Requests:
    """What this process measures of the requests it answers."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "bruecke_request_seconds",
            "Time to answer, by route template and class of status.",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._failed = Counter(
            "bruecke_failed_sign_ins", "Sign-ins that were refused or throttled.", registry=self.registry
        )

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._seconds.labels(method, route, f"{status // 100}xx").observe(seconds)
        if method == "POST" and route in SIGN_IN and status in {401, 429}:
            self._failed.inc()

    def exposed(self) -> bytes:
        """Everything in the format of Prometheus."""
        return generate_latest(self.registry)


class OfDatabase(Collector):
    """The numbers of the database, the same for all nodes; asked for anew when they are some seconds old."""

    def __init__(self, ask: Callable[[], Figures]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._known: tuple[float, Figures] | None = None

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The numbers as gauges."""
        figures = self._figures()
        yield _by("bruecke_cases", "Cases that have not ended.", "status", figures.cases)
        yield _one("bruecke_open_tasks", "Open tasks.", figures.tasks)
        yield _by("bruecke_open_gateways", "Open questions.", "waits_for", figures.gateways)
        yield _by("bruecke_jobs", "Jobs that wait for a worker outside or failed.", "status", figures.jobs)
        yield _one("bruecke_due_timers", "Timers that are due in running cases.", figures.due_timers)
        yield _one("bruecke_timer_lag_seconds", "Since when the oldest is due.", figures.timer_lag)
        yield _one("bruecke_messages", "Messages not delivered yet, counted up to 10000.", figures.messages)
        yield _one("bruecke_message_lag_seconds", "Age of the oldest of them.", figures.message_lag)
        yield _one("bruecke_outbox", "Events not sent yet, counted up to 10000.", figures.outbox)
        yield _one("bruecke_outbox_lag_seconds", "Age of the oldest of them.", figures.outbox_lag)
        yield _one("bruecke_open_incidents", "Incidents that are open.", figures.incidents)
        yield _one("bruecke_workers_alive", "Workers that were seen lately.", figures.workers_alive)

    def _figures(self) -> Figures:
        with self._lock:
            now = time.monotonic()
            if self._known is None or now - self._known[0] >= FRESH:
                self._known = (now, self._ask())
            return self._known[1]


def _one(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def _by(name: str, says: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=(label,))
    for code, count in sorted(values.items()):
        family.add_metric([code], count)
    return family
