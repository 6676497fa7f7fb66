"""Messages and signals from outside find the cases that wait for them, among those the sender sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cases.access import sights_of
from cases.commands.start_case import NotStartable, Opening, start_case
from cases.early_messages import Message, keep_early
from cases.lists import ListsOf, viewer_of
from cases.rav_reports import (
    OF_RAV,
    REPORT,
    RavOnly,
    ReportsUnread,
    name_in,
    package_seen,
    require_few_unread,
    told_by,
)
from cases.sealing import Vault
from engine.commands.brought import Offered
from engine.commands.deliver_event import NOTHING_ELSE, Alongside, deliver_event
from engine.commands.send_onwards import keep_for_later
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import CaseHeld, CaseStopped, Json, NobodyWaits
from engine.keeping import digest_of
from engine.ports import Actor, NotAllowed
from engine.rows import Instance, StartWait, Wait
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, answered, kept, on_case, once

FEW, MANY = 20, 1000
"""Waits that are looked for in one go: of a message, which the first takes, and of a signal, which all hear."""


def publish_message(
    engine: Engine,
    vault: Vault,
    lists: ListsOf,
    actor: Actor,
    message: Message,
    request: Request | None = None,
) -> Json:
    """Deliver a message to the case that has waited longest, else begin a case that it begins, else keep it for a while;
    so also while the case that waits is suspended, or has enough unread of the RAV.

    Answer: {status: delivered, case, element} or {status: waiting, message}.
    Raises NobodyWaits, AlreadyBegun, NotAllowed, RavOnly, NotStartable, CaseHeld, ReportsUnread, CaseStopped.
    """
    known = answered(engine, actor, request)
    if known is None:
        try:
            delivered = deliver(engine, vault, lists, actor, message, request)
        except (CaseHeld, ReportsUnread):
            if not message.time_to_live:
                raise
            delivered = None
        if delivered is not None:
            return delivered
        known = answered(engine, actor, request)  # the same one may have come twice at once
    if known is not None:  # a repeated request: by now nobody waits any more
        return _as_before(engine, message, known)
    if not message.time_to_live:
        raise NobodyWaits
    waiting = once(engine, actor, request, lambda work: keep_early(engine, vault, work, actor, message))
    engine.bell.set()
    return waiting


def deliver(
    engine: Engine,
    vault: Vault,
    lists: ListsOf,
    actor: Actor,
    message: Message,
    request: Request | None = None,
    alongside: Alongside = NOTHING_ELSE,
) -> Json | None:
    """Deliver a message to who waits for it now, or begin what it begins; None where nobody does.

    A procedure of a package hears only what names its case. `alongside` is done in the same transaction.
    Raises RavOnly for what a package hears from a RAV alone, from anybody else whom it is visible to.
    """
    if message.case_key is not None:
        return deliver_to_case(engine, actor, message.case_key, message, request, alongside)
    digest, alongside = _as_waited_for(engine, message, alongside)
    waits = (wait for some in _waits(engine, lists, actor, "message", digest) for wait in some)
    reached = _to_one_of(engine, actor, waits, message, request, alongside)
    if reached is not None:
        return reached
    for start in _starts(engine, "message", message.name):
        begun = _begin(
            engine,
            vault,
            actor,
            start.procedure,
            start.element,
            message.variables,
            request,
            message.key,
            alongside,
        )
        return {"status": "delivered", **begun}
    return None


def deliver_to_case(
    engine: Engine,
    actor: Actor,
    case_key: int,
    message: Message,
    request: Request | None = None,
    alongside: Alongside = NOTHING_ELSE,
) -> Json | None:
    """Deliver a message to a case, as `deliver`; None where it does not wait for it."""
    message = _as_heard(engine, actor, replace(message, case_key=case_key))
    digest, alongside = _as_waited_for(engine, message, alongside)
    with engine.store.reading() as work:
        waits = work.find(Wait, kind="message", digest=digest, instance_key=case_key)
        # Asked for also where nothing waits: a case that they don't see must not show by it.
        sight = sights_of(work, actor, {case_key}, engine.clock.now()).get(case_key)
    if sight is None or sight.is_exceptional:
        return None
    return _to_one_of(engine, actor, waits, message, request, alongside)


def _to_one_of(
    engine: Engine,
    actor: Actor,
    waits: Iterable[Wait],
    message: Message,
    request: Request | None,
    alongside: Alongside,
) -> Json | None:
    """To the first of them."""
    for wait in waits:
        try:
            answer = deliver_event(engine, actor, wait.key, message.variables, request, alongside)
        except NobodyWaits:  # it has gone on meanwhile: the next one that waits gets the message
            continue
        return {"status": "delivered", **answer}
    return None


def _as_heard(engine: Engine, actor: Actor, message: Message) -> Message:
    """Under the name that its case hears it by. Only what came by way of the RAV is `Offered`."""
    if message.case_key is None or message.name not in OF_RAV:
        return message
    with engine.store.reading() as work:
        package = package_seen(engine, work, actor, message.case_key)
    if package is None:
        return message
    if not isinstance(message.variables, Offered):
        raise RavOnly
    if name_in(package, message.name) != REPORT:
        return message
    return replace(message, name=REPORT, variables=Offered(told_by(message.name, message.variables)))


def _as_waited_for(engine: Engine, message: Message, alongside: Alongside) -> tuple[str, Alongside]:
    """The digest under which a message is waited for, and what is done in its transaction."""
    is_report = message.name == REPORT
    digest = digest_of(engine.case_file, message.name, message.key)
    return digest, _with_few_unread(engine, alongside) if is_report else alongside


def _with_few_unread(engine: Engine, alongside: Alongside) -> Alongside:
    """In the same transaction, so that two at once don't pass the limit together."""

    def both(work: Work, case_key: int) -> None:
        require_few_unread(engine, work, case_key)
        alongside(work, case_key)

    return both


def _as_before(engine: Engine, message: Message, known: Json) -> Json:
    """The answer that the same request got: that of what it has begun names no element."""
    if "message" in known or "element" in known:
        return {"status": "delivered", **known}
    starts = _starts(engine, "message", message.name)
    begun = next((start.element for start in starts if start.procedure == known.get("procedure")), None)
    return {"status": "delivered", "case": known["case"], "element": begun}


def publish_signal(
    engine: Engine,
    vault: Vault,
    lists: ListsOf,
    actor: Actor,
    name: str,
    variables: Mapping[str, Any],
    request: Request | None = None,
) -> tuple[list[Json], list[int]]:
    """Deliver a signal to all that wait, and begin the cases that it begins: what it reached, and the cases whose model
    could not go on. A suspended case hears it once it is resumed.

    Whom a request reaches is put down first, then each of them gets it once: a repeated one finds the same receivers,
    and serves those that an interrupted one did not come to.
    """
    waits, starts = _receivers(engine, lists, actor, name, request)
    reached: list[Json] = []
    stopped: list[int] = []
    for wait, case, element in waits:
        part = request.part("wait", wait) if request else None
        try:
            reached.append(_reach(engine, actor, (wait, case, element), variables, part))
        except NobodyWaits:  # the case has gone on meanwhile, perhaps by this very signal
            continue
        except CaseStopped:
            stopped.append(case)
    for procedure, element in starts:
        part = request.part("start", procedure, element) if request else None
        try:
            reached.append(_begin(engine, vault, actor, procedure, element, variables, part))
        except (NotAllowed, NotStartable):  # it begins nothing for this sender
            continue
    return reached, stopped


Receiver = tuple[int, int, str]
"""The key of a wait, its case and its element."""


def _receivers(
    engine: Engine, lists: ListsOf, actor: Actor, name: str, request: Request | None
) -> tuple[list[Receiver], list[tuple[str, str]]]:
    """Who gets a signal, and what it begins: procedure and start event."""

    def body() -> Json:
        found = _waits(engine, lists, actor, "signal", digest_of(engine.case_file, name, None))
        starts = _starts(engine, "signal", name)
        return {
            "waits": [
                [str(wait.key), str(wait.instance_key), wait.element] for waits in found for wait in waits
            ],
            "starts": [[start.procedure, start.element] for start in starts],
        }

    plan = kept(engine, actor, request, body)
    waits = [(int(wait), int(case), str(element)) for wait, case, element in plan["waits"]]
    return waits, [(str(procedure), str(element)) for procedure, element in plan["starts"]]


def _starts(engine: Engine, kind: str, name: str) -> list[StartWait]:
    with engine.store.reading() as work:
        return work.find(StartWait, kind=kind, digest=digest_of(engine.case_file, name, None))


def _begin(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    procedure: str,
    element: str,
    variables: Mapping[str, Any],
    request: Request | None,
    correlation_key: str | None = None,
    alongside: Alongside = NOTHING_ELSE,
) -> Json:
    opening = Opening(procedure, {}, variables, element, correlation_key=correlation_key)
    begun = start_case(engine, vault, actor, opening, request, alongside)
    return {"case": begun["case"], "element": element}


def _reach(
    engine: Engine, actor: Actor, receiver: Receiver, variables: Mapping[str, Any], request: Request | None
) -> Json:
    try:
        return deliver_event(engine, actor, receiver[0], variables, request)
    except CaseHeld:
        return _keep(engine, actor, receiver, variables, request)


def _keep(
    engine: Engine, actor: Actor, receiver: Receiver, variables: Mapping[str, Any], request: Request | None
) -> Json:
    key, case, element = receiver

    def body(running: Running) -> Json:
        wait = running.work.get(Wait, key)
        if wait is None:
            raise NobodyWaits
        keep_for_later(running, wait, accepted(running.package, variables))
        return {"case": str(case), "element": element}

    return on_case(engine, lambda work: case, actor, request, body, by_sight=False)


def _waits(engine: Engine, lists: ListsOf, actor: Actor, kind: str, digest: str) -> Iterator[list[Wait]]:
    """Who waits for it among the cases that the actor has a mandate for, the longest waiting first, as far as is asked for."""
    after: int | None = None
    limit = FEW if kind == "message" else MANY
    while True:
        with engine.store.reading() as work:
            viewer, now = viewer_of(actor), engine.clock.now()
            found = lists(work).waits(viewer, now, kind, digest, after=after, limit=limit)
            singles = (
                _single(engine, work, {wait.instance_key for wait in found}) if kind == "message" else None
            )
        yield [wait for wait in found if singles is None or wait.instance_key in singles]
        if len(found) < limit:
            return
        after = found[-1].key


def _single(engine: Engine, work: Work, case_keys: set[int]) -> set[int]:
    """Those of a single model: it says by a correlation key, or by waiting longest, for whom a message is."""
    instances = work.find(Instance, key=sorted(case_keys)) if case_keys else []
    return {item.key for item in instances if engine.versions.get(work, item.procedure_version_key).is_single}
