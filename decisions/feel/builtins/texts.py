"""Built-in functions over texts (FEEL spec 10.3.4.3); regular expressions run with a time limit."""

from decimal import Decimal
from functools import lru_cache

import regex  # type: ignore[import-untyped]  # the library ships no types

from decisions.feel.builtins.table import builtin
from decisions.feel.faults import FeelLimitError
from decisions.feel.run import Run

_MAX_PATTERN = 1_000
_FLAGS = {"i": regex.IGNORECASE, "s": regex.DOTALL, "m": regex.MULTILINE, "x": regex.VERBOSE}


@builtin("substring(string: string, start position: number, length?: number)")
def substring(run: Run, string: str, start_position: Decimal, length: Decimal | None = None) -> object:
    start = int(start_position) if abs(start_position) < 10**9 else 0
    if start == 0 or abs(start) > len(string):
        return run.problem("substring: the start position lies outside of the text")
    begin = start - 1 if start > 0 else len(string) + start
    if length is None:
        return string[begin:]
    if length < 1:
        return run.problem("substring: the length must be at least 1")
    return string[begin : begin + int(min(length, Decimal(10**9)))]


@builtin("string length(string: string)")
def string_length(run: Run, string: str) -> object:
    return Decimal(len(string))


@builtin("upper case(string: string)")
def upper_case(run: Run, string: str) -> object:
    return string.upper()


@builtin("lower case(string: string)")
def lower_case(run: Run, string: str) -> object:
    return string.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(run: Run, string: str, match: str) -> object:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: string, match: string)")
def substring_after(run: Run, string: str, match: str) -> object:
    return string.partition(match)[2] if match else string


@builtin("contains(string: string, match: string)")
def contains(run: Run, string: str, match: str) -> object:
    return match in string


@builtin("starts with(string: string, match: string)")
def starts_with(run: Run, string: str, match: str) -> object:
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(run: Run, string: str, match: str) -> object:
    return string.endswith(match)


@builtin("trim(string: string)")
def trim(run: Run, string: str) -> object:
    return string.strip()


@builtin("string join(list: list, delimiter?: string)")
def string_join(run: Run, parts: list[object], delimiter: str | None = None) -> object:
    words = [part for part in parts if isinstance(part, str)]
    if len(words) + parts.count(None) != len(parts):
        return run.problem("string join: the list holds something that is no text")
    between = delimiter or ""
    run.grow(sum(map(len, words)) + len(between) * len(words))
    return between.join(words)


@lru_cache(maxsize=256)
def _pattern(pattern: str, flags: str) -> "regex.Pattern[str] | None":
    """The compiled pattern; None if it or a flag is none."""
    if len(pattern) > _MAX_PATTERN or any(flag not in _FLAGS for flag in flags):
        return None
    try:
        return regex.compile(pattern, sum(_FLAGS[flag] for flag in set(flags)))
    except (regex.error, RecursionError, OverflowError, ValueError):
        return None


def _refused(run: Run, name: str) -> object:
    return run.problem(f"{name}: the pattern or its flags cannot be read (flags are i, s, m, x)")


def _too_slow(name: str) -> FeelLimitError:
    return FeelLimitError(f"{name}: the pattern takes too long on this text; write it simpler")


@builtin("matches(input: string, pattern: string, flags?: string)")
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> object:
    compiled = _pattern(pattern, flags or "")
    if compiled is None:
        return _refused(run, "matches")
    try:
        return compiled.search(text, timeout=run.seconds_left()) is not None
    except TimeoutError as error:
        raise _too_slow("matches") from error


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string)")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> object:
    compiled = _pattern(pattern, flags or "")
    if compiled is None:
        return _refused(run, "replace")
    pieces = regex.split(r"\$(\d)", replacement)

    def expand(found: "regex.Match[str]") -> str:
        parts = [piece if index % 2 == 0 else _group(found, int(piece)) for index, piece in enumerate(pieces)]
        made = "".join(parts)
        run.grow(len(made))
        return made

    try:
        return compiled.sub(expand, text, timeout=run.seconds_left())
    except TimeoutError as error:
        raise _too_slow("replace") from error


def _group(found: "regex.Match[str]", number: int) -> str:
    return (found.group(number) or "") if number <= found.re.groups else ""


@builtin("split(string: string, delimiter: string)")
def split(run: Run, string: str, delimiter: str) -> object:
    compiled = _pattern(delimiter, "")
    if compiled is None or not delimiter:
        return _refused(run, "split")
    try:
        run.grow(len(string))
        found: list[str] = []
        last = 0
        for match in compiled.finditer(string, timeout=run.seconds_left()):
            found.append(string[last : match.start()])
            last = match.end()
        return [*found, string[last:]]
    except TimeoutError as error:
        raise _too_slow("split") from error
