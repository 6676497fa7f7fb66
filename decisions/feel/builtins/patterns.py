"""Built-in functions with regular expressions (FEEL spec 10.3.4.3, after XPath); they run with a time limit."""

from functools import lru_cache

import regex  # type: ignore[import-untyped]  # the library ships no types

from decisions.feel.builtins.table import builtin
from decisions.feel.faults import FeelLimitError
from decisions.feel.run import Run
from decisions.patterns import MAX_LENGTH, MAX_REPEAT, MAX_SIZE, repeats_too_much

_FLAGS = {"i": regex.IGNORECASE, "s": regex.DOTALL, "m": regex.MULTILINE, "x": regex.VERBOSE, "q": 0}
_REFERENCE = regex.compile(r"\\(?P<escaped>[\\$])|\$(?P<digits>\d{1,3})|(?P<alone>[\\$])")


@lru_cache(maxsize=256)
def _pattern(pattern: str, flags: str) -> "regex.Pattern[str] | None":
    """The compiled pattern; None if it or a flag is none, or it repeats too much. The flag q takes it as plain text."""
    if len(pattern) > MAX_LENGTH or any(flag not in _FLAGS for flag in flags):
        return None
    if "q" not in flags and repeats_too_much(pattern, verbose="x" in flags):
        return None
    if "q" in flags:
        pattern = regex.escape(pattern)
    try:
        return regex.compile(pattern, sum(_FLAGS[flag] for flag in set(flags)))
    except (regex.error, RecursionError, OverflowError, ValueError):
        return None


def _refused(run: Run, name: str) -> object:
    return run.problem(
        f"{name}: the pattern or its flags cannot be read (flags are i, m, q, s, x; at most {MAX_LENGTH} characters, "
        f"{MAX_REPEAT} repeats of a part, {MAX_SIZE} signs with the repeats written out)"
    )


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
    pieces = [replacement] if "q" in (flags or "") else _pieces(replacement, compiled.groups)
    if pieces is None:
        return run.problem("replace: «$» needs the number of a group, or write «\\$» for the sign itself")

    def expand(found: "regex.Match[str]") -> str:
        made = "".join(piece if isinstance(piece, str) else found.group(piece) or "" for piece in pieces)
        run.step()
        run.grow(len(made))
        return made

    try:
        if compiled.search("", timeout=run.seconds_left()):
            return run.problem("replace: the pattern also matches the empty text")
        return compiled.sub(expand, text, timeout=run.seconds_left())
    except TimeoutError as error:
        raise _too_slow("replace") from error


def _pieces(replacement: str, groups: int) -> list[str | int] | None:
    """The replacement as texts and numbers of groups (XPath fn:replace); None if it cannot be read."""
    pieces: list[str | int] = []
    position = 0
    for match in _REFERENCE.finditer(replacement):
        if match["alone"]:
            return None
        pieces.append(replacement[position : match.start()])
        position = match.end()
        if match["escaped"]:
            pieces.append(match["escaped"])
            continue
        number, text = match["digits"], ""
        while len(number) > 1 and int(number) > groups:
            number, text = number[:-1], number[-1] + text  # $12 is group 1 and a «2» if there is no group 12
        pieces += [int(number) if int(number) <= groups else "", text]
    return [*pieces, replacement[position:]]


@builtin("split(string: string, delimiter: string)")
def split(run: Run, string: str, delimiter: str) -> object:
    compiled = _pattern(delimiter, "")
    if compiled is None or not delimiter:
        return _refused(run, "split")
    run.grow(len(string))
    found: list[str] = []
    last = 0
    try:
        for match in compiled.finditer(string, timeout=run.seconds_left()):
            run.step()
            found.append(string[last : match.start()])
            last = match.end()
    except TimeoutError as error:
        raise _too_slow("split") from error
    return [*found, string[last:]]
