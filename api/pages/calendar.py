"""Deadlines and meetings for a calendar that fetches them at an address of its own: no session, nothing but names of steps and cases."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fastapi import Depends, Request, Response
from icalendar import Calendar, Event

from api.access import House, public
from api.routers import Router
from api.routes.cases import viewer_of
from cases.commands.open_calendar import MINE
from cases.identity import by_calendar
from cases.mails import uid_of
from cases.views.deadlines import DeadlineView, view_deadlines
from cases.views.meetings_ahead import AheadView, view_ahead

router = Router(include_in_schema=False, dependencies=[Depends(public)])

MOST = 500
_HOURLY = timedelta(hours=1)


@router.get("/calendar/{token}.ics")
def fetch(request: Request, house: House, token: str) -> Response:
    """The deadlines that the owner of the address may see now, and the meetings they are invited to. 404 for an address that is worth nothing, whatever the cause."""
    engine = house.engine
    now = engine.clock.now()
    with engine.store.reading() as work:
        known = by_calendar(work, token, now)
        if known is None:
            return Response("Nothing here.\n", 404, media_type="text/plain")
        address, identity = known
        actor = identity.actor()
        lines = house.lists(work).deadlines(viewer_of(actor), now, mine=address.view == MINE, limit=MOST)
        views = view_deadlines(engine, work, actor, lines, actor.language)
        meetings = view_ahead(engine, house.lists(work), work, actor, actor.language, MOST)
    calendar = written(views, meetings, str(request.base_url).rstrip("/"), now)
    return Response(calendar, media_type="text/calendar; charset=utf-8")


def written(views: Sequence[DeadlineView], meetings: Sequence[AheadView], base: str, now: datetime) -> bytes:
    """The calendar: moments in UTC, so that no zone has to be explained; an event keeps its UID when it is moved."""
    calendar = Calendar()
    calendar.add("prodid", "-//Bruecke//Deadlines//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Brücke")
    calendar.add("x-wr-timezone", "Europe/Zurich")
    calendar.add("refresh-interval", _HOURLY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for view in views:
        event = Event()
        event.add("uid", f"deadline-{view.key}@bruecke")
        event.add("dtstamp", now)
        event.add("dtstart", view.due_at)
        event.add("summary", f"{view.name.text} ({view.reference})")
        event.add("url", f"{base}/cases/{view.case_key}")
        event.add("transp", "TRANSPARENT")
        event.add("class", "CONFIDENTIAL")
        calendar.add_component(event)
    for meeting in meetings:
        calendar.add_component(_meeting(meeting, base, now))
    return bytes(calendar.to_ical())


def _meeting(view: AheadView, base: str, now: datetime) -> Event:
    """A meeting, under the name that invitations by mail give it."""
    event = Event()
    event.add("uid", uid_of(view.key))
    event.add("sequence", view.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", view.begins_at.astimezone(UTC))
    event.add("dtend", view.ends_at.astimezone(UTC))
    event.add("summary", f"{view.title.text} ({view.reference})")
    event.add("url", f"{base}/cases/{view.case_key}/meetings/{view.key}")
    event.add("class", "CONFIDENTIAL")
    return event
