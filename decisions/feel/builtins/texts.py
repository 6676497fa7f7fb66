"""Built-in functions over texts (FEEL spec 10.3.4.3) but those with patterns."""

from decimal import Decimal

from decisions.feel.builtins.table import builtin
from decisions.feel.run import Run


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
