"""How somebody wants the pages: theme and single-letter keys, kept in this browser."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import SignedIn
from api.pages.posted import Posted, last
from api.pages.rendering import KEYS_COOKIE, THEME_COOKIE, THEMES, keep_choice, local_path
from api.routers import Router

router = Router(include_in_schema=False)


@router.post("/preferences")
def keep_preferences(request: Request, caller: SignedIn, pairs: Posted) -> Response:
    """Keep a choice and go back to the page."""
    response = RedirectResponse(local_path(last(pairs, "back")), 303)
    if last(pairs, "theme") in THEMES:
        keep_choice(request, response, THEME_COOKIE, last(pairs, "theme"))
    if last(pairs, "keys") in {"on", "off"}:
        keep_choice(request, response, KEYS_COOKIE, last(pairs, "keys"))
    return response
