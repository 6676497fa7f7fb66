"""Names of several words: which are known where an expression is read."""

from collections.abc import Iterable
from contextlib import suppress

from decisions.feel.builtins import MULTI_WORD_NAMES
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.tokens import Token, tokens_of

MAX_PIECES = 30
"""Tokens of one name; a longer one is not found."""


class Names:
    """Names of more than one token that are known where the expression is read, found longest first."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}  # by first token, the longest first
        self._is_shared = False  # most texts add no name, so a copy is made with the first one that does
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        pieces = tuple(token.text for token in tokens_of(name)[:-1])
        if not 1 < len(pieces) <= MAX_PIECES or pieces in self._names:
            return
        if self._is_shared:
            self._names, self._lengths = self._names.copy(), self._lengths.copy()
            self._is_shared = False
        self._names[pieces] = name
        lengths = {*self._lengths.get(pieces[0], ()), len(pieces)}
        self._lengths[pieces[0]] = tuple(sorted(lengths, reverse=True))

    def copy(self) -> "Names":
        """The same names, to be added to without touching these."""
        made = Names()
        made._names, made._lengths = self._names, self._lengths
        made._is_shared = self._is_shared = True
        return made

    def longest(self, tokens: list[Token], at: int) -> tuple[str, int] | None:
        """The longest known name whose tokens begin at that place, and how many tokens it has."""
        for length in self._lengths.get(tokens[at].text, ()):
            name = self._names.get(tuple(token.text for token in tokens[at : at + length]))
            if name is not None:
                return name, length
        return None


BUILT_IN = Names(MULTI_WORD_NAMES)


def known(names: Iterable[str]) -> Names:
    """The built-in names and these; one that cannot be written in an expression at all is left out."""
    made = BUILT_IN.copy()
    for name in names:
        with suppress(FeelSyntaxError):
            made.add(name)
    return made
