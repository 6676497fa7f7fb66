"""The same table of cases as on the server, answered by the bundle that pages load."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from decisions.agreed import beyond
from tests.agreed import Case, agreed, answer, differing, told
from tests.conditions import CONDITIONS, KINDS, SCOPES

ANSWER_ALL = """async cases => {
    const { evaluate, temporal } = await import('/static/feel.js');
    const valued = said => {
        if (typeof said === 'string' && said.startsWith('@')) return temporal(said.slice(1));
        if (Array.isArray(said)) return said.map(valued);
        if (said === null || typeof said !== 'object') return said;
        return Object.fromEntries(Object.entries(said).map(([key, item]) => [key, valued(item)]));
    };
    const answer = ([text, scope]) => {
        try { return evaluate(text, valued(scope)); } catch (error) { return { throws: kind(error) }; }
    };
    const kind = error => 'position' in error ? 'SyntaxError' : 'Error';
    return JSON.stringify(cases.map(answer));
}"""
UNARY_TESTS = """async cases => {
    const { unaryTest } = await import('/static/feel.js');
    return cases.map(([text, value]) => unaryTest(text, { '?': value }));
}"""


@pytest.fixture(scope="module")
def feel_page(browser: Browser, address: str):
    """A page of the house, with the content policy every page has."""
    page = browser.new_page(base_url=address)
    page.goto("/sign-in")
    yield page
    page.close()


def answers(page: Page, cases: list[Case]) -> list[object]:
    """What feelin gives for each, in one go."""
    found: list[object] = json.loads(page.evaluate(ANSWER_ALL, [[case.feel, case.scope] for case in cases]))
    return found


def unlike(page: Page, cases: list[Case]) -> list[str]:
    """The cases that feelin answers in another way than the table says."""
    found = zip(cases, answers(page, cases), strict=True)
    return [f"{case}: {told(got)}" for case, got in found if told(got) != told(case.browser)]


def test_the_browser_gives_what_is_agreed(feel_page):
    assert unlike(feel_page, agreed()) == []


def test_where_they_differ_the_browser_gives_what_the_table_says(feel_page):
    assert unlike(feel_page, differing()) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CONDITIONS, SCOPES), min_size=20, max_size=40))
def test_any_condition_a_form_may_have_is_decided_alike(feel_page, made):
    cases = [Case("made", text, scope, None, None) for text, scope in made if not beyond(text, KINDS)]

    decided = [(str(case), told(answer(case))) for case in cases]

    found = answers(feel_page, cases)
    assert [(str(case), told(value)) for case, value in zip(cases, found, strict=True)] == decided


def test_the_browser_reads_unary_tests(feel_page):
    cases = [["[1..3]", 2], ["[1..3]", 4], ['"A", "B"', "B"], ["not(1)", 1], ["-", None]]

    assert feel_page.evaluate(UNARY_TESTS, cases) == [True, False, True, False, True]


def test_what_is_no_expression_is_an_error_and_no_answer(feel_page):
    [got] = answers(feel_page, [Case("", "1 +", {}, None, None)])

    assert got == {"throws": "SyntaxError"}
