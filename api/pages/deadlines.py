"""Deadlines: the month, the next ones, one of them with the form that moves it, and the address for a calendar."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.months import first_after, first_of_month, month_of
from api.pages.posted import Pairs, Posted, day, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.cases import viewer_of
from api.routes.deadlines import after_cursor, cursor_at, cursor_of, start_of
from cases.access import WORKING_ROLES
from cases.commands.change_deadline import DeadlinePassed, change_deadline
from cases.commands.log_access import log_access
from cases.commands.open_calendar import MINE, TEAM, close_calendar, open_calendar
from cases.rows import CalendarAddress
from cases.views.deadlines import DeadlineView, OneDeadline, view_deadline, view_deadlines
from cases.views.meetings_ahead import view_ahead
from cases.views.seen import see_case
from engine.clock import ZONE, local_day
from engine.errors import CaseHeld, NobodyWaits, ReasonMissing
from engine.ports import NotAllowed, NotVisible

router = Router(include_in_schema=False)

View = Literal["mine", "team"]
PAGE = 25
OF_A_MONTH = 500
STOPPED_SHOWN = 25
IN_A_DAY = 4
MEETINGS = 25


@router.get("/deadlines")
def show_deadlines(
    request: Request, house: House, caller: SignedIn, view: View = "mine", month: str = "", after: str = ""
) -> Response:
    """The calendar and the list."""
    return _show(request, house, caller, view, month, after)


@router.post("/deadlines")
def open_address(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """A new address, shown on this answer and never again."""
    view = TEAM if last(pairs, "view") == TEAM else MINE
    token, _ = open_calendar(house.engine, caller.actor, view)
    address = f"{str(request.base_url).rstrip('/')}/calendar/{token}.ics"
    return _show(request, house, caller, "mine", "", "", address=address)


@router.post("/deadlines/calendar/{address_key}/revocation")
def close_address(house: House, caller: SignedIn, address_key: KeyInPath, pairs: Posted) -> Response:
    """Take the address back; one that was taken back stays so."""
    close_calendar(house.engine, caller.actor, address_key)
    return RedirectResponse("/deadlines?done=revoked#calendar", 303)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    view: str,
    month: str,
    after: str,
    address: str | None = None,
) -> Response:
    engine, actor = house.engine, caller.actor
    now = engine.clock.now()
    first = first_of_month(month, local_day(now))
    viewer, mine = viewer_of(actor), view == "mine"
    with engine.store.reading() as work:
        lists = house.lists(work)
        of_month = lists.deadlines(
            viewer,
            now,
            mine=mine,
            since=start_of(first),
            until=start_of(first_after(first)),
            limit=OF_A_MONTH,
        )
        lines = lists.deadlines(viewer, now, mine=mine, after=after_cursor(after), limit=PAGE + 1)
        stopped = lists.deadlines(viewer, now, mine=mine, is_stopped=True, limit=STOPPED_SHOWN)
        everything = {line.key: line for line in (*of_month, *lines[:PAGE], *stopped)}
        views = {
            one.key: one
            for one in view_deadlines(engine, work, actor, list(everything.values()), caller.language)
        }
        meetings = view_ahead(engine, lists, work, actor, caller.language, MEETINGS)
        addresses = work.find(CalendarAddress, user_key=actor.user_key, revoked_at=None)
    by_day: dict[date, list[DeadlineView]] = defaultdict(list)
    for line in of_month:
        if line.key in views and line.due_at is not None:
            by_day[local_day(line.due_at)].append(views[line.key])
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "deadlines.html",
        here="deadlines",
        view=view,
        month=month_of(first, by_day),
        is_full=len(of_month) == OF_A_MONTH,
        in_a_day=IN_A_DAY,
        from_day={found: cursor_at(start_of(found), 0) for found in by_day},
        following=[views[line.key] for line in lines[:PAGE] if line.key in views],
        stopped=[views[line.key] for line in stopped if line.key in views],
        meetings=meetings,
        more=cursor_of(lines[PAGE - 1]) if len(lines) > PAGE else None,
        is_first=not after,
        may_open=bool(actor.roles & WORKING_ROLES),
        known=next((one for one in addresses if now < one.expires_at), None),
        address=address,
        done=done if done in ("revoked",) else "",
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as it was typed; `seen` is the moment that was shown."""

    day: str
    time: str
    reason: str
    seen: datetime | None


@router.get("/deadlines/{deadline_key}")
def show_deadline(request: Request, house: House, caller: SignedIn, deadline_key: KeyInPath) -> Response:
    """The deadline, and the form for who may move it."""
    return _show_one(request, house, caller, deadline_key)


@router.post("/deadlines/{deadline_key}")
def change(
    request: Request, house: House, caller: SignedIn, deadline_key: KeyInPath, pairs: Posted
) -> Response:
    """First what it was and what it would be; then the deed. What was typed stays where it is refused."""
    typed = _typed(pairs)
    if last(pairs, "do") == "change":
        return _show_one(request, house, caller, deadline_key, typed)
    try:
        if last(pairs, "do") != "move":
            return _show_one(request, house, caller, deadline_key, typed, is_checked=True)
        return _move(request, house, caller, deadline_key, pairs, typed)
    except NotVisible:
        _tell_that_it_is_over(house, caller, number(pairs, "case"))
        raise


def _move(
    request: Request, house: Bruecke, caller: Caller, deadline_key: int, pairs: Pairs, typed: Typed
) -> Response:
    due_at, faults = _read(typed)
    if due_at is None or faults or due_at == typed.seen:
        return _show_one(request, house, caller, deadline_key, typed, is_checked=True)
    content = ("change_deadline", deadline_key, due_at.isoformat(), typed.reason, str(typed.seen))
    try:
        answer = change_deadline(
            house.engine,
            caller.actor,
            deadline_key,
            due_at,
            typed.reason,
            typed.seen,
            repeatable(pairs, *content),
        )
    except NobodyWaits:
        return _show_one(request, house, caller, deadline_key, typed, refusal="moved", status=409)
    except CaseHeld:
        return _show_one(request, house, caller, deadline_key, typed, refusal="held", status=409)
    except (DeadlinePassed, ReasonMissing):
        return _show_one(request, house, caller, deadline_key, typed, is_checked=True)
    return RedirectResponse(f"/cases/{answer['case']}?done=deadline#deadlines", 303)


def _tell_that_it_is_over(house: Bruecke, caller: Caller, case_key: int) -> None:
    """For who came from a case that they see: the deadline has run out or is done. Raises NobodyWaits, NotVisible."""
    with house.engine.store.reading() as work:
        see_case(house.engine, work, caller.actor, case_key, caller.language)
    raise NobodyWaits


def _typed(pairs: Pairs) -> Typed:
    seen = last(pairs, "seen")
    try:
        moment = datetime.fromisoformat(seen[:40]).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    return Typed(
        last(pairs, "day").strip()[:20],
        last(pairs, "time").strip()[:10],
        last(pairs, "reason").replace("\r\n", "\n").strip()[:4000],
        moment,
    )


def _read(typed: Typed) -> tuple[datetime | None, dict[str, str]]:
    """The new moment, and what is missing or can't be meant, by field. A time that a day has twice is the first."""
    faults = {}
    found = day({"day": [typed.day]}, "day")
    hours = hours_of(typed.time)
    if found is None or not 1900 <= found.year <= 2200:
        faults["day"] = "not_a_day"
    if hours is None:
        faults["time"] = "not_a_time"
    if not typed.reason:
        faults["reason"] = "reason_missing"
    if found is None or hours is None or "day" in faults:
        return None, faults
    due_at = datetime.combine(found, hours, ZONE).astimezone(UTC)
    if due_at.astimezone(ZONE).time() != hours:
        faults["time"] = "no_such_time"
    return due_at, faults


def hours_of(text: str) -> time | None:
    """Hours and minutes of 14:30, 14.30 or 14."""
    parts = text.replace(".", ":").replace("h", ":").rstrip(":").split(":")
    if not 1 <= len(parts) <= 2 or not all(
        part.isascii() and part.isdigit() and len(part) < 3 for part in parts
    ):
        return None
    hours, minutes = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def is_twice(moment: datetime) -> bool:
    """Whether the clock on the wall shows this time twice on that day, when summer time ends."""
    local = moment.astimezone(ZONE)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _show_one(
    request: Request,
    house: Bruecke,
    caller: Caller,
    deadline_key: int,
    typed: Typed | None = None,
    *,
    is_checked: bool = False,
    refusal: str = "",
    status: int = 200,
) -> Response:
    with house.engine.store.reading() as work:
        one = view_deadline(
            house.engine, house.case_file.records, work, caller.actor, deadline_key, caller.language
        )
    if typed is not None and not one.deadline.is_mine:
        raise NotAllowed
    log_access(house.engine, caller.actor, one.seen, "case", one.shown)
    due_at = one.deadline.due_at
    new: datetime | None = None
    faults: dict[str, str] = {}
    if is_checked and typed is not None and not refusal:
        new, faults = _read(typed)
        if one.deadline.is_held:
            refusal, status = "held", 409
        elif typed.seen != due_at:
            refusal, status = "moved", 409
        elif new is not None and not {"day", "time"} & faults.keys():
            faults |= _not_possible(new, due_at, house.engine.clock.now())
        if faults and status == 200:
            status = 422
    return page(
        request,
        house,
        caller,
        "deadline.html",
        here="deadlines",
        status=status,
        one=one,
        view=one.deadline,
        typed=_to_type(one, typed, refusal),
        faults=faults,
        refusal=refusal,
        new=new if not faults and not refusal else None,
        is_twice=new is not None and is_twice(new),
        days=(local_day(new) - local_day(due_at)).days if new and due_at else 0,
    )


def _not_possible(new: datetime, due_at: datetime | None, now: datetime) -> dict[str, str]:
    if new == due_at:
        return {"day": "unchanged"}
    if new <= now:
        return {"day" if local_day(new) < local_day(now) else "time": "passed_already"}
    return {}


def _to_type(one: OneDeadline, typed: Typed | None, refusal: str) -> Typed:
    """What the form shows: the day is to be chosen, the time stays unless somebody changes it."""
    due_at = one.deadline.due_at
    if typed is None:
        hours = f"{due_at.astimezone(ZONE):%H:%M}" if due_at else ""
        return Typed("", hours, "", due_at)
    return Typed(typed.day, typed.time, typed.reason, due_at if refusal else typed.seen)


__all__ = ["router"]
