"""Conditions that a browser would decide otherwise are told to the designer, with the question and the way out."""

import pytest

from forms import beyond_the_browser

DAYS = {"type": "number", "key": "days"}
OFFICES = {"type": "checklist", "key": "offices", "values": [{"label": "RAV", "value": "RAV"}]}


def asked_unless(condition: str) -> dict[str, object]:
    return {"type": "textfield", "key": "more", "conditional": {"hide": f"={condition}"}}


def test_the_fault_names_the_question_the_condition_the_construct_and_the_way_out(make_form):
    form = make_form(OFFICES, asked_unless('some x in offices satisfies x = "RAV"'))

    [fault] = beyond_the_browser(form)

    assert fault.element == "more"
    assert "«some x in offices" in fault.message
    assert "uses some," in fault.message
    assert "list contains(list, value)" in fault.remedy


@pytest.mark.parametrize(("places", "accepted"), [(0, True), (2, False), (None, False)])
def test_whether_numbers_may_be_added_depends_on_their_decimals(make_form, places, accepted):
    days = DAYS if places is None else DAYS | {"decimalDigits": places}

    form = make_form(days, asked_unless("days + 1 > 3"))

    assert (beyond_the_browser(form) == ()) is accepted


def test_a_checklist_is_not_compared(make_form):
    form = make_form(OFFICES, asked_unless('offices = "RAV"'))

    assert [fault.element for fault in beyond_the_browser(form)] == ["more"]


def test_groups_and_paragraphs_are_named_too(make_form):
    hidden = {"conditional": {"hide": "=today() > now()"}}

    form = make_form(
        {"type": "group", "id": "around", "components": [DAYS | {"label": "Tage"}], **hidden},
        {"type": "text", "id": "told", "text": "Bitte beachten", **hidden},
    )

    assert {fault.element for fault in beyond_the_browser(form)} == {"around", "told"}


def test_rules_across_fields_may_say_more_because_only_the_server_decides_them(make_form):
    rule = (
        "{id: far, when: days > today().year / 100, field: days, message: far, text: {de: Viel., fr: Trop.}}"
    )

    form = make_form(DAYS, rules=f"- {rule}")

    assert form.rules
    assert beyond_the_browser(form) == ()
