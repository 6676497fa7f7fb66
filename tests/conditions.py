"""Conditions as forms may say them, made at random, with answers that fit."""

from hypothesis import strategies as st

KINDS = {
    "days": "whole number",
    "amount": "number",
    "name": "string",
    "agreed": "boolean",
    "offices": "list",
    "born_on": "date",
    "signed_on": "date",
}
_TEXTS = ["", "A", "IV", "Zürich é", "a.b@c"]
_DATES = ["@2024-02-29", "@2026-01-31", "@2026-02-28", "@1999-10-31"]

SCOPES = st.fixed_dictionaries(
    {
        "days": st.sampled_from([None, -3, 0, 1, 2, 17, 999_999_999_999_999]),
        "amount": st.sampled_from([None, 0.1, 0.3, -2.25, 3, 123_456.789]),
        "name": st.sampled_from([None, *_TEXTS]),
        "agreed": st.booleans(),
        "offices": st.lists(st.sampled_from(_TEXTS), max_size=3, unique=True),
        "born_on": st.sampled_from([None, *_DATES]),
        "signed_on": st.sampled_from([None, *_DATES]),
        "case": st.fixed_dictionaries(
            {}, optional={"name": st.sampled_from([None, *_TEXTS]), "since": st.sampled_from(_DATES)}
        ),
    }
)


def _filled(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sums = _filled("({} {} {})", inner, st.sampled_from("+-"), inner)
    return st.one_of(sums, _filled("abs({})", inner), st.just("born_on.year"), st.just("count(offices)"))


def _texts(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    of_one = _filled("{} case({})", st.sampled_from(["upper", "lower"]), inner)
    of_two = _filled("substring {}({}, {})", st.sampled_from(["before", "after"]), inner, inner)
    return st.one_of(of_one, of_two, _filled("string join(offices, {})", inner))


_SIGN = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_DURATION = st.sampled_from(['@"P1M"', '@"P18Y"', '@"P30D"', 'duration("-P3M")'])
NUMBERS = st.recursive(
    st.sampled_from(["days", "0", "1", "-2", "string length(name)"]), _numbers, max_leaves=4
)
TEXTS = st.recursive(
    st.sampled_from(["name", "case.name", "offices[1]", '"A"', '"IV"', '""']), _texts, max_leaves=3
)
_DATE = st.sampled_from(["born_on", "signed_on", "case.since", '@"2026-01-31"', "date(2024, 2, 29)"])
DATES = _DATE | _filled("{} {} {}", _DATE, st.sampled_from("+-"), _DURATION)
_QUESTIONS = st.one_of(
    st.sampled_from(["agreed", "true", "null", "name = null", "born_on != null", "days = null"]),
    _filled("{} {} {}", NUMBERS, _SIGN, NUMBERS | st.just("amount") | st.just("0.3")),
    _filled("{} {} {}", TEXTS, _SIGN, TEXTS),
    _filled("{} {} {}", DATES, _SIGN, DATES),
    _filled("born_on - signed_on {} {}", _SIGN, st.just('@"P30D"')),
    _filled("{} in (1, [3..20], < 0)", NUMBERS),
    _filled('{} in ("A", "IV")', TEXTS),
    _filled('{} between @"2024-01-01" and @"2026-01-31"', DATES),
    _filled("{}({}, {})", st.sampled_from(["contains", "starts with", "ends with"]), TEXTS, TEXTS),
    _filled("list contains({}, {})", st.sampled_from(["offices", '["A", "IV"]']), TEXTS),
    _filled("{}({})", st.sampled_from(["odd", "even"]), NUMBERS),
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _filled("not({})", inner),
        _filled("{} {} {}", inner, st.sampled_from(["and", "or"]), inner),
        _filled("({}) {} ({})", inner, st.sampled_from(["=", "!=", "and", "or"]), inner),
        _filled("{}([{}, {}])", st.sampled_from(["all", "any"]), inner, inner),
        _filled("(if {} then {} else {})", inner, inner, inner),
    )


CONDITIONS = st.recursive(_QUESTIONS, _combined, max_leaves=5)
