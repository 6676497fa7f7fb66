"""Jobs whose handlers run in this process: done by the worker, out of the same table, and never lost with a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from api.bootstrap import Bruecke, wire
from api.cast import add_cast
from api.settings import Settings
from api.worker import go_on
from cases.commands.hold_case import hold_case
from cases.commands.start_case import Opening, start_case
from cases.identity import identity_of
from engine.clock import StoryClock
from engine.commands.deploy_model import deploy_model
from engine.memory import MemoryStore
from engine.ports import Actor, BpmnError, HandedJob, JobHandler
from engine.queues import MOST_ACTIVATIONS
from engine.rows import Incident, Job, Row, Task
from engine.running import Running
from engine.store import Store
from engine.transaction import repeated
from tests.api.house import MASTER_KEY, PACKAGE, START
from tests.api.test_single_models import flow, job, model
from tests.databases import lists_of

R = TypeVar("R", bound=Row)
CAUGHT = (
    f'<startEvent id="s"/>{job("j", "check")}<boundaryEvent id="b" attachedToRef="j"><errorEventDefinition errorRef="E"/>'
    '</boundaryEvent><userTask id="done"/><userTask id="caught"/>'
    + flow("f", "s", "j")
    + flow("g", "j", "done")
    + flow("h", "b", "caught")
)
MODEL = model("handled", CAUGHT, '<error id="E" errorCode="none"/>')


class Killed(BaseException):
    """The process ends here and now."""


@dataclass
class Checks:
    """A handler that counts, and does what it is told."""

    does: Any = None
    seen: list[HandedJob] = field(default_factory=list)

    def __call__(self, handed: HandedJob) -> Mapping[str, Any]:
        self.seen.append(handed)
        if isinstance(self.does, BaseException):
            raise self.does
        return {"checked": handed.variables["n"]}


def house_over(store: Store, handler: JobHandler) -> Bruecke:
    """A process of its own over the store."""
    settings = Settings(fast_passwords=True, processes=PACKAGE.parent)
    return wire(settings, store, lists_of, MASTER_KEY, StoryClock(START), handlers={"check": handler})


def begun(house: Bruecke, number: int = 1) -> tuple[Actor, list[int]]:
    """So many cases that stand at their job, opened by Carla."""
    with house.engine.store.work() as work:
        users = add_cast(work, house.engine.keys, house.passwords)
    with house.engine.store.reading() as work:
        actors = {}
        for login in ("carla_smz", "dario"):
            identity = identity_of(work, users[login].key)
            assert identity is not None
            actors[login] = identity.actor("de")
    deploy_model(house.engine, actors["dario"], {"model.bpmn": MODEL})
    carla, found = actors["carla_smz"], []
    for count in range(number):
        opened = start_case(house.engine, house.vault, carla, Opening("handled", {}, {"n": count}))
        found.append(int(opened["case"]))
    return carla, found


def rows(store: Store, kind: type[R], **equals: object) -> list[R]:
    with store.reading() as work:
        return work.find(kind, **equals)


def change(store: Store, **columns: Any) -> None:
    """What time would do to the one job."""
    with store.work() as work:
        (row,) = work.find(Job)
        work.replace(replace(row, **columns, version=row.version + 1))


def past() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


def test_the_worker_does_what_there_is_and_the_cases_go_on(store: Store) -> None:
    checks = Checks()
    house = house_over(store, checks)
    _, cases = begun(house, 3)

    go_on(house)

    assert [handed.variables for handed in checks.seen] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert {handed.type for handed in checks.seen} == {"check"}
    assert {job.status for job in rows(store, Job)} == {"completed"}
    assert [task.element for task in rows(store, Task, status="open")] == ["done"] * 3
    with store.reading() as work:
        running = Running.load(house.engine, work, cases[2], None)
        assert running.run.variables == {"n": 2, "checked": 2}


def test_a_job_that_comes_wakes_the_worker(store: Store) -> None:
    house = house_over(store, Checks())
    begun(house)
    house.engine.bell.clear()

    change(store, available_at=past())
    repeated(house.engine, lambda work: house.engine.job_bell.note((1, "check")))

    assert house.engine.bell.is_set()


def test_a_handler_works_outside_any_transaction(memory_store: MemoryStore) -> None:
    checks = Checks()
    house = house_over(memory_store, checks)
    begun(house)

    def writes(handed: HandedJob) -> Mapping[str, Any]:
        with memory_store.work():  # a second one in the same thread would be refused
            return {}

    go_on(house_over(memory_store, writes))

    assert [job.status for job in rows(memory_store, Job)] == ["completed"]


def test_a_handler_ends_a_job_with_an_error_that_the_model_catches(store: Store) -> None:
    house = house_over(store, Checks(BpmnError("none", {"why": "unknown"})))
    _, (case,) = begun(house)

    go_on(house)

    assert [task.element for task in rows(store, Task, status="open")] == ["caught"]
    with store.reading() as work:
        assert Running.load(house.engine, work, case, None).run.variables["why"] == "unknown"


def test_a_handler_that_fails_is_tried_again_later_until_it_is_an_incident(store: Store) -> None:
    checks = Checks(RuntimeError("no line"))
    house = house_over(store, checks)
    begun(house)

    go_on(house)
    (once,) = rows(store, Job)
    change(store, available_at=past())
    go_on(house)
    (twice,) = rows(store, Job)
    go_on(house)

    assert (once.status, once.retries, once.lease) == ("open", 1, None)
    assert once.available_at is not None
    assert once.available_at > datetime.now(UTC)
    assert (twice.status, twice.retries) == ("failed", 0)
    assert len(checks.seen) == 2
    assert [incident.code for incident in rows(store, Incident, resolved_at=None)] == ["job-failed"]


@pytest.mark.parametrize("given", [{"n": float("nan")}, {"x": "\ud800"}])
def test_what_a_handler_gives_and_can_not_be_kept_is_a_failure(
    memory_store: MemoryStore, given: dict[str, Any]
) -> None:
    house = house_over(memory_store, lambda handed: given)
    begun(house)

    go_on(house)

    assert [(job.status, job.retries) for job in rows(memory_store, Job)] == [("open", 1)]


def test_a_process_that_is_killed_loses_nothing(store: Store) -> None:
    killed = Checks(Killed())
    house = house_over(store, killed)
    begun(house)
    with pytest.raises(Killed):
        go_on(house)
    other = Checks()

    go_on(house_over(store, other))
    while_held = list(other.seen)
    change(store, available_at=past())
    go_on(house_over(store, other))

    assert while_held == []
    assert [handed.key for handed in other.seen] == [killed.seen[0].key]
    assert [job.status for job in rows(store, Job)] == ["completed"]


def test_a_job_that_kills_its_process_again_and_again_ends_as_an_incident(store: Store) -> None:
    checks = Checks()
    house = house_over(store, checks)
    begun(house)
    change(store, activations=MOST_ACTIVATIONS)

    go_on(house)

    assert checks.seen == []
    assert [incident.code for incident in rows(store, Incident, resolved_at=None)] == ["job-lost"]


def test_who_comes_too_late_changes_nothing(store: Store) -> None:
    other = Checks()

    def slow(handed: HandedJob) -> Mapping[str, Any]:
        change(store, available_at=past())
        go_on(house_over(store, other))
        return {"checked": "late"}

    house = house_over(store, slow)
    _, (case,) = begun(house)

    go_on(house)

    assert len(other.seen) == 1
    with store.reading() as work:
        assert Running.load(house.engine, work, case, None).run.variables == {"n": 0, "checked": 0}


def test_a_suspended_case_keeps_its_jobs_and_nobody_elses(store: Store) -> None:
    checks = Checks()
    house = house_over(store, checks)
    carla, (held, _) = begun(house, 2)
    hold_case(house.engine, carla, held, "x")

    go_on(house)

    assert [handed.variables["n"] for handed in checks.seen] == [1]
    assert [job.status for job in rows(store, Job, instance_key=held)] == ["open"]


def test_nothing_is_handled_where_nothing_is_wired(memory_store: MemoryStore) -> None:
    house = house_over(memory_store, Checks())
    begun(house)

    go_on(assembled := wire(house.settings, memory_store, lists_of, MASTER_KEY, StoryClock(START)))

    assert assembled.engine.handlers == {}
    assert [job.status for job in rows(memory_store, Job)] == ["open"]
