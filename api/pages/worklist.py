"""The worklist: what waits for the reader, for their institution, and which decisions are open; oldest first."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.pages.startable import view_startable
from api.parameters import After
from api.routers import Router
from api.routes.cases import viewer_of
from cases.commands.log_access import log_listed
from cases.lists import WAITING
from cases.views.absences import view_standing_in
from cases.views.handovers import view_handover_lines
from cases.views.lines import WorkView, view_case_lines, view_work
from cases.views.mentions import view_mentions
from cases.views.packets import view_packet_lines
from cases.views.resting import without_work
from cases.views.waiting import Waiting, view_waiting
from engine.clock import local_day

router = Router(include_in_schema=False)

View = Literal["mine", "institution", "decisions"]
PAGE = 50
RESTING_SHOWN = 10
RESTING_READ = 200
MENTIONS_SHOWN = 10
MENTIONS_COUNTED = 100
PACKETS_SHOWN = 10
WAITING_SHOWN = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that wait equally long. name: long | week | today."""

    name: str
    lines: list[WorkView]


@router.get("/")
@router.get("/tasks")
def show_worklist(
    request: Request, house: House, caller: SignedIn, view: View = "mine", after: After = None
) -> Response:
    """A page of the worklist."""
    engine, actor = house.engine, caller.actor
    with engine.store.reading() as work:
        lines = house.lists(work).work(
            viewer_of(actor),
            engine.clock.now(),
            mine=view != "institution",
            subject="gateway" if view == "decisions" else None,
            after=after,
            limit=PAGE + 1,
        )
        shows_rest = after is None and view != "decisions"
        resting = house.lists(work).resting(
            viewer_of(actor), engine.clock.now(), limit=RESTING_READ if shows_rest else 0
        )
        stuck = without_work(engine, work, actor, resting)[:RESTING_SHOWN]
        rest = view_case_lines(engine, house.case_file.records, work, actor, stuck, caller.language)
        views = view_work(engine, house.case_file.records, work, actor, lines, caller.language)
        mentioned = house.lists(work).mentions(
            viewer_of(actor), engine.clock.now(), limit=MENTIONS_COUNTED if after is None else 0
        )
        mentions = view_mentions(work, mentioned[:MENTIONS_SHOWN], caller.language)
        arrived = house.lists(work).packets(
            viewer_of(actor), engine.clock.now(), box=WAITING, limit=MENTIONS_COUNTED
        )
        packets = view_packet_lines(
            engine, work, actor, arrived[:PACKETS_SHOWN] if after is None else [], caller.language
        )
        offered = house.lists(work).handovers(
            viewer_of(actor), engine.clock.now(), box=WAITING, limit=MENTIONS_COUNTED
        )
        handovers = view_handover_lines(
            engine, work, actor, offered[:PACKETS_SHOWN] if after is None else [], caller.language
        )
        asked = Waiting((), None)
        if after is None:
            asked = view_waiting(engine, house.lists(work), work, actor, caller.language, None, WAITING_SHOWN)
        standing_in = view_standing_in(work, actor, engine.clock.now())
        may_start = not views and bool(view_startable(engine, work, actor, caller.language))
    shown = views[:PAGE]
    foreign = {line.case_key for line in shown if line.is_foreign} | {
        line.key for line in rest if line.is_foreign
    }
    log_listed(engine, house.lists, actor, foreign)
    return page(
        request,
        house,
        caller,
        "worklist.html",
        here="gateways" if view == "decisions" else "tasks",
        view=view,
        groups=_groups(shown, local_day(engine.clock.now())),
        may_start=may_start,
        more=shown[-1].key if len(views) > PAGE else None,
        is_first=after is None,
        resting=rest,
        mentions=mentions,
        standing_in=standing_in,
        mentioned=f"{len(mentioned)}{'+' if len(mentioned) >= MENTIONS_COUNTED else ''}",
        packets=packets,
        waiting=asked.items,
        waiting_goes_on=asked.following is not None,
        handovers=handovers,
        offered=f"{len(offered)}{'+' if len(offered) >= MENTIONS_COUNTED else ''}",
        arrived=f"{len(arrived)}{'+' if len(arrived) >= MENTIONS_COUNTED else ''}",
    )


def _groups(lines: list[WorkView], today: date) -> list[Group]:
    """By age; the list is cut by key, which is in the order of time."""
    found: dict[str, list[WorkView]] = {"long": [], "week": [], "today": []}
    for line in lines:
        days = (today - local_day(line.created_at)).days
        found["today" if days <= 0 else "week" if days <= _WEEK else "long"].append(line)
    return [Group(name, group) for name, group in found.items() if group]
