"""Deadlines of the cases that somebody works on, and moving one."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import Query

from api.access import House, SignedIn
from api.parameters import MAX_KEY, PROBLEMS, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.routes.cases import viewer_of
from api.shapes.deadlines import ChangeDeadline, DeadlineChanged, DeadlineOut, DeadlinePage
from cases.commands.change_deadline import change_deadline
from cases.lists import DeadlineLine
from cases.views.deadlines import view_deadlines
from engine.clock import ZONE

router = Router(
    prefix="/api/deadlines",
    tags=["deadlines"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR_PATTERN = r"^[0-9]{1,17}-[0-9]{1,19}$"
Cursor = Annotated[str | None, Query(pattern=CURSOR_PATTERN, description="cursor: `next` of the page before")]
_CHANGES: dict[int | str, dict[str, Any]] = {409: PROBLEMS[409]}


def cursor_of(line: DeadlineLine) -> str:
    """Where a list goes on after a line: its moment in microseconds, and its key."""
    return cursor_at(*line.cursor)


def cursor_at(moment: datetime, key: int) -> str:
    """Where a list goes on after a moment and a key."""
    return f"{max(0, (moment - _EPOCH) // timedelta(microseconds=1))}-{key}"


def after_cursor(text: str | None) -> tuple[datetime, int] | None:
    """What `cursor_of` wrote; None for anything else."""
    if text is None or not re.fullmatch(CURSOR_PATTERN, text, re.ASCII):
        return None
    moment, key = text.split("-")
    try:
        return _EPOCH + timedelta(microseconds=int(moment)), min(int(key), MAX_KEY)
    except OverflowError:
        return None


def start_of(day: date) -> datetime:
    """When a day begins in Zurich."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def end_of(day: date) -> datetime | None:
    """When the next day begins; None after the last one there is."""
    return start_of(day + timedelta(days=1)) if day < date.max else None


@router.get("", operation_id="list_deadlines")
def list_deadlines(
    house: House,
    caller: SignedIn,
    first_day: Annotated[date | None, Query(alias="from", description="due on this day or later")] = None,
    last_day: Annotated[date | None, Query(alias="to", description="due on this day or earlier")] = None,
    mine: bool = False,
    stopped: Annotated[bool, Query(description="those whose clock stands still instead")] = False,
    after: Cursor = None,
    limit: Limit = 50,
) -> DeadlinePage:
    """Timers of running cases that your unit works on, those due first first; `mine` only of cases that name you or somebody
    whom you stand in for. Days are counted in Europe/Zurich. No names stand in it."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).deadlines(
            viewer_of(caller.actor),
            house.engine.clock.now(),
            mine=mine,
            is_stopped=stopped,
            since=start_of(first_day) if first_day and first_day > date.min else None,
            until=end_of(last_day) if last_day else None,
            after=after_cursor(after),
            limit=limit + 1,
        )
        views = view_deadlines(house.engine, work, caller.actor, lines[:limit], caller.language)
    items = [
        DeadlineOut(
            key=str(view.key),
            case=str(view.case_key),
            reference=view.reference,
            element=view.element,
            name=view.name.text,
            activity=view.activity.text if view.activity else None,
            due_at=view.due_at,
            stopped_since=view.stopped_at,
            percent=view.percent,
            is_overdue=view.is_overdue,
            comes_again=view.comes_again,
            may_change=view.may_change,
        )
        for view in views
    ]
    return DeadlinePage(items=items, next=cursor_of(lines[limit - 1]) if len(lines) > limit else None)


@router.post("/{deadline_key}/change", operation_id="change_deadline", responses=_CHANGES)
def change(
    house: House,
    caller: SignedIn,
    deadline_key: KeyInPath,
    body: ChangeDeadline,
    idempotency_key: IdempotencyKey = None,
) -> DeadlineChanged:
    """Let a deadline be due at another moment, for who holds a role of what it is attached to. Your institution alone reads
    the reason; the history of the case tells from when to when."""
    request = repeatable(idempotency_key, "change_deadline", deadline_key, body.model_dump(mode="json"))
    return DeadlineChanged(
        **change_deadline(
            house.engine,
            caller.actor,
            deadline_key,
            body.due_at.astimezone(UTC),
            body.reason,
            body.seen_due_at.astimezone(UTC),
            request,
        )
    )
