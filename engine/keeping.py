"""What an instance waits for and throws, as rows: written when a command settles, so that waiting survives."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

import orjson

from engine.bpmn.journal import Sent
from engine.bpmn.run import Run
from engine.bpmn.run import Wait as Waiting
from engine.bpmn.state import exact
from engine.bpmn.timers import instant_of, later_by
from engine.engine import Engine
from engine.ports import CaseFile
from engine.queues import closed
from engine.rows import (
    AT_ONCE,
    Dispatch,
    Draft,
    EarlyMessage,
    Event,
    Gateway,
    Instance,
    Job,
    Row,
    Seat,
    Task,
    Wait,
)
from engine.store import Work


class Kept(Protocol):
    """A loaded instance (engine/running.py)."""

    engine: Engine
    work: Work
    instance: Instance
    run: Run
    now: datetime
    admits: bool
    rings: bool


def keep_waits(kept: Kept, *, goes_on: bool) -> Iterator[Row]:
    """The rows of events that are waited for from now on; those that have changed or are over are written at once.

    Timers of a case that stands still wake nobody. Where somebody may be heard from now on, all that wait call for what is kept.
    """
    if not kept.run.process.spec.waits:
        return
    waiting = {(wait.token, wait.index): wait for wait in kept.run.waits()}
    for row in kept.work.find(Wait, instance_key=kept.instance.key):
        wait = waiting.pop((row.token, row.place), None)
        if wait is None:
            kept.work.remove(Wait, row.key)
            continue
        fresh = _timed(replace(row, element=wait.element), wait, kept.now, goes_on=goes_on)
        if kept.admits and row.kind == "message" and _is_kept(kept, row):
            fresh = replace(fresh, calls_at=AT_ONCE)
            kept.rings = True
        if fresh != row:
            kept.work.replace(fresh)
    rows = []
    for wait in waiting.values():
        row = Wait(
            key=kept.engine.keys(),
            instance_key=kept.instance.key,
            element=wait.element,
            token=wait.token,
            place=wait.index,
            kind=wait.kind,
            digest=digest_of(kept.engine.case_file, wait.name, wait.key) if wait.name else None,
            due_at=None,
            created_at=kept.now,
        )
        rows.append(_timed(row, wait, kept.now, goes_on=goes_on))
    yield from _calling(kept.work, rows)


def _is_kept(kept: Kept, wait: Wait) -> bool:
    """Whether a message has come for it before: by its name, or for the case, which the sender may not have seen yet."""
    return kept.work.has(EarlyMessage, digest=wait.digest, status="waiting") or kept.work.has(
        EarlyMessage, case_key=kept.instance.key, status="waiting"
    )


def _calling(work: Work, waits: Sequence[Wait]) -> list[Wait]:
    """The waits, calling for messages that came before anybody waited where there are any: a worker looks which of them may
    be heard, in a transaction of its own. So however many have been sent costs the case nothing.
    """
    digests = {wait.digest for wait in waits if wait.kind == "message" and wait.digest is not None}
    if not digests or not work.has(EarlyMessage, digest=sorted(digests), status="waiting"):
        return list(waits)
    return [replace(wait, calls_at=AT_ONCE) if wait.digest in digests else wait for wait in waits]


def sleep(work: Work, case_key: int) -> None:
    """A case stands still: its timers wake nobody until it settles anew."""
    for wait in work.find(Wait, instance_key=case_key, kind="timer"):
        if wait.wakes_at is not None:
            work.replace(replace(wait, wakes_at=None))


def _timed(row: Wait, wait: Waiting, now: datetime, *, goes_on: bool) -> Wait:
    """The row with when its timer is due and what wakes for it next: a warning not yet told, or the timer itself."""
    if wait.due is None:
        return row
    due, begun = instant_of(wait.due), row.begun_at or row.created_at
    if wait.stopped is not None:
        stopped = instant_of(wait.stopped)
        return replace(row, due_at=None, wakes_at=None, begun_at=begun, stopped_at=stopped, planned_at=due)
    if row.stopped_at is not None:
        begun = later_by(begun, row.stopped_at, now)
    moments = [moment for moment, percent in wait.warnings if percent > row.warned]
    return replace(
        row,
        due_at=due,
        wakes_at=min([due, *moments]) if goes_on else None,
        begun_at=begun,
        stopped_at=None,
        planned_at=None,
    )


def dispatches(kept: Kept) -> Iterator[Row]:
    """What was thrown, on its way to others."""
    for sent in kept.run.journal.sent:
        key = kept.engine.keys()
        yield Dispatch(
            key=key,
            instance_key=kept.instance.key,
            element=sent.element,
            kind=sent.kind,
            digest=digest_of(kept.engine.case_file, sent.name, sent.key),
            sealed=_sealed(kept, key, sent),
            created_at=kept.now,
            sent_at=None,
            reached=0,
            due_at=AT_ONCE,
        )
    kept.run.journal.sent.clear()  # once, however often it settles


def take_away(kept: Kept, keys: Sequence[int]) -> None:
    """Tasks, jobs and gateways whose tokens were taken away are cancelled, with their seats and drafts."""
    wanted = list(keys)
    if not wanted:
        return
    seats = {"subject_key": wanted, "is_open": True}
    tasks, gateways = {"key": wanted, "status": "open"}, {"key": wanted, "status": "open"}
    jobs = {"key": wanted, "status": ["open", "failed"]}
    kept.work.ahead((Seat, seats), (Task, tasks), (Job, jobs), (Gateway, gateways))
    # Seats first, as who completes a task does: else a timer and a person would each hold what the other waits for.
    for seat in kept.work.find(Seat, **seats):
        kept.work.replace(replace(seat, is_open=False))
    for task in kept.work.find(Task, **tasks):
        kept.work.replace(replace(task, status="cancelled", version=task.version + 1))
        kept.work.remove(Draft, task.key)
    for job in kept.work.find(Job, **jobs):
        kept.work.replace(closed(job, "cancelled", kept.now))
    for gateway in kept.work.find(Gateway, **gateways):
        kept.work.replace(replace(gateway, status="cancelled", version=gateway.version + 1))


def digest_of(case_file: CaseFile, name: str, key: str | None) -> str:
    """What a message or signal is found by: keyed, for a correlation key may speak of somebody."""
    return case_file.fingerprint(orjson.dumps([name, key]).decode())


def seal_variables(case_file: CaseFile, work: Work, event: Event, variables: Mapping[str, Any]) -> bytes:
    """The variables that an element set, bound to their event."""
    return case_file.seal(work, event.instance_key, dumped(variables), f"passage:{event.key}")


def sealed_text(case_file: CaseFile, work: Work, job: Job, text: str, what: str = "") -> str:
    """What a worker tells of a job, or its computed `type`, for a column of text: it may speak of somebody."""
    sealed = case_file.seal(work, job.instance_key, text.encode(), _place(job, what))
    return base64.b64encode(sealed).decode()


def opened_text(case_file: CaseFile, work: Work, job: Job) -> str | None:
    """What `sealed_text` sealed as the job's message."""
    return _opened(case_file, work, job, job.message, "")


def type_of(case_file: CaseFile, work: Work, job: Job) -> str:
    """The type of a job as workers ask for it."""
    return _opened(case_file, work, job, job.computed_type, "type") or job.type


def _opened(case_file: CaseFile, work: Work, job: Job, text: str | None, what: str) -> str | None:
    if text is None:
        return None
    sealed = base64.b64decode(text)
    return case_file.unseal(work, job.instance_key, sealed, _place(job, what)).decode()


def _place(job: Job, what: str) -> str:
    """What a sealed text of a job is bound to."""
    return f"job:{job.key}:{what}" if what else f"job:{job.key}"


def dumped(variables: Mapping[str, Any]) -> bytes:
    """Variables as JSON, numbers exact."""
    return orjson.dumps(variables, default=exact)


def _sealed(kept: Kept, key: int, sent: Sent) -> bytes:
    content = dumped({"name": sent.name, "key": sent.key, "variables": sent.variables})
    return kept.engine.case_file.seal(kept.work, kept.instance.key, content, f"dispatch:{key}")
