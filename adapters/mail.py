"""Letters by SMTP, with invitations as iCalendar (RFC 5545, RFC 5546, RFC 6047).

Handing over one letter is over within half a minute, however slowly a server talks. What goes wrong is told by one word;
nothing that a server says is kept, for it could name somebody.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Literal

from icalendar import Calendar, Event, vCalAddress, vText

from cases.mails import REFUSED, TAKEN, Letter
from engine.clock import ZONE

SECONDS = 30.0
"""For everything about one letter."""
WAIT = 10.0
"""For each answer of a server."""
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over, and who they come from."""

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = None
    authority: str | None = None
    """A file of certificates to trust instead of the system's."""


class SmtpPost:
    """Carries letters to a server; without one, none."""

    def __init__(self, server: Server | None) -> None:
        self._server = server

    @property
    def is_on(self) -> bool:
        """Whether letters leave at all."""
        return self._server is not None

    def carry(self, letter: Letter) -> str:
        """Hand a letter over. What became of it: see cases.mails.Post."""
        if self._server is None:
            return "unreachable"
        try:
            message = written(letter, self._server.sender)
        except (ValueError, MessageError):  # an address that no message can have
            return REFUSED
        try:
            with _connected(self._server) as smtp:
                smtp.send_message(message, self._server.sender, [letter.to])
        except smtplib.SMTPAuthenticationError:
            return "sign-in"
        except smtplib.SMTPRecipientsRefused as error:
            return _of_code(max(code for code, _ in error.recipients.values()))
        except smtplib.SMTPSenderRefused:  # not the fault of this letter: somebody corrects the settings
            return "sender"
        except smtplib.SMTPDataError as error:
            return _of_code(error.smtp_code)
        except smtplib.SMTPResponseException:
            return "later"
        except smtplib.SMTPNotSupportedError:  # no STARTTLS, or no sign-in: never without
            return "tls"
        except ssl.SSLError:
            return "tls"
        except (TimeoutError, smtplib.SMTPServerDisconnected):
            return "timeout"
        except (OSError, smtplib.SMTPException):
            return "unreachable"
        return TAKEN

    def invitation(self, letter: Letter) -> bytes:
        """What of a letter belongs into a calendar."""
        return invitation_of(letter, self._server.sender if self._server else None)


def _of_code(code: int) -> str:
    return REFUSED if 500 <= code < 600 else "later"


class _Watched(smtplib.SMTP):
    """A connection whose time is over at one moment, however slowly the other side goes on talking."""

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: Any = None
    ) -> tuple[int, bytes]:
        """As smtplib, which calls this while it is made."""
        self._watch = threading.Timer(SECONDS, self._hang_up)
        self._watch.daemon = True
        self._watch.start()
        return super().connect(host, port)

    def _hang_up(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """As smtplib."""
        self._watch.cancel()
        super().close()


class _WatchedTls(_Watched, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context(cafile=server.authority)
    if server.security == "tls":
        smtp: smtplib.SMTP = _WatchedTls(server.host, server.port, timeout=WAIT, context=context)
    else:
        smtp = _Watched(server.host, server.port, timeout=WAIT)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user is not None:
            smtp.login(server.user, server.password or "")
        yield smtp
    finally:
        smtp.close()  # the letter is the server's once it said so: QUIT would only be one more wait


def written(letter: Letter, sender: str) -> EmailMessage:
    """The message as it is sent. Raises ValueError, MessageError for an address that none can have."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at.astimezone(UTC))
    message["Message-ID"] = f"<{letter.message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    if letter.method is not None:
        message.add_alternative(
            invitation_of(letter, sender),
            maintype="text",
            subtype="calendar",
            params={"method": letter.method, "charset": "utf-8"},
        )
        message.set_boundary(f"=_{letter.message_id}")  # the same letter is the same, byte by byte
    message["Content-Language"] = letter.language  # of all of it: set before, it would go into one part
    return message


def invitation_of(letter: Letter, sender: str | None) -> bytes:
    """The invitation or its end, as iCalendar; `sender` organises it."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Bruecke//Meetings//DE")
    calendar.add("version", "2.0")
    calendar.add("method", letter.method or "REQUEST")
    event.add("uid", letter.uid)
    event.add("sequence", letter.sequence)
    event.add("dtstamp", letter.written_at.astimezone(UTC))
    event.add("dtstart", letter.begins_at.astimezone(ZONE))
    event.add("dtend", letter.ends_at.astimezone(ZONE))
    event.add("summary", letter.summary)
    event.add("status", "CANCELLED" if letter.method == "CANCEL" else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    if letter.url is not None:
        event.add("url", letter.url)
    if sender is not None:
        event.add("organizer", vCalAddress(f"mailto:{sender}"))
    if letter.to:
        attendee = vCalAddress(f"mailto:{letter.to}")
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        attendee.params["RSVP"] = vText("FALSE")  # answers are given in Brücke
        event.add("attendee", attendee)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
