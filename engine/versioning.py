"""A running instance goes to another version of its procedure, and back as long as nothing has happened since."""

from collections.abc import Mapping
from dataclasses import replace

from engine.bpmn.migrating import NotMigratable, Plan, migrate, plan
from engine.bpmn.model import Element
from engine.bpmn.run import Offer, Run
from engine.errors import TooLate, Unanswerable
from engine.keeping import take_away
from engine.queues import offered
from engine.rows import Gateway, Job, Row, Seat, Snapshot, Task
from engine.running import Running

_WAITS_FOR = {"fact": "fact", "judgement": "decision", "rule": "confirmation"}


class MigrationRefused(Unanswerable):
    """The case can't go to this version as it stands. Map what needs a choice, or repair the case first."""

    code = "migration-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NothingToUndo(TooLate):
    """The case has gone on since it was migrated, or was not migrated at all: there is no way back any more."""

    code = "nothing-to-undo"


def plan_version(running: Running, version_key: int, mapping: Mapping[str, str]) -> Plan:
    """What another version means for the instance; nothing changes."""
    new = running.engine.versions.get(running.work, version_key)
    state = running.opened(running.instance.state)
    return plan(running.package.process, new.process, state, mapping)


def to_version(running: Running, version_key: int, mapping: Mapping[str, str]) -> Plan:
    """Take the instance to another version; the state before is kept if nothing goes on by it. Raises MigrationRefused, naming why."""
    instance, rows = running.instance, _rows(running)
    if version_key == instance.procedure_version_key:
        raise MigrationRefused("The case runs on this version already.")
    new = running.engine.versions.get(running.work, version_key)
    snapshot = Snapshot(
        running.engine.keys(),
        instance.key,
        instance.procedure_version_key,
        instance.state,
        instance.version + 1,
        running.now,
        None,
    )
    try:
        state = running.opened(instance.state)
        moved = migrate(running.package.process, new.process, state, running, mapping)
    except NotMigratable as error:
        raise MigrationRefused(str(error)) from error
    running.package, running.run = new, moved.run
    running.instance = replace(instance, procedure_version_key=version_key)
    asks_otherwise = _align(running, rows)
    if moved.goes_on or (asks_otherwise and not instance.is_held):
        running.move()
    if not running.run.trail:  # what went on at once has thrown and asked: undone, it would do so twice
        running.work.add(snapshot)
    return moved.plan


def undo(running: Running) -> int:
    """Take the instance back to where it was before it went to this version; the key of that version.

    Raises NothingToUndo once anything has happened since.
    """
    instance = running.instance
    known = [row for row in running.work.find(Snapshot, instance_key=instance.key) if row.used_at is None]
    snapshot = max(known, key=lambda row: row.key, default=None)
    if snapshot is None or snapshot.instance_version != instance.version:
        raise NothingToUndo
    rows = _rows(running)
    running.package = running.engine.versions.get(running.work, snapshot.procedure_version_key)
    running.run = Run.load(running.package.process, running, running.opened(snapshot.state))
    running.instance = replace(instance, procedure_version_key=snapshot.procedure_version_key)
    running.work.replace(replace(snapshot, used_at=running.now))
    _align(running, rows)
    return snapshot.procedure_version_key


def _rows(running: Running) -> set[int]:
    return {offer.row for offer in running.run.offers() if offer.row is not None}


def _align(running: Running, before: set[int]) -> bool:
    """Open tasks, jobs and gateways say what their elements say now; those whose tokens are gone are cancelled.

    Whether a gateway is of another kind now: then it has to be asked again, for a fact may be on record.
    """
    offers = [offer for offer in running.run.offers() if offer.row is not None]
    take_away(running, sorted(before - {offer.row for offer in offers if offer.row is not None}))
    asks_otherwise = False
    for offer in offers:
        element = running.package.element(offer.element)
        for row in _aligned(running, offer, element):
            known = running.work.get(Gateway, row.key) if isinstance(row, Gateway) else None
            asks_otherwise |= isinstance(row, Gateway) and known is not None and known.kind != row.kind
            running.work.replace(row)
    return asks_otherwise


def _aligned(running: Running, offer: Offer, element: Element) -> list[Row]:
    key = offer.row or 0
    job = running.work.get(Job, key) if offer.is_job else None
    if job is not None:
        if job.status == "cancelled":
            return [replace(offered(job, running.work.now()), element=offer.element)]
        return [replace(job, element=offer.element, version=job.version + 1)]
    if offer.kind == "exclusiveGateway":
        gateway = running.work.get(Gateway, key)
        if gateway is None:
            return []
        kind = element.gateway_kind or "plain"
        changed: Row = replace(
            gateway,
            element=offer.element,
            role=element.lane or "",
            kind=kind,
            waits_for=gateway.waits_for if kind == gateway.kind else _WAITS_FOR.get(kind, "nothing"),
            status="open",
            version=gateway.version + 1,
        )
    else:
        task = running.work.get(Task, key)
        if task is None:
            return []
        form = element.form if element.form in running.package.forms else ""
        changed = replace(
            task,
            element=offer.element,
            role=element.lane or "",
            form=form or "",
            status="open",
            version=task.version + 1,
        )
    return [changed, *_seats(running, key, element)]


def _seats(running: Running, subject: int, element: Element) -> list[Row]:
    """Seats of roles that must act are open, others are closed; a role that is new gets a seat. A fact has none."""
    known = running.work.find(Seat, subject_key=subject)
    wanted = set() if element.gateway_kind == "fact" else set(element.seats)
    missing = wanted - {seat.role for seat in known}
    running.seat(subject, "gateway" if element.kind == "exclusiveGateway" else "task", sorted(missing))
    return [
        replace(seat, is_open=seat.role in wanted)
        for seat in known
        if seat.is_open is not (seat.role in wanted)
    ]
