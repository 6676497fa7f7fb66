"""Letters go out, one after the other, each until a server has it or it is given up.

Whoever sends holds the letter by a lease; when a worker dies, another one goes on when the lease is over, and sends again what
it can't know was taken, under the same Message-ID. Nothing is held in a transaction while a server is waited for. Whether the
invitation still counts is asked right before it is sent. A letter that can't be made keeps no other one waiting.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from cases.mails import (
    DEAD,
    GIVE_UP,
    MISTAKE,
    NO_ANSWER,
    OFF,
    REFUSED,
    TAKEN,
    WAITING,
    Letter,
    Post,
    letter_of,
)
from cases.meetings.states import SENT
from cases.rows import Mail
from engine.commands.set_aside import by_itself
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated

LEASE = 120.0
"""Seconds for which a worker has a letter to itself; more than handing it over takes."""
MOST = 100
"""Letters of one turn."""
_FIRST, _FACTOR, _LONGEST = 30.0, 2.5, 3600.0


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that was leased; None where it is not to be sent any more."""

    mail: Mail
    letter: Letter | None


def deliver_mail(
    engine: Engine, post: Post, base: str | None, stops: Callable[[], bool] = lambda: False
) -> int:
    """Send what is due, until it is told to stop. How many letters it was; where mail is off they wait for nobody."""
    for done in range(MOST):
        if stops():
            return done
        leased = repeated(engine, lambda work: work.lease(Mail, "due_at", LEASE, limit=1, status=WAITING))
        if not leased:
            return done
        mail = leased[0]
        ready = by_itself(
            engine,
            mail.case_key,
            partial(repeated, engine, partial(_made, engine, post, base, leased=mail)),
        )
        if ready is None:
            repeated(engine, partial(_note, leased=mail, answer=MISTAKE))
        elif ready.letter is not None:
            answer = post.carry(ready.letter)
            repeated(engine, partial(_note, leased=ready.mail, answer=answer))
    return MOST


def _made(engine: Engine, post: Post, base: str | None, work: Work, leased: Mail) -> Ready:
    """The letter of a row, unless it was superseded meanwhile or is another worker's by now."""
    mail = work.get(Mail, leased.key)
    if mail is None or mail.due_at != leased.due_at:
        return Ready(leased, None)
    letter = letter_of(engine, work, mail, base)
    if letter is None:
        work.remove(Mail, mail.key)
    elif not post.is_on:
        work.replace(replace(mail, status=OFF, due_at=None))
        letter = None
    else:  # from here on a server may have it, whatever became of the attempts before
        work.replace(replace(mail, last_answer=NO_ANSWER))
    return Ready(mail, letter)


def _note(work: Work, leased: Mail, answer: str) -> None:
    """Keep how it went, unless it was superseded meanwhile or is another worker's by now."""
    row, now = work.get(Mail, leased.key), work.now()
    if row is None or row.due_at != leased.due_at:
        return
    told = (
        NO_ANSWER if answer == MISTAKE and row.last_answer == NO_ANSWER else answer
    )  # it may be there all the same
    tried = replace(row, attempts=row.attempts + 1, last_answer=told, last_at=now)
    if answer == TAKEN:
        work.replace(replace(tried, status=SENT, due_at=None))
    elif answer == REFUSED or now - row.since >= GIVE_UP:
        work.replace(replace(tried, status=DEAD, due_at=None))
    else:
        pause = min(_FIRST * _FACTOR**row.attempts, _LONGEST) * random.uniform(0.8, 1.2)  # noqa: S311  # spreads
        work.replace(replace(tried, due_at=now + timedelta(seconds=pause)))
