"""The page of those who operate Brücke: how the house does, and no case by that."""

from urllib.parse import urlencode

from fastapi import Request, Response

from api.access import House, Operator
from api.pages.rendering import page
from api.pages.texts import texts_of
from api.parameters import After
from api.routers import Router
from api.routes.operations import Code
from cases.views.operations import view_operations

router = Router(include_in_schema=False)

PAGE = 50
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@router.get("/operations")
def show_operations(
    request: Request,
    house: House,
    caller: Operator,
    procedure: Code = None,
    code: Code = None,
    after: After = None,
) -> Response:
    """Workers, queues, and a page of open incidents, all or of one procedure and code."""
    with house.engine.store.reading() as work:
        view = view_operations(
            house.engine,
            house.lists(work),
            work,
            caller.actor,
            procedure=procedure,
            code=code,
            after=after,
            limit=PAGE,
        )
    chosen = {name: value for name, value in (("procedure", procedure), ("code", code)) if value}
    return page(
        request,
        house,
        caller,
        "operations.html",
        view=view,
        queues=[
            ("timers", view.figures.due_timers, span(view.figures.timer_lag)),
            ("messages", view.figures.messages, span(view.figures.message_lag)),
            ("outbox", view.figures.outbox, span(view.figures.outbox_lag)),
        ],
        counts_of=[
            *((f"cases_{status}", count) for status, count in sorted(view.figures.cases.items())),
            ("tasks", view.figures.tasks),
            *((f"gateways_{wait}", count) for wait, count in sorted(view.figures.gateways.items())),
            *((f"jobs_{status}", count) for status, count in sorted(view.figures.jobs.items())),
        ],
        chosen=chosen,
        more=f"/operations?{urlencode([*chosen.items(), ('after', view.more)])}" if view.more else None,
        is_first=after is None,
        address_of=lambda group: (
            f"/operations?{urlencode({'procedure': group.procedure, 'code': group.code})}"
        ),
        way_out=way_out,
        is_scanned=house.scanner.is_on,
    )


def span(seconds: float) -> tuple[str, int]:
    """How long something waits, as people say it: the unit's name and how many of them."""
    for name, length in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= length:
            return name, int(seconds // length)
    return "seconds", int(seconds)


def way_out(code: str) -> str:
    """The text that says what to do about an incident of this code."""
    key = f"operations.way_{code}"
    return key if key in texts_of("de") else "operations.way"
