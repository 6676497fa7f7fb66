"""What was probably meant by a word that is not known."""

from collections.abc import Collection
from difflib import get_close_matches


def nearest(word: str, known: Collection[str]) -> str:
    """«Did you mean «…»? » for the known word that looks most alike; nothing when none does."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.75)
    return f"Did you mean «{found[0]}»? " if found else ""
