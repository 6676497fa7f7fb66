"""Workers that wait for jobs: on the loop of the server, so that a wait holds neither a thread nor a connection.

A look at the queue takes a thread for a moment, and never more than a few at once, so that many who wait keep nobody else
from being served. Who waits is woken by a job that comes in this process, and looks by itself every second or so: for
what comes in others, and for leases and pauses that are over.
"""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from fastapi import Request

from api.access import Caller, NotSignedIn, caller_of
from api.bootstrap import Bruecke
from cases.commands.activate_jobs import Activation, activate_jobs, is_any_due
from cases.views.jobs import JobView
from engine.queues import types_of

PERIOD = 1.0
"""Seconds between two looks, a quarter more or less."""
AT_ONCE = 4
"""Looks at the same time, in one process."""

_lookers = ThreadPoolExecutor(AT_ONCE, "jobs")
"""Their own, so that many looks keep no other request waiting for a thread."""


async def wait_for_jobs(
    request: Request, house: Bruecke, caller: Caller, asked: Activation, seconds: float
) -> list[JobView]:
    """Jobs, as soon as there are any; none after so many seconds, when the caller has gone, or when the server ends.

    Raises NotSignedIn where the caller's token was given back meanwhile.
    """
    loop, bell = asyncio.get_running_loop(), house.engine.job_bell
    end = loop.time() + seconds
    office = caller.actor.institution_key
    queues = tuple((office, stored) for stored in types_of(house.engine.case_file, asked.kind))
    has_waited = False
    while True:
        came = asyncio.Event()
        with bell.waiting(queues, partial(_wake, loop, came)):
            if has_waited and await request.is_disconnected():
                return []
            found = await loop.run_in_executor(
                _lookers, partial(_look, request, house, caller, asked, is_anew=has_waited)
            )
            left = end - loop.time()
            if found or left <= 0 or bell.is_closing:
                return found
            has_waited = True
            with suppress(TimeoutError):
                await asyncio.wait_for(came.wait(), min(left, PERIOD * random.uniform(0.75, 1.25)))  # noqa: S311  # no secret


def _look(
    request: Request, house: Bruecke, caller: Caller, asked: Activation, *, is_anew: bool
) -> list[JobView]:
    """Take what is there. Who has waited is asked anew who they are: much may have been taken from them meanwhile."""
    if not is_any_due(house.engine, house.lists, caller.actor, asked.kind):
        return []
    now = caller_of(request, house) if is_anew else caller
    if now is None:
        raise NotSignedIn
    return activate_jobs(house.engine, house.lists, now.actor, now.language, asked)


def _wake(loop: asyncio.AbstractEventLoop, came: asyncio.Event) -> None:
    """From whatever thread; a server that has ended has nobody to wake."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(came.set)
