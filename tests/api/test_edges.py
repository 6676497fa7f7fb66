"""What runs for ever goes on after a mistake of ours, tells of it, counts it, and takes no case for broken that is not."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import make_url

from adapters.database.migrations import migrate
from adapters.database.store import DatabaseStore, open_database
from api.edges import FAULTS, Edge
from api.postmaster import deliver_beside
from api.worker import WorkerThread
from cases.webhooks import Envelope
from engine.commands.fire_timers import fire_timers
from engine.commands.send_onwards import send_onwards
from engine.rows import Dispatch, Incident, Instance, Worker
from engine.store import Store, Unreachable
from tests.api.house import House
from tests.api.test_watching import logged
from tests.api.test_webhooks import register, set_roles
from tests.integration.test_timers import DAY, THROWS, WAITS, Timers, deadline
from tests.postgres import Line, Mortal
from tests.receiver import receiving

PATIENCE = 30.0


def until(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


def faults(where: str) -> float:
    return float(FAULTS.labels(where)._value.get())


@contextmanager
def without(house: House, table: str) -> Iterator[None]:
    """A table has another name meanwhile; triggers of other connections that speak of it are left as they are."""
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    for one, other in ((table, "elsewhere"), ("elsewhere", table)):
        with store.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
            connection.exec_driver_sql(f"ALTER TABLE {one} RENAME TO {other}")
        if one == table:
            yield


def test_a_worker_whose_round_fails_goes_on_and_tells_what_failed_and_where(own_house: House) -> None:
    worker = WorkerThread(own_house.bruecke)
    before = faults("worker")

    with logged() as lines:
        with without(own_house, "wait"):
            worker.start()
            has_failed = until(lambda: faults("worker") > before)
        went_on = until(lambda: bool(own_house.rows(Worker)))
        own_house.bruecke.engine.bell.set()
        worker.stop()
        has_ended = worker.join()

    (first, *_) = [one for one in lines if one["event"] == "fault" and one["where"] == "worker"]
    assert (has_failed, went_on, has_ended) == (True, True, True)
    assert first["error"] == "OperationalError"
    assert len(first["fault"]) == 8
    assert any("until_next" in place for place in first["at"])
    exposed = own_house.app.state.requests.exposed().decode()
    assert 'bruecke_faults_total{where="worker"}' in exposed


def test_a_worker_that_can_not_take_its_row_away_ends_all_the_same(own_house: House) -> None:
    worker = WorkerThread(own_house.bruecke)
    before = faults("worker end")
    worker.start()
    assert until(lambda: bool(own_house.rows(Worker)))

    with without(own_house, "worker"):
        worker.stop()
        has_ended = worker.join()

    assert has_ended
    assert faults("worker end") == before + 1


def test_a_look_of_the_postmaster_that_fails_is_followed_by_another(own_house: House) -> None:
    stop, before = threading.Event(), faults("postmaster")

    with without(own_house, "webhook"):
        deliver_beside(own_house.bruecke, stop)
        has_failed = until(lambda: faults("postmaster") > before)
    set_roles(own_house, "carla_smz", "caseworker,operator")
    courier = own_house.bruecke.courier
    object.__setattr__(own_house.bruecke, "courier", type(courier)(may_private=True))
    with receiving() as receiver:
        register(own_house, receiver)
        own_house.open_case()
        arrived = until(lambda: bool(receiver.got))
        stop.set()

    assert (has_failed, arrived) == (True, True)


def test_a_carrier_that_stumbles_over_one_receiver_goes_on_to_the_next(own_house: House) -> None:
    class Stumbling:
        """A courier that fails in a way that nobody thought of."""

        def post(self, envelope: Envelope) -> str:
            raise LookupError("never thought of")

    object.__setattr__(own_house.bruecke, "courier", type(own_house.bruecke.courier)(may_private=True))
    set_roles(own_house, "carla_smz", "caseworker,operator")
    before, stop = faults("carrier"), threading.Event()

    with receiving() as receiver, logged() as lines:
        keys = [register(own_house, receiver) for _ in range(5)]  # one more than there are carriers
        own_house.open_case()
        object.__setattr__(own_house.bruecke, "courier", Stumbling())
        deliver_beside(own_house.bruecke, stop)
        all_tried = until(lambda: faults("carrier") >= before + len(keys))
        stop.set()

    told = [one for one in lines if one["event"] == "fault"]
    assert all_tried
    assert {str(one["webhook"]) for one in told} == set(keys)
    assert {one["error"] for one in told} == {"LookupError"}


def test_a_database_that_is_away_is_told_once_and_once_more_when_it_is_back() -> None:
    edge, before = Edge("a loop"), faults("a loop")

    with logged() as lines:
        for fails in (True, True, True, False, False):
            with edge.round():
                if fails:
                    raise Unreachable

    assert [(one["event"], one["where"]) for one in lines] == [
        ("database not reached", "a loop"),
        ("database reached again", "a loop"),
    ]
    assert faults("a loop") == before


def test_what_ends_a_loop_gets_through_its_edge() -> None:
    edge = Edge("a loop")

    def stopped() -> None:
        with edge.round():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()


def spoil(timers: Timers, kind: Any, column: str, **equals: Any) -> None:
    """A row that can't be read."""
    with timers.store.work() as work:
        for row in work.find(kind, **equals):
            more = {"version": row.version + 1} if hasattr(row, "version") else {}
            work.replace(replace(row, **{column: b"nothing to read"}, **more))


def unexpected(timers: Timers) -> list[int]:
    with timers.store.reading() as work:
        return [row.instance_key for row in work.find(Incident, code="unexpected")]


def test_a_message_that_can_not_be_read_is_an_incident_of_who_threw_it_and_keeps_no_other_waiting(
    store: Store,
) -> None:
    timers = Timers(store)
    heard: list[tuple[int, Any]] = []
    engine = replace(timers.engine, tells=lambda case, kinds: heard.append((case, kinds)))
    stays = THROWS.replace("id=throws", "id=stays").replace("s > t > e", "userTask work\ns > t > work > e")
    timers.deploy(WAITS, THROWS, stays)
    waiting = timers.start("waits")
    broken = timers.start("stays")
    spoil(timers, Dispatch, "sealed", instance_key=broken)
    timers.start("throws")

    send_onwards(engine)

    assert unexpected(timers) == [broken]
    assert timers.status(waiting) == "completed"
    assert [kinds for case, kinds in heard if case == broken] == [("INCIDENT_OPENED", "Unsealable")]


def test_a_receiver_that_can_not_be_read_is_an_incident_of_its_own(store: Store) -> None:
    timers = Timers(store)
    timers.deploy(WAITS, THROWS)
    broken = timers.start("waits")
    spoil(timers, Instance, "state", key=broken)
    thrower = timers.start("throws")

    send_onwards(timers.engine)

    assert unexpected(timers) == [broken]
    assert timers.status(thrower) == "completed"
    with timers.store.reading() as work:
        assert [row.due_at for row in work.find(Dispatch)] == [None]


@pytest.fixture
def line() -> Iterator[tuple[Line, DatabaseStore]]:
    """The line to a PostgreSQL of its own, and the store at its end."""
    server = Mortal()
    found = Line(make_url(server.url))
    store = open_database(found.url.render_as_string(hide_password=False))
    migrate(store.engine)
    yield found, store
    store.close()
    found.close()
    server.end()


def test_a_line_that_breaks_at_a_commit_makes_no_incident(line: tuple[Line, DatabaseStore]) -> None:
    way, store = line
    found = Timers(store)
    found.deploy(deadline("one"), WAITS, THROWS)
    case, waiting = found.start("one", "P1D"), found.start("waits")
    found.start("throws")
    found.pass_time(5 * DAY)

    for step in (fire_timers, send_onwards):
        store.engine.dispose()  # a connection that knows a statement already does not send its text
        way.loses_commit_of = b"INSERT INTO event"
        with pytest.raises(Unreachable):
            step(found.engine)
    found.pass_time(timedelta(minutes=1))
    with store.work() as work:
        for row in work.find(Dispatch, sent_at=None):
            work.replace(replace(row, due_at=work.now()))
    found.work()

    assert unexpected(found) == []
    assert [found.status(key) for key in (case, waiting)] == ["completed", "completed"]
    assert found.fired(case) == [(case, "due")]
    assert len(found.events("MESSAGE_RECEIVED", case=waiting)) == 1
