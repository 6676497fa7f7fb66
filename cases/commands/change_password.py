"""Somebody gives themself another password: who has the former one, or came in with it elsewhere, is out."""

from dataclasses import replace

from cases.commands.sign_in import SignInRefused, forgive, proved
from cases.identity import Identity, Passwords, digest, opened_with
from cases.rows import ApiToken, Session, User
from cases.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD
from cases.trail import leave_trail
from engine.engine import Engine
from engine.errors import FieldRefused, Json
from engine.store import Work
from engine.transaction import Request, answered_or, once


class PasswordRefused(FieldRefused):
    """The password stays as it is: the former one has to be right, and the new one another one of 12 to 200 characters."""

    code = "password-refused"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


def change_password(
    engine: Engine,
    passwords: Passwords,
    identity: Identity,
    session: str,
    given: tuple[str, str],
    address: str,
    request: Request | None = None,
) -> Json:
    """Set the new one of `given`, the former and the new one. What was opened with the former one ends, but for this session.
    A former one that is wrong counts as a failed sign-in.

    Raises PasswordRefused (new: length, same; current: wrong), TooManyAttempts.
    """
    current, new = given
    actor = identity.actor()

    def body() -> Json:
        if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
            raise PasswordRefused("new", "length")
        try:
            proof = proved(engine, passwords, identity.user.login, current, address)
        except SignInRefused as error:
            raise PasswordRefused("current", "wrong") from error
        forgive(engine, proof)
        if new == current:
            raise PasswordRefused("new", "same")
        hashed = passwords.hash(new)

        def change(work: Work) -> Json:
            before = work.get(User, proof.user.key)
            if before is None or not before.is_active or before.password != proof.user.password:
                raise PasswordRefused("current", "wrong")  # it was changed at the same moment
            after = replace(before, password=hashed)
            work.replace(after)
            _end_others(engine, work, after, session)
            leave_trail(engine, work, after.key, "PASSWORD_CHANGED", actor=actor)
            return {}

        return once(engine, actor, request, change)

    return answered_or(engine, actor, request, body)


def _end_others(engine: Engine, work: Work, user: User, session: str) -> None:
    for known in work.find(Session, user_key=user.key):
        if known.token_digest == digest(session):
            work.replace(replace(known, opened_with=opened_with(user)))
        else:
            work.remove(Session, known.key)
    for token in work.find(ApiToken, user_key=user.key, revoked_at=None):
        work.replace(replace(token, revoked_at=engine.clock.now()))
