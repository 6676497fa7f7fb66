"""What a form of ours sent: checked to come from a page of this session, then plain pairs."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import orjson
from fastapi import Depends, Request

from api.access import ForeignRequest, session_of
from api.security import is_csrf_token
from engine.transaction import Request as Repeatable
from forms.values import written_parts

Pairs = Mapping[str, list[str]]
MAX_FIELDS = 500


async def pairs_of(request: Request) -> dict[str, list[str]]:
    """The pairs of a posted form: name to all its values; files are not taken."""
    form = await request.form(max_fields=MAX_FIELDS, max_files=0)
    pairs: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            pairs.setdefault(name, []).append(value)
    return pairs


async def posted(request: Request) -> Pairs:
    """The pairs of a form with its session's token. Raises ForeignRequest."""
    pairs, session = await pairs_of(request), session_of(request)
    if session is None or not is_csrf_token(session, last(pairs, "csrf")):
        raise ForeignRequest
    return pairs


Posted = Annotated[Pairs, Depends(posted)]


def last(pairs: Pairs, name: str) -> str:
    """The last value of a name, or an empty text."""
    values = pairs.get(name)
    return values[-1] if values else ""


def number(pairs: Pairs, name: str) -> int:
    """A whole number, 0 where there is none."""
    text = last(pairs, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def day(pairs: Pairs, name: str) -> date | None:
    """A day as people write it, 5.6.2026 or 2026-06-05; None for what is none."""
    text = last(pairs, name).strip()
    parts = text.split("-")[::-1] if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else written_parts(text)
    try:
        return date(*(int(part) for part in reversed(parts))) if parts else None
    except ValueError:
        return None


def repeatable(pairs: Pairs, *content: object) -> Repeatable | None:
    """What recognises a double click: the page's token with what it sent; other content is another request."""
    token = last(pairs, "token")[:64]
    if not token:
        return None
    digest = hashlib.sha256(orjson.dumps([token, *content], default=str)).hexdigest()
    return Repeatable.of(f"page:{digest}", *content)
