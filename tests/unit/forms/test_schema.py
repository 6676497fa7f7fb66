"""Integrators get a schema that asks for what the validator asks for."""

import json

import pytest
from jsonschema_rs import Draft202012Validator

from forms import json_schema, read_answers

OPTIONS = [{"label": "Ja", "value": "YES"}, {"label": "Nein", "value": "NO"}]


def test_the_schema_of_a_form_is_a_valid_schema_with_our_metadata(internship):
    schema = json_schema(internship)

    Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"}).validate(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["required"] == ["outcome", "assessment"]
    assert schema["properties"]["aborted_on"]["x-bruecke"] == {
        "category": "MEASURE",
        "owner": "institution",
        "record": "internship.ended_on",
        "date": "past",
        "hide": '(outcome != "ABORTED")',
        "required": True,
    }
    assert "required" not in schema["properties"]["outcome"]["x-bruecke"]


@pytest.mark.parametrize(
    ("component", "good", "bad"),
    [
        (
            {"type": "textfield", "validate": {"minLength": 2, "maxLength": 3}},
            ["ab", "abc"],
            ["a", "abcd", 1, None],
        ),
        ({"type": "textfield", "validate": {"pattern": "^[A-Z]+$"}}, ["VS"], ["vs"]),
        (
            {"type": "textfield", "properties": {"format": "ahv"}},
            ["756.9217.0769.85", "7569217076985"],
            ["757", "x"],
        ),
        ({"type": "textfield", "properties": {"format": "postcode"}}, ["1950"], ["950"]),
        ({"type": "textfield", "properties": {"format": "phone"}}, ["027 123 45 67"], [27]),
        ({"type": "number", "validate": {"min": 0, "max": 9}}, [0, 9, 1.5], [-1, 10, "1"]),
        ({"type": "number", "decimalDigits": 0}, [3], [3.5]),
        ({"type": "number", "decimalDigits": 2}, [3.25, 1.01], [3.255]),
        ({"type": "datetime"}, ["2026-06-05"], [20260605]),
        ({"type": "checkbox"}, [True, False], ["true"]),
        ({"type": "checkbox", "validate": {"required": True}}, [True], [False]),
        ({"type": "checklist", "values": OPTIONS}, [["YES"], ["NO", "YES"]], [["MAYBE"], "YES"]),
        ({"type": "radio", "values": OPTIONS}, ["YES"], ["MAYBE", ["YES"]]),
    ],
)
def test_schema_and_validator_agree(make_form, now, component, good, bad):
    form = make_form({**component, "key": "a"})
    schema = Draft202012Validator(json_schema(form))

    for answer in good:
        assert schema.is_valid({"a": answer})
        assert read_answers(form, {"a": answer}, now=now).faults == ()
    for answer in bad:
        assert not schema.is_valid({"a": answer})
        assert answer is None or read_answers(form, {"a": answer}, now=now).faults != ()
    assert not schema.is_valid({"b": 1})


def test_a_source_of_options_and_a_default_are_named(make_form):
    form = make_form(
        {"type": "select", "key": "a", "properties": {"choices": "users:RAV"}},
        {
            "type": "textfield",
            "key": "b",
            "description": "Wo",
            "defaultValue": "Sion",
            "validate": {"required": True},
        },
    )

    properties = json_schema(form)["properties"]

    assert properties["a"] == {
        "title": "Frage 1",
        "type": "string",
        "x-bruecke": {"owner": "institution", "choices": "users:RAV"},
    }
    assert (properties["b"]["default"], properties["b"]["description"], properties["b"]["minLength"]) == (
        "Sion",
        "Wo",
        1,
    )
