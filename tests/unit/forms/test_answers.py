"""What a person sends becomes typed answers, or a calm sentence at the right field."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from forms import Choice, FormError, Text, phrase, read_answers, to_json

YES_NO = [{"label": "Ja", "value": "YES"}, {"label": "Nein", "value": "NO"}]
COMPLETE = {
    "outcome": "ABORTED",
    "aborted_on": "2026-06-04",
    "reason": "HEALTH",
    "certificate": False,
    "assessment": "Sara war pünktlich.",
    "days": 12.5,
}
CONTEXT = {"case": {"internship": {"started_on": date(2026, 6, 2)}}}


def codes(read):
    return {fault.field: fault.code for fault in read.faults}


def test_complete_answers_come_back_typed(internship, now):
    read = read_answers(internship, COMPLETE, now=now, context=CONTEXT)

    assert read.faults == ()
    assert read.values == {
        "outcome": "ABORTED",
        "aborted_on": date(2026, 6, 4),
        "reason": "HEALTH",
        "certificate": False,
        "assessment": "Sara war pünktlich.",
        "days": Decimal("12.5"),
    }


def test_typed_answers_go_back_to_the_same_json(internship, now):
    read = read_answers(internship, COMPLETE, now=now, context=CONTEXT)

    assert to_json(read.values) == COMPLETE
    assert read_answers(internship, read.values, now=now, context=CONTEXT) == read


def test_answers_of_a_closed_branch_are_dropped(internship, now):
    read = read_answers(internship, COMPLETE | {"outcome": "COMPLETED"}, now=now, context=CONTEXT)

    assert read.faults == ()
    assert set(read.values) == {"outcome", "assessment", "days"}
    assert read.shown == {"outcome", "assessment", "days"}


def test_a_branch_is_closed_by_the_branch_before_it(make_form, now):
    form = make_form(
        {"type": "textfield", "key": "c", "conditional": {"hide": '=b = "y"'}},
        {"type": "textfield", "key": "b", "conditional": {"hide": '=a = "x"'}},
        {"type": "textfield", "key": "a"},
    )

    read = read_answers(form, {"a": "x", "b": "y", "c": "z"}, now=now)

    assert read.values == {"a": "x", "c": "z"}


def test_hidden_required_fields_are_not_asked_for(internship, now):
    read = read_answers(internship, {"outcome": "EMPLOYED", "assessment": "Sehr gut gemacht."}, now=now)

    assert read.faults == ()


def test_faults_come_in_the_order_of_the_page_one_for_each_field(internship, now):
    read = read_answers(internship, {"days": "viele", "outcome": "ABORTED", "assessment": "kurz"}, now=now)

    assert [fault.field for fault in read.faults] == ["aborted_on", "reason", "assessment", "days"]
    assert codes(read)["assessment"] == "too_short"


def test_a_draft_checks_types_only(internship, now):
    read = read_answers(
        internship,
        {"outcome": "ABORTED", "aborted_on": "2026-07-01", "days": "x"},
        now=now,
        context=CONTEXT,
        partial=True,
    )

    assert codes(read) == {"days": "not_number"}
    assert read.values == {"outcome": "ABORTED", "aborted_on": date(2026, 7, 1)}


def test_unknown_answers_are_named(make_form, now):
    read = read_answers(make_form({"type": "textfield", "key": "a"}), {"b": 1, "\ud800": 2}, now=now)

    assert [(fault.field, fault.code) for fault in read.faults] == [
        ("b", "unknown_field"),
        ("?", "unknown_field"),
    ]
    assert "«b»" in read.faults[0].message


@pytest.mark.parametrize("answers", [None, [], "x", 3, True])
def test_answers_that_are_no_object_are_refused(make_form, now, answers):
    read = read_answers(make_form({"type": "textfield", "key": "a"}), answers, now=now)

    assert codes(read) == {"": "not_object"}


RADIO = {"type": "radio", "key": "a", "values": YES_NO}
LIST = {"type": "checklist", "key": "a", "values": YES_NO}
TEXT = {"type": "textfield", "key": "a"}
NUMBER = {"type": "number", "key": "a"}
DATE = {"type": "datetime", "key": "a"}
BOX = {"type": "checkbox", "key": "a"}
AHV = TEXT | {"properties": {"format": "ahv"}}
REQUIRED = {"validate": {"required": True}}


@pytest.mark.parametrize(
    ("component", "answer", "code"),
    [
        (TEXT, 3, "not_text"),
        (TEXT, True, "not_text"),
        (TEXT, ["x"], "not_text"),
        (TEXT, "a\nb", "one_line"),
        (TEXT, "a\x00b", "control_character"),
        (TEXT, "a\ud800", "control_character"),
        (TEXT, "a\u202eb", "control_character"),
        (TEXT, "x" * 4001, "too_long"),
        (TEXT | {"validate": {"maxLength": 2}}, "abc", "too_long"),
        (TEXT | {"validate": {"minLength": 2}}, "a", "too_short"),
        (TEXT | {"validate": {"pattern": "^[A-Z]{2}$"}}, "VSX", "pattern"),
        (TEXT | {"validate": {"pattern": "^(a|a)*$"}}, "a" * 40 + "b", "pattern"),
        (TEXT | REQUIRED, "  ", "required_text"),
        (TEXT | REQUIRED, None, "required_text"),
        (NUMBER, "3", "not_number"),
        (NUMBER, True, "not_number"),
        (NUMBER, float("nan"), "not_number"),
        (NUMBER, float("inf"), "not_number"),
        (NUMBER, Decimal("sNaN"), "not_number"),
        (NUMBER, 10**15, "too_many_digits"),
        pytest.param(NUMBER, 10**5000, "too_many_digits", id="more digits than Python prints"),
        (NUMBER, 1e300, "too_many_digits"),
        (NUMBER, Decimal("1e-999999"), "too_many_digits"),
        (NUMBER | {"validate": {"min": 0}}, -1, "too_small"),
        (NUMBER | {"validate": {"max": 0}}, Decimal("0.01"), "too_large"),
        (NUMBER | {"decimalDigits": 0}, 1.5, "not_whole"),
        (NUMBER | {"decimalDigits": 2}, 1.555, "too_many_decimals"),
        (NUMBER | REQUIRED, None, "required_number"),
        (DATE, "05.06.2026", "not_date"),
        (DATE, "2026-02-30", "no_such_day"),
        (DATE, "31.02.2026", "no_such_day"),
        (DATE, "1.1.1800", "date_year"),
        (DATE, "20260605", "not_date"),
        (DATE, "0026-06-05", "date_year"),
        (NUMBER | {"decimalDigits": 0}, "viel", "not_whole"),
        (NUMBER | {"decimalDigits": 2}, "viel", "not_amount"),
        (DATE, "２０２６-06-05", "not_date"),
        (DATE, 20260605, "not_date"),
        (DATE, datetime(2026, 6, 5), "not_date"),
        (DATE | {"properties": {"date": "past"}}, "2026-06-06", "date_past"),
        (DATE | {"properties": {"date": "future"}}, "2026-06-04", "date_future"),
        (DATE | REQUIRED, "", "required_date"),
        (BOX, "true", "not_yes_no"),
        (BOX, 1, "not_yes_no"),
        (BOX | REQUIRED, False, "required_checkbox"),
        (BOX | REQUIRED, None, "required_checkbox"),
        (RADIO, "MAYBE", "not_option"),
        (RADIO, ["YES"], "not_option"),
        (RADIO, {}, "not_option"),
        (RADIO | REQUIRED, "", "required_choice"),
        (LIST, "YES", "not_list"),
        (LIST, [1], "not_list"),
        (LIST, ["YES", "MAYBE"], "not_option"),
        (LIST | REQUIRED, [], "required_checklist"),
        (AHV, "756.9217.0769.84", "format_ahv"),
        (AHV, "757.9217.0769.85", "format_ahv"),
        (AHV, "756.9217.0769.8", "format_ahv"),
        (AHV, "123.45.678.113", "format_ahv"),
        (AHV, "٧٥٦.9217.0769.85", "format_ahv"),
        (TEXT | {"properties": {"format": "postcode"}}, "0950", "format_postcode"),
        (TEXT | {"properties": {"format": "email"}}, "sara@sion", "format_email"),
        (TEXT | {"validate": {"validationType": "email"}}, "sara", "format_email"),
        (TEXT | {"properties": {"format": "phone"}}, "027 123", "format_phone"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_by_its_code(make_form, now, component, answer, code):
    read = read_answers(make_form(component), {"a": answer}, now=now)

    assert codes(read) == {"a": code}
    assert "a" not in read.values


@pytest.mark.parametrize(
    ("component", "answer", "value"),
    [
        (TEXT, "  Sara ", "Sara"),
        (TEXT, "x" * 4000, "x" * 4000),
        (TEXT | {"validate": {"pattern": "[A-Z]{2}"}}, "aVSb", "aVSb"),
        ({"type": "textarea", "key": "a"}, "eins\r\nzwei", "eins\nzwei"),
        (NUMBER, 0.1, Decimal("0.1")),
        (NUMBER, 999_999_999_999_999, Decimal(999_999_999_999_999)),
        (NUMBER | {"validate": {"min": 1, "max": 1}}, 1, Decimal(1)),
        (DATE | {"properties": {"date": "past"}}, "2026-06-05", date(2026, 6, 5)),
        (DATE | {"properties": {"date": "future"}}, "2026-06-05", date(2026, 6, 5)),
        (LIST, ["NO", "YES", "NO"], ["YES", "NO"]),
        (BOX, False, False),
        (AHV, "7569217076985", "756.9217.0769.85"),
        (AHV, " 756 1234 5678 97", "756.1234.5678.97"),
        (TEXT | {"properties": {"format": "email"}}, "Sara@Example.CH", "Sara@example.ch"),
        (TEXT | {"properties": {"format": "phone"}}, "+41 27  123 45 67", "+41 27 123 45 67"),
        (TEXT | {"properties": {"format": "postcode"}}, "1950", "1950"),
    ],
)  # fmt: skip
def test_a_right_answer_is_kept_in_one_form(make_form, now, component, answer, value):
    read = read_answers(make_form(component), {"a": answer}, now=now)

    assert read.faults == ()
    assert read.values == {"a": value}


def test_options_of_a_source_are_asked_for_by_name(make_form, now):
    form = make_form({"type": "select", "key": "a", "properties": {"choices": "users:RAV"}})
    asked: list[str] = []

    def choices(source: str) -> list[Choice]:
        asked.append(source)
        return [Choice("17", "Anna Zurbriggen")]

    assert read_answers(form, {"a": "17"}, now=now, choices=choices).values == {"a": "17"}
    assert codes(read_answers(form, {"a": "18"}, now=now, choices=choices)) == {"a": "not_option"}
    assert codes(read_answers(form, {"a": "17"}, now=now)) == {"a": "not_option"}
    assert asked == ["users:RAV", "users:RAV"]


def test_today_is_the_day_in_switzerland(make_form):
    form = make_form(DATE | {"properties": {"date": "past"}})
    shortly_after_midnight = datetime(2026, 6, 6, 0, 5, tzinfo=ZoneInfo("Europe/Zurich"))

    read = read_answers(form, {"a": "2026-06-06"}, now=shortly_after_midnight.astimezone(ZoneInfo("UTC")))

    assert read.faults == ()


def test_a_broken_rule_speaks_at_its_field_in_the_language_asked(internship, now):
    answers = COMPLETE | {"aborted_on": "2026-06-01"}

    german = read_answers(internship, answers, now=now, context=CONTEXT).faults
    french = read_answers(internship, answers, now=now, context=CONTEXT, language="fr").faults
    italian = read_answers(internship, answers, now=now, context=CONTEXT, language="it").faults

    assert [(fault.field, fault.code) for fault in german] == [("aborted_on", "rule.after_start")]
    assert (german[0].message, german[0].fallback) == ("Das Datum liegt vor dem Beginn.", False)
    assert (french[0].message, french[0].fallback) == ("La date précède le début.", False)
    assert (italian[0].message, italian[0].fallback) == ("Das Datum liegt vor dem Beginn.", True)


def test_a_translation_of_the_package_goes_before_the_rules_own_text(internship, now):
    def translate(key: str, default: str) -> Text:
        return Text("Prima dell’inizio.") if key == "rules.after_start" else Text(default)

    read = read_answers(
        internship,
        COMPLETE | {"aborted_on": "2026-06-01"},
        now=now,
        context=CONTEXT,
        language="it",
        translate=translate,
    )

    assert (read.faults[0].message, read.faults[0].fallback) == ("Prima dell’inizio.", False)


def test_a_rule_is_silent_while_it_reads_a_wrong_or_missing_answer(internship, now):
    wrong = read_answers(internship, COMPLETE | {"aborted_on": "gestern"}, now=now, context=CONTEXT)
    unknown_start = read_answers(internship, COMPLETE | {"aborted_on": "2026-06-01"}, now=now)

    assert codes(wrong) == {"aborted_on": "not_date"}
    assert unknown_start.faults == ()


def test_a_rule_about_a_hidden_question_is_not_applied(make_form, now):
    form = make_form(
        {"type": "checkbox", "key": "more"},
        {"type": "textfield", "key": "why", "conditional": {"hide": "=not(more)"}},
        rules="- {id: r, when: why = null, field: why, message: m, text: {de: Warum?, fr: Pourquoi}}",
    )

    assert codes(read_answers(form, {}, now=now)) == {}
    assert codes(read_answers(form, {"more": True}, now=now)) == {"why": "rule.r"}


def test_an_unticked_box_counts_as_false_and_an_empty_list_as_empty_in_conditions(make_form, now):
    form = make_form(
        {"type": "checkbox", "key": "box"},
        {"type": "checklist", "key": "ticks", "values": YES_NO},
        {"type": "textfield", "key": "b", "conditional": {"hide": "=box = false"}},
        {"type": "textfield", "key": "c", "conditional": {"hide": "=count(ticks) = 0"}},
    )

    assert read_answers(form, {}, now=now).shown == {"box", "ticks"}
    assert read_answers(form, {"box": True, "ticks": ["NO"]}, now=now).shown == {"box", "ticks", "b", "c"}


def test_a_rule_without_end_is_told_instead_of_waited_for(make_form, now):
    form = make_form(
        {"type": "number", "key": "a"},
        rules="- {id: r, when: 'count(for x in 1..100000, y in 1..100000 return x * y) = a', field: a, message: m, text: {de: x, fr: x}}",
    )

    assert codes(read_answers(form, {"a": 1}, now=now)) == {"a": "rule_not_computed"}


def test_a_rule_tells_values_for_the_names_in_braces_of_its_text(make_form, now):
    form = make_form(
        {"type": "datetime", "subtype": "date", "dateLabel": "Tag", "key": "day"},
        rules="- {id: r, when: 'day > date(2026,2,3)', field: day, message: m, values: {days: '[[date(2026,2,1), date(2026,2,3)]]',"
        " more: '[day, 2]', none: case.nothing}, text: {de: 'Nur {days}. {more}{none}', fr: 'Seul {days}. {more}{none}'}}",
    )

    (fault,) = read_answers(form, {"day": "2026-02-04"}, now=now, readable={"nothing"}, language="fr").faults

    assert fault.message == "Seul 01.02.2026 – 03.02.2026. 04.02.2026, 2"


@pytest.mark.parametrize(
    "value", ["case.plan.first", "string(case)", "if a = 1 then case.plan.first else case.meeting.first"]
)
def test_a_rule_tells_no_record_that_whoever_answers_may_not_read(make_form, now, value):
    form = make_form(
        {"type": "number", "key": "a"},
        rules=f"- {{id: r, when: a = 1, field: a, message: m, values: {{one: '{value}', two: case.meeting.first}},"
        " text: {de: 'Nur {one}, {two}.', fr: 'Seul {one}, {two}.'}}",
    )
    case = {"plan": {"first": "geheim"}, "meeting": {"first": "offen"}}

    (fault,) = read_answers(form, {"a": 1}, now=now, context={"case": case}, readable={"meeting"}).faults

    assert fault.message == "Nur (Ihrer Stelle nicht freigegeben), offen."


@pytest.mark.parametrize(
    "values", ["", "values: {other: a}, ", "values: {days: a, other: a}, ", "values: {days: 'a +'}, "]
)
def test_names_in_braces_and_values_have_to_fit(make_form, values):
    with pytest.raises(FormError):
        make_form(
            {"type": "number", "key": "a"},
            rules=f"- {{id: r, when: a = 1, field: a, message: m, {values}text: {{de: 'Nur {{days}}', fr: 'Seul {{days}}'}}}}",
        )


def test_phrases_fall_back_to_german_and_say_so():
    assert phrase("fr", "required_choice") == Text("Veuillez choisir une réponse.")
    assert phrase("en", "required_choice") == Text("Bitte wählen Sie eine Antwort.", fallback=True)
