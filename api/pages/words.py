"""Pages that only tell: keys, accessibility, privacy."""

from typing import Annotated

from fastapi import Depends, Request, Response

from api.access import Caller, House, public, reader_of
from api.pages.rendering import page
from api.routers import Router

router = Router(include_in_schema=False, dependencies=[Depends(public)])
Somebody = Annotated[Caller | None, Depends(reader_of)]


@router.get("/help/keys")
def show_keys(request: Request, house: House, caller: Somebody) -> Response:
    """All keys, and how to switch them off."""
    return page(request, house, caller, "keys.html")


@router.get("/accessibility")
def show_accessibility(request: Request, house: House, caller: Somebody) -> Response:
    """What is done so that everybody can work with the pages."""
    return page(request, house, caller, "words.html", topic="accessibility", parts=4)


@router.get("/privacy")
def show_privacy(request: Request, house: House, caller: Somebody) -> Response:
    """What is kept, who sees it, what is logged."""
    return page(request, house, caller, "words.html", topic="privacy", parts=6)
