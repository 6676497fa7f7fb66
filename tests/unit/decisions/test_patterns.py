"""A regular expression of a model can't fill the machine before it has matched anything."""

import json
import tracemalloc
from datetime import UTC, datetime
from time import monotonic

import pytest

from decisions.feel import parse
from decisions.patterns import repeats_too_much
from forms import FormError, parse_form

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
HUGE = "(a{60000}){60000}"
TOO_MUCH = {
    "count": "a{1001}",
    "open count": "a{1001,}",
    "highest of two counts": "a{1,1001}",
    "endless count": "a{" + "9" * 900 + "}",
    "nested": "(a{100}){51}",
    "nested without a group of its own": "(?:a{100}){51}",
    "nested deeply": "((a{18}){18}){18}",
    "many times one after the other": "a{1000}" * 6,
    "nested beside harmless": "(b(a{100})+c){51}",
    "nested behind a class with a bracket": r"([)]a{100}){51}",
    "nested behind a class that begins with its end": r"([])]a{100}){51}",
    "nested behind an escaped bracket": r"(\)a{100}){51}",
    "nested behind an escaped end of a class": r"([\])]a{100}){51}",
    "nested behind a comment": "((?#[)a{100}){51}",
    "nested behind a flag that allows comments": "(?x)(a{100} #)\n){51}",
    "nested behind nested classes": "(?V1)([[a])]b{100}){51}",
    "nested behind a named class": "([[:alpha:])]a{100}){51}",
    "long": "a" * 1001,
}
HARMLESS = {
    "AHV number": r"^756\.\d{4}\.\d{4}\.\d{2}$",
    "one after the other": r"[A-Z]{200}-\d{200}",
    "groups one after the other": r"(a{100})(b{100})",
    "flags inside": r"(?i)^[a-z]{2}\d{20}$",
    "nested within measure": "(a{1000}){5}",
    "escaped braces": r"\{60\}(a{100})\{60\}",
}


@pytest.mark.parametrize("pattern", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_pattern_that_repeats_without_measure_is_seen(pattern: str):
    assert repeats_too_much(pattern)


@pytest.mark.parametrize("pattern", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_usual_pattern_passes(pattern: str):
    assert not repeats_too_much(pattern)


def test_comments_of_the_flag_x_hide_no_repeats():
    assert repeats_too_much("(a{100} #)\n){51}", verbose=True)


@pytest.mark.parametrize(
    "call", [f'matches("a", "{HUGE}")', f'replace("a", "{HUGE}", "b")', f'split("a", "{HUGE}")']
)
def test_no_function_compiles_a_pattern_that_repeats_without_measure(call: str):
    expression = parse(call)
    tracemalloc.start()
    start = monotonic()

    found = expression.evaluate({}, NOW)

    seconds, memory = monotonic() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.value is None
    assert seconds < 0.5
    assert memory < 1_000_000


def test_no_form_compiles_a_pattern_that_repeats_without_measure():
    field = {
        "type": "textfield",
        "key": "code",
        "label": "Code",
        "validate": {"pattern": HUGE},
        "properties": {"category": "WORK"},
    }
    form = json.dumps({"id": "codes", "type": "default", "schemaVersion": 16, "components": [field]}).encode()
    start = monotonic()

    with pytest.raises(FormError) as refused:
        parse_form(form, None, profile="package")

    assert monotonic() - start < 0.5
    assert [fault.message for fault in refused.value.faults] == ["The pattern repeats too much."]
