"""Whatever is written: only FEEL's own errors leave, nothing goes far beyond its limits, nothing is touched outside.

Twenty seconds here; BRUECKE_FUZZ_SECONDS sets another time, as `make soak` does.
"""

import gc
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic, thread_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.feel import FeelEvaluationError, FeelSyntaxError, parse, parse_unary_tests
from decisions.feel.builtins import BUILTINS
from decisions.feel.run import DEFAULT_LIMITS
from tests.unit.decisions.expressions import ATOMS, EXPRESSIONS, PIECES

SECONDS = float(os.environ.get("BRUECKE_FUZZ_SECONDS", "20"))
NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
SCOPE = {"x": 3, "y": [1, {"a": None}], "a": "text", "case": {"months": 4, "fields": ["A", "B"]}}
BEYOND = 2  # times the limit of time: one pause of the machine is forgiven

ESCAPES = (
    '"".__class__', "x.__class__.__mro__", "().__class__.__bases__[1].__subclasses__()", "[].__class__.__base__",
    "parse.__globals__", "{a: 1}.__init__", 'open("/etc/passwd")', "import os", '__import__("os")', 'eval("1")',
    'exec("1")', "globals()", "lambda: 1", "now().__reduce__()", "x.real", "y.append(1)", "case.keys()", "case.get",
    'a.format("{0.__class__}")', '"{0.__class__}".format(x)', "f'{x}'", "`id`", "$(id)", "{{7*7}}", "${7*7}",
    "function(x) external {java: {class: \"java.lang.Runtime\", method signature: \"exec(String)\"}}",
    '@"2026-01-31T10:00:00@../../etc/passwd"', 'date and time(now(), "../../etc/passwd")', 'time("10:00:00@/etc/passwd")',
    "get value(case, \"__class__\")", 'get entries(y)[1].__dict__', "sort([3, 1], function(a, b) a.__class__)",
)  # fmt: skip
BOMBS = (
    "10 ** 10 ** 10", "9 ** 9 ** 9 ** 9", 'number("1e6144") * 10', "-(10 ** 6144) * 10 ** 6144", "exp(99999)", "log(0)",
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 'matches("a", "(((a{1000}){1000}){1000})")',
    'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a|aa)+$", "b")', 'split("aaaaaaaaaaaaaaaaaaaaaaaa!", "(a*)*$")',
    "for a in 1..1000000000 return a", "some a in 1..100000, b in 1..100000 satisfies a = -b",
    "{f: function(n) f(n + 1), r: f(0)}.r", "{f: function(g) g(g), r: f(f)}.r", "for i in 1..9999 return partial",
    'string join(for i in 1..9999 return "0123456789012345678901234567890123456789", "x")',
    "flatten(for i in 1..99 return for j in 1..99 return [i, [j]])", "sort(for i in 1..5000 return -i, function(a, b) a < b)",
    'duration("P999999999Y") * 999', 'date("9999-12-31") + duration("P999999999D")', "mode(for i in 1..5000 return i)",
    "for i in 1..99 return partial", "x in (for i in 1..99 return partial)", "flatten(for i in 1..40 return partial)",
    'string(for i in 1..3000 return "\\"\\\\")', "union(for i in 1..3000 return i, for i in 1..3000 return -i)",
)  # fmt: skip


def _mutated(text: str, chance: random.Random) -> str:
    """The text with a few signs taken out, doubled, swapped, or put in from anywhere."""
    signs = list(text)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(signs) + 1)
        kind = chance.randrange(4)
        if kind == 0 and signs:
            del signs[min(at, len(signs) - 1)]
        elif kind == 1:
            signs.insert(at, chance.choice('(){}[]<>=.,:;?!"@\\/*+-_ \n\t0189aZé\u202e\x00𝟙'))
        elif kind == 2:
            signs[at:at] = signs[at : at + chance.randrange(9)]
        else:
            chance.shuffle(signs[at : at + 3])
    return "".join(signs)


@contextmanager
def nothing_outside() -> Iterator[None]:
    """Whatever Python tells of files, imports, code and processes meanwhile fails; the zones' own files may be read."""
    touched: list[str] = []
    _WATCH.append(touched)
    try:
        yield
    finally:
        _WATCH.remove(touched)
    assert touched == []


_WATCH: list[list[str]] = []
_LOUD = (
    "open",
    "import",
    "exec",
    "compile",
    "os.",
    "subprocess.",
    "socket.",
    "ctypes.",
    "shutil.",
    "tempfile.",
)
_ZONES = ("zoneinfo", "tzdata")
_UNKNOWN_ZONES = ("Europe/Nowhere", "Nowhere", "tzdata", "posix", "Europe", "Europe/Zurich/x")


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _WATCH and event.startswith(_LOUD) and not any(zone in str(arguments) for zone in _ZONES):
        _WATCH[-1].append(f"{event} {arguments!r:.200}")


sys.addaudithook(_audit)


@pytest.mark.parametrize("zone", _UNKNOWN_ZONES)
def test_an_unknown_zone_is_not_looked_for_in_files(zone: str) -> None:
    touched: list[str] = []
    is_watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if is_watching and event.startswith(_LOUD):
            touched.append(f"{event} {arguments!r:.200}")

    expression = parse("date and time(text)")
    sys.addaudithook(watch)
    value = expression.evaluate({"text": f"2026-01-31T10:00:00@{zone}"}, NOW).value
    is_watching = False
    assert (value, touched) == (None, [])


def run_all_ways(text: str) -> None:
    """Read it as an expression and as a cell, and evaluate what can be read, within bounds."""
    for read in (parse, parse_unary_tests):
        try:
            made: Any = read(text, ["first name"])
        except FeelSyntaxError:
            continue
        is_collecting = gc.isenabled()
        gc.disable()  # its pauses are not the expression's
        begun = thread_time()
        try:
            if read is parse:
                made.evaluate(SCOPE, NOW)
            else:
                made.matches(5, SCOPE, NOW)
        except FeelEvaluationError:
            pass
        finally:
            spent = thread_time() - begun
            if is_collecting:
                gc.enable()
        assert spent < DEFAULT_LIMITS.seconds * BEYOND + 0.05, (text, spent)


@pytest.mark.parametrize("text", [*ESCAPES, *BOMBS])
def test_known_escapes_and_bombs_end_as_errors_or_nulls(text: str) -> None:
    with nothing_outside():
        run_all_ways(text)


@pytest.mark.parametrize("text", ESCAPES)
def test_no_escape_gives_a_value_of_the_world_outside(text: str) -> None:
    try:
        found = parse(text).evaluate(SCOPE, NOW).value
    except (FeelSyntaxError, FeelEvaluationError):
        return

    assert found is None or isinstance(found, (str, list))
    assert "root:" not in str(found)


@given(
    EXPRESSIONS
    | st.recursive(ATOMS, lambda inner: st.lists(inner | PIECES, max_size=6).map(" ".join), max_leaves=20)
)
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_texts_end_as_values_or_as_errors_of_feel(text: str) -> None:
    with nothing_outside():
        run_all_ways(text)


@pytest.mark.timeout(SECONDS * 2 + 120)
def test_mutated_texts_end_as_values_or_as_errors_of_feel() -> None:
    """Mutations of texts that can be read, for a set time; the seed is printed where one fails."""
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    corpus = [*ESCAPES, *BOMBS, *(f"{name}(x, a, y)" for name in BUILTINS)]
    corpus += ['if x > 1 then [1..x] else {a: @"P1M"}', "some q in y satisfies q = x and not(a = null)"]
    count, end = 0, monotonic() + SECONDS
    while monotonic() < end:
        text = _mutated(chance.choice(corpus), chance)
        try:
            with nothing_outside():
                run_all_ways(text)
        except AssertionError:
            raise
        except BaseException as error:
            raise AssertionError(f"seed {seed}, {text!r}: {error!r}") from error
        if len(text) < 400 and chance.random() < 0.05:
            corpus.append(text)
        count += 1
    assert count > SECONDS


def test_the_watch_sees_a_file_that_is_opened_and_code_that_is_run() -> None:
    for touch in (lambda: open(__file__).close(), lambda: eval("1")):
        with pytest.raises(AssertionError), nothing_outside():
            touch()
