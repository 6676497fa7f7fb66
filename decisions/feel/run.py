"""One evaluation: its scope and clock, the problems it met, and the limits it cannot overrun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic, thread_time

from decisions.feel.faults import FeelLimitError

MAX_PROBLEMS = 20
OVERRUNS = 2  # of the time, one after the other; a pause of the machine costs one


@dataclass(frozen=True, slots=True)
class Limits:
    """What one evaluation may use: rounds and calls, calls within calls, bytes of new values, seconds of computing."""

    steps: int = 10_000
    depth: int = 100
    size: int = 1_000_000
    seconds: float = 0.05


DEFAULT_LIMITS = Limits()


class Run:
    """The state of one evaluation; thrown away after it."""

    __slots__ = (
        "admitted",
        "computed",
        "deadline",
        "depth",
        "limits",
        "now",
        "overruns",
        "problems",
        "scope",
        "size",
        "steps",
        "trace",
    )

    def __init__(self, scope: Mapping[str, object], now: datetime, limits: Limits) -> None:
        self.scope = scope
        self.now = now
        self.limits = limits
        self.admitted: dict[tuple[int, tuple[str, ...]], tuple[object, object]] = {}
        self.steps = 0
        self.size = 0
        self.depth = 0
        self.overruns = 0
        self.deadline = monotonic() + limits.seconds
        self.computed = 0.0
        self.problems: list[str] = []
        self.trace: list[object] | None = None

    def problem(self, message: str) -> object:
        """Keeps the message; its value, None, is what the standard gives instead of an error.

        Messages name kinds, names and places of the model, never a value: they are kept with incidents.
        """
        if len(self.problems) < MAX_PROBLEMS and message not in self.problems:
            self.problems.append(message)
        return None

    def step(self, count: int = 1) -> None:
        """Counts rounds, calls and visited elements."""
        self.steps += count
        if self.steps > self.limits.steps:
            raise FeelLimitError(
                f"the expression needs more than {self.limits.steps} steps; use shorter lists or fewer loops"
            )
        # Waiting is no computing: the scope may fetch a value from a database, or the machine may be busy.
        if monotonic() > self.deadline and thread_time() > self.computed:
            self.overrun()

    def overrun(self) -> None:
        """The time is used up. Once it may have been the machine's other work, or Python's collection of garbage, which
        counts as computing and takes longer than any sensible rule when the process is large.

        Only from the first time on the processor's time is asked for: that costs more than most expressions.
        """
        self.overruns += 1
        if self.overruns == OVERRUNS:
            raise FeelLimitError(
                f"the expression needs more than {self.limits.seconds * 1000:.0f} ms; make it simpler"
            )
        self.deadline = monotonic() + self.limits.seconds
        self.computed = thread_time() + self.limits.seconds

    def seconds_left(self) -> float:
        """What a regular expression may still use; always a part of the whole, as it cannot tell waiting apart."""
        return max(self.deadline - monotonic(), self.limits.seconds / 5)

    def grow(self, size: int) -> None:
        """Counts the bytes of a value before it is made."""
        self.size += size
        if self.size > self.limits.size:
            raise FeelLimitError(
                f"the expression makes more than {self.limits.size} bytes of values; use shorter texts and lists"
            )

    def enter(self) -> None:
        """Goes into a function of the model; `leave` goes out again."""
        self.step()
        self.depth += 1
        if self.depth > self.limits.depth:
            raise FeelLimitError(
                f"functions call each other more than {self.limits.depth} deep; end the recursion earlier"
            )

    def leave(self) -> None:
        self.depth -= 1
