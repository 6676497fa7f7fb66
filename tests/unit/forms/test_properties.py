"""Laws: a page sends back what it shows; nothing sent or uploaded brings the forms down."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from forms import (
    Fault,
    Form,
    FormError,
    error_summary,
    from_html,
    json_schema,
    parse_form,
    read_answers,
    render_form,
    to_json,
)

NOW = datetime(2026, 6, 5, 9, 12, tzinfo=UTC)
OPTIONS = [{"label": f"Antwort {value}", "value": value} for value in ("A", "B", "c d", "é", "0")]
TYPES = ("textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select")
FORM = parse_form(
    json.dumps(
        {
            "id": "every_type",
            "type": "default",
            "components": [
                {"type": type_, "key": type_, "label": type_}
                | ({"values": OPTIONS} if type_ in ("checklist", "radio", "select") else {})
                for type_ in TYPES
            ]
            + [
                {
                    "type": "textfield",
                    "key": "also",
                    "label": "also",
                    "conditional": {"hide": '=radio != "A"'},
                },
                {"type": "number", "key": "last", "label": "last", "conditional": {"hide": "=also = null"}},
            ],
        }
    ).encode(),
    b"- {id: r, when: number > last, field: last, message: m, text: {de: x, fr: x}}",
    "plain",
)

values_ = st.sampled_from([option["value"] for option in OPTIONS])
lines = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=40,
).map(str.strip)
answers_ = st.fixed_dictionaries(
    {"checkbox": st.booleans()},
    optional={
        "textfield": lines,
        "textarea": st.lists(lines, max_size=3).map("\n".join).map(str.strip),
        "number": st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
        "datetime": st.dates(date(1850, 1, 1), date(2199, 12, 31)),
        "checklist": st.lists(values_, min_size=1, unique=True),
        "radio": values_,
        "select": values_,
        "also": lines,
        "last": st.integers(-(10**14), 10**14).map(Decimal),
    },
)
json_ = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["A", "2026-06-05"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(TYPES), inner, max_size=5)
    ),
    max_leaves=12,
)


def form_or_faults(definition: bytes, rules: bytes | None = None) -> Form | tuple[Fault, ...]:
    try:
        return parse_form(definition, rules, "plain")
    except FormError as error:
        return error.faults


def posted(page: str) -> dict[str, list[str]]:
    """What a browser would send for this page."""
    form = html.fragment_fromstring(page, create_parent="form")
    pairs: dict[str, list[str]] = {}
    for name, value in form.form_values():
        pairs.setdefault(name, []).append(value)
    return pairs


@given(answers_)
@settings(deadline=None, max_examples=100)
def test_a_page_sends_back_what_it_shows(answers):
    before = read_answers(FORM, answers, now=NOW, partial=True)

    page = render_form(FORM, values=before.values, now=NOW)
    after = read_answers(FORM, from_html(FORM, posted(page)), now=NOW, partial=True)

    assert before.faults == ()
    assert after == before


@given(answers_)
@settings(deadline=None, max_examples=50)
def test_answers_survive_json(answers):
    read = read_answers(FORM, answers, now=NOW, partial=True)

    sent = json.loads(json.dumps(to_json(read.values)))

    assert read_answers(FORM, sent, now=NOW, partial=True) == read


@given(json_ | st.dictionaries(st.sampled_from([*TYPES, "also", "last", "x"]), json_), st.booleans())
@settings(deadline=None, max_examples=200)
def test_whatever_is_sent_gets_an_answer_and_a_page(answers, partial):
    read = read_answers(FORM, answers, now=NOW, partial=partial)

    sent = answers if isinstance(answers, dict) else {}
    page = render_form(FORM, values=sent, faults=read.faults, now=NOW) + error_summary(FORM, read.faults)
    assert page.encode("utf-8")
    assert json.dumps([[fault.field, fault.message] for fault in read.faults], ensure_ascii=False).encode(
        "utf-8"
    )
    assert {fault.field for fault in read.faults}.isdisjoint(read.values)


@given(st.dictionaries(st.sampled_from([*TYPES, "x"]), st.lists(st.text(), max_size=3)))
@settings(deadline=None, max_examples=100)
def test_whatever_is_posted_becomes_json(pairs):
    answers = from_html(FORM, pairs)

    assert json.loads(json.dumps(answers)) == answers
    read_answers(FORM, answers, now=NOW)


component = st.dictionaries(
    st.sampled_from(["type", "key", "label", "values", "validate", "conditional", "properties", "components", "defaultValue", "subtype"]),
    json_ | st.sampled_from([*TYPES, "group", "text", {"hide": "=a"}, {"required": True}, {"min": 1}, {"category": "WORK"}]),
)  # fmt: skip


@given(
    json_
    | st.fixed_dictionaries(
        {"id": st.just("a"), "type": st.just("default"), "components": st.lists(component)}
    )
)
@settings(deadline=None, max_examples=200)
def test_whatever_is_uploaded_is_a_form_or_a_form_error(definition):
    read = form_or_faults(json.dumps(definition).encode())

    if isinstance(read, Form):
        assert json.dumps(json_schema(read))
        assert read_answers(read, {}, now=NOW, partial=True).faults == ()
    else:
        assert read


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_refused_as_a_form(source):
    with pytest.raises(FormError):
        parse_form(source)


@given(st.text(alphabet="-: {}[]&*!|>'\"#\nab=,%@`?\\\t0é", max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_text_as_rules_is_a_form_or_a_form_error(rules):
    definition = b'{"id":"a","type":"default","components":[{"type":"textfield","key":"a","label":"A"}]}'

    assert form_or_faults(definition, rules.encode())
