"""Somebody signs in, in a browser (session) or for a script (token); too many failures slow the caller down."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cases.attempts import throttle
from cases.identity import ABSOLUTE, Identity, Passwords, digest, identity_of, opened_with
from cases.rows import ApiToken, Session, SignInAttempt, User
from cases.systems import is_system
from engine.engine import Engine
from engine.rows import Row
from engine.store import Conflict, Work
from engine.transaction import repeated

PER_LOGIN_AND_ADDRESS = 5
PER_LOGIN = 30
PER_ADDRESS = 50
TOKEN_LIFE = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=1)


class SignInRefused(Exception):
    """Login or password is not right. Which of the two is not said."""


def open_session(
    engine: Engine, passwords: Passwords, login: str, password: str, address: str
) -> tuple[str, Identity]:
    """The cookie's value and who signed in. Raises SignInRefused, TooManyAttempts."""
    token = secrets.token_urlsafe(32)
    now = engine.clock.now()
    identity = _let_in(
        engine,
        passwords,
        (login, password, address),
        lambda user: Session(
            engine.keys(), user.key, digest(token), now, now, now + ABSOLUTE, opened_with(user)
        ),
    )
    return token, identity


def create_token(
    engine: Engine, passwords: Passwords, login: str, password: str, label: str, address: str
) -> tuple[str, datetime]:
    """A script's secret, shown once, and its end. Raises SignInRefused, TooManyAttempts."""
    token = f"bruecke_{secrets.token_urlsafe(32)}"
    now = engine.clock.now()
    _let_in(
        engine,
        passwords,
        (login, password, address),
        lambda user: ApiToken(
            engine.keys(), user.key, digest(token), label, now, now + TOKEN_LIFE, None, opened_with(user)
        ),
    )
    return token, now + TOKEN_LIFE


def revoke_token(engine: Engine, token: str) -> None:
    """A script's secret is worth nothing from now on."""
    now = engine.clock.now()

    def revoke(work: Work) -> None:
        for known in work.find(ApiToken, token_digest=digest(token), revoked_at=None):
            work.replace(replace(known, revoked_at=now))

    repeated(engine, revoke)


def keep_session(engine: Engine, session: Session) -> None:
    """The session was used: its idle time begins anew. Written once a minute at most."""
    now = engine.clock.now()
    if now - session.seen_at < SEEN_EVERY:
        return

    def touch(work: Work) -> None:
        # Somebody may have signed out in the meantime: read anew, for what is gone stays gone.
        for known in work.find(Session, key=session.key):
            work.replace(replace(known, seen_at=now))

    repeated(engine, touch)


def close_session(engine: Engine, token: str) -> None:
    """Sign out: the cookie's value is worth nothing from now on."""

    def close(work: Work) -> None:
        for session in work.find(Session, token_digest=digest(token)):
            work.remove(Session, session.key)

    repeated(engine, close)


def _let_in(
    engine: Engine, passwords: Passwords, given: tuple[str, str, str], way_in: Callable[[User], Row]
) -> Identity:
    """Who it is by login, password and address, with a way in from now on. Raises SignInRefused, TooManyAttempts."""
    proof = proved(engine, passwords, *given)

    def let_in(work: Work) -> Identity | None:
        user = work.get(User, proof.user.key)
        if user is None or user.password != proof.user.password:
            return None
        identity = identity_of(work, user.key)
        if identity is not None:
            work.add(
                way_in(user)
            )  # new and this one's alone: however many come in at once, none is in another's way
        return identity

    identity = repeated(engine, let_in)
    if identity is None:
        raise SignInRefused
    forgive(engine, proof)
    return identity


@dataclass(frozen=True, slots=True)
class Proof:
    """Whose password was right, as the account was then; the attempts that were counted for it, and what they count for here."""

    user: User
    attempts: Sequence[SignInAttempt]
    here: str


def proved(engine: Engine, passwords: Passwords, login: str, password: str, address: str) -> Proof:
    """Who has this login and password. The attempt is counted before the password is looked at, so that many at once count
    too, until it is forgiven. Raises SignInRefused, TooManyAttempts.
    """
    here = digest(f"login:{login}:{address}")
    subjects = {
        here: PER_LOGIN_AND_ADDRESS,
        digest(f"login:{login}"): PER_LOGIN,
        digest(f"address:{address}"): PER_ADDRESS,
    }
    now = engine.clock.now()
    with engine.store.work() as work:
        for subject, limit in subjects.items():
            throttle(work, subject, limit, now)
        attempts = [SignInAttempt(engine.keys(), subject, now) for subject in subjects]
        work.add(*attempts)
        # A system has no password: for it nobody signs in.
        users = [user for user in work.find(User, login=login) if not is_system(user)]
    if not passwords.verify(users[0].password if users else None, password):
        raise SignInRefused
    return Proof(users[0], attempts, here)


def forgive(engine: Engine, proof: Proof) -> None:
    """The attempts were no failures, and the failures before them from here count no more."""

    def forget(work: Work) -> None:
        for attempt in [*proof.attempts, *work.find(SignInAttempt, subject_digest=proof.here)]:
            work.remove(SignInAttempt, attempt.key)

    with suppress(
        Conflict
    ):  # who comes in at the same moment forgets the same; what is left counts for a quarter of an hour
        repeated(engine, forget)
