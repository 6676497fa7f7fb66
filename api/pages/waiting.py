"""All that waits for the reader's answer beside the tasks, a page at a time; the worklist shows the first of it."""

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.parameters import After
from api.routers import Router
from cases.views.waiting import view_waiting

router = Router(include_in_schema=False)

PAGE = 30


@router.get("/waiting")
def show_waiting(request: Request, house: House, caller: SignedIn, after: After = None) -> Response:
    """Invitations, measures and signatures, the oldest first."""
    engine = house.engine
    with engine.store.reading() as work:
        found = view_waiting(engine, house.lists(work), work, caller.actor, caller.language, after, PAGE)
    return page(
        request,
        house,
        caller,
        "waiting.html",
        here="tasks",
        waiting=found.items,
        following=found.following,
        is_first=after is None,
    )
