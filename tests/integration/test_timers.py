"""Timers as a queue, on every store: each fires once and in its order, whoever works and however long nobody did."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from adapters.database.store import DatabaseStore
from cases.case_file import Files
from cases.commands.hold_case import hold_case, resume_case
from cases.commands.start_case import Opening, start_case
from engine.commands.complete_task import complete_task
from engine.commands.deploy_model import deploy_model
from engine.commands.fire_timers import fire_timers, next_due
from engine.commands.send_onwards import send_onwards
from engine.commands.set_variables import set_variables
from engine.errors import CaseStopped, CommandError, TaskClosed
from engine.rows import AT_ONCE, Dispatch, Event, Incident, Instance, Wait
from engine.store import Store, Work
from tests.databases import weighed
from tests.play import Play
from tests.unit.bpmn.validation.drawn import xml

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SAID = "'<extensionElements><zeebe:properties>%s</zeebe:properties></extensionElements>'"
WORKERS = 4


def said(**properties: str) -> str:
    return SAID % "".join(
        f'<zeebe:property name="bruecke.{name}" value="{value}"/>' for name, value in properties.items()
    )


def deadline(process: str, clock: str = "", more: str = "") -> str:
    """A task with a deadline of the variable `length`."""
    return (
        f"process id={process} isExecutable=true\nstartEvent s\nuserTask work\nendEvent done\ns > work > done\n"
        f"boundaryEvent due attachedToRef=work @timer==length {clock}\nendEvent late\ndue > late\n{more}"
    )


CYCLE = (
    "process id=cycle isExecutable=true\nstartEvent s\nuserTask work\nendEvent done\ns > work > done\nendEvent told\n"
    "boundaryEvent tick attachedToRef=work cancelActivity=false "
    "'<timerEventDefinition><timeCycle>=length</timeCycle></timerEventDefinition>'\ntick > told"
)
TWO = deadline(
    "two",
    more="boundaryEvent first attachedToRef=work cancelActivity=false @timer==early\nendEvent told\nfirst > told",
)
STUCK = deadline("stuck").replace(
    "due > late", "exclusiveGateway g\nendEvent never\ndue > g\ng > late [=false]\ng > never [=false]"
)
WAITS = (
    "message m name=go\nprocess id=waits isExecutable=true\nstartEvent s\nreceiveTask r messageRef=m\nendEvent e\n"
    "s > r > e\nboundaryEvent b attachedToRef=r @timer==length\nendEvent x\nb > x"
)
THROWS = (
    "message m name=go\nprocess id=throws isExecutable=true\nstartEvent s\nintermediateThrowEvent t @message=m\n"
    "endEvent e\ns > t > e"
)
PAUSED = (
    "process id=paused isExecutable=true\nstartEvent s\nparallelGateway g\nuserTask work\nendEvent done\n"
    f"userTask away {said(pauses='due')}\nendEvent back\ns > g\ng > work > done\ng > away > back\n"
    f"boundaryEvent due attachedToRef=work @timer==length {said(warns='50')}\nendEvent late\ndue > late"
)


class Timers:
    """Single models and their cases, all opened by one office."""

    def __init__(self, store: Store) -> None:
        self.play = Play(store)
        self.store, self.engine, self.clock = store, self.play.engine, self.play.clock
        self.carla = self.play.actor("carla_smz")

    def deploy(self, *models: str) -> None:
        for model in models:
            deploy_model(self.engine, self.play.actor("dario"), {"m.bpmn": xml(model)})

    def start(self, process: str, length: str = "P10D", **variables: Any) -> int:
        opening = Opening(process, {}, {"length": length, **variables})
        return int(start_case(self.engine, self.play.house.vault, self.carla, opening)["case"])

    def complete(self, case: int, element: str = "work", **variables: Any) -> None:
        task = self.play.task(case, element)
        complete_task(self.engine, self.carla, task.key, {}, task.version, None, variables)

    def work(self) -> int:
        """What a worker does until nothing is left."""
        total = 0
        while done := fire_timers(self.engine) + send_onwards(self.engine):
            total += done
        return total

    def events(self, *kinds: str, case: int | None = None) -> list[Event]:
        """What has happened, in the order in which it was written down."""
        wanted = {"instance_key": case} if case else {}
        with self.store.reading() as work:
            found = work.find(Event, kind=list(kinds), **wanted)
        return sorted(found, key=lambda item: item.key)

    def fired(self, case: int | None = None) -> list[tuple[int, str | None]]:
        return [(item.instance_key, item.element) for item in self.events("TIMER_FIRED", case=case)]

    def waits(self, case: int) -> list[Wait]:
        with self.store.reading() as work:
            return work.find(Wait, instance_key=case)

    def status(self, case: int) -> str:
        return self.play.instance(case).status

    def pass_time(self, by: timedelta) -> None:
        self.clock.advance(by)


@pytest.fixture
def timers(store: Store) -> Timers:
    return Timers(store)


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Timers:
    """On a database that several processes can share."""
    return Timers(request.getfixturevalue(f"{request.param}_store"))


@pytest.fixture
def postgres(postgres_store: DatabaseStore) -> Timers:
    return Timers(postgres_store)


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do things at the same moment. What they raised."""
    ready, raised = threading.Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001  # a thread's error is asserted by the test
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_timers_fire_in_the_order_in_which_they_fell_due(timers: Timers) -> None:
    timers.deploy(deadline("one"), TWO)
    last, first = timers.start("one", "P3D"), timers.start("one", "P1D")
    both = timers.start("two", "PT60H", early="P2D")

    timers.pass_time(5 * DAY)
    fired = timers.work()

    assert fired == 4
    assert timers.fired() == [(first, "due"), (both, "first"), (both, "due"), (last, "due")]
    assert [timers.status(case) for case in (first, both, last)] == ["completed"] * 3


def test_what_is_not_due_does_not_fire(timers: Timers) -> None:
    timers.deploy(deadline("one"))
    case = timers.start("one", "P1D")

    timers.pass_time(DAY - timedelta(seconds=1))
    before = timers.work()
    timers.pass_time(timedelta(seconds=1))
    after = timers.work()

    assert (before, after, timers.fired()) == (0, 1, [(case, "due")])
    with timers.store.reading() as work:
        assert next_due(work) is None


def test_with_four_workers_each_timer_fires_once_and_those_of_a_case_in_their_order(postgres: Timers) -> None:
    postgres.deploy(TWO)
    cases = [postgres.start("two", "P2D", early="P1D") for _ in range(25)]
    postgres.pass_time(3 * DAY)

    def worker() -> None:
        for _ in range(200):
            fire_timers(postgres.engine)
            with postgres.store.reading() as work:
                if next_due(work) is None:
                    return
            postgres.pass_time(timedelta(seconds=1))  # what others were at is looked at again

    raised = at_once(*[worker] * WORKERS)

    assert raised == []
    assert [postgres.fired(case) for case in cases] == [[(case, "first"), (case, "due")] for case in cases]
    with postgres.store.reading() as work:
        assert work.find(Incident) == []


def test_four_workers_at_the_many_timers_of_one_case_keep_their_order(postgres: Timers) -> None:
    postgres.deploy(CYCLE)
    case = postgres.start("cycle", "R30/PT1H")
    postgres.pass_time(2 * DAY)

    def worker() -> None:
        for _ in range(300):
            fire_timers(postgres.engine)
            with postgres.store.reading() as work:
                if next_due(work) is None:
                    return
            postgres.pass_time(timedelta(seconds=1))

    raised = at_once(*[worker] * WORKERS)

    assert (raised, len(postgres.fired(case)), postgres.waits(case)) == ([], 30, [])


def test_a_suspended_case_sleeps_and_catches_up_when_it_is_resumed(timers: Timers) -> None:
    timers.deploy(TWO)
    case = timers.start("two", "P2D", early="P1D")
    hold_case(timers.engine, timers.carla, case, "Abklärung")

    timers.pass_time(5 * DAY)
    asleep = timers.work()
    with timers.store.reading() as work:
        wakes = next_due(work)
    resume_case(timers.engine, timers.carla, case, "geklärt")
    awake = timers.work()

    assert (asleep, wakes, awake) == (0, None, 2)
    assert timers.fired() == [(case, "first"), (case, "due")]


def test_a_timer_whose_case_can_not_go_on_stands_in_nobodys_way(timers: Timers) -> None:
    timers.deploy(STUCK, deadline("one"), TWO)
    stuck, broken = timers.start("stuck", "P1D"), timers.start("two", "P2D", early="P1D")
    well = timers.start("one", "P3D")
    with timers.store.work() as work:
        instance = work.get(Instance, broken)
        assert instance is not None
        work.replace(replace(instance, state=b"nothing to read", version=instance.version + 1))

    timers.pass_time(5 * DAY)
    fired = timers.work()
    again = timers.work()

    assert (fired, again, timers.fired()) == (1, 0, [(well, "due")])
    assert [timers.status(case) for case in (stuck, broken, well)] == ["incident", "incident", "completed"]
    with timers.store.reading() as work:
        incidents = {(item.instance_key, item.element, item.code) for item in work.find(Incident)}
    assert {(case, element) for case, element, _ in incidents} == {(stuck, "g"), (broken, None)}


def test_an_incident_lets_the_timers_of_its_case_sleep_until_it_is_over(timers: Timers) -> None:
    model = TWO.replace(
        "first > told", "exclusiveGateway g\nendEvent never\nfirst > g\ng > told [=well]\ng > never [=false]"
    )
    timers.deploy(model)
    case = timers.start("two", "P2D", early="P1D", well=False)
    timers.pass_time(3 * DAY)

    timers.work()
    between = timers.status(case), [wait.wakes_at for wait in timers.waits(case)], timers.fired()
    set_variables(timers.engine, timers.carla, case, {"well": True})
    timers.work()

    assert between == ("incident", [None, None], [])
    assert timers.fired() == [(case, "first"), (case, "due")]
    assert timers.status(case) == "completed"


MIXED = {"one": 150, "daily": 47, "hourly": 3}


def test_after_twenty_days_without_a_worker_everything_is_done_once_and_in_its_order(
    timers: Timers, capsys: pytest.CaptureFixture[str]
) -> None:
    timers.deploy(deadline("one"), CYCLE)
    begin = timers.clock.now()
    expected: list[tuple[datetime, int]] = []
    for number in range(MIXED["one"]):
        hours = 6 + 7 * number % 470
        expected.append((begin + hours * HOUR, timers.start("one", f"PT{hours}H")))
    for step, name in ((24 * HOUR, "daily"), (HOUR, "hourly")):
        for _ in range(MIXED[name]):
            case = timers.start("cycle", f"R/PT{step // HOUR}H")
            expected += [(begin + step * number, case) for number in range(1, 20 * DAY // step + 1)]

    timers.pass_time(20 * DAY)
    done, rounds = 0, 0
    while fired := fire_timers(timers.engine):
        done, rounds = done + fired, rounds + 1

    with capsys.disabled():
        print(f"\n  {sum(MIXED.values())} cases, 20 days: {done} timers in {rounds} rounds")
    found = [case for case, _ in timers.fired()]
    moments = {case: iter(sorted(at for at, which in expected if which == case)) for case in set(found)}
    order = [next(moments[case]) for case in found]
    assert Counter(found) == Counter(case for _, case in expected)
    assert order == sorted(order)


def told(timers: Timers, case: int) -> list[str]:
    return [item.codes for item in timers.events("DEADLINE_NEARS", case=case)]


def test_each_warning_is_told_once(timers: Timers) -> None:
    timers.deploy(deadline("warned", said(warns="50,80")))
    case = timers.start("warned", "P10D")

    for _ in range(10):
        timers.pass_time(DAY)
        timers.work()

    assert told(timers, case) == ['{"percent":50}', '{"percent":80}']
    assert timers.fired() == [(case, "due")]


def test_of_several_warnings_that_were_missed_the_last_is_told_once(timers: Timers) -> None:
    timers.deploy(deadline("warned", said(warns="50,80")))
    missed, over = timers.start("warned", "P10D"), timers.start("warned", "P9D")

    timers.pass_time(9 * DAY)
    timers.work()
    timers.work()

    assert (told(timers, missed), told(timers, over)) == (['{"percent":80}'], [])
    assert timers.fired() == [(over, "due")]


def test_a_clock_stands_still_while_an_activity_is_open(timers: Timers) -> None:
    timers.deploy(PAUSED)
    begin = timers.clock.now()
    case, forever = timers.start("paused", "P10D"), timers.start("paused", "P10D")
    (asleep,) = timers.waits(case)

    timers.pass_time(30 * DAY)
    nothing = timers.work()
    timers.complete(case, "away")
    (awake,) = timers.waits(case)
    timers.pass_time(5 * DAY)
    timers.work()
    half = told(timers, case)
    timers.pass_time(5 * DAY)
    timers.work()

    assert ((asleep.due_at, asleep.wakes_at), nothing) == ((None, None), 0)
    assert (awake.due_at, awake.wakes_at) == (begin + 40 * DAY, begin + 35 * DAY)
    assert (half, timers.fired()) == (['{"percent":50}'], [(case, "due")])
    timers.pass_time(4000 * DAY)
    assert (timers.work(), timers.status(forever)) == (0, "running")


@pytest.mark.parametrize("clock", ["", said(late="accept")])
def test_what_is_done_before_a_timer_has_fired_counts(timers: Timers, clock: str) -> None:
    timers.deploy(deadline("lenient", clock))
    case = timers.start("lenient", "P1D")

    timers.pass_time(2 * DAY)
    timers.complete(case, answer="yes")
    fired = timers.work()

    assert (fired, timers.fired(), timers.waits(case)) == (0, [], [])
    assert timers.play.instance(case).status == "completed"


def test_a_timer_that_comes_first_fires_before_what_is_done_too_late(timers: Timers) -> None:
    timers.deploy(
        deadline("strict", said(late="timer_first"), "userTask after\ndue > after > late\n").replace(
            "due > late\n", ""
        )
    )
    case = timers.start("strict", "P1D")
    task = timers.play.task(case, "work")

    timers.pass_time(DAY)
    with pytest.raises(TaskClosed):
        complete_task(timers.engine, timers.carla, task.key, {}, task.version, None, {"answer": "too late"})

    kinds = [item.kind for item in timers.events("TIMER_FIRED", "TASK_COMPLETED", case=case)]
    assert kinds == ["TIMER_FIRED"]
    assert timers.play.task(case, "after").status == "open"
    with timers.store.reading() as work:
        run_of = work.get(Instance, case)
    assert run_of is not None
    assert b"too late" not in run_of.state
    assert timers.work() == 0


def test_a_timer_that_fell_due_before_one_that_comes_first_fires_before_it(timers: Timers) -> None:
    timers.deploy(TWO.replace("@timer==length ", "@timer==length " + said(late="timer_first")))
    case = timers.start("two", "P2D", early="P1D")

    timers.pass_time(3 * DAY)
    with pytest.raises(TaskClosed):
        timers.complete(case)

    assert timers.fired() == [(case, "first"), (case, "due")]


def test_in_time_is_in_time_also_where_the_timer_comes_first(timers: Timers) -> None:
    timers.deploy(deadline("strict", said(late="timer_first")))
    case = timers.start("strict", "P1D")

    timers.pass_time(DAY - timedelta(seconds=1))
    timers.complete(case)
    timers.pass_time(DAY)

    assert (timers.work(), timers.fired()) == (0, [])


def test_where_the_timer_that_comes_first_can_not_fire_nothing_too_late_counts(timers: Timers) -> None:
    timers.deploy(STUCK.replace("@timer==length ", "@timer==length " + said(late="timer_first")))
    case = timers.start("stuck", "P1D")
    timers.pass_time(2 * DAY)

    for _ in range(2):
        with pytest.raises(CaseStopped):
            timers.complete(case)

    assert timers.status(case) == "incident"
    assert timers.events("TASK_COMPLETED", case=case) == []
    with timers.store.reading() as work:
        assert len(work.find(Incident, instance_key=case)) == 1
    hold_case(timers.engine, timers.carla, case, "Abklärung")
    assert timers.play.instance(case).is_held


@pytest.mark.parametrize("late", ["accept", "timer_first"])
def test_at_the_very_same_moment_either_the_person_or_the_timer_has_its_effect(
    shared: Timers, late: str
) -> None:
    shared.deploy(deadline("race", said(late=late)))
    effects: Counter[str] = Counter()

    for _ in range(20):
        cases = [shared.start("race", "P1D") for _ in range(5)]
        tasks = [shared.play.task(case, "work") for case in cases]
        shared.pass_time(DAY)

        raised = at_once(
            *(
                partial(complete_task, shared.engine, shared.carla, task.key, {}, task.version)
                for task in tasks
            ),
            partial(fire_timers, shared.engine),
        )
        shared.pass_time(timedelta(minutes=2))  # what others were at is looked at again
        fire_timers(shared.engine)

        kinds = [shared.events("TIMER_FIRED", "TASK_COMPLETED", case=case) for case in cases]
        assert [len(found) for found in kinds] == [1] * 5
        found = Counter(event.kind for (event,) in kinds)
        assert all(isinstance(error, CommandError) for error in raised)
        assert len(raised) == found["TIMER_FIRED"]
        assert {shared.status(case) for case in cases} == {"completed"}
        effects += found

    assert late == "accept" or effects == {"TIMER_FIRED": 100}


# messages


def received(timers: Timers) -> list[int]:
    return [item.instance_key for item in timers.events("MESSAGE_RECEIVED")]


def test_a_message_to_a_suspended_case_comes_when_it_is_resumed(timers: Timers) -> None:
    timers.deploy(WAITS, THROWS)
    case = timers.start("waits")
    hold_case(timers.engine, timers.carla, case, "Abklärung")

    timers.start("throws")
    timers.work()
    between = timers.status(case), received(timers)
    resume_case(timers.engine, timers.carla, case, "geklärt")
    timers.work()

    assert between == ("suspended", [])
    assert (timers.status(case), received(timers)) == ("completed", [case])


def test_several_workers_deliver_each_message_once(postgres: Timers) -> None:
    postgres.deploy(WAITS, THROWS)
    cases = [postgres.start("waits") for _ in range(20)]
    for _ in range(20):
        postgres.start("throws")

    def worker() -> None:
        while send_onwards(postgres.engine):
            pass

    raised = at_once(*[worker] * WORKERS)
    _lease_over(postgres)
    worker()

    assert raised == []
    assert sorted(received(postgres)) == sorted(cases)
    assert {postgres.status(case) for case in cases} == {"completed"}


def _lease_over(timers: Timers) -> None:
    with timers.store.work() as work:
        for dispatch in work.find(Dispatch, sent_at=None):
            work.replace(replace(dispatch, due_at=AT_ONCE))


def test_a_message_whose_receiver_goes_away_reaches_the_next_that_waits(timers: Timers) -> None:
    timers.deploy(WAITS, THROWS)
    first, second = timers.start("waits", "P1D"), timers.start("waits", "P9D")
    timers.start("throws")
    timers.pass_time(2 * DAY)
    between: list[int] = []

    class Watched(Files):
        def realm(self, work: Work, case_key: int) -> int:
            """When the first has been chosen, and before it is reached, its deadline ends its waiting."""
            if case_key == first and not between:
                between.append(case_key)
                thread = threading.Thread(target=fire_timers, args=(timers.engine,))
                thread.start()
                thread.join()
            return super().realm(work, case_key)

    files = timers.play.house.case_file
    watched = replace(timers.engine, case_file=Watched(files.vault, files.keys, files.records))
    send_onwards(watched)

    assert between == [first]
    assert (timers.status(first), received(timers)) == ("completed", [second])


RUNG = (
    "signal bell name=bell\nprocess id=rung isExecutable=true\nstartEvent s\nuserTask work\nendEvent e\ns > work > e\n"
    "boundaryEvent b attachedToRef=work cancelActivity=false @signal=bell\nexclusiveGateway g\nendEvent x\nendEvent y\n"
    "b > g\ng > x [=way]\ng > y [=not(way)]"
)
RINGS = (
    "signal bell name=bell\nprocess id=rings isExecutable=true\nstartEvent s\nintermediateThrowEvent t @signal=bell\n"
    "endEvent e\ns > t > e"
)


class Died(BaseException):
    """A worker is killed where it stands."""


def test_a_worker_that_comes_late_with_a_signal_sets_nobody_back(postgres: Timers) -> None:
    postgres.deploy(RUNG, RINGS)
    stuck = postgres.start("rung")  # nothing gives «way» in it
    heard, last = postgres.start("rung", way=True), postgres.start("rung", way=True)
    postgres.start("rings")
    files = postgres.play.house.case_file
    overtaken: list[tuple[int, int | None]] = []

    class Dies(Files):
        def asks(self, case_key: int, *more: Any) -> Any:
            """The quicker worker dies before it comes to the last one."""
            if case_key == last:
                raise Died
            return super().asks(case_key, *more)

    class Slow(Files):
        def unseal(self, work: Work, case_key: int, sealed: bytes, place: str) -> bytes:
            """While it is at the first one, which will stop, its lease ends and a quicker one comes by."""
            if case_key == stuck and not overtaken:
                _lease_over(postgres)
                quick = replace(postgres.engine, case_file=Dies(files.vault, files.keys, files.records))
                with pytest.raises(Died):
                    send_onwards(quick)
                overtaken.extend((item.instance_key, item.sequence) for item in rung())
            return super().unseal(work, case_key, sealed, place)

    def rung() -> list[Event]:
        return postgres.events("SIGNAL_RECEIVED")

    send_onwards(replace(postgres.engine, case_file=Slow(files.vault, files.keys, files.records)))
    _lease_over(postgres)
    send_onwards(postgres.engine)

    assert [case for case, _ in overtaken] == [heard]
    assert [item.instance_key for item in rung()] == [heard, last]
    assert [postgres.status(case) for case in (stuck, heard, last)] == ["incident", "running", "running"]


# what the queues cost

PLANS = {
    "next": ("ix_wait_wakes_at", lambda work: next_due(work)),
    "due": ("ix_wait_wakes_at", lambda work: work.earliest(Wait, "wakes_at", until=work.now())),
    "lease": ("ix_dispatch_due_at", lambda work: work.lease(Dispatch, "due_at", seconds=1)),
    "kept": (
        "ix_dispatch_instance_key_due_at|ix_dispatch_unsent",  # what was sent stands in neither walk
        lambda work: work.find(Dispatch, instance_key=5, sent_at=None, due_at=None),
    ),
    "of case": ("instance_key", lambda work: work.find(Wait, instance_key=7, kind="timer")),
}


@pytest.fixture(params=["sqlite", "postgres"])
def full(request: pytest.FixtureRequest) -> DatabaseStore:
    """A store with what a hundred thousand ended cases have left, and a little that waits."""
    store: DatabaseStore = request.getfixturevalue(f"{request.param}_store")
    moment = datetime.fromisoformat("2026-02-10T11:00:00+00:00")
    sent = [
        Dispatch(key, key, None, "message", f"d{key}", b"", moment, moment, 1) for key in range(1, 100_001)
    ]
    asleep = [Wait(key, key, "due", 1, 0, "timer", None, moment, moment) for key in range(1, 20_001)]
    with store.work() as work:
        for start in range(0, len(sent), 10_000):
            work.add(*sent[start : start + 10_000])
        work.add(*asleep)
        work.add(Wait(200_001, 200_001, "due", 1, 0, "timer", None, moment, moment, moment))
        work.add(Dispatch(200_001, 200_001, None, "message", "d", b"", moment, None, 0, moment))
    if store.engine.dialect.name == "postgresql":
        weighed(store)
    return store


@pytest.mark.parametrize("name", PLANS)
def test_a_queue_walks_its_index_however_many_cases_have_ended(full: DatabaseStore, name: str) -> None:
    index, ask = PLANS[name]
    kind = full.engine.dialect.name
    sent: list[tuple[str, Any]] = []
    with full.work() as work:
        plain = work._driver.send

        def send(row: Any, key: int, statement: str, values: Any, **more: Any) -> Any:
            sent.append((statement, values))
            return plain(row, key, statement, values, **more)

        work._driver.send = send  # type: ignore[method-assign]  # what is asked, to be explained
        ask(work)
        statement, given = sent[-1]
        explain = "explain query plan " if kind == "sqlite" else "explain "
        cursor = work._driver._driver.cursor()
        cursor.execute(explain + statement, given)
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert re.search(rf"\b({index})\b", plan) if "|" in index else index in plan, plan
    assert "SCAN wait" not in plan.replace("SCAN wait USING", "")
    assert "Seq Scan" not in plan
