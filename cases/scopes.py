"""What a key of a system may do: a closed list. A route names the scope that lets systems in; without one it is for people.

A scope opens nothing by itself: which cases a system sees is decided as for people, by the mandate of its unit.
"""

from collections.abc import Iterable
from typing import Final, Literal

Scope = Literal[
    "cases.start",
    "cases.read",
    "tasks.write",
    "gateways.write",
    "messages.send",
    "handovers.answer",
    "jobs.work",
    "events.read",
    "rav.deliver",
    "webhooks.manage",
    "metrics.read",
]

SCOPES: Final[dict[Scope, str]] = {
    "cases.start": "see which procedures there are, and open cases",
    "cases.read": "read cases, their tasks and questions, and what was passed on",
    "tasks.write": "take, fill in, sign and complete tasks",
    "gateways.write": "answer questions",
    "messages.send": "send messages and signals to cases",
    "handovers.answer": "accept and return what is handed over to the office",
    "jobs.work": "list jobs and report what became of them",
    "events.read": "read what has happened, as it happens",
    "rav.deliver": "deliver data of the unemployment office",
    "webhooks.manage": "say where events of the system's own cases are sent to, for as long as the key is in force",
    "metrics.read": "read figures of operation",
}
"""Every scope with what it allows."""


def in_order(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """The known ones among these, each once, in the order of the list."""
    wanted = set(scopes)
    return tuple(scope for scope in SCOPES if scope in wanted)


def written(scopes: Iterable[str]) -> str:
    """As they are kept, and as OAuth writes them: with a blank between."""
    return " ".join(in_order(scopes))
