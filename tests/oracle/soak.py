"""Many models after each other from a seed: all differ, where hypothesis likes to vary the last one.

The first difference is made small before it is told.
"""

from collections.abc import Iterator, Sequence
from random import Random

from tests.oracle.models import from_tape
from tests.oracle.steps import EXACT, Differ, Maker, Terms, agree, choices_from

MOST_TRIES = 2500


def play_many(
    makers: Sequence[Maker],
    runs: int,
    seed: int = 0,
    terms: Terms = EXACT,
) -> None:
    """Plays the models number seed, seed + 1, …; Differ with the smallest difference found, and its number."""

    def difference(tapes: tuple[bytes, bytes]) -> Differ | None:
        model, steps = from_tape(tapes[0]), choices_from(tapes[1])
        try:
            agree(model, makers, steps, terms)
        except Differ as found:
            return found
        return None

    for number in range(seed, seed + runs):
        tapes = tapes_of(number)
        first = difference(tapes)
        if first is None:
            continue
        smallest, tries = first, 0
        candidates = smaller(tapes)
        while tries < MOST_TRIES and (candidate := next(candidates, None)) is not None:
            tries += 1
            found = difference(candidate)
            if found is not None and kind_of(found) == kind_of(first):
                smallest, tapes = found, candidate
                candidates = smaller(tapes)
        raise Differ(f"{smallest}\n(model number {number})")


def tapes_of(number: int) -> tuple[bytes, bytes]:
    """The tapes of a model and of the steps with it, for `from_tape` and `choices_from`."""
    random = Random(number)
    return random.randbytes(700), random.randbytes(4 * random.choice((8, 16, 30)))


def kind_of(difference: Differ) -> str:
    """What differs: its first line."""
    return str(difference).split("\n", 1)[0]


def smaller(tapes: tuple[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Tapes with pieces cut out or made zero, large pieces first; zeros at the end say nothing."""
    for place in (0, 1):
        tape = tapes[place].rstrip(b"\0") if place == 0 else tapes[place]
        size = 2 ** max(len(tape) - 1, 0).bit_length()
        while size:
            for begin in range(0, len(tape), size):
                piece = tape[begin : begin + size]
                cut = tape[:begin] + tape[begin + size :]
                zero = tape[:begin] + bytes(len(piece)) + tape[begin + size :]
                half = tape[:begin] + bytes(byte // 2 for byte in piece) + tape[begin + size :]
                for changed in (cut, *((zero, half) if any(piece) else ())):
                    yield (changed, tapes[1]) if place == 0 else (tapes[0], changed)
            size //= 2
