"""Asking other servers of Brücke, by HTTP: as careful about addresses as what is sent to webhooks (adapters/webhooks.py)."""

import ssl
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpcore
import orjson

from adapters.webhooks import SECONDS, CheckedNetwork, Forbidden, HttpCourier, Unresolved
from cases.partners import Asked, Away, Unlike

LONGEST = 5_000_000
"""Bytes of an answer."""


class HttpPartnerDoor:
    """Asks by HTTP. `may_private`: also without TLS and at private addresses, for tests and closed networks."""

    def __init__(self, *, may_private: bool = False) -> None:
        self._may_private = may_private
        self._tls = ssl.create_default_context()
        self._courier = HttpCourier(may_private=may_private)

    def why_not(self, url: str) -> str | None:
        """Why nothing is ever asked of an address: malformed | not-https | private."""
        return self._courier.why_not(url)

    def ask(self, asked: Asked) -> tuple[int, Any]:
        """The status of HTTP and what the answer says. Raises Away, Unlike."""
        if self.why_not(asked.url.partition("?")[0]) is not None:
            raise Unlike("refused")
        try:
            status, content = self._send(asked)
        except Forbidden as error:
            raise Unlike("refused") from error
        except Unresolved as error:
            raise Away("unresolved") from error
        except httpcore.TimeoutException as error:
            raise Away("timeout") from error
        except httpcore.NetworkError as error:
            is_tls = isinstance(error.__cause__ or error.__context__, ssl.SSLError)
            raise Away("tls" if is_tls else "unreachable") from error
        except httpcore.ProtocolError as error:
            raise Away("protocol") from error
        if status >= 500 or status == 429:
            raise Away(str(status))
        try:
            return status, orjson.loads(content) if content else None
        except orjson.JSONDecodeError as error:
            raise Unlike("no JSON") from error

    def _send(self, asked: Asked) -> tuple[int, bytes]:
        network = CheckedNetwork(time.monotonic() + SECONDS, self._may_private)
        wait = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        content = _content(asked)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network, retries=0) as pool,
            pool.stream(
                asked.method,
                asked.url,
                headers=_headers(asked, content),
                content=content,
                extensions={"timeout": wait},
            ) as response,
        ):
            body = b""
            for part in response.iter_stream():
                body += part
                if len(body) > LONGEST:
                    raise Unlike("too long")
            return response.status, body


def _content(asked: Asked) -> bytes:
    if asked.form is not None:
        return urlencode(asked.form).encode()
    return orjson.dumps(asked.body) if asked.body is not None else b""


def _headers(asked: Asked, content: bytes) -> list[tuple[str, str]]:
    kind = "application/x-www-form-urlencoded" if asked.form is not None else "application/json"
    found = [
        ("Host", urlsplit(asked.url).netloc),
        ("Accept", "application/json"),
        ("User-Agent", "bruecke"),
    ]
    if asked.method == "POST":
        found += [("Content-Type", kind), ("Content-Length", str(len(content)))]
    if asked.token is not None:
        found.append(("Authorization", f"Bearer {asked.token}"))
    if asked.idempotency_key is not None:
        found.append(("Idempotency-Key", asked.idempotency_key))
    return found
