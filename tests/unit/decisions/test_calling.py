"""Functions that are called and that nobody has."""

import pytest

from decisions.feel import parse
from decisions.feel.calling import alike, unknown_calls


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("foo(amount)", ("foo",)),
        ("sum(foo(bar(1)), foo(2))", ("foo", "bar")),
        ("math.round(x)", ("math.round",)),
        ("count(x) + upper case(a)", ()),
        ("string length(x)", ()),
        ("{f: function(x) x, r: f(1)}.r", ()),
        ("{m: {f: function(x) x}, r: m.f(1)}.r", ()),
        ("(function(f) f(1))(function(x) x)", ()),
        ("for f in [function(x) x] return f(1)", ()),
        ("some f in [function(x) x] satisfies f(true)", ()),
        ("[{f: function(x) x}][f(1) = 1]", ()),
        ("{f: function(x) x, r: g(1)}.r", ("g",)),
        ("x[g(item) > 1]", ("g",)),
        ("sort(x, function(a, b) less(a, b))", ("less",)),
        ("(if a then f else g)(1)", ()),
    ],
)
def test_a_name_that_is_called_is_built_in_or_made_in_the_expression(text: str, unknown: tuple[str, ...]):
    assert unknown_calls(parse(text).tree) == unknown


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lenght", ["string length"]),
        ("toUpper", ["upper case"]),
        ("date_and_time", ["date and time"]),
        ("sume", ["sum"]),
        ("qqq", []),
    ],
)
def test_functions_that_may_be_meant_are_told(name: str, meant: list[str]):
    assert alike(name) == meant
