"""Random steps out of what is open, the same for every player, and what the players then show, held side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import NamedTuple, Protocol

from hypothesis import strategies as st

from decisions import feel
from tests.oracle.game import BEGIN
from tests.oracle.models import FLAGS, NUMBERS, Model
from tests.oracle.reading import Failed, Node, read

# What the contract names; every other failure is a step that was refused, whatever a player calls it.
CODES = {"deadlock", "no-flow", "no-answer", "condition", "unhandled-error"}


class Player(Protocol):
    """The driver API, as far as it is compared."""

    @property
    def completed(self) -> list[str]: ...
    @property
    def variables(self) -> dict[str, object]: ...
    @property
    def status(self) -> str: ...
    @property
    def sent(self) -> list[tuple[str, str | None]]: ...
    @property
    def live(self) -> int: ...
    def open(self) -> list[str]: ...
    def waits(self) -> list[tuple[str | None, ...]]: ...


Maker = Callable[[Model], Player]


class Choice(NamedTuple):
    """Small numbers that choose a step: what to do, with which, and with what values."""

    verb: int
    which: int
    values: int


def choices_from(tape: bytes) -> list[Choice]:
    """The choices that a tape of random bytes describes, four bytes each."""
    pieces = (tape[place : place + 4] for place in range(0, len(tape) - 3, 4))
    return [Choice(verb * 100 >> 8, which % 12, low + 256 * high) for verb, which, low, high in pieces]


def choices(least: int = 10, most: int = 24) -> st.SearchStrategy[list[Choice]]:
    """Lists of choices; what they mean is settled when it is known what is open."""
    return st.binary(min_size=4 * least, max_size=4 * most).map(choices_from)


@dataclass(frozen=True)
class Step:
    """A call of the driver API."""

    verb: str
    given: tuple[object, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)

    def play(self, player: "Player") -> object:
        return getattr(player, self.verb)(*self.given, **self.named)

    def __str__(self) -> str:
        named = [f"{name}={value!r}" for name, value in self.named.items()]
        return f"{self.verb}({', '.join([*map(repr, self.given), *named])})"


class Differ(AssertionError):
    """Two players show different things after the same steps."""


class Facts:
    """What of a model one must know to choose steps."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def nodes(self) -> dict[str, Node]:
        documents = [self.model.xml, *self.model.others.values()]
        return {
            node.id: node for xml in documents for level in read(xml).values() for node in level.everywhere()
        }

    def is_job(self, element: str) -> bool:
        return element in self.nodes and self.nodes[element].is_job


def values(number: int) -> dict[str, object]:
    """Variables that a completion sets: some numbers, flags, the output of a loop, now and then another key."""
    found: dict[str, object] = {}
    for place, name in enumerate((*NUMBERS, *FLAGS)):
        if number >> place & 1:
            found[name] = (number // 7 + place) % 5 if name in NUMBERS else bool(number >> (place + 4) & 1)
    if number % 3 == 0:
        found["r"] = number % 10
    if number % 31 == 30:
        found["k"] = "k2"
    return found


def next_step(player: Player, facts: Facts, choice: Choice, now: datetime) -> Step:
    """A step out of what is open and waited for."""
    opened, waits = player.open(), player.waits()
    verb = choice.verb
    jobs = [element for element in opened if facts.is_job(element)]
    if opened and verb < (38 if jobs else 48):
        return work(opened, facts, choice)
    if jobs and verb < 58:
        element = jobs[choice.which % len(jobs)]
        code = ("e1", "e1", "e2", "e3")[choice.values % 4]
        return Step(
            "error", (element, code, values(choice.values)), {"which": choice.which % jobs.count(element)}
        )
    waits = [wait for wait in waits if wait[0] != "conditional" or verb < 64]
    if verb < 88 and waits:
        return happen(waits[choice.which % len(waits)], choice, now)
    if opened and verb < 84:
        return work(opened, facts, choice)
    if verb < 92:
        return Step("set", (values(choice.values),))
    return odd_step(facts, choice)


def work(opened: list[str], facts: Facts, choice: Choice) -> Step:
    element = opened[choice.which % len(opened)]
    if element not in facts.model.ad_hocs:
        which = choice.which // 2 % opened.count(element)
        return Step("complete", (element, values(choice.values)), {"which": which})
    starters, on_demand = facts.model.ad_hocs[element]
    if on_demand and choice.values % 3 == 0:
        return Step("finish_inner", (element,))
    return Step("start_inner", (element, starters[choice.values % len(starters)]))


def happen(wait: tuple[str | None, ...], choice: Choice, now: datetime) -> Step:
    """What is waited for happens."""
    match wait:
        case ("timer", _, str(due)):
            seconds = int((datetime.fromisoformat(due) - now).total_seconds())
            return Step("pass_time", (max(seconds, 0) + (3600 if choice.values % 4 == 0 else 0),))
        case ("message", _, name, key):
            return Step("message", (name, key, values(choice.values)))
        case ("signal", _, name):
            return Step("signal", (name, values(choice.values)))
    return Step("set", (values(choice.values),))


def odd_step(facts: Facts, choice: Choice) -> Step:
    """What is perhaps not waited for at all."""
    match choice.values % 5:
        case 0:
            return Step("message", (("m1", "m3")[choice.which % 2], ("k2", None)[choice.which // 2 % 2]))
        case 1:
            return Step("signal", (("s1", "s2")[choice.which % 2],))
        case 2:
            return Step("pass_time", ((choice.which + 1) * 900,))
        case 3:
            names = list(facts.nodes)
            return Step("complete", (names[choice.which % len(names)], {}))
    return Step("message", (("m1", "m2", "m3")[choice.which % 3], ("k1", None)[choice.which // 3 % 2]))


@dataclass(frozen=True)
class Terms:
    """How players are compared: what they raise, whether the order of the completed list counts, what does not count."""

    failures: tuple[type[Exception], ...] = (Failed,)
    strict_order: bool = True
    ignored: frozenset[str] = frozenset()  # of status, open, waits, completed, variables, sent, live


EXACT = Terms()


def shown(player: Player, terms: Terms) -> dict[str, object]:
    """All that is compared. Numbers are compared as numbers, whatever carries them."""
    picture: dict[str, object] = {
        "status": player.status,
        "open": sorted(player.open()),
        "waits": sorted(map(tuple, player.waits()), key=repr),
        "completed": list(player.completed) if terms.strict_order else sorted(player.completed),
        "variables": feel.to_json(feel.from_json(player.variables)),
        "sent": list(player.sent),
        "live": player.live,
    }
    return {what: value for what, value in picture.items() if what not in terms.ignored}


def outcome(act: Callable[[], object], failures: tuple[type[Exception], ...]) -> object:
    """What a step gives back, or how it failed."""
    try:
        return act()
    except failures as failure:
        code = str(getattr(failure, "code", "refused"))
        return f"failed: {code if code in CODES or code == 'endless' else 'refused'}"


def compare(
    players: Sequence[Player],
    steps: Iterable[Choice],
    model: Model,
    terms: Terms = EXACT,
) -> list[Step]:
    """Plays the same steps with all; Differ at the first difference from the first player. The steps that were played."""
    facts, done, now = Facts(model), list[Step](), BEGIN
    look_alike(players, done, model, terms)
    for choice in steps:
        if players[0].status == "completed":
            break
        step = next_step(players[0], facts, choice, now)
        done.append(step)
        results = list[object]()
        for player in players:
            results.append(outcome(partial(step.play, player), terms.failures))
            if results[0] == "failed: endless":
                return done
        same(results, "result", done, model, players)
        if step.verb == "pass_time" and not str(results[0]).startswith("failed"):
            now += timedelta(seconds=int(str(step.given[0])))
        look_alike(players, done, model, terms)
    return done


def agree(
    model: Model,
    makers: Sequence[Maker],
    steps: Iterable[Choice],
    terms: Terms = EXACT,
) -> tuple[list[Player], list[Step]]:
    """Begins the model with every maker and compares; no players if the beginning fails with all of them."""
    players: list[object] = []
    for make in makers:
        players.append(outcome(partial(make, model), terms.failures))
        if players[0] == "failed: endless":
            return [], []
    failed = [player if isinstance(player, str) else "began" for player in players]
    same(failed, "beginning", [], model, makers)
    if isinstance(players[0], str):
        return [], []
    begun: list[Player] = players  # type: ignore[assignment]  # none of them is the text of a failure
    return begun, compare(begun, steps, model, terms)


def look_alike(players: Sequence[Player], done: list[Step], model: Model, terms: Terms) -> None:
    pictures = [shown(player, terms) for player in players]
    for what in pictures[0]:
        same([picture[what] for picture in pictures], what, done, model, players)


def same(
    values: Sequence[object], what: str, done: Sequence[Step], model: Model, players: Sequence[object]
) -> None:
    if all(value == values[0] for value in values):
        return
    steps = "\n".join(f"  {number}. {step}" for number, step in enumerate(done, 1)) or "  (at the beginning)"
    told = "\n".join(
        f"  {place} {_named(player)}: {value}"
        for place, (player, value) in enumerate(zip(players, values, strict=True))
    )
    raise Differ(f"{what} differs\n{told}\nafter\n{steps}\nin\n{model.text()}")


def _named(player: object) -> str:
    return str(getattr(player, "__name__", type(player).__name__))
