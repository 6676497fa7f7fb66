"""Messages to addresses outside, by HTTP, signed as Standard Webhooks says.

Operators choose the addresses, so a request could be led into the closed network: only https, only public addresses, and the
address that is connected to is the one that was checked, since the name is resolved once, here. Nothing is followed, no
proxy of the environment is used, an answer is read no further than its head, and all of it is over within ten seconds.
"""

import socket
import ssl
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

import httpcore
from standardwebhooks.webhooks import Webhook

from cases.webhooks import Envelope

SECONDS = 10.0
LONGEST = 1000
"""Characters of an address."""
_NAT64 = IPv6Address("64:ff9b::")


class Forbidden(Exception):
    """Nothing is sent to this address: it is private."""


class Unresolved(Exception):
    """Nobody knows this name."""


class HttpCourier:
    """Carries messages by HTTP. `may_private`: also without TLS and to private addresses, for tests and closed networks."""

    def __init__(self, *, may_private: bool = False) -> None:
        self._may_private = may_private
        self._tls = ssl.create_default_context()

    def why_not(self, url: str) -> str | None:
        """Why nothing is ever sent to an address: malformed | not-https | private."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            return "malformed"
        is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
        if not host or not is_plain or "@" in parts.netloc or parts.fragment:
            return "malformed"
        if parts.scheme != "https" and not (self._may_private and parts.scheme == "http"):
            return "not-https"
        return None if self._may_private or not _is_literally_private(host) else "private"

    def post(self, envelope: Envelope) -> str:
        """Carry a message there. The status of HTTP, or what went wrong before there was one."""
        if self.why_not(envelope.url) is not None:
            return "refused"
        try:
            return str(self._send(envelope))
        except (Forbidden, Unresolved) as error:
            return "refused" if isinstance(error, Forbidden) else "unresolved"
        except httpcore.TimeoutException:
            return "timeout"
        except httpcore.ConnectError as error:
            return "tls" if isinstance(error.__cause__ or error.__context__, ssl.SSLError) else "unreachable"
        except httpcore.NetworkError:
            return "unreachable"
        except httpcore.ProtocolError:
            return "protocol"

    def _send(self, envelope: Envelope) -> int:
        deadline = time.monotonic() + SECONDS
        network = CheckedNetwork(deadline, self._may_private)
        wait = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network, retries=0) as pool,
            pool.stream(
                "POST",
                envelope.url,
                headers=_headers(envelope),
                content=envelope.body,
                extensions={"timeout": wait},
            ) as response,
        ):
            return response.status  # what else it says is not read


def _headers(envelope: Envelope) -> list[tuple[str, str]]:
    body = envelope.body.decode()
    signed = [
        Webhook(secret).sign(envelope.message_id, envelope.sent_at, body) for secret in envelope.secrets
    ]
    return [
        ("Host", urlsplit(envelope.url).netloc),
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(envelope.body))),
        ("User-Agent", "bruecke"),
        ("webhook-id", envelope.message_id),
        ("webhook-timestamp", str(int(envelope.sent_at.timestamp()))),
        ("webhook-signature", " ".join(signed)),
    ]


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the addresses that it has checked itself; everything on the way ends at one deadline."""

    def __init__(self, deadline: float, may_private: bool) -> None:
        self._deadline = deadline
        self._may_private = may_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._checked(host, port):
            try:
                left = _left(self._deadline, httpcore.ConnectTimeout)
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or Unresolved(host)

    def _checked(self, host: str, port: int) -> list[str]:
        """The addresses of a name, if all of them may be connected to. Raises Unresolved, Forbidden."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unresolved(host) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._may_private and not all(_is_public(address) for address in addresses):
            raise Forbidden(host)
        return addresses


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing takes longer than until the deadline, also what comes drop by drop."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, late: type[httpcore.TimeoutException]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late
    return left


def _is_literally_private(host: str) -> bool:
    """A host that is an address, or is always this machine."""
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        return True
    try:
        return not _is_public(host)
    except ValueError:
        return False


def _is_public(text: str) -> bool:
    """Whether an address is one of the public network: neither private nor loopback, link-local (metadata services of clouds),
    multicast or reserved, nor an address of IPv6 that stands for such a one of IPv4."""
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _inside(address)
        if inner is not None and not _is_public(str(inner)):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 is led to: mapped, 6to4, Teredo or NAT64."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    return IPv4Address(int(address) & 0xFFFFFFFF) if int(address) >> 32 == int(_NAT64) >> 32 else None
