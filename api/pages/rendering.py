"""From a template and its words to a page: language, theme, counts in the head, formats of Swiss dates."""

import hashlib
import secrets
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.access import Caller
from api.bootstrap import Bruecke
from api.pages.texts import Translator, say, tab
from api.routes.cases import viewer_of
from api.security import LANGUAGE_COOKIE, LANGUAGES, language_of
from cases.access import WORKING_ROLES
from cases.views.wording import Badge, badge_of
from engine.clock import ZONE, local_day
from engine.packages.texts import COMPLETE

THEME_COOKIE = "bruecke_theme"
KEYS_COOKIE = "bruecke_keys"
THEMES = ("device", "light", "dark")
YEAR = 31_536_000
_COUNTED = 100
_NO_COUNTS = {"all": "", "gateways": ""}


def page(
    request: Request,
    house: Bruecke,
    caller: Caller | None,
    template: str,
    *,
    status: int = 200,
    here: str = "",
    counted: bool = True,
    **words: Any,
) -> HTMLResponse:
    """A page as the reader sees it; `here` marks the place in the navigation, `counted` says how much waits there."""
    language = caller.language if caller else language_of_stranger(request)
    now = house.engine.clock.now()
    theme = request.cookies.get(THEME_COOKIE, "device")
    html = (
        _environment()
        .get_template(template)
        .render(
            t=Translator(language),
            lang=language,
            languages=[(code, _in_language(request, code)) for code in LANGUAGES],
            caller=caller,
            own=badge_of(caller.identity.institution, language) if caller else None,
            csrf=caller.csrf if caller else "",
            counts=_counts(house, caller) if caller and counted else _NO_COUNTS,
            theme=theme if theme in THEMES else "device",
            keys=request.cookies.get(KEYS_COOKIE) != "off",
            path=request.url.path,
            here=here,
            demo=house.settings.demo,
            asset=_asset,
            token=secrets.token_urlsafe(16),
            now=now,
            today=local_day(now),
            **words,
        )
    )
    response = HTMLResponse(html, status)
    response.headers["Content-Language"] = language
    if request.query_params.get("lang") in LANGUAGES:
        keep_choice(request, response, LANGUAGE_COOKIE, language)
    return response


def part(template: str, **words: Any) -> Markup:
    """A part of a page that is the same for every reader."""
    return Markup(_environment().get_template(template).render(**words))  # noqa: S704  # escaped by the template


def keep_choice(request: Request, response: Any, name: str, value: str) -> None:
    """Remember how somebody wants the pages, in this browser, for a year."""
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def local_path(target: str | None, fallback: str = "/") -> str:
    """A path of ours to go on to; anything that could lead elsewhere becomes the fallback."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return fallback
    return fallback if "\\" in target or any(ord(sign) < 32 for sign in target) else target


def language_of_stranger(request: Request) -> str:
    """The language for somebody who isn't signed in."""
    return language_of(request, _accepted(request))


def _accepted(request: Request) -> str:
    """The first language of the browser that is complete here; the others are there for those who choose them."""
    wanted = request.headers.get("accept-language", "")
    for part in wanted.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in COMPLETE:
            return code
    return "de"


def _in_language(request: Request, code: str) -> str:
    """This page in another language; the address stays."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*kept, ('lang', code)])}"


def _counts(house: Bruecke, caller: Caller) -> dict[str, str]:
    """The lines of the reader's two lists: one number each, the same in the head, on the tab and in the list."""
    actor = caller.actor
    if not actor.roles & WORKING_ROLES:
        return _NO_COUNTS
    with house.engine.store.reading() as work:
        lines = house.lists(work).work(viewer_of(actor), house.engine.clock.now(), mine=True, limit=_COUNTED)
    rows = {line.key: line.subject for line in lines}
    many = "+" if len(lines) >= _COUNTED else ""
    return {
        "all": f"{len(rows)}{many}",
        "gateways": f"{list(rows.values()).count('gateway')}{many}",
    }


@cache
def _asset(name: str) -> str:
    """The address of a static file; it changes with the content, so browsers may keep it for ever."""
    content = files("api").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def day(value: date | datetime) -> str:
    """dd.mm.yyyy, in Switzerland."""
    local = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{local:%d.%m.%Y}"


def moment(value: datetime) -> str:
    """dd.mm.yyyy, hh:mm, in Switzerland."""
    return f"{value.astimezone(ZONE):%d.%m.%Y, %H:%M}"


def last_day(value: datetime) -> date | None:
    """The last whole day before a moment that is the midnight after it; None for any other moment."""
    local = value.astimezone(ZONE)
    return local.date() - timedelta(days=1) if local.time() == time() else None


def clock(value: datetime) -> str:
    """hh:mm, in Switzerland."""
    return f"{value.astimezone(ZONE):%H:%M}"


def kilobytes(size: int) -> str:
    """The size of a file as people say it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def unique(badges: list[Badge]) -> list[Badge]:
    """Each institution once."""
    return list({badge.key: badge for badge in badges}.values())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "day_of": local_day,
        "moment": moment,
        "last_day": last_day,
        "clock": clock,
        "kilobytes": kilobytes,
        "say": say,
        "tab": tab,
        "unique_badges": unique,
    }
    return environment
