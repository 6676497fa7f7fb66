"""What protects every answer and request: headers, strict CSP, size limit, same-site check, session cookies."""

import asyncio
import hashlib
import hmac
import re
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fastapi import Request, Response

LANGUAGES = ("de", "fr", "it", "en")
COOKIE = "bruecke_session"
LANGUAGE_COOKIE = "bruecke_language"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_DIGITS = 19
"""More digits than the length of any body has: reading them would only cost time."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def csrf_token(session: str) -> str:
    """What a form of this session sends back: bound to the session, worthless without it."""
    return hmac.new(session.encode(), b"bruecke/csrf", hashlib.sha256).hexdigest()


def is_csrf_token(session: str, given: str) -> bool:
    """Whether a form belongs to this session."""
    return hmac.compare_digest(csrf_token(session).encode(), given.encode("utf-8", "replace"))


def session_cookie(request: Request) -> str | None:
    """The session's value; over https the cookie has the __Host- prefix, so no other host can set it."""
    name = f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE
    return request.cookies.get(name)


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its session: not readable by scripts, not sent by other sites."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        f"__Host-{COOKIE}" if secure else COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )


def drop_session_cookie(request: Request, response: Response) -> None:
    """Take the session away from the browser."""
    secure = request.url.scheme == "https"
    response.delete_cookie(f"__Host-{COOKIE}" if secure else COOKIE, path="/", secure=secure, httponly=True)


def language_of(request: Request, fallback: str) -> str:
    """The language asked for: by `?lang=`, else the cookie, else by a program's Accept-Language, else the user's own."""
    is_program = request.url.path.startswith(
        "/api/"
    )  # a browser sends the header whatever its user chose here
    accepted = _accepted(request.headers.get("accept-language", "")) if is_program else None
    for wanted in (
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        accepted,
        fallback,
    ):
        if wanted in LANGUAGES:
            return wanted
    return "de"


def _accepted(header: str) -> str | None:
    """The first language of an Accept-Language header that there is."""
    for part in header.split(","):
        language = part.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return None


_ATTACHING = re.compile(r"(/api)?/cases/[0-9]{1,19}/documents/files")


class Guard:
    """ASGI middleware: security headers on everything, a limit on bodies, no unsafe request from other sites."""

    def __init__(
        self,
        app: Any,
        *,
        max_bytes: int,
        max_package_bytes: int,
        max_document_bytes: int = 10_200_000,
        public_host: str | None = None,
        body_seconds: float = 60.0,
    ) -> None:
        """`public_host`: what browsers reach by https, through a proxy at which TLS ends. It is said by who operates this, so
        no header of a request can say otherwise."""
        self._app = app
        self._public_host = public_host
        self._max_bytes = max_bytes
        self._max_package_bytes = max_package_bytes
        self._max_document_bytes = max_document_bytes
        self._body_seconds = body_seconds

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._public_host is not None:
            _as_reached(scope, self._public_host)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        is_large = scope["path"].startswith(("/api/procedures", "/api/rav/files", "/rav/files"))
        limit = self._max_package_bytes if is_large else self._max_bytes
        if _ATTACHING.fullmatch(scope["path"]):
            limit = self._max_document_bytes
        if _from_elsewhere(scope["method"], headers, is_https=scope.get("scheme") == "https"):
            await _refuse(scope, send, 403, "foreign-request", "The request comes from another site.")
            return
        length = _length(headers)
        if length is None:
            await _refuse(scope, send, 400, "content-length", "The length of the body is no number.")
            return
        # A page's form is counted while it is read instead, so that the answer can be a page.
        if length > limit and scope["path"].startswith("/api/"):
            await _refuse(scope, send, 413, "too-large", f"More than {limit:,} bytes can't be sent here.")
            return
        counted = _Counted(receive, limit, self._body_seconds)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (k.encode(), v.encode())
                        for k, v in _headers_for(scope)
                        if k.lower().encode() not in present
                    ),
                ]
            await send(message)

        try:
            await self._app(scope, counted, send_with_headers)
        except TooLarge:
            await _refuse(scope, send, 413, "too-large", f"More than {limit:,} bytes can't be sent here.")
        except TooSlow:
            await _refuse(scope, send, 408, "too-slow", "The body did not come in time.")


class TooLarge(Exception):
    """The body is longer than it may be."""


class TooSlow(Exception):
    """The body did not come in time."""


class _Counted:
    """Counts a body while it arrives, for requests that don't say how long they are, and waits for it only so long."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive = receive
        self._left = limit
        self._end = asyncio.get_running_loop().time() + seconds
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:  # from now on it is asked whether who asked has gone
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        self._is_whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message


def _as_reached(scope: Message, host: str) -> None:
    """The request as the browser sent it to the proxy. The same scope, for who watches outside reads the route from it."""
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    scope["scheme"] = "https"
    scope["headers"] = [*others, (b"host", host.encode())]


def _length(headers: dict[str, str]) -> int | None:
    """The length a request announces, 0 where it announces none; None if that is no number."""
    announced = headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdigit()):
        return None
    return int(announced) if len(announced) < _DIGITS else sys.maxsize


def _from_elsewhere(method: str, headers: dict[str, str], *, is_https: bool) -> bool:
    if method in {"GET", "HEAD", "OPTIONS"}:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return False
    scheme, _, host = origin.partition("://")
    return host != headers.get("host") or (is_https and scheme != "https")


def _headers_for(scope: Message) -> list[tuple[str, str]]:
    headers = dict(HEADERS)
    if not scope["path"].startswith("/static/"):
        headers["Cache-Control"] = "no-store"
    if scope.get("scheme") == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return list(headers.items())


async def _refuse(scope: Message, send: Send, status: int, code: str, title: str) -> None:
    body = f'{{"type":"urn:bruecke:{code}","title":"{title}","status":{status}}}'.encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in _headers_for(scope)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
