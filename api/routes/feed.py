"""The feed of events: what happened in the cases that somebody sees, one page after the other."""

import asyncio
import time
from typing import Annotated

from fastapi import Query, Request
from starlette.concurrency import run_in_threadpool

from api.access import TO_EVENTS, Caller, EventsRead, House, caller_of
from api.bootstrap import Bruecke
from api.parameters import PROBLEMS, Limit
from api.routers import Router
from api.shapes.feed import EventOut, EventPage
from cases.feed import cursor_of, position_of
from cases.views.feed import Stretch, view_feed
from engine.commands.number_events import head_of, number_events

router = Router(
    prefix="/api", tags=["events"], responses={key: PROBLEMS[key] for key in (400, 401, 410, 422)}
)

NOW = "now"
_PAUSE = 1.0
Cursor = Annotated[
    str | None,
    Query(
        max_length=200,
        description="cursor: `next` of the page before; `now` for what happens from now on; left out: from the oldest kept",
    ),
]
Wait = Annotated[
    int, Query(ge=0, le=30, description="wait for so many seconds at most where there is nothing")
]


@router.get("/events", operation_id="read_events")
async def read_events(
    request: Request,
    house: House,
    caller: EventsRead,
    after: Cursor = None,
    limit: Limit = 100,
    wait_seconds: Wait = 0,
) -> EventPage:
    """What happened in the cases that you see, in the order in which it was written: nothing twice, nothing left out, however
    late it was written. You see of a case what its history shows you now. Events stay for 90 days; a cursor
    older than that: 410 cursor-gone. An empty page with `more` only says that the house is at work."""
    started = time.monotonic()
    position = position_of(house.vault, after) if after not in (None, NOW) else None
    if after == NOW:
        position = await run_in_threadpool(_end_of, house)
    now: Caller | None = caller
    while True:
        stretch = await run_in_threadpool(_read, request, house, now, position, limit)
        left = wait_seconds - (time.monotonic() - started)
        is_over = left <= 0 or house.engine.job_bell.is_closing  # who waits asks another node
        if stretch.events or not stretch.is_end or is_over:
            return _page(house, stretch)
        position = stretch.reached
        await asyncio.sleep(min(_PAUSE, left))  # no thread is held meanwhile, and other nodes write too
        now = None  # much may have been taken from who waits


def _end_of(house: Bruecke) -> int:
    number_events(house.engine)
    with house.engine.store.reading() as work:
        return head_of(work).position


def _read(request: Request, house: Bruecke, known: Caller | None, after: int | None, limit: int) -> Stretch:
    """What there is. Who has waited is asked anew who they are. Raises NotSignedIn, ScopeMissing."""
    caller = known or TO_EVENTS.let_in(request, caller_of(request, house))
    number_events(house.engine)
    with house.engine.store.reading() as work:
        return view_feed(house.engine, work, caller.actor, after, limit)


def _page(house: Bruecke, stretch: Stretch) -> EventPage:
    return EventPage(
        items=[
            EventOut(id=str(one.key), kind=one.kind, case=str(one.case_key), occurred_at=one.at)
            for one in stretch.events
        ],
        next=cursor_of(house.vault, stretch.reached),
        more=not stretch.is_end,
    )
