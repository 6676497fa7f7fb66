"""One command = one transaction: repeat what was only overtaken, keep what failed as an incident, answer once."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import orjson

from engine.chain import Happening, link
from engine.engine import Engine
from engine.errors import CaseStopped, CommandError, Json, ProcessFailure, TooLate
from engine.faults import Refused
from engine.keeping import sleep
from engine.ports import Actor, NotAllowed, NotVisible
from engine.rows import Incident, Instance, Outbox, Receipt
from engine.running import Running
from engine.store import Busy, Conflict, Duplicate, Work

ATTEMPTS = 5
MOST_OVERDUE = 1_000
"""Timers that one request waits for: more in a row is a model whose timer is always due."""
MOST_BY_ITSELF = 50_000
"""After so many events a case only goes on by people: two cases could call each other for ever."""
REFUSALS = (CommandError, Refused, NotVisible, NotAllowed, ProcessFailure, Conflict, Duplicate)
"""All that a request may meet that was answered before."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Request:
    """What makes a repeated request recognisable: the client's idempotency key and a digest of what it asked."""

    token: str
    digest: str

    @classmethod
    def of(cls, token: str, *content: object) -> "Request":
        """The request with this idempotency key and content."""
        # The standard library's writer takes whatever its reader gave: lone surrogates, integers of any size.
        return cls(token, hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest())

    def part(self, *content: object) -> "Request":
        """One of several steps of the request, each of which is done once."""
        return Request.of(f"part:{Request.of(self.token, *content).digest}", self.digest)


class Turn:
    """Tells an answer of this very call from one that was kept: what a body leaves behind by the way tells nothing, for it
    may have been done for nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._mark = str(engine.keys())

    def marked(self, answer: Json) -> Json:
        """The answer as the body gives it."""
        return {**answer, "turn": self._mark}

    def gave(self, answer: Json) -> bool:
        """Whether it was this call."""
        return bool(answer.get("turn") == self._mark)


class RequestReused(TooLate):
    """This idempotency key was used for another request before. Make a new key for a new request."""

    code = "idempotency-key-reused"


def on_case(
    engine: Engine,
    case_of: Callable[[Work], int],
    actor: Actor | None,
    request: Request | None,
    body: Callable[[Running], Json],
    despite: Callable[[Running], object] | None = None,
    *,
    by_sight: bool = True,
) -> Json:
    """Run a command on the instance of a case and settle it. Raises NotVisible; CaseStopped with the incident's key.

    `case_of` finds the case inside the same transaction, NO_CASE where there is none. The actor has to see it, which is
    asked before it is loaded; not with `by_sight` False, for commands that somebody may give by another right. `despite` is done where the model
    can't go on: what must hold all the same, such as a consent that has ended.
    Without an actor the machine does it by itself: whatever fails then stops this case and no other.
    """
    case_key, rings, looked = 0, False, False
    happened: Sequence[str] = ()
    late: ProcessFailure | None = None

    def command(work: Work) -> Json:
        nonlocal case_key, rings, happened
        case_key = case_of(work)
        running = (
            Running.seen_by(engine, work, case_key, actor)
            if actor is not None and by_sight
            else Running.load(engine, work, case_key, actor)
        )
        if actor is not None and not looked and running.overdue():
            raise _Overdue
        running.late = late
        if actor is None:
            _require_end(running)
        answer = body(running)
        running.settle()
        rings, happened = running.rings, running.happened
        return answer

    try:
        try:
            answer = once(engine, actor, request, command, lambda answer: case_key)
        except _Overdue:
            looked, late = True, _fire_overdue(engine, case_key)
            answer = once(engine, actor, request, command, lambda answer: case_key)
        if rings:  # only now is it written
            engine.bell.set()
        if actor is None and happened:
            engine.tells(case_key, happened)
        return answer
    except ProcessFailure as failure:
        if despite is not None:
            repeated(engine, lambda work: _settled(Running.load(engine, work, case_key, actor), despite))
        incident, is_new = _noted(engine, case_key, failure)
        if actor is None and is_new:  # tried again and again, it is told once
            engine.tells(case_key, ("INCIDENT_OPENED", failure.code))
        raise CaseStopped(failure.element, failure.message, incident, failure.read) from failure


class _Overdue(Exception):
    """A timer that comes first is due and has not fired yet."""


def _fire_overdue(engine: Engine, case_key: int) -> ProcessFailure | None:
    """Fire the timers of a case that come first, each in a transaction of its own: they were due before what people do.
    Why one could not, where it could not.
    """

    def fire(work: Work) -> bool:
        running = Running.load(engine, work, case_key, None)
        _require_end(running)
        overdue = running.overdue()
        if not overdue:
            return False
        running.log("TIMER_FIRED", overdue[0].element)
        running.run.occur(overdue[0].token, overdue[0].index, {})
        running.move()
        running.settle()
        return True

    try:
        for _ in range(MOST_OVERDUE):
            if not repeated(engine, fire):
                return None
            engine.bell.set()  # for what it may have thrown
        raise ProcessFailure(
            None, "too-many-events", f"{MOST_OVERDUE:,} timers were due here one after the other."
        )
    except ProcessFailure as failure:
        note_failure(engine, case_key, failure)
        return failure


def _require_end(running: Running) -> None:
    """Raises ProcessFailure in a case that goes on by itself for ever."""
    if running.instance.by_itself > MOST_BY_ITSELF:
        raise ProcessFailure(
            None,
            "too-many-events",
            f"More than {MOST_BY_ITSELF:,} things have happened here since somebody last acted.",
        )


def broken(engine: Engine, case_key: int, error: Exception) -> tuple[int, bool]:
    """The incident of a mistake of ours in a case that the machine goes on with: of what kind, nothing of its content. 0 in one
    that has ended; and whether it is a new one."""
    return _noted(engine, case_key, ProcessFailure(None, "unexpected", type(error).__name__))


def _settled(running: Running, part: Callable[[Running], object]) -> None:
    part(running)
    running.settle()


def once(
    engine: Engine,
    actor: Actor | None,
    request: Request | None,
    body: Callable[[Work], Json],
    about: Callable[[Json], int | None] = lambda answer: None,
) -> Json:
    """Run a command in one transaction; the same request gets the same answer and does nothing again.

    A request that comes again is one that fails: at the latest its receipt can't be kept twice. So only what fails asks
    for a receipt, and what comes for the first time pays nothing.
    `about`: the case that an answer is about, where it is about one.
    """

    is_anew = False

    def command(work: Work) -> Json:
        nonlocal is_anew
        known = _receipt(engine, work, actor, request) if is_anew else None
        if known is not None:
            return known
        is_anew = True
        answer = body(work)
        if actor and request:
            _keep(engine, work, actor, request, answer, about(answer))
        return answer

    try:
        return repeated(engine, command)
    except REFUSALS:
        known = answered(engine, actor, request)
        if known is not None:
            return known
        raise


def answered(engine: Engine, actor: Actor | None, request: Request | None) -> Json | None:
    """What the same request was answered before, if it was. Raises RequestReused."""
    if actor is None or request is None:
        return None
    with engine.store.reading() as work:
        return _receipt(engine, work, actor, request)


def answered_or(engine: Engine, actor: Actor, request: Request | None, body: Callable[[], Json]) -> Json:
    """What the same request was answered before, else what the body gives. The same one may come twice at once: where the
    body is refused, because the other one has done it meanwhile, the answer of that one is given.
    """
    known = answered(engine, actor, request)
    if known is not None:
        return known
    try:
        return body()
    except REFUSALS:
        known = answered(engine, actor, request)
        if known is None:
            raise
        return known


def kept(engine: Engine, actor: Actor, request: Request | None, body: Callable[[], Json]) -> Json:
    """The answer of a command that by itself does nothing twice: the first one is given again to a repeated request."""
    known = answered(engine, actor, request)
    if known is not None:
        return known
    answer = body()
    return once(engine, actor, request, lambda work: answer) if request else answer


def repeated(engine: Engine, body: Callable[[Work], Result]) -> Result:
    """Run something in one transaction. What was overtaken by another one is repeated from its start, where it
    sees the new state and its own checks of versions decide."""
    for attempt in range(1, ATTEMPTS + 1):
        engine.job_bell.forget()
        try:
            with engine.store.work() as work:
                result = body(work)
        except Busy:  # it has waited long enough
            raise
        except (Conflict, Duplicate):
            if attempt == ATTEMPTS:
                raise
        else:
            if engine.job_bell.ring() and engine.handlers:
                engine.bell.set()
            return result
    raise AssertionError("unreachable")


def _receipt(engine: Engine, work: Work, actor: Actor | None, request: Request | None) -> Json | None:
    if actor is None or request is None:
        return None
    for receipt in work.find(Receipt, actor=actor.user_key, token=request.token):
        if receipt.request_digest != engine.case_file.fingerprint(request.digest):
            raise RequestReused
        answer: Json = orjson.loads(receipt.answer)
        return answer
    return None


def _keep(
    engine: Engine, work: Work, actor: Actor, request: Request, answer: Json, case_key: int | None
) -> None:
    work.add(
        Receipt(
            engine.keys(),
            actor.user_key,
            request.token,
            engine.case_file.fingerprint(request.digest),
            200,
            orjson.dumps(answer),
            engine.clock.now(),
            case_key,
        )
    )


def _incident(engine: Engine, work: Work, key: int, case_key: int, failure: ProcessFailure) -> Incident:
    """The incident; values that were read are sealed, for they may speak of somebody."""
    sealed = None
    if failure.read:
        content = orjson.dumps(failure.read)
        sealed = engine.case_file.seal(work, case_key, content, f"incident:{key}")
    now = engine.clock.now()
    return Incident(key, case_key, failure.element, failure.code, failure.message, now, None, sealed)


def note_failure(engine: Engine, case_key: int, failure: ProcessFailure) -> int:
    """The incident of a failure, once as long as it is open, and its event in the chain."""
    return _noted(engine, case_key, failure)[0]


def _noted(engine: Engine, case_key: int, failure: ProcessFailure) -> tuple[int, bool]:
    """The incident of a failure, and whether it is a new one."""
    for _ in range(ATTEMPTS):
        try:
            with engine.store.work() as work:
                for known in work.find(Incident, instance_key=case_key, resolved_at=None):
                    if (known.element, known.code) == (failure.element, failure.code):
                        return known.key, False
                now = engine.clock.now()
                key = engine.keys()
                instance = work.get(Instance, case_key)
                if instance is not None and instance.ended_at is not None:
                    return 0, False  # it has ended meanwhile: what could not be done needs nobody any more
                work.add(_incident(engine, work, key, case_key, failure))
                sleep(work, case_key)
                if instance is not None:
                    happening = Happening("INCIDENT_OPENED", failure.element, {"code": failure.code})
                    event = link(
                        engine.keys(),
                        case_key,
                        instance.next_event,
                        now,
                        happening,
                        None,
                        instance.last_digest,
                    )
                    work.add(event, Outbox(engine.keys(), case_key, event.key, event.kind, now, now, None))
                    work.replace(
                        replace(
                            instance,
                            status="incident",
                            version=instance.version + 1,
                            next_event=instance.next_event + 1,
                            last_digest=event.digest,
                        )
                    )
                return key, True
        except (Conflict, Duplicate):
            continue
    raise CaseStopped(failure.element, failure.message, 0)
