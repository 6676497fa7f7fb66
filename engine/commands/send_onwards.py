"""What instances have thrown reaches those that wait for it: one transaction a receiver, each once."""

import json
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any

from engine.bpmn.run import NotWaiting
from engine.bpmn.variables import plain
from engine.commands.begin_cases import ERRAND, begin_case, errands, give_up
from engine.commands.set_aside import set_aside
from engine.engine import Engine
from engine.errors import CommandError, Json
from engine.keeping import dumped
from engine.rows import AT_ONCE, Dispatch, Wait
from engine.running import Running
from engine.store import Conflict, Unreachable, Work
from engine.transaction import on_case, repeated

_EVENTS = {"message": "MESSAGE_RECEIVED", "signal": "SIGNAL_RECEIVED"}
AT_MOST = 2.0
"""Seconds that one round takes at most."""
LEASE = 10.0
"""Seconds for which a worker has one to itself: should it die, another one takes it then."""
_AT_ONCE = 100
"""Receivers of a signal that are looked up in one go."""
_ONE = "wait:"
"""In place of a digest: the key of the one wait that it is for."""


class _Gone(CommandError):
    """The receiver waits no more."""


def send_onwards(engine: Engine) -> int:
    """Deliver everything thrown and not yet delivered, the oldest first; how many were looked at.

    Only instances whose cases the same institution opened hear each other. A message goes to the one that has waited
    longest, else it begins a case; a signal goes to all others that wait, and begins what it begins. A receiver whose model can't go on gets an incident; the rest goes on.
    What comes to a suspended case is kept until it is resumed.
    """
    sent, until = 0, time.monotonic() + AT_MOST
    while time.monotonic() < until:  # timers and others get their turn in between
        taken = repeated(engine, lambda work: work.lease(Dispatch, "due_at", seconds=LEASE))
        if not taken:
            return sent
        (dispatch,) = taken
        try:
            if dispatch.digest == ERRAND:
                begin_case(engine, dispatch)
            else:
                _deliver(engine, dispatch)
            sent += 1
        except Conflict:  # its turn comes when the lease is over
            continue
        except Unreachable:  # nobody's mistake, and its turn comes too
            raise
        except Exception as error:  # noqa: BLE001  # one that can't be read keeps no other waiting: an incident tells of it
            set_aside(engine, dispatch.instance_key, error)
            repeated(engine, lambda work: give_up(engine, work, dispatch.key))  # noqa: B023  # called at once
    return sent


def keep_for_later(running: Running, wait: Wait, variables: Mapping[str, Any]) -> None:
    """Something has come to a suspended case: it is on its way to this one wait until the case is resumed."""
    key = running.engine.keys()
    place = f"dispatch:{key}"
    content = dumped({"variables": plain(variables)})
    sealed = running.engine.case_file.seal(running.work, wait.instance_key, content, place)
    running.work.add(
        Dispatch(key, wait.instance_key, None, wait.kind, f"{_ONE}{wait.key}", sealed, running.now, None, 0)
    )


def send_kept(running: Running) -> None:
    """A case is resumed: what came for it in between is on its way again."""
    for dispatch in running.work.find(Dispatch, instance_key=running.instance.key, sent_at=None, due_at=None):
        running.work.replace(replace(dispatch, due_at=AT_ONCE))


def _deliver(engine: Engine, dispatch: Dispatch) -> None:
    gone: set[int] = set()
    while (found := _next(engine, dispatch.key, gone)) is not None:
        waits, variables = found
        for wait in waits:
            if not _bring(engine, dispatch, wait, variables):  # the next one that waits gets it
                gone.add(wait.key)
    repeated(engine, lambda work: _sent(engine, work, dispatch.key))


def _bring(engine: Engine, dispatch: Dispatch, wait: Wait, variables: Mapping[str, Any]) -> bool:
    """Whether it came to one that waits; not where that one has gone on meanwhile."""
    try:
        on_case(
            engine,
            lambda work: wait.instance_key,
            None,
            None,
            lambda running: _happen(running, dispatch.key, wait, variables),
        )
    except _Gone:
        return False
    except CommandError:
        repeated(engine, lambda work: _reached(work, dispatch.key, wait.key))
    except (Conflict, Unreachable):
        raise
    except Exception as error:  # noqa: BLE001  # a receiver that can't be read keeps no other waiting: an incident tells
        set_aside(engine, wait.instance_key, error)
        repeated(engine, lambda work: _reached(work, dispatch.key, wait.key))
    return True


def _next(
    engine: Engine, dispatch_key: int, gone: Collection[int]
) -> tuple[list[Wait], Mapping[str, Any]] | None:
    """Those that get it next, of a message one, with what it says; None where nobody is left."""
    with engine.store.reading() as work:
        dispatch = work.get(Dispatch, dispatch_key)
        if (
            dispatch is None
            or dispatch.sent_at is not None
            or (dispatch.kind == "message" and dispatch.reached)
        ):
            return None
        waiting = (one for one in _receivers(engine, work, dispatch) if one.key not in gone)
        found = list(islice(waiting, 1 if dispatch.kind == "message" else _AT_ONCE))
        return (found, _said(engine, work, dispatch)["variables"]) if found else None


def _receivers(engine: Engine, work: Work, dispatch: Dispatch) -> Iterator[Wait]:
    if dispatch.digest.startswith(_ONE):
        only = work.get(Wait, int(dispatch.digest.removeprefix(_ONE)))
        if only is not None and not dispatch.reached:
            yield only
        return
    realm = engine.case_file.realm(work, dispatch.instance_key)
    for wait in work.find(Wait, kind=dispatch.kind, digest=dispatch.digest):
        is_own = dispatch.kind == "signal" and wait.instance_key == dispatch.instance_key
        if wait.key <= dispatch.reached or is_own:  # its own waits heard the signal at once
            continue
        if work.find(
            Dispatch, digest=f"{_ONE}{wait.key}", sent_at=None
        ):  # suspended, and has its message already
            continue
        if engine.case_file.realm(work, wait.instance_key) == realm:
            yield wait


def _happen(running: Running, dispatch_key: int, wait: Wait, variables: Mapping[str, Any]) -> Json:
    dispatch = running.work.get(Dispatch, dispatch_key)
    if dispatch is None or dispatch.sent_at is not None or wait.key <= dispatch.reached:
        return {}  # another worker was quicker
    if dispatch.kind == "message" and dispatch.reached:
        return {}  # and had another receiver
    if running.work.get(Wait, wait.key) is None:
        if wait.kind == "message":
            raise _Gone
        _reached(running.work, dispatch_key, wait.key)
        return {}
    _reached(running.work, dispatch_key, wait.key)
    if running.instance.is_held:
        keep_for_later(running, wait, variables)
        return {}
    running.log_by_itself(_EVENTS[wait.kind], wait.element, {})
    try:
        running.run.occur(wait.token, wait.place, variables)
    except NotWaiting as error:
        raise _Gone from error
    running.move()
    return {}


def _reached(work: Work, dispatch_key: int, wait_key: int) -> None:
    dispatch = work.get(Dispatch, dispatch_key)
    if dispatch is not None and wait_key > dispatch.reached:  # who comes late sets nobody back
        work.replace(replace(dispatch, reached=wait_key))


def _sent(engine: Engine, work: Work, dispatch_key: int) -> None:
    dispatch = work.get(Dispatch, dispatch_key)
    if dispatch is None or dispatch.sent_at is not None:
        return
    work.replace(replace(dispatch, sent_at=engine.clock.now(), due_at=None))
    if dispatch.digest.startswith(_ONE) or (dispatch.kind == "message" and dispatch.reached):
        return
    said = _said(engine, work, dispatch)
    work.add(*errands(engine, work, dispatch, said["name"], said["variables"]))


def _said(engine: Engine, work: Work, dispatch: Dispatch) -> Json:
    place = f"dispatch:{dispatch.key}"
    content = engine.case_file.unseal(work, dispatch.instance_key, dispatch.sealed, place)
    found: Json = json.loads(content, parse_float=Decimal)
    return found
