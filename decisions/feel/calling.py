"""Which functions an expression calls that nobody has: neither built in nor made in the expression itself."""

from collections.abc import Iterator
from difflib import get_close_matches

from decisions.feel.builtins import BUILTINS
from decisions.feel.tree import Call, ContextOf, For, FunctionOf, Name, Node, Path, Quantified, parts_of

_LONG = 5
"""Letters of a word that says by itself which function is meant."""


def unknown_calls(node: Node) -> tuple[str, ...]:
    """Names that are called and can't be functions where variables hold no functions, as they are written.

    A name that the expression itself gives something anywhere (an entry, a parameter, an iterator) may be one.
    """
    made = set(_made(node))
    called = (".".join(names) for names in _called(node) if names[0] not in made and not _is_built_in(names))
    return tuple(dict.fromkeys(called))


def alike(name: str, most: int = 3) -> list[str]:
    """Built-in functions that may be meant by a name, the most alike first; one long word of theirs is enough."""
    spelled: dict[str, list[str]] = {}
    for known in BUILTINS:
        long_words = (word for word in known.split() if len(word) >= _LONG)
        for spelling in dict.fromkeys((known, known.replace(" ", ""), *long_words)):
            spelled.setdefault(spelling, []).append(known)
    wanted = name.rpartition(".")[2][:80].lower().replace("_", "")
    close = get_close_matches(wanted, spelled, n=most, cutoff=0.7)
    return list(dict.fromkeys(known for spelling in close for known in spelled[spelling]))[:most]


def _is_built_in(names: tuple[str, ...]) -> bool:
    return len(names) == 1 and names[0] in BUILTINS


def _called(node: object) -> Iterator[tuple[str, ...]]:
    if isinstance(node, Call):
        names = _names(node.target)
        if names:
            yield names
    for part in parts_of(node):
        yield from _called(part)


def _names(node: Node) -> tuple[str, ...]:
    members: list[str] = []
    while isinstance(node, Path):
        members.append(node.member)
        node = node.base
    return (node.name, *reversed(members)) if isinstance(node, Name) else ()


def _made(node: object) -> Iterator[str]:
    """What gets a value inside of the expression."""
    if isinstance(node, ContextOf):
        yield from (name for name, _ in node.entries)
    elif isinstance(node, For | Quantified):
        yield from (name for name, _ in node.iterators)
    elif isinstance(node, FunctionOf):
        yield from (name for name, _ in node.parameters)
    for part in parts_of(node):
        yield from _made(part)
