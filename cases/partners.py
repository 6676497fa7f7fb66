"""Other servers of Brücke: what an office is offered there begins a case here, and what its people decide goes back.

Nothing is lost between the two: what waits there is read from there at each look, however long ago it was offered; what was
taken over is told apart by the key it has there; and an answer is brought until the other server says that it has it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from engine.errors import Unanswerable

ACTIVE, DISABLED = "active", "disabled"
OPEN = "open"
LOOK_AGAIN = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
"""For so long a worker has a partner to itself: longer than a look takes."""
LONGEST_PAUSE = timedelta(hours=1)
TELL_AFTER = timedelta(days=3)
"""When an answer could not be brought for so long, an incident of its case says so; it is tried all the same."""
DECISION = "takeover"
"""The record in which people of a procedure that takes over say what they answer: `decision` ACCEPT | RETURN, `reason`."""
LONGEST_CONTENT = 20_000
PAGE, MOST_PAGES = 50, 200
"""Handovers that are asked for at once, and how often in one look: those behind come when the first ones are answered."""
_NEEDED = ("key", "packet", "version", "sender", "reference")
_MORE = "\n[…]"
CONTENT = "content"
"""The answer of its first form that has to be taken: what came with the handover."""


class PartnerRefused(Unanswerable):
    """This partner can't be entered: it needs a name, an address, an account there, and a system of an office here that may
    open cases of a procedure which takes over."""

    code = "partner-refused"


class Away(Exception):
    """The other server can't be reached, or says that it can't now. Nothing is lost: it is asked again."""


class Unlike(Exception):
    """The other server answers something that no server of Brücke answers, or refuses what its account should be allowed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of another server. `form` for its door, `body` for its API."""

    method: str
    url: str
    token: str | None = None
    form: Mapping[str, str] | None = None
    body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None


class PartnerDoor(Protocol):
    """The way to other servers."""

    def why_not(self, url: str) -> str | None:
        """Why nothing is ever asked of an address: malformed | not-https | private; None where it may be."""

    def ask(self, asked: Asked) -> tuple[int, Any]:
        """The status of HTTP and what the answer says. Raises Away, Unlike."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The API of another server, let in with the office's account there."""

    door: PartnerDoor
    url: str
    token: str

    @classmethod
    def enter(cls, door: PartnerDoor, url: str, client_id: str, secret: str) -> "Remote":
        """Raises Away, Unlike."""
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        status, said = door.ask(Asked("POST", f"{url}/oauth/token", form=form))
        token = said.get("access_token") if status == 200 and isinstance(said, dict) else None
        if not isinstance(token, str):
            raise Unlike(str(status))
        return cls(door, url, token)

    def waiting(self) -> list[Mapping[str, Any]]:
        """What waits there for the office's answer: all of it, but for more than one look can do. Raises Away, Unlike."""
        found: list[Mapping[str, Any]] = []
        after, asked = "", set[str]()
        while after not in asked and len(asked) < MOST_PAGES:
            asked.add(after)
            page = self._read(f"/api/handovers?box=waiting&limit={PAGE}{after}")
            if len(page["items"]) > PAGE:
                raise Unlike("too long")
            found += [{name: one[name] for name in _NEEDED} for one in page["items"]]
            if not page["next"]:
                return found
            after = f"&after={key_in(page['next'])}"
        if after in asked:
            raise Unlike("endless")
        return found

    def handover(self, key: int) -> Mapping[str, Any]:
        """One of them, however it stands. Raises Away, Unlike."""
        return self._read(f"/api/handovers/{key}")

    def packet(self, key: int) -> Mapping[str, Any]:
        """What came with one; that it was read is noted there. Raises Away, Unlike."""
        return self._read(f"/api/packets/{key}")

    def answer(self, key: int, version: int, *, accepts: bool, reason: str, token: str) -> int:
        """Bring an answer: the status. Raises Away, Unlike."""
        what = "acceptance" if accepts else "return"
        body = {"version": version} | ({} if accepts else {"reason": reason})
        url = f"{self.url}/api/handovers/{key}/{what}"
        status, _ = self.door.ask(Asked("POST", url, self.token, body=body, idempotency_key=token))
        if status not in (200, 409):
            raise Unlike(str(status))
        return status

    def _read(self, path: str) -> Mapping[str, Any]:
        status, said = self.door.ask(Asked("GET", self.url + path, self.token))
        if status != 200 or not isinstance(said, dict):
            raise Unlike(str(status))
        return said


def key_in(said: Any) -> int:
    """A key or version that another server names. Raises Unlike for what none can be."""
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 20:
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not 0 < said < 2**63:
        raise Unlike("no key")
    return said


@contextmanager
def understood() -> Iterator[None]:
    """What another server says is nonsense where this raises Unlike."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unlike("not-understood") from error


def pause_after(failures: int) -> timedelta:
    """How long a server that did not answer is left alone: ever longer, and never for good."""
    return min(LONGEST_PAUSE, timedelta(seconds=10 * int(2 ** min(failures, 12))))


def answers_of(handover: Mapping[str, Any], packet: Mapping[str, Any]) -> dict[str, Any]:
    """With what the first form begins: who it is, and everything that came, in words."""
    fields = packet["fields"]
    lines = [f"{one['label']}: {one['value']}" for one in fields if one["value"] is not None]
    found: dict[str, Any] = {
        "received_from": f"{handover['sender']['name']}, {handover['reference']}",
        "purpose": packet["purpose"],
        CONTENT: _cut("\n".join(lines)),
    }
    for one in fields:
        if one["type"] == "person" and one["value"] is not None:
            found[one["field"]] = _as_sent(one["field"], one["value"])
    return found


def _cut(text: str) -> str:
    """As much as a form takes; what is cut off is said, and stays readable at the other server."""
    return text if len(text) <= LONGEST_CONTENT else f"{text[: LONGEST_CONTENT - len(_MORE)]}{_MORE}"


def _as_sent(name: str, value: str) -> str:
    """A day as programs write it; everything else as it came."""
    if name != "born_on":
        return value
    try:
        return datetime.strptime(value, "%d.%m.%Y").date().isoformat()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return value
