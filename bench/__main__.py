"""`make bench`: cases against the floor, interleaved, on SQLite and PostgreSQL. Prints a table; asserts nothing."""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import typer

from api.bootstrap import Bruecke
from bench import decisions, runtime
from bench.clients import Client, Times, complete, keep_rows, play_case, start, task_of
from bench.servers import Served, databases, durability, prepare, serving
from cases.commands.start_case import Opening, start_case
from cases.identity import identity_of
from cases.rows import User

CLIENTS = 8
TURNS = 5
T = TypeVar("T")


def main(rounds: int = 30, existing: int = 2000) -> None:
    """Measure decisions and the runtime, then cases on both databases, first without and then with many cases."""
    decisions.measure()
    runtime.measure()
    with tempfile.TemporaryDirectory(prefix="bruecke-bench-") as name, databases(Path(name)) as addresses:
        for database, address in addresses.items():
            folder = Path(name) / database
            folder.mkdir()
            house, token = prepare(folder, address)
            typer.echo(f"\n{database} ({durability(address)}), {rounds} rounds, milliseconds (median)")
            with (
                serving(house, "api", "run", "--no-demo", "--port") as ours,
                serving(house, "bench.floor") as floor,
            ):
                measure("no other case", ours, floor, token, rounds)
                fill(house, existing)
                measure(f"{existing} cases", ours, floor, token, rounds)


def measure(title: str, ours: Served, floor: Served, token: str, rounds: int) -> None:
    """One client by turns on ours and on the floor, then eight on each."""
    bridge, ground = Client(ours.port, token), Client(floor.port)
    play_case(bridge, 1)  # warm up: packages are parsed once
    play_case(bridge, 12)
    keep_rows(ground, 5)
    for client in (bridge, ground):
        client.times.clear()
    for _ in range(rounds):
        play_case(bridge, 1)
        keep_rows(ground, 2)
    short = _sum(bridge.times, 1) / _sum(ground.times, 1, "floor")
    one = bridge.times.copy()
    bridge.times.clear()
    for _ in range(max(rounds // 3, 3)):
        play_case(bridge, 12)
        keep_rows(ground, 13)
    long = _sum(bridge.times, 12) / _sum(ground.times, 12, "floor")
    for path, what in (("/api/cases", "list of cases"), ("/api/tasks", "worklist")):
        for _ in range(rounds):
            bridge.ask("GET", path, name=what)
    times = {**bridge.times, "floor": ground.times["floor"], "start": one["start"] + bridge.times["start"]}
    rows = ("floor", "start", "step 1", "step 12", "list of a case", "list of cases", "worklist")
    typer.echo(f"  {title}: " + "  ".join(f"{row} {_median(times[row]):.2f}" for row in rows))
    typer.echo(
        f"    case of 1 task: {short:.2f} times the floor   case of 12 tasks: {long:.2f} times the floor"
    )
    for tasks in (1, 12):
        ours_rate, floor_rate = crowd_by_turns(ours.port, floor.port, token, tasks, rounds)
        typer.echo(
            f"    {CLIENTS} clients, cases of {tasks}: {ours_rate:.0f} requests a second, floor {floor_rate:.0f}: "
            f"{ours_rate / floor_rate:.2f} of the floor's rate"
        )
    bridge.close()
    ground.close()
    processor(ours, floor, token, rounds)


def processor(ours: Served, floor: Served, token: str, rounds: int) -> None:
    """What the server processes work for a request, by turns: it depends least on what else the machine does."""
    spent = dict.fromkeys(("start", "list of a case", "completion", "floor"), 0.0)
    bridge, batch = Client(ours.port, token), 10

    def timed(name: str, server: Served, work: Callable[[], T]) -> T:
        before = server.processor()
        found = work()
        spent[name] += server.processor() - before
        return found

    for _ in range(rounds):
        cases = timed("start", ours, lambda: [start(bridge, 1) for _ in range(batch)])
        tasks = timed("list of a case", ours, lambda: [task_of(bridge, case) for case in cases])  # noqa: B023  # called at once
        timed("completion", ours, lambda: [complete(bridge, task, 1) for task in tasks])  # noqa: B023  # called at once
        ground = Client(floor.port)  # a new one: the server hangs up on who says nothing for some seconds
        timed("floor", floor, lambda: keep_rows(ground, batch))  # noqa: B023  # called at once
        ground.close()
    bridge.close()
    told = "  ".join(f"{name} {seconds * 1000 / rounds / batch:.2f}" for name, seconds in spent.items())
    ratio = (spent["start"] + spent["completion"]) / 2 / spent["floor"]
    typer.echo(f"    processor time of the server: {told}: a change {ratio:.2f} times the floor")


def crowd_by_turns(ours: int, floor: int, token: str, tasks: int, rounds: int) -> tuple[float, float]:
    """Requests a second of ours and of the floor, which gets as many, each a change: the medians of some turns."""
    cases = max(rounds // 4 // tasks, 1)
    requests = 1 + 2 * tasks  # the start, and for each task the list that names it and its completion

    def turn() -> tuple[float, float]:
        return (
            crowd(ours, token, lambda client: play_case(client, tasks), cases) * requests,
            crowd(floor, "", lambda client: keep_rows(client, requests), cases) * requests,
        )

    turns = [turn() for _ in range(TURNS)]
    return statistics.median(ours for ours, _ in turns), statistics.median(floor for _, floor in turns)


def crowd(port: int, token: str, play: Callable[[Client], object], cases: int) -> float:
    """Cases a second, by several clients at once, each of which plays so many."""

    def work(client: Client) -> int:
        for _ in range(cases):
            play(client)
        return cases

    clients = [Client(port, token) for _ in range(CLIENTS)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = sum(pool.map(work, clients))
    elapsed = time.perf_counter() - begin
    for client in clients:
        client.close()
    return done / elapsed


def fill(house: Bruecke, cases: int) -> None:
    """Open many cases, without HTTP."""
    with house.engine.store.reading() as work:
        (carla,) = work.find(User, login="carla_smz")
        identity = identity_of(work, carla.key)
    assert identity is not None
    for _ in range(cases):
        start_case(house.engine, house.vault, identity.actor(), Opening("steps_1", {}))


def _median(times: list[float]) -> float:
    return statistics.median(times) * 1000


def _sum(times: Times, tasks: int, name: str | None = None) -> float:
    """The cost of one whole case: the medians of its changes, added up."""
    if name is not None:
        return _median(times[name]) * (tasks + 1)
    return _median(times["start"]) + sum(_median(times[f"step {number}"]) for number in range(1, tasks + 1))


if __name__ == "__main__":
    typer.run(main)
