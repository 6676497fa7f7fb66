"""The table that server and browser share: what the server answers, and what forms may use of the language."""

from collections.abc import Iterator

import pytest

from decisions.agreed import PERMITTED, beyond
from decisions.feel import FeelSyntaxError
from decisions.feel.builtins import BUILTINS
from decisions.feel.uses import uses_of
from tests.agreed import Case, agreed, answer, differing, told


def unlike(cases: list[Case]) -> list[str]:
    """The cases that the server answers in another way than the table says."""
    found = ((case, told(answer(case))) for case in cases)
    return [f"{case}: {got}" for case, got in found if got != told(case.server)]


def kinds_in(case: Case) -> dict[str, str]:
    """The kinds a form would know of the names in the scope."""
    found = {name: kind_of(said) for name, said in case.scope.items()}
    return {name: kind for name, kind in found.items() if kind}


def kind_of(said: object) -> str:
    if isinstance(said, str):
        return ("" if said.startswith("@P") else "date") if said.startswith("@") else "string"
    kinds = {bool: "boolean", int: "whole number", float: "number", list: "list"}
    return kinds.get(type(said), "")


def is_refused(case: Case) -> bool:
    """Whether a condition of a form may not say so."""
    try:
        return bool(beyond(case.feel, kinds_in(case)))
    except FeelSyntaxError:
        return True


def permitted_in(cases: list[Case]) -> Iterator[str]:
    for case in cases:
        if not is_refused(case):
            yield from (use.construct for use in uses_of(case.feel))


def test_the_server_gives_what_is_agreed():
    assert unlike(agreed()) == []


def test_where_they_differ_the_server_gives_what_the_table_says():
    assert unlike(differing()) == []


def test_what_is_said_to_differ_differs():
    assert [str(case) for case in differing() if told(case.server) == told(case.browser)] == []


def test_no_case_stands_twice():
    cases = [(case.feel, told(case.scope)) for case in (*agreed(), *differing())]

    assert sorted(case for case in set(cases) if cases.count(case) > 1) == []


def test_everything_that_is_permitted_has_an_agreed_case_that_a_form_may_say():
    assert PERMITTED - set(permitted_in(agreed())) == set()


def test_every_permitted_function_is_one_of_the_server():
    functions = {name.removesuffix("()") for name in PERMITTED if name.endswith("()")}

    assert functions - BUILTINS.keys() == set()


def test_no_form_may_say_what_the_two_answer_differently():
    harmful = [case for case in differing() if not case.harmless]

    assert [str(case) for case in harmful if not is_refused(case)] == []


@pytest.mark.parametrize(
    ("text", "construct", "way_out"),
    [
        ("amount + 1 > 3", "+ on what may have decimals", "decimalDigits"),
        ("days + 0.5 > 3", "+ with a fraction", "rules of the form"),
        ("case.days + 1 > 3", "+ on what may have decimals", "rules of the form"),
        ("days between low and days", "between with computed bounds", "a >= b and a <= c"),
        ("today() > born_on", "today()", "rules of the form"),
        ('offices = "IV"', "= on a list", "list contains(list, value)"),
        ("days = name", "= between number and string", "same kind"),
        ("agreed < true", "< on true and false", "= or !="),
        ("if name then true else false", "if on what is neither true nor false", "comparison"),
        ("list contains(offices, born_on)", "list contains() of a date", "texts, numbers"),
        ('some x in offices satisfies x = "IV"', "some", "list contains(list, value)"),
        ('contains(match: "a", string: name)', "named argument", "in their order"),
        ('"\\u00e9" = name', "character written by its number", "character itself"),
        ("days in [1..5]", "in with a single test", "between"),
        (
            'born_on - born_on > @"P1M"',
            "> between days and time duration and years and months duration",
            "same kind",
        ),
        ('born_on + @"PT36H" > born_on', "duration of hours", "rules of the form"),
        ("born_on.hour = 0", "clock of a date", "rules of the form"),
        ("date(name) = born_on", "date() of a computed value", "@"),
    ],
)
def test_what_goes_beyond_the_agreed_part_is_named_with_a_way_out(text, construct, way_out):
    kinds = {
        "amount": "number",
        "days": "whole number",
        "name": "string",
        "offices": "list",
        "agreed": "boolean",
        "born_on": "date",
    }

    found = {each.construct: each.instead for each in beyond(text, kinds)}

    assert way_out in found[construct]


@pytest.mark.parametrize(
    "text",
    [
        "days + 1 > count(offices)",
        'born_on + @"P18Y" <= case.registered_on or agreed',
        'not(list contains(offices, "IV")) and name != null',
        'name in ("A", "B") or days in (1, > 5) or case.since + @"P3M" < born_on',
        'if agreed then starts with(name, "M") else days between -1 and 3',
        'offices[1] = "IV"',
        "-1 < amount",
    ],
)
def test_the_agreed_part_is_enough_for_ordinary_conditions(text):
    kinds = {"amount": "number", "days": "whole number", "name": "string", "offices": "list"}

    assert beyond(text, kinds | {"agreed": "boolean", "born_on": "date"}) == ()
