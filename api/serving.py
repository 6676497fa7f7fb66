"""A server that ends without losing a request: it says first that it is about to, then stops to listen, then ends.

On the first SIGTERM or SIGINT `/readyz` answers 503 at once, so that whoever distributes requests takes others; for
some seconds requests are served all the same; then listening stops and what is under way is answered. A second signal
ends the process where it stands: what was not committed was not written.
"""

import os
import signal
import time
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from api.watching import Draining
from api.worker import PATIENCE, WorkerThread
from engine.queues import JobBell

SIGNALS = (signal.SIGTERM, signal.SIGINT)
UNDER_WAY = 30
"""Seconds for which requests under way are waited for, once nobody listens any more."""
log = structlog.get_logger()


class Server(uvicorn.Server):
    """A server that drains before it ends."""

    def __init__(self, config: uvicorn.Config, draining: Draining, job_bell: JobBell, seconds: float) -> None:
        super().__init__(config)
        self._job_bell = job_bell
        self._draining = draining
        self._seconds = seconds
        self._until: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came. The base class would raise it again after the end: this end is what was asked for, so 0."""
        if self._until is not None:
            end_at_once(sig)
        self._draining.is_on = True
        self._job_bell.is_closing = True  # who waits for jobs asks another node
        self._until = time.monotonic() + self._seconds
        self.should_exit = self._seconds == 0

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether it is time."""
        if self._until is not None and time.monotonic() >= self._until:
            self.should_exit = True
        return await super().on_tick(counter)


def serve(app: FastAPI, host: str, port: int, seconds: float) -> None:
    """Answer requests until a signal comes, and for some seconds longer."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=UNDER_WAY,
    )
    Server(config, app.state.draining, app.state.bruecke.engine.job_bell, seconds).run()


def work(worker: WorkerThread) -> bool:
    """Run a worker until a signal comes, and to the end of its step; whether it came to that end."""
    is_told = False

    def on_signal(sig: int, frame: FrameType | None) -> None:
        nonlocal is_told
        if is_told:
            end_at_once(sig)
        is_told = True
        worker.stop()

    for sig in SIGNALS:
        signal.signal(sig, on_signal)
    worker.start()
    log.info("worker started")
    while not is_told and not worker.join(1.0):  # a signal is heard between two waits, and ends one
        pass
    has_ended = worker.join(PATIENCE)
    log.info("worker ended")
    return has_ended


def end_at_once(sig: int) -> None:
    """As if there were no handler."""
    signal.signal(sig, signal.SIG_DFL)
    os.kill(os.getpid(), sig)
