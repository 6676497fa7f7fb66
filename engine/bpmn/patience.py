"""How much may happen before an instance rests: enough for many instances, too little for a loop without end."""

from collections.abc import Iterable
from itertools import pairwise
from time import thread_time

from engine.bpmn.tokens import Token
from engine.errors import ProcessFailure

STEP_LIMIT = 10_000
STEPS_EACH = 100
"""More of them for each token that lives at the beginning, and for each instance of a multi-instance."""
MOST_SECONDS = 2.0
"""Of computing, from one rest to the next: 10,000 steps take a fraction of it."""
SECONDS_EACH = 0.001
"""More of them for each token and instance, as with the steps: beginning one takes a tenth of it."""
MOST_MORE = 8.0
"""So many more of them at most: instances within instances, one after the other, are as many as somebody likes."""


class EndlessLoop(Exception):
    """The process took too many steps without coming to rest. Look for a loop without a task in it."""

    def __init__(self, element: str, steps: int) -> None:
        super().__init__(f"{steps:,} steps without coming to rest, last at «{element}»")
        self.element = element


class Patience:
    """The steps from one rest to the next: 10,000, and 100 for each token and instance; 2 seconds, and a thousandth each, 8 at most.

    Instances count once in each round around them: a loop that begins them again and again gets no more.
    """

    def __init__(self, living: Iterable[Token]) -> None:
        self._steps = 0
        each = sum(token.internal_data.get("n", 1) for token in living)
        self._most = STEP_LIMIT + STEPS_EACH * each
        self._begun: dict[tuple[str | int, ...], int] = {}
        self._more = SECONDS_EACH * each
        self._began = thread_time()

    def step(self, element: str) -> None:
        """One more step. Raises EndlessLoop, ProcessFailure where they compute for too long."""
        self._steps += 1
        if self._steps > self._most:
            raise EndlessLoop(element, self._most)
        seconds = MOST_SECONDS + min(self._more, MOST_MORE)
        if thread_time() - self._began > seconds:
            message = f"{seconds:g} seconds of computing without coming to rest. Let expressions do less, or less often."
            raise ProcessFailure(element, "too-long", message)

    def begin(self, body: Token, instances: int) -> None:
        """A multi-instance begins with so many instances."""
        key = (body.task_spec.name, *_rounds(body))
        more = instances - self._begun.get(key, 0)
        if more > 0:
            self._begun[key] = instances
            self._most += STEPS_EACH * more
            self._more += SECONDS_EACH * more


def _rounds(token: Token) -> Iterable[int]:
    """The rounds of multi-instances that a token is in, from the inside out."""
    for owner, body in pairwise(token.workflow.scopes_of(token)):
        if "n" in body.internal_data:
            yield owner.internal_data["i"]
