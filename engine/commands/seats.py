"""Who may act on an open task or gateway: one check for every command on it."""

from collections.abc import Sequence

from engine.errors import GatewayClosed, TaskChanged, TaskClosed
from engine.legal_basis import require_legal_basis
from engine.ports import NO_CASE, Actor, NotAllowed, NotVisible
from engine.rows import Gateway, Seat, Task
from engine.running import Running
from engine.store import Work


def case_of_task(work: Work, task_key: int) -> int:
    """The case of a task, NO_CASE where there is none."""
    work.ahead((Task, {"key": task_key}), (Seat, {"subject_key": task_key}))
    task = work.get(Task, task_key)
    return task.instance_key if task else NO_CASE


def case_of_gateway(work: Work, gateway_key: int) -> int:
    """The case of a gateway, NO_CASE where there is none."""
    work.ahead((Gateway, {"key": gateway_key}), (Seat, {"subject_key": gateway_key}))
    gateway = work.get(Gateway, gateway_key)
    return gateway.instance_key if gateway else NO_CASE


def open_task(running: Running, task_key: int, version: int | None) -> tuple[Task, list[Seat]]:
    """The task with its seats, if who acts may fill one of them and it still has the version that they saw."""
    task = running.work.get(Task, task_key)
    if task is None:
        raise NotVisible
    seats = running.work.find(Seat, subject_key=task.key)
    running.engine.access.seat_of(running.sight, [seat.role for seat in seats])
    if task.status != "open":
        raise TaskClosed
    running.require_not_held()
    running.require_in_time()
    if version is not None and task.version != version:
        raise TaskChanged(task.version)
    _require_basis(running, task)
    return task, seats


def open_gateway(running: Running, gateway_key: int) -> tuple[Gateway, list[Seat]]:
    """The gateway with its seats, if it waits for people."""
    gateway = running.work.get(Gateway, gateway_key)
    if gateway is None:
        raise NotVisible
    if gateway.status != "open":
        raise GatewayClosed
    running.require_not_held()
    running.require_in_time()
    _require_basis(running, gateway)
    return gateway, running.work.find(Seat, subject_key=gateway.key)


def _require_basis(running: Running, subject: Task | Gateway) -> None:
    require_legal_basis(
        running.package,
        running.engine.case_file,
        running.work,
        subject.instance_key,
        subject.element,
        running.now,
    )


def free_seat(running: Running, actor: Actor, seats: Sequence[Seat]) -> Seat:
    """The seat the actor fills: the one filled before, else an empty one; nobody fills two."""
    held = running.engine.access.seat_of(running.sight, [seat.role for seat in seats])
    for seat in seats:
        if seat.filled_by == actor.user_key:
            return seat
    for seat in seats:
        if seat.role in held and seat.filled_by is None:
            return seat
    for seat in seats:
        if seat.role in held:
            return seat
    raise NotAllowed


STOOD_IN_FOR = "stood_in_for"
"""In an event: whom the case names for the seat that somebody else has acted in."""


def in_whose_place(running: Running, actor: Actor, role: str) -> dict[str, str]:
    """What an event says of somebody who acts in a seat that names another person; nothing where it is their own."""
    named = running.engine.access.stood_in_for(running.work, actor, running.instance.key, role, running.now)
    return {} if named is None else {STOOD_IN_FOR: str(named)}
