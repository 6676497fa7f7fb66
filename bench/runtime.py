"""The runtime alone, without database: does a step stay as cheap as the first ones, and what does stock take for it?"""

import cProfile
import pstats
import statistics
from collections.abc import Mapping
from io import StringIO

import typer

from bench.instances import Cost, Instance, Ours, Stock
from bench.loops import full_loop, loop, row

TASKS = 12
ROUNDS = (50, 200, 2000)
EARLY = range(10, 30)
LAST = 20
STOCK_ROUNDS = 200
STOCK_BLOCK = 5
STOCK_REPEATS = 4
AIM = 1.3
Pair = tuple[Instance, Instance]
Costs = tuple[list[Cost], list[Cost]]


def main(repeats: int = 7, profile: bool = False) -> None:
    """Print what a completion costs in long loops, then next to stock; or where its time goes."""
    if profile:
        hottest()
    else:
        measure(repeats)


def measure(repeats: int = 7) -> None:
    """Print both tables."""
    typer.echo("\nRuntime without database: load, complete, run to rest, save; medians")
    typer.echo(
        f"  {'loop':26}{'rounds':>7}{'µs 10–29':>10}{'µs last':>9}{'ratio':>7}"
        f"{'bytes 10–29':>13}{'last':>6}{'ratio':>7}   (aim: {AIM})"
    )
    for title, model in (("task", loop), ("two tasks, boundary timer", full_loop)):
        for rounds in ROUNDS:
            early, late = _ends(Ours(model(rounds)), rounds, max(1, repeats * 200 // max(rounds, 200)))
            typer.echo(f"  {title:26}{rounds:>7}{_compared(early, late)}")
    _against_stock(repeats)


def _against_stock(repeats: int) -> None:
    typer.echo("\nNext to stock SpiffWorkflow, by turns, the same model; stock keeps its JSON")
    typer.echo(
        f"  {'model, and what takes turns':38}{'µs ours':>9}{'stock':>8}{'ratio':>7}{'bytes ours':>12}{'stock':>9}"
    )
    for turns, length in (("whole cases", TASKS), ("single steps", 1)):
        _print_pair(f"{TASKS} tasks in a row, {turns}", _rows(repeats, length), "aim 20, limit 5")
    for begin in (EARLY.start, STOCK_ROUNDS - STOCK_BLOCK + 1):
        pair = _late_pair(begin)
        limit = "limit 50" if begin not in EARLY else ""
        for turns, length in (("blocks", STOCK_BLOCK), ("single steps", 1)):
            title = f"loop, rounds {begin}–{begin + STOCK_BLOCK - 1}, {turns}"
            _print_pair(title, _blocks(pair, begin, length), limit)


def _ends(instance: Instance, rounds: int, repeats: int) -> tuple[list[Cost], list[Cost]]:
    """The costs of the early and of the last rounds."""
    early: list[Cost] = []
    late: list[Cost] = []
    for _ in range(repeats):
        instance.begin()
        for number in range(1, rounds + 1):
            costs = _round(instance, {"n": number})
            if number in EARLY:
                early += costs
            if number > rounds - LAST:
                late += costs
    return early, late


def _round(instance: Instance, answers: Mapping[str, object]) -> list[Cost]:
    """Complete what is open, one after the other."""
    return [instance.complete(task, answers) for task in instance.open()]


def _rows(repeats: int, turn: int) -> Costs:
    """Whole cases of ours and of stock, a number of steps of one after as many of the other."""
    pair: Pair = (Ours(row(TASKS)), Stock(row(TASKS)))
    costs: Costs = ([], [])
    for _ in range(repeats):
        for instance in pair:
            instance.begin()
        for first in range(1, TASKS + 1, turn):
            for instance, found in zip(pair, costs, strict=True):
                for number in range(first, first + turn):
                    found += _round(instance, {f"answer_{number}": f"Qualifikation {number}"})
    return costs


def _late_pair(begin: int) -> Pair:
    """Both before a round of the long loop; stock goes there in memory, with its JSON it would take too long."""
    ours, stock = Ours(loop(STOCK_ROUNDS)), Stock(loop(STOCK_ROUNDS))
    passed = [{"n": number} for number in range(1, begin)]
    ours.begin()
    stock.begin()
    for answers in passed:
        _round(ours, answers)
    stock.go_on(passed)
    return ours, stock


def _blocks(pair: Pair, begin: int, turn: int) -> Costs:
    """The same rounds again and again, a number of steps of one after as many of the other."""
    costs: Costs = ([], [])
    states = [instance.state for instance in pair]
    for _ in range(STOCK_REPEATS):
        for first in range(begin, begin + STOCK_BLOCK, turn):
            for instance, found in zip(pair, costs, strict=True):
                for number in range(first, first + turn):
                    found += _round(instance, {"n": number})
        for instance, state in zip(pair, states, strict=True):
            instance.state = state
    return costs


def hottest(rounds: int = 2000, lines: int = 25) -> None:
    """Print the functions in which the completions of both loops spend their time."""
    for title, model in (("task", loop), ("two tasks, boundary timer", full_loop)):
        instance = Ours(model(rounds))
        instance.begin()
        profiler = cProfile.Profile()
        steps = 0
        for number in range(1, rounds + 1):
            for task in instance.open():
                steps += 1
                profiler.runcall(instance.complete, task, {"n": number})
        told = StringIO()
        pstats.Stats(profiler, stream=told).strip_dirs().sort_stats("tottime").print_stats(lines)
        typer.echo(f"\n{title}: {steps} completions\n{told.getvalue()}")


def _compared(early: list[Cost], late: list[Cost]) -> str:
    first, last = _microseconds(early), _microseconds(late)
    small, large = _bytes(early), _bytes(late)
    return f"{first:>10.0f}{last:>9.0f}{last / first:>7.2f}{small:>13.0f}{large:>6.0f}{large / small:>7.2f}"


def _print_pair(title: str, costs: Costs, aim: str) -> None:
    one, other = (_microseconds(found) for found in costs)
    small, large = (_bytes(found) for found in costs)
    said = f"   ({aim})" if aim else ""
    typer.echo(f"  {title:38}{one:>9.0f}{other:>8.0f}{other / one:>7.0f}{small:>12.0f}{large:>9.0f}{said}")


def _microseconds(costs: list[Cost]) -> float:
    return statistics.median(cost.seconds for cost in costs) * 1e6


def _bytes(costs: list[Cost]) -> float:
    return statistics.median(cost.bytes for cost in costs)


if __name__ == "__main__":
    typer.run(main)
