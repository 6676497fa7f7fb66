"""Case load: who has how many open cases; numbers only."""

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.routers import Router
from cases.access import COORDINATION
from cases.views.load import view_load

router = Router(include_in_schema=False)


@router.get("/load")
def show_load(request: Request, house: House, caller: SignedIn) -> Response:
    """The people of the reader's institution; for the coordination also the tandems."""
    with house.engine.store.reading() as work:
        view = view_load(house.engine, house.lists(work), work, caller.actor, caller.language)
    is_coordination = caller.identity.institution.type == COORDINATION
    return page(request, house, caller, "load.html", view=view, is_coordination=is_coordination)
