"""Whether the seats of a question answered differently: then it waits for all of them again."""

from collections.abc import Sequence

from engine.rows import Seat


def disagree(seats: Sequence[Seat]) -> bool:
    """Whether all seats have answered on the same basis, and not the same."""
    given = {seat.answer for seat in seats}
    return None not in given and len(given) > 1 and len({seat.basis_digest for seat in seats}) == 1
