"""How much a regular expression of a model may repeat: compiling one that repeats without measure fills the machine."""

import re

MAX_LENGTH = 1_000
MAX_REPEAT = 1_000
MAX_SIZE = 5_000

_COUNT = re.compile(r"\{([^{}]*)\}")
_DIGITS = re.compile(r"[0-9]+")
# Comments, flags inside, recursion and named classes: what closes a group can't be seen without a full reader.
_OBSCURE = re.compile(r"\(\?(?![:=!<>P])|\(\?P[^<]|\[:")
# An escaped sign, a class of signs, a count, the edge of a group.
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^{}]*\}|[()]|.", re.DOTALL)


def repeats_too_much(pattern: str, *, verbose: bool = False) -> bool:
    """Whether a pattern is too long, counts a repeat too high, or is too long with its repeats written out.

    Never says False of a pattern that is too much; may say True of a harmless one that is hard to read.
    `verbose`: the pattern may hold spaces and comments (flag x).
    """
    if len(pattern) > MAX_LENGTH:
        return True
    counts = [_most(found[1]) for found in _COUNT.finditer(pattern)]
    if any(count > MAX_REPEAT for count in counts):
        return True
    if verbose or _OBSCURE.search(pattern):
        product = len(pattern)
        for count in counts:
            product *= max(count, 1)
        return product > MAX_SIZE
    return _size(pattern) > MAX_SIZE


def _size(pattern: str) -> int:
    """How many signs and classes the pattern has when each counted repeat is written out."""
    sizes = [0]  # of each group that is open
    last = 1  # of the part just read
    for found in _PART.finditer(pattern):
        part = found[0]
        if part == "(":
            sizes.append(0)
            last = 1
        elif part == ")" and len(sizes) > 1:
            last = max(sizes.pop(), 1)
            sizes[-1] += last
        elif part[0] == "{" and len(part) > 1:
            count = max(_most(part), 1)
            sizes[-1] += last * (count - 1)
            last *= count
        elif part not in {"?", "*", "+"}:
            last = 1
            sizes[-1] += 1
    return sum(sizes)


def _most(count: str) -> int:
    """The highest number between braces; of a number too long to be meant, one that is too high."""
    return max((int(digits[:9]) for digits in _DIGITS.findall(count)), default=1)
