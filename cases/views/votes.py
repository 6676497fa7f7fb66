"""Whether the seats of a question answered differently: then it waits for all of them again."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from engine.rows import Seat
from engine.store import Work


def disagree(seats: Sequence[Seat]) -> bool:
    """Whether all seats have answered on the same basis, and not the same."""
    given = {seat.answer for seat in seats}
    return None not in given and len(given) > 1 and len({seat.basis_digest for seat in seats}) == 1


def disagreeing(work: Work, keys: Collection[int]) -> frozenset[int]:
    """Those of the questions whose seats disagree, in one query."""
    by_key: dict[int, list[Seat]] = defaultdict(list)
    for seat in work.find(Seat, subject_key=sorted(keys)) if keys else []:
        by_key[seat.subject_key].append(seat)
    return frozenset(key for key, seats in by_key.items() if disagree(seats))
