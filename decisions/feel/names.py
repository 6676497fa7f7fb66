"""Names of several words: which are known where an expression is read."""

from collections.abc import Iterable
from contextlib import suppress

from decisions.feel.builtins import MULTI_WORD_NAMES
from decisions.feel.faults import FeelSyntaxError
from decisions.feel.tokens import Token, tokens_of


class Names:
    """Names of more than one token that are known where the expression is read, found longest first."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._is_shared = False  # most texts add no name, so a copy is made with the first one that does
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        pieces = tuple(token.text for token in tokens_of(name)[:-1])
        if len(pieces) > 1:
            if self._is_shared:
                self._by_first = {first: entries.copy() for first, entries in self._by_first.items()}
                self._is_shared = False
            entries = self._by_first.setdefault(pieces[0], [])
            if (pieces, name) not in entries:
                entries.append((pieces, name))
                entries.sort(key=lambda entry: -len(entry[0]))

    def copy(self) -> "Names":
        """The same names, to be added to without touching these."""
        made = Names()
        made._by_first = self._by_first
        made._is_shared = self._is_shared = True
        return made

    def longest(self, tokens: list[Token], at: int) -> tuple[str, int] | None:
        """The longest known name whose tokens begin at that place, and how many tokens it has."""
        for pieces, name in self._by_first.get(tokens[at].text, ()):
            if pieces == tuple(token.text for token in tokens[at : at + len(pieces)]):
                return name, len(pieces)
        return None


BUILT_IN = Names(MULTI_WORD_NAMES)


def known(names: Iterable[str]) -> Names:
    """The built-in names and these; one that cannot be written in an expression at all is left out."""
    made = BUILT_IN.copy()
    for name in names:
        with suppress(FeelSyntaxError):
            made.add(name)
    return made
