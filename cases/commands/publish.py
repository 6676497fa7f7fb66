"""Messages and signals from outside find the cases that wait for them, among those the sender sees."""

from collections.abc import Mapping
from typing import Any

from cases.access import sights_of
from cases.commands.start_case import NotStartable, Opening, start_case
from cases.sealing import Vault
from engine.commands.deliver_event import deliver_event
from engine.commands.send_onwards import keep_for_later
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import CaseHeld, CaseStopped, Json, NobodyWaits
from engine.keeping import digest_of
from engine.ports import NO_CASE, Actor, NotAllowed
from engine.rows import StartWait, Wait
from engine.running import Running
from engine.transaction import Request, answered, on_case


def publish_message(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    name: str,
    key: str | None,
    case_key: int | None,
    variables: Mapping[str, Any],
    request: Request | None = None,
) -> Json:
    """Deliver a message to the case that has waited longest, else begin a case that it begins.

    Answer: {case, element}. Raises NobodyWaits, NotAllowed, NotStartable, CaseStopped.
    """
    known = answered(engine, actor, request)
    if known is not None:  # a repeated request: by now nobody waits any more
        begun = [
            start for start in _starts(engine, "message", name) if start.procedure == known.get("procedure")
        ]
        return {"case": known["case"], "element": begun[0].element} if begun else known
    waits = _waits(engine, actor, "message", digest_of(engine.case_file, name, key))
    for wait in waits:
        if case_key in {None, wait.instance_key}:
            try:
                return deliver_event(engine, actor, wait.key, variables, request)
            except NobodyWaits:  # it has gone on meanwhile: the next one that waits gets the message
                continue
    for start in _starts(engine, "message", name) if case_key is None else ():
        return _begin(engine, vault, actor, start, variables, request)
    raise NobodyWaits


def publish_signal(
    engine: Engine, vault: Vault, actor: Actor, name: str, variables: Mapping[str, Any]
) -> tuple[list[Json], list[int]]:
    """Deliver a signal to all that wait, and begin the cases that it begins: what it reached, and the cases whose model
    could not go on. A suspended case hears it once it is resumed.
    """
    reached: list[Json] = []
    stopped: list[int] = []
    for wait in _waits(engine, actor, "signal", digest_of(engine.case_file, name, None)):
        try:
            reached.append(deliver_event(engine, actor, wait.key, variables))
        except NobodyWaits:  # the case has gone on meanwhile, perhaps by this very signal
            continue
        except CaseHeld:
            reached.append(_keep(engine, actor, wait, variables))
        except CaseStopped:
            stopped.append(wait.instance_key)
    for start in _starts(engine, "signal", name):
        try:
            reached.append(_begin(engine, vault, actor, start, variables, None))
        except (NotAllowed, NotStartable):  # it begins nothing for this sender
            continue
    return reached, stopped


def _starts(engine: Engine, kind: str, name: str) -> list[StartWait]:
    with engine.store.reading() as work:
        return work.find(StartWait, kind=kind, digest=digest_of(engine.case_file, name, None))


def _begin(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    start: StartWait,
    variables: Mapping[str, Any],
    request: Request | None,
) -> Json:
    opening = Opening(start.procedure, {}, variables, start.element)
    begun = start_case(engine, vault, actor, opening, request)
    return {"case": begun["case"], "element": start.element}


def _keep(engine: Engine, actor: Actor, wait: Wait, variables: Mapping[str, Any]) -> Json:
    def body(running: Running) -> Json:
        keep_for_later(running, wait, accepted(running.package, variables))
        return {"case": str(wait.instance_key), "element": wait.element}

    return on_case(engine, lambda work: wait.instance_key, actor, None, body, by_sight=False)


def _waits(engine: Engine, actor: Actor, kind: str, digest: str) -> list[Wait]:
    with engine.store.reading() as work:
        waits = sorted(work.find(Wait, kind=kind, digest=digest), key=lambda wait: wait.key)
        # Asked for also where nothing waits: a case that they don't see must not show by it.
        cases = {wait.instance_key for wait in waits} or {NO_CASE}
        sights = sights_of(work, actor, cases, engine.clock.now())
    mandated = {key for key, sight in sights.items() if not sight.is_exceptional}
    return [wait for wait in waits if wait.instance_key in mandated]
