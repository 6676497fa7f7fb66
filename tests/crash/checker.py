"""Reads what the clients were told and what the database says, and tells in words what does not fit."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any, cast

from api.bootstrap import Bruecke
from cases.catalogue import CATALOGUE
from cases.early_messages import DELIVERED, WAITING
from cases.rows import CASE_ROWS, AccessEntry, Case, DataKey, Participant, Record, User
from cases.trail import KINDS as TRAILS
from engine.chain import GENESIS, first_break
from engine.rows import (
    ENGINE_ROWS,
    BegunBy,
    Dispatch,
    Draft,
    EarlyMessage,
    Event,
    Gateway,
    Incident,
    Instance,
    Job,
    Outbox,
    OutboxHead,
    ProcedureVersion,
    Receipt,
    Row,
    Seat,
    Task,
    Wait,
)
from engine.running import Running
from engine.store import Work
from tests.crash.crossing import ONCE
from tests.crash.handing import PROCEDURE, handed_over
from tests.crash.traffic import Done, Traffic
from tests.seats import wrong_seats

SETTLES = 60.0
"""Seconds in which everything that goes on by itself has to come to rest: longer than the leases of those who died."""
SOON = timedelta(minutes=10)


def settled(house: Bruecke) -> list[str]:
    """Wait until nothing is under way any more; what still is when patience is over. What waits for ever is not waited for."""
    end = time.monotonic() + SETTLES
    while not asleep(house) and (left := _under_way(house)):
        if time.monotonic() >= end:
            return left
        time.sleep(0.2)
    return []  # `check` tells of those asleep


def asleep(house: Bruecke) -> list[str]:
    """Timers of cases that go on and that wake nobody, whenever they are due: no patience helps them.

    One picture is enough: with the step that sets a timer it is written when it wakes, and so is that a case stands still.
    """
    with house.engine.store.reading() as work:
        return list(_asleep(work))


def _asleep(work: Work) -> Iterator[str]:
    running = {row.key for row in work.find(Instance, status="running")}
    for wait in work.find(Wait, kind="timer", wakes_at=None):
        if wait.instance_key in running and wait.due_at is not None:
            yield f"Timer {_told(wait)} is due at {wait.due_at:%H:%M:%S} and wakes nobody"


def _under_way(house: Bruecke) -> list[str]:
    with house.engine.store.reading() as work:
        waits = work.find(Wait)
        heard = {wait.digest for wait in waits}
        soon = house.engine.clock.now() + SOON
        found: dict[str, list[Any]] = {
            "is on its way still": [row for row in work.find(Dispatch) if row.due_at is not None],
            "is due and has not fired": [row for row in waits if row.wakes_at and row.wakes_at <= soon],
            "is open still": work.find(Job, status="open"),
            "waits for a case that waits for it": [
                row for row in work.find(EarlyMessage, status=WAITING) if row.digest in heard
            ],
            "has no place in the feed": work.earliest(Outbox, "queued_at", until=None, limit=1),
            "has not heard the signal": [row for row in waits if row.kind == "signal"],
        }
    return [f"{type(row).__name__} {_told(row)} {why}" for why, rows in found.items() for row in rows]


def _told(row: Any) -> str:
    case = getattr(row, "instance_key", None) or getattr(row, "case_key", None)
    return f"{row.key} ({getattr(row, 'element', None)}, case {case})"


def check(house: Bruecke, traffic: Traffic) -> list[str]:
    """Everything that is missing, double, or out of place."""
    with house.engine.store.reading() as work:
        if lost := list(_asleep(work)):
            return [*traffic.faults, *lost]  # nobody has waited for the rest
        state = State(house, work, traffic)
        return [
            *traffic.faults,
            *_cases(state),
            *_receipts(state),
            *_tasks_and_gateways(state),
            *_crossings(state),
            *_signals(state),
            *_jobs(state),
            *_messages(state),
            *_echoes(state),
            *_accompanied(state),
            *handed_over(state, traffic),
            *_chains(state),
            *_places_in_the_feed(state),
            *_fed(state, traffic.fed),
            *_instances(state),
            *wrong_seats(work),
            *_orphans(state),
            *_records(state),
        ]


class State:
    """The database as it is in the end, beside what the clients were told."""

    def __init__(self, house: Bruecke, work: Work, traffic: Traffic) -> None:
        log: Sequence[Done] = traffic.log
        self.house, self.work, self.log, self.left_alone = house, work, log, traffic.left_alone
        versions = {row.key: row.procedure for row in work.find(ProcedureVersion)}
        self.instances = {row.key: row for row in work.find(Instance)}
        self.procedures = {key: versions[row.procedure_version_key] for key, row in self.instances.items()}
        written = sorted(work.find(Event), key=lambda event: (event.instance_key, event.sequence))
        self.events = [event for event in written if event.kind not in TRAILS]
        self.trails = [event for event in written if event.kind in TRAILS]
        self.of_case: dict[int, list[Event]] = defaultdict(list)
        for event in self.events:
            self.of_case[event.instance_key].append(event)
        self.done: dict[int, list[Done]] = defaultdict(list)
        for done in log:
            self.done[done.case].append(done)

    def cases(self, procedure: str) -> list[int]:
        """The cases of a procedure."""
        return [key for key, name in self.procedures.items() if name == procedure]

    def count(self, case: int, kind: str, element: str | None) -> int:
        """How often something happened in a case."""
        return sum((event.kind, event.element) == (kind, element) for event in self.of_case[case])

    def variables(self, case: int) -> Mapping[str, Any]:
        """What a case of a single model holds."""
        return Running.load(self.house.engine, self.work, case, None).run.variables


def _cases(state: State) -> Iterator[str]:
    told = Counter(done.case for done in state.log if done.what == "start")
    there = {key for key, name in state.procedures.items() if name != "crossing_echo"}
    yield from (f"Case {key} was opened and is not there" for key in told if key not in there)
    yield from (f"Case {key} is there and nobody was told" for key in there if key not in told)
    yield from (f"Case {key} was told to {n} who opened one each" for key, n in told.items() if n > 1)
    cases, instances = {row.key for row in state.work.find(Case)}, set(state.instances)
    yield from (f"Case {key} and its instance are not both there" for key in cases ^ instances)
    for row in state.work.find(Incident):
        yield f"Case {row.instance_key} has an incident at {row.element}: {row.code} {row.message}"


def _receipts(state: State) -> Iterator[str]:
    kept = Counter(row.token for row in state.work.find(Receipt))
    parts = sum(count for token, count in kept.items() if token.startswith("part:"))
    told = {done.token: done for done in state.log}
    for token, done in told.items():
        if kept[token] != 1:
            yield f"{done.what} of {done.element} in case {done.case} has {kept[token]} receipts"
    for token in kept:
        if token not in told and not token.startswith("part:"):
            yield f"A receipt {token} is there and nobody was told of what it is for"
    reached = sum(len(done.answer["reached"]) for done in state.log if done.what == "signal")
    if parts != reached:
        yield f"Signals reached {reached} cases, and there are {parts} receipts of it"


def _tasks_and_gateways(state: State) -> Iterator[str]:
    users = {user.login: user.key for user in state.work.find(User)}
    for done in state.log:
        if done.what not in {"completion", "decision"}:
            continue
        kind: Any = Task if done.what == "completion" else Gateway
        row = state.work.get(kind, int(done.answer.get("task") or done.answer["gateway"]))
        said = f"{done.what} of {done.element} in case {done.case} by {done.login}"
        if row is None or row.instance_key != done.case:
            yield f"{said} is told, and its row is not there"
            continue
        if not done.answer["waits_for"]:
            happened = "TASK_COMPLETED" if kind is Task else "GATEWAY_DECIDED"
            if state.count(done.case, happened, done.element) != 1:
                yield f"{said}: it happened {state.count(done.case, happened, done.element)} times"
            if row.status not in {"completed", "decided"}:
                yield f"{said} is told, and it is {row.status}"
        filled = [seat.filled_by for seat in state.work.find(Seat, subject_key=row.key)]
        if len(filled) > 1 and filled.count(users[done.login]) != 1:
            yield f"{said} fills {filled.count(users[done.login])} seats"


def _crossings(state: State) -> Iterator[str]:
    """Every crossing stands where what it was told leads it, and each thing that led it there happened once."""
    for case in state.cases("crossing"):
        completed = {done.element for done in state.done[case] if done.what == "completion"}
        sent = {done.element for done in state.done[case] if done.what == "message"}
        asked = "ask" in completed
        wanted = dict.fromkeys(ONCE, asked)
        wanted["MESSAGE_RECEIVED", "paid"] = asked and "first_paid" in sent
        wanted["MESSAGE_RECEIVED", "paid_again"] = asked and sent == {"first_paid", "again_paid"}
        wanted["TASK_COMPLETED", "ask"] = asked
        wanted["TASK_COMPLETED", "hurry"] = "hurry" in completed
        wanted["TIMER_FIRED", "late"] = asked and "hurry" not in completed
        wanted["TASK_COMPLETED", "check"] = "check" in completed
        wanted["CASE_CLOSED", None] = "check" in completed  # type: ignore[index]  # the case has no element
        for (kind, element), once in wanted.items():
            count = state.count(case, kind, element)
            if count != once:
                yield f"Crossing {case}: {kind} {element or ''} happened {count} times instead of {int(once)}"
        is_whole = asked and all(wanted[place] for place in ONCE)
        open_ = _open(state, case)
        expected = {"ask"} if not asked else {"check"} if is_whole else set[str]()
        expected -= completed
        if asked and not wanted["MESSAGE_RECEIVED", "paid"]:
            expected |= {"paid"}
        elif asked and not wanted["MESSAGE_RECEIVED", "paid_again"]:
            expected |= {"paid_again"}
        if open_ != Counter(expected):
            yield f"Crossing {case} stands at {sorted(open_.elements())} instead of {sorted(expected)}"
        yield from _variables(state, case)


def _open(state: State, case: int) -> Counter[str]:
    rows: list[Any] = [*state.work.find(Wait, instance_key=case)]
    for kind in (Task, Gateway, Job):
        rows += state.work.find(cast("Any", kind), instance_key=case, status="open")
    return Counter(row.element for row in rows)


def _variables(state: State, case: int) -> Iterator[str]:
    """What tasks, jobs and messages gave is in the case, from the one that was told so."""
    held = state.variables(case)
    asked = any(done.element == "ask" for done in state.done[case])
    both = {done.element for done in state.done[case] if done.what == "message"}
    for done in state.done[case]:
        token = done.token.removeprefix("message-id ")
        if done.what in {"completion", "job"}:
            name = f"by_{done.element}"
        elif done.what == "message" and asked and (done.element == "first_paid" or len(both) == 2):
            name = done.element
        else:
            continue
        if held.get(name) != token:
            yield f"Crossing {case} holds {held.get(name)} of {name} instead of {token}"


def _signals(state: State) -> Iterator[str]:
    reached = Counter(
        int(one["case"]) for done in state.log if done.what == "signal" for one in done.answer["reached"]
    )
    for done in state.log:
        if done.what == "signal" and done.answer["stopped"]:
            yield f"A signal stopped cases {done.answer['stopped']}"
    for case in state.cases("crossing"):
        heard = state.count(case, "SIGNAL_RECEIVED", "rung")
        if heard != reached[case]:
            yield f"Crossing {case} heard {heard} signals, and {reached[case]} said that they reached it"


def _jobs(state: State) -> Iterator[str]:
    """Every job is done once: one of a worker outside was told so once, and is in the history by who did it."""
    told = Counter(done.answer["job"] for done in state.log if done.what == "job")
    by = {done.case: done.login for done in state.log if done.what == "job"}
    users = {user.key: user.login for user in state.work.find(User)}
    for event in state.events:
        is_weighed = (event.kind, event.element) == ("JOB_COMPLETED", "weigh")
        if is_weighed and users.get(event.actor or 0) != by.get(event.instance_key):
            yield f"In case {event.instance_key} somebody else is said to have weighed than was told so"
    stamps = {str(state.variables(case).get("by_stamp")) for case in state.cases("crossing")} - {"None"}
    there = {str(job.key) for job in state.work.find(Job, element="stamp")}
    if stamps != there:
        yield f"Handlers of ours gave {sorted(stamps - there)} without a job, and nothing for {sorted(there - stamps)}"
    yield from (f"Job {key} was left alone and is not there" for key in state.left_alone - _keys(state, Job))
    for job in state.work.find(Job):
        if job.status != "completed" or told[str(job.key)] != (job.element == "weigh"):
            yield f"Job {_told(job)} is {job.status}, and {told[str(job.key)]} were told that they did it"
        if job.available_at is not None and job.status == "completed":
            yield f"Job {_told(job)} is done and stands in the queue"


def _keys(state: State, kind: type[Row]) -> set[str]:
    return {str(row.key) for row in state.work.find(kind)}


def _messages(state: State) -> Iterator[str]:
    early = {str(row.key): row for row in state.work.find(EarlyMessage)}
    keys = {row.key for row in state.work.find(DataKey)}
    told = {done.answer["message"]: done for done in state.log if done.answer.get("status") == "waiting"}
    yield from (f"Message {key} is kept and nobody was told" for key in early.keys() - told.keys())
    for key, done in told.items():
        row = early.get(key)
        if row is None:
            yield f"Message {key} for case {done.case} was kept and is not there"
        elif row.status == DELIVERED:
            if row.case_key != done.case:
                yield f"Message {key} for case {done.case} went to case {row.case_key}"
            if row.due_at is not None or row.sealed or row.key in keys:
                yield f"Message {key} is delivered, and something is left of it"
        elif row.status != WAITING or row.due_at is None or row.key not in keys:
            yield f"Message {key} for case {done.case} is {row.status}, due {row.due_at}"
    for done in state.log:
        is_told = done.what == "message" and done.answer["status"] == "delivered"
        if is_told and done.answer["case"] != str(done.case):
            yield f"{done.element} for case {done.case} went to case {done.answer['case']}"
    begun = Counter(row.case_key for row in state.work.find(BegunBy))
    by_message = {
        done.case
        for done in state.log
        if done.what == "start"
        and done.token.startswith("message-id")
        and state.instances[done.case].status == "running"  # else the next one may begin
    }
    if begun != Counter(by_message):
        yield f"Messages began {sorted(by_message)}, and kept are {sorted(begun.elements())}"


def _echoes(state: State) -> Iterator[str]:
    """What a case throws begins one other case, and what that throws comes back to it."""
    numbers = {case: state.variables(case)["number"] for case in state.cases("crossing")}
    asked = {done.case for done in state.log if (done.what, done.element) == ("completion", "ask")}
    echoes = Counter(state.variables(case)["number"] for case in state.cases("crossing_echo"))
    for case, number in numbers.items():
        if echoes[number] != (case in asked):
            yield f"Crossing {case} began {echoes[number]} echoes instead of {int(case in asked)}"
    for case in state.cases("crossing_echo"):
        if state.instances[case].status != "completed":
            yield f"Echo {case} is {state.instances[case].status}"
    thrown = Counter(row.instance_key for row in state.work.find(Dispatch))
    for row in state.work.find(Dispatch):
        if row.due_at is not None or row.sent_at is None:
            yield f"Dispatch {_told(row)} is due for ever"
        if row.instance_key not in state.instances:
            yield f"Dispatch {_told(row)} belongs to no case"
    expected = Counter(dict.fromkeys(asked, 2)) + Counter(state.cases("crossing_echo"))
    if thrown != expected:  # what begins a case is sent twice: to who waits, then to begin it
        wrong = {key for key in thrown | expected if thrown[key] != expected[key]}
        yield f"Cases {sorted(wrong)} have thrown something else than once"


def _accompanied(state: State) -> Iterator[str]:
    """Histories of wallis_tandem are what one client alone would have written."""
    cases = state.cases("wallis_tandem")
    histories = {case: [(e.kind, e.element) for e in state.of_case[case]] for case in cases}
    longest = max(histories.values(), key=len, default=[])
    if ("CASE_OPENED", None) not in longest[:1] or ("TASK_COMPLETED", "assign_tandem") not in longest:
        yield f"No case of wallis_tandem came to its tandem: {longest}"
    for case, history in histories.items():
        if history != longest[: len(history)]:
            yield f"Case {case} has another history than the others: {history}"


def _chains(state: State) -> Iterator[str]:
    for instance in state.instances.values():
        chain = state.of_case[instance.key]
        if (broken := first_break(chain)) is not None:
            yield f"The chain of case {instance.key} breaks at {broken}"
        if (instance.next_event, instance.last_digest) != (
            len(chain) + 1,
            chain[-1].digest if chain else GENESIS,
        ):
            yield f"Case {instance.key} has {len(chain)} events and says {instance.next_event - 1}"
    for about in sorted({event.instance_key for event in state.trails}):
        if (broken := first_break([one for one in state.trails if one.instance_key == about])) is not None:
            yield f"The trail of {about} breaks at {broken}"


def _places_in_the_feed(state: State) -> Iterator[str]:
    rows = state.work.find(Outbox)
    ways = Counter(row.event_key for row in rows if row.kind != "PACKET_ARRIVED")  # that is told of a packet
    events = {event.key for event in state.events}
    yield from (f"Event {key} goes out {ways[key]} times" for key in events if ways[key] != 1)
    yield from (f"Something goes out that has not happened: {key}" for key in ways.keys() - events)
    places = sorted(row.position or 0 for row in rows)
    if places != list(range(1, len(rows) + 1)):
        yield f"{len(rows)} events have the places {places[:3]} to {places[-3:]}"
    for head in state.work.find(OutboxHead):
        if head.position != len(rows):
            yield f"The feed ends at {head.position} and has {len(rows)} events"


def _fed(state: State, fed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The one who opened all cases of the Valais was told of every event once, those of a case in their order."""
    told = Counter(ident for ident, _ in fed)
    elsewhere = set(state.cases(PROCEDURE))
    events = {str(event.key): event for event in state.events if event.instance_key not in elsewhere}
    yield from (f"The feed told of {ident} {count} times" for ident, count in told.items() if count > 1)
    yield from (f"The feed told of {ident}, which is no event" for ident in told.keys() - events.keys())
    for ident in events.keys() - told.keys():
        event = events[ident]
        yield f"The feed never told of {event.kind} {event.element} in case {event.instance_key}"
    orders: dict[str, list[int]] = defaultdict(list)
    for ident, case in fed:
        if ident in events:
            orders[case].append(events[ident].sequence)
    for case, order in orders.items():
        if order != sorted(order):
            yield f"The feed told of case {case} in the order {order}"


def _instances(state: State) -> Iterator[str]:
    """Every case loads, and offers and waits for what its rows say; what has ended has nothing open."""
    for key, instance in state.instances.items():
        run = Running.load(state.house.engine, state.work, key, None).run
        rows: list[Any] = []
        for kind in (Task, Gateway, Job):
            rows += state.work.find(cast("Any", kind), instance_key=key, status="open")
        if sorted(offer.row or 0 for offer in run.offers()) != sorted(row.key for row in rows):
            yield f"Case {key} offers something else than its rows {[_told(row) for row in rows]}"
        kept = {(row.token, row.place) for row in state.work.find(Wait, instance_key=key)}
        if kept != {(wait.token, wait.index) for wait in run.waits()}:
            yield f"Case {key} waits for something else than its rows say"
        if bool(rows or kept) != (instance.status == "running"):
            yield f"Case {key} is {instance.status} with {len(rows) + len(kept)} things open"


def _orphans(state: State) -> Iterator[str]:
    """Every row belongs to a case; cases of wallis_tandem that came equally far have equally many rows of each kind."""
    counts: dict[int, Counter[str]] = {key: Counter() for key in state.instances}
    for kind in (*ENGINE_ROWS, *CASE_ROWS):
        names = {column.name for column in fields(cast("Any", kind))} & {"instance_key", "case_key"}
        for row in state.work.find(kind) if names else []:
            case = getattr(row, next(iter(names)))
            if isinstance(row, Event) and row.kind in TRAILS:  # of an institution, unit or account
                continue
            if case is not None and case not in counts:
                yield f"{kind.__name__} {row.key} belongs to case {case}, which is not there"
            elif case is not None and kind is not AccessEntry:  # a read that is repeated is another read
                counts[case][kind.__name__] += 1
    equal: dict[int, Counter[str]] = {}
    for case in state.cases("wallis_tandem"):
        like = equal.setdefault(len(state.of_case[case]), counts[case])
        if like != counts[case]:
            yield f"Case {case} has rows {counts[case] - like} more and {like - counts[case]} less than others"
    open_ = {task.key for task in state.work.find(Task, status="open")}
    yield from (f"Draft {row.key} has no open task" for row in state.work.find(Draft) if row.key not in open_)
    work = state.work
    yield from _pointing(work, Seat, "subject_key", {r.key for k in (Task, Gateway) for r in work.find(k)})
    yield from _pointing(work, Participant, "user_key", {row.key for row in work.find(User)})


def _pointing(work: Work, kind: type[Row], column: str, known: Collection[int]) -> Iterator[str]:
    for row in work.find(kind):
        if getattr(row, column) is not None and getattr(row, column) not in known:
            yield f"{kind.__name__} {row.key} has a {column} that is not there"


def _records(state: State) -> Iterator[str]:
    for row in state.work.find(Record):
        opened = state.house.case_file.records.open(state.work, row)
        if {CATALOGUE[row.type][name] for name in opened.values} != {row.category}:
            yield f"Record {row.key} opens to {json.dumps(sorted(opened.values))}"
