"""What a browser posts becomes JSON, as people in Switzerland write dates and numbers."""

import json

import pytest
from lxml import html

from forms import from_html, newly_asked, read_answers, render_form


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("05.06.2026", "2026-06-05"),
        ("5.6.2026", "2026-06-05"),
        ("5. 6. 2026", "2026-06-05"),
        ("05/06/2026", "2026-06-05"),
        ("05-06-2026", "2026-06-05"),
        ("05062026", "2026-06-05"),
        (" 2026-06-05 ", "2026-06-05"),
        ("31.02.2026", "31.02.2026"),
        ("1.1.1800", "1.1.1800"),
        ("5.6.26", "5.6.26"),
        ("morgen", "morgen"),
    ],
)
def test_a_date_is_read_as_written_here_and_left_as_typed_otherwise(make_form, typed, answer):
    assert from_html(make_form({"type": "datetime", "key": "a"}), {"a": [typed]}) == {"a": answer}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("12", 12),
        ("1'234.50", 1234.5),
        ("1’234’567", 1234567),
        ("1 234,5", 1234.5),
        ("1\u202f234.5", 1234.5),
        ("-3,25", -3.25),
        ("+7", 7),
        ("0.10", 0.1),
        ("1,234", "1,234"),
        ("1'23", "1'23"),
        ("1.234.567", "1.234.567"),
        ("1e5", "1e5"),
        ("zwölf", "zwölf"),
        ("٣", "٣"),
        ("1234567890123456", "1234567890123456"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_number_is_read_as_written_here_and_never_guessed(make_form, typed, answer):
    read = from_html(make_form({"type": "number", "key": "a"}), {"a": [typed]})

    assert read == {"a": answer}
    assert json.loads(json.dumps(read)) == read


def test_what_is_empty_is_absent_and_strangers_are_left_out(make_form):
    form = make_form(
        {"type": "textfield", "key": "a"},
        {"type": "number", "key": "b"},
        {"type": "checklist", "key": "c", "values": [{"label": "X", "value": "X"}]},
        {"type": "select", "key": "d", "values": [{"label": "X", "value": "X"}]},
    )

    assert from_html(form, {"a": ["  "], "b": [""], "c": [""], "d": [""], "csrf": ["token"], "e": []}) == {}


def test_a_box_that_was_shown_and_left_empty_is_a_no_and_one_not_shown_is_nothing(make_form):
    form = make_form({"type": "checkbox", "key": "a"})

    assert from_html(form, {"a": ["", "true"]}) == {"a": True}
    assert from_html(form, {"a": [""]}) == {"a": False}
    assert from_html(form, {}) == {}
    assert from_html(form, {"a": ["perhaps"]}) == {"a": "perhaps"}


def test_all_ticks_of_a_list_arrive(make_form):
    form = make_form({"type": "checklist", "key": "a", "values": [{"label": "X", "value": "X"}]})

    assert from_html(form, {"a": ["X", "Y"]}) == {"a": ["X", "Y"]}


def test_a_question_that_opened_while_the_page_was_away_is_known_as_not_yet_seen(internship, now):
    first = html.fragment_fromstring(str(render_form(internship, now=now)), create_parent="form")
    pairs = {name: [value] for name, value in first.form_values()} | {
        "outcome": ["ABORTED"],
        "assessment": ["Gut so."],
    }

    answers = read_answers(internship, from_html(internship, pairs), now=now)

    assert newly_asked(pairs, answers) == {"aborted_on", "reason"}
    assert (
        newly_asked(pairs | {"_asked": ["outcome aborted_on reason assessment days"]}, answers) == frozenset()
    )
    assert newly_asked({"outcome": ["ABORTED"]}, answers) == frozenset()
