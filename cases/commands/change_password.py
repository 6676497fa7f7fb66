"""Somebody gives themself another password: who has the former one, or came in with it elsewhere, is out."""

from dataclasses import dataclass, replace
from datetime import datetime

from cases.commands.deactivate_person import end_addresses, end_sign_ins
from cases.commands.sign_in import SignInRefused, forgive, proved
from cases.identity import Identity, Passwords, digest, opened_with
from cases.rows import Session, User
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


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The former password and the new one. `ends_addresses`: where calendars and events go that the account opened end too, for
    somebody else may have opened them.
    """

    current: str
    password: str
    ends_addresses: bool = False


def change_password(
    engine: Engine,
    passwords: Passwords,
    identity: Identity,
    session: str,
    new: NewPassword,
    address: str,
    request: Request | None = None,
) -> Json:
    """Set the new one. What was opened with the former one ends, but for this session. A former one that is wrong counts as a
    failed sign-in.

    Raises PasswordRefused (new: length, same; current: wrong), TooManyAttempts.
    """
    actor = identity.actor()

    def body() -> Json:
        if not SHORTEST_PASSWORD <= len(new.password) <= LONGEST_PASSWORD:
            raise PasswordRefused("new", "length")
        try:
            proof = proved(engine, passwords, identity.user.login, new.current, address)
        except SignInRefused as error:
            raise PasswordRefused("current", "wrong") from error
        forgive(engine, proof)
        if new.password == new.current:
            raise PasswordRefused("new", "same")
        hashed = passwords.hash(new.password)

        def change(work: Work) -> Json:
            before = work.get(User, proof.user.key)
            if before is None or not before.is_active or before.password != proof.user.password:
                raise PasswordRefused("current", "wrong")  # it was changed at the same moment
            after = replace(before, password=hashed)
            work.replace(after)
            _end_others(work, after, new, session, engine.clock.now())
            leave_trail(engine, work, after.key, "PASSWORD_CHANGED", actor=actor)
            return {}

        return once(engine, actor, request, change)

    return answered_or(engine, actor, request, body)


def _end_others(work: Work, user: User, new: NewPassword, session: str, now: datetime) -> None:
    here = digest(session)
    for known in work.find(Session, user_key=user.key, token_digest=here):
        work.replace(replace(known, opened_with=opened_with(user)))
    end_sign_ins(work, user.key, now, but=here)
    if new.ends_addresses:
        end_addresses(work, user.key, now)
