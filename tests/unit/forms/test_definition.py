"""A designer's form is read completely, or refused with every fault, place and way out."""

import json
from datetime import date
from decimal import Decimal

import pytest

from forms import FormError, RecordTarget, parse_form


def definition(*components: dict[str, object], **top: object) -> bytes:
    return json.dumps({"id": "small", "type": "default", "components": list(components), **top}).encode()


def faults_of(source: bytes, rules: bytes | None = None, profile: str = "plain") -> list[tuple[str, str]]:
    with pytest.raises(FormError) as caught:
        parse_form(source, rules, profile)  # type: ignore[arg-type]  # any profile may be tried
    assert all(fault.remedy for fault in caught.value.faults)
    return [(fault.element, fault.message) for fault in caught.value.faults]


def text(key: str = "a", **more: object) -> dict[str, object]:
    return {"type": "textfield", "key": key, "label": "Name", **more}


def test_fields_are_flattened_in_the_order_of_the_page(internship):
    keys = [field.key for field in internship.fields]

    assert keys == ["outcome", "aborted_on", "reason", "certificate", "assessment", "days"]


def test_a_field_says_who_owns_it_and_where_it_is_kept(internship):
    fields = internship.by_key

    assert fields["aborted_on"].record == RecordTarget("internship", "ended_on")
    assert fields["outcome"].record == RecordTarget(None, "outcome")
    assert fields["outcome"].owner == "institution"
    assert fields["assessment"].owner == "joint"
    assert fields["reason"].category == "HEALTH"


def test_the_form_tells_what_it_reads_from_outside(internship):
    assert internship.reads == {("case", "internship", "started_on")}


def test_a_condition_of_a_group_guards_the_fields_inside(make_form):
    form = make_form(
        {"type": "checkbox", "key": "more"},
        {"type": "group", "id": "g", "conditional": {"hide": "=not(more)"}, "components": [text("inner")]},
    )

    assert [guard.text for guard in form.by_key["inner"].guards] == ["not(more)"]


def test_all_faults_are_told_at_once():
    source = definition(text("Bad"), text("b", validate={"minLength": 9, "maxLength": 3}), {"type": "html"})

    places = [element for element, _ in faults_of(source)]

    assert places == ["Bad", "b", "components[2]"]


@pytest.mark.parametrize(
    "type_", ["html", "button", "image", "dynamiclist", "filepicker", "expression", 7, None]
)
def test_a_component_type_that_is_not_served_is_refused_by_name(type_):
    [(element, message)] = faults_of(definition({"type": type_, "id": "x1"}))

    assert element == "x1"
    assert f"«{type_}»" in message


@pytest.mark.parametrize(
    "key", ["", "Name", "ahv-nummer", "1a", "a b", "ä", "a" * 65, None, 3, "if", "case", "not"]
)
def test_a_key_that_conditions_could_not_read_is_refused(key):
    assert len(faults_of(definition(text(key)))) == 1


def test_a_key_may_stand_only_once_even_across_groups():
    group = {"type": "group", "label": "G", "components": [text("a")]}

    assert faults_of(definition(text("a"), group)) == [("a", "The key «a» stands twice.")]


@pytest.mark.parametrize(
    "component",
    [
        text(disabled=True),
        text(readonly=True),
        text(appearance={"prefixAdorner": "CHF"}),
        text(validate={"required": "yes"}),
        text(validate={"min": 3}),
        text(validate={"minLength": -1}),
        text(validate={"maxLength": 10**9}),
        text(validate={"pattern": "("}),
        text(validate={"validationType": "iban"}),
        text(validate=[1]),
        text(label="=today()"),
        text(label="Guten Tag {{name}}"),
        text(label=""),
        text(label="  "),
        text(label="x" * 501),
        text(conditional={"show": "=true"}),
        text(conditional={"hide": "true"}),
        text(conditional={"hide": "=if then"}),
        text(properties={"kategorie": "WORK"}),
        text(properties={"category": "SECRET"}),
        text(properties={"category": 3}),
        text(properties={"date": "past"}),
        text(properties=[1]),
        text(properties={"record": "a.b.c"}),
        {"type": "radio", "key": "r", "label": "R", "values": [{"label": "A", "value": "A"}], "defaultValue": "A"},
        {"type": "radio", "key": "r", "label": "R"},
        {"type": "radio", "key": "r", "label": "R", "values": [{"label": "A", "value": "A"}, {"label": "B", "value": "A"}]},
        {"type": "radio", "key": "r", "label": "R", "values": [{"label": "A", "value": 1}]},
        {"type": "select", "key": "r", "label": "R", "values": [{"label": "A", "value": "A"}], "valuesKey": "p"},
        {"type": "select", "key": "r", "label": "R", "values": [{"label": "A", "value": "A"}], "properties": {"choices": "users:RAV"}},
        {"type": "checkbox", "key": "c", "label": "C", "defaultValue": True},
        {"type": "datetime", "key": "d", "label": "D", "subtype": "time"},
        {"type": "datetime", "key": "d", "label": "D", "defaultValue": "=today()"},
        {"type": "number", "key": "n", "label": "N", "serializeToString": True},
        {"type": "number", "key": "n", "label": "N", "validate": {"min": 3, "max": 2}},
        {"type": "number", "key": "n", "label": "N", "validate": {"min": True}},
        {"type": "number", "key": "n", "label": "N", "decimalDigits": 99},
        {"type": "number", "key": "n", "label": "N", "decimalDigits": True},
        {"type": "number", "key": "n", "label": "N", "decimalDigits": "2"},
        {"type": "number", "key": "n", "label": "N", "validate": {"max": 10**15 + 1}},
        {"type": "group", "label": "G", "path": "data", "components": []},
        {"type": "text", "text": "{{name}}"},
        "no component",
    ],
)  # fmt: skip
def test_what_would_be_dropped_or_misread_is_refused(component):
    assert len(faults_of(definition(component))) == 1


def test_limits_themselves_are_allowed():
    form = parse_form(
        definition(
            text("a", label=" " + "x" * 499, validate={"minLength": 0, "maxLength": 20_000}),
            {"type": "number", "key": "n", "label": "N", "decimalDigits": 9, "validate": {"max": 10**15}},
            {"type": "radio", "key": "r", "label": "R", "values": [{"label": " A ", "value": "A"}]},
        ),
        profile="plain",
    )

    assert form.by_key["a"].label == "x" * 499
    assert form.by_key["a"].bounds.max_length == 20_000
    assert form.by_key["n"].bounds.max == 10**15
    assert form.by_key["r"].options[0].label == "A"
    assert not form.by_key["r"].required


def test_empty_notes_of_the_editor_do_no_harm():
    source = definition(
        text(
            disabled=False,
            readonly=False,
            validate={"minLength": ""},
            conditional={"hide": ""},
            layout={"columns": 8},
        )
    )

    assert parse_form(source, profile="plain").fields[0].required is False


def test_in_a_package_every_field_needs_a_category():
    source = definition(text("a"), {"type": "text", "text": "Guten Tag"})

    assert faults_of(source, profile="package") == [("a", "The field has no category.")]


def test_conditions_in_a_circle_are_refused_with_the_circle():
    source = definition(
        text("a", conditional={"hide": "=b = null"}), text("b", conditional={"hide": "=a = null"})
    )

    [(_, message)] = faults_of(source)

    assert "a → b → a" in message or "b → a → b" in message


def test_a_field_can_not_hide_itself():
    [(element, _)] = faults_of(definition(text("a", conditional={"hide": "=a = null"})))

    assert element == "a"


def test_a_name_that_nobody_supplies_is_refused_in_a_package():
    known = text(
        "a",
        properties={"category": "WORK"},
        conditional={"hide": "=case.x.y > parameters.limit and today() > case.x.z"},
    )
    mistyped = text(
        "b", properties={"category": "WORK"}, conditional={"hide": '=outcom != "A" and count(a) > 0'}
    )
    rules = b"- {id: r, when: aa = 1, field: a, message: m, text: {de: x, fr: x}}"

    faults = faults_of(definition(known, mistyped), rules, profile="package")

    assert [(place, message.split("»")[0]) for place, message in faults] == [
        ("b", "The condition reads «outcom"),
        ("rule r", "The condition reads «aa"),
    ]
    assert parse_form(definition(known, mistyped), rules, "plain").reads >= {("aa",), ("outcom",)}


def test_a_default_is_read_with_its_type():
    form = parse_form(
        definition(
            text("a", defaultValue="Sion"), {"type": "number", "key": "n", "label": "N", "defaultValue": 2.5}
        ),
        profile="plain",
    )

    assert form.defaults == {"a": "Sion", "n": Decimal("2.5")}


def test_a_question_begins_with_a_number_of_the_package():
    number = {"type": "number", "key": "n", "label": "N", "properties": {"begins_with": "parameters.minutes"}}

    form = parse_form(definition(text("a", defaultValue="Sion"), number), profile="plain")

    assert form.beginning({"minutes": 150, "other": 1}, date(2026, 2, 10)) == {"a": "Sion", "n": Decimal(150)}
    assert form.beginning({}, date(2026, 2, 10)) == form.defaults == {"a": "Sion"}


def test_a_day_may_begin_with_today():
    day = {
        "type": "datetime",
        "subtype": "date",
        "key": "d",
        "dateLabel": "Am",
        "properties": {"begins_with": "today"},
    }

    form = parse_form(definition(day), profile="plain")

    assert form.beginning({"today": 3}, date(2026, 2, 10)) == {"d": date(2026, 2, 10)}
    assert faults_of(definition(day | {"properties": {"begins_with": "parameters.minutes"}}))


@pytest.mark.parametrize(
    "value", ["minutes", "parameters.", "case.n", "150", "parameters.minutes + 1", "today"]
)
def test_a_question_begins_with_nothing_but_a_parameter(value):
    number = {"type": "number", "key": "n", "label": "N", "properties": {"begins_with": value}}

    assert faults_of(definition(number))


def test_the_label_of_a_date_is_where_the_editor_writes_it():
    form = parse_form(
        definition({"type": "datetime", "key": "d", "dateLabel": "Geboren am"}), profile="plain"
    )

    assert form.fields[0].label == "Geboren am"


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 200_000,
        b'{"id": NaN}',
        b'{"id": "a", "id": "b"}',
        b'{"id": "a\\u0000"}',
        b'{"id": "\\ud800"}',
        b'{"label": "\\u202eabc"}',
        b'{"n": 1e99999999999999999999}',
        b" " * (512 * 1024 + 1),
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_without_harm(source):
    assert faults_of(source)


@pytest.mark.parametrize(
    "top",
    [
        {"id": "a b"},
        {"id": None},
        {"type": "table"},
        {"generated": 1},
        {"components": {}},
        {"components": None},
    ],
)
def test_a_form_without_its_frame_is_refused(top):
    assert len(faults_of(definition(**top))) == 1


def test_groups_nest_ten_deep_and_no_deeper():
    def nested(depth: int) -> dict[str, object]:
        return text() if depth == 0 else {"type": "group", "label": "G", "components": [nested(depth - 1)]}

    assert len(parse_form(definition(nested(9)), profile="plain").fields) == 1
    assert len(faults_of(definition(nested(10)))) == 1


def test_a_form_has_three_hundred_components_at_most():
    assert len(parse_form(definition(*(text(f"k{n}") for n in range(300))), profile="plain").fields) == 300
    assert len(faults_of(definition(*(text(f"k{n}") for n in range(301))))) == 1


RULE = "- {id: r, when: a = null, field: a, message: m, text: {de: Nein, fr: Non}}"


@pytest.mark.parametrize(
    "rules",
    [
        "a: b",
        "- 1",
        RULE.replace("field: a", "field: b"),
        RULE.replace("a = null", "a ="),
        RULE.replace("fr: Non", "it: No"),
        RULE.replace("message: m, ", ""),
        RULE.replace("message: m", "message: [m]"),
        RULE.replace("id: r", "id: r, more: 1"),
        RULE + "\n" + RULE,
        "- {",
        "- !!python/object:os.system {}",
        "&a [*a]",
        "x" * 200_000,
        "\x00",
    ],
)  # fmt: skip
def test_a_rule_that_can_not_be_kept_is_refused(rules):
    assert faults_of(definition(text("a")), rules.encode())


def test_no_rules_and_an_empty_file_of_rules_are_the_same():
    assert parse_form(definition(text("a")), b"", "plain").rules == ()
    assert parse_form(definition(text("a")), b"# none yet\n", "plain").rules == ()
    assert len(parse_form(definition(text("a")), RULE.encode(), "plain").rules) == 1
