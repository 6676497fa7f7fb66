"""Costs that carriers share to the Rappen (LU-09)."""

import re

_AMOUNT = re.compile(r"([0-9]{1,3}(?:['’ ]?[0-9]{3}){0,3})(?:\.([0-9]{2}|–|-))?")


def equal_shares(rappen: int, among: int) -> list[int]:
    """An amount in whole Rappen in equal shares, whose sum is the amount: what doesn't divide goes to the last ones (LU-09).

    100'000.00 among three: 33'333.33, 33'333.33, 33'333.34.
    """
    if rappen < 0 or among < 1:
        raise ValueError("An amount of nought or more, among one or more.")
    share, rest = divmod(rappen, among)
    return [share + (place >= among - rest) for place in range(among)]


def rappen_of(text: str) -> int | None:
    """An amount as it is written in Switzerland, in Rappen: 100'000.00, 100000 or 100'000.–; None of anything else."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    francs = int(re.sub(r"\D", "", found[1]))
    return 100 * francs + (int(found[2]) if found[2] and found[2].isdecimal() else 0)


def in_francs(rappen: int) -> str:
    """1'234.50"""
    return f"{rappen // 100:,}".replace(",", "'") + f".{rappen % 100:02d}"
