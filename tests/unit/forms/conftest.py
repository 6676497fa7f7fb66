"""The forms the tests speak about: Sara's internship (as in the wallis_tandem package) and forms of one component."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from forms import Form, parse_form

NOW = datetime(2026, 6, 5, 9, 12, tzinfo=UTC)

INTERNSHIP = {
    "id": "evaluate_internship",
    "type": "default",
    "schemaVersion": 16,
    "components": [
        {
            "type": "group",
            "id": "result",
            "label": "Ergebnis",
            "components": [
                {
                    "type": "radio",
                    "key": "outcome",
                    "label": "Wie ging das Praktikum aus?",
                    "validate": {"required": True},
                    "values": [
                        {"label": "Abgeschlossen wie geplant", "value": "COMPLETED"},
                        {"label": "Abgebrochen", "value": "ABORTED"},
                        {"label": "In eine Anstellung umgewandelt", "value": "EMPLOYED"},
                    ],
                    "properties": {"category": "MEASURE"},
                },
                {
                    "type": "datetime",
                    "subtype": "date",
                    "key": "aborted_on",
                    "label": "Abbruch am",
                    "description": "Letzter Tag im Betrieb",
                    "validate": {"required": True},
                    "conditional": {"hide": '=outcome != "ABORTED"'},
                    "properties": {"category": "MEASURE", "date": "past", "record": "internship.ended_on"},
                },
                {
                    "type": "radio",
                    "key": "reason",
                    "label": "Grund, wie ihn Sara nennt",
                    "validate": {"required": True},
                    "conditional": {"hide": '=outcome != "ABORTED"'},
                    "values": [
                        {"label": "Gesundheit", "value": "HEALTH"},
                        {"label": "Familie", "value": "FAMILY"},
                    ],
                    "properties": {"category": "HEALTH"},
                },
                {
                    "type": "checkbox",
                    "key": "certificate",
                    "label": "Ein Arztzeugnis liegt vor",
                    "conditional": {"hide": '=reason != "HEALTH"'},
                    "properties": {"category": "HEALTH"},
                },
            ],
        },
        {
            "type": "textarea",
            "key": "assessment",
            "label": "Was hat das Praktikum gezeigt?",
            "validate": {"required": True, "minLength": 10},
            "properties": {"category": "WORK", "owner": "joint"},
        },
        {"type": "number", "key": "days", "label": "Tage im Betrieb", "properties": {"category": "WORK"}},
    ],
}
RULES = """
- id: after_start
  when: aborted_on < case.internship.started_on
  field: aborted_on
  message: rules.after_start
  text: {de: Das Datum liegt vor dem Beginn., fr: La date précède le début.}
"""

MakeForm = Callable[..., Form]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def internship() -> Form:
    return parse_form(json.dumps(INTERNSHIP).encode(), RULES.encode())


@pytest.fixture
def make_form() -> MakeForm:
    def make(*components: dict[str, object], rules: str = "", profile: str = "plain") -> Form:
        named = [{"label": f"Frage {number}", **each} for number, each in enumerate(components, 1)]
        for each in named:
            if each["type"] == "text":
                del each["label"]
        definition = {"id": "small", "type": "default", "components": named}
        return parse_form(json.dumps(definition).encode(), rules.encode() or None, profile)  # type: ignore[arg-type]  # tests name wrong profiles too

    return make
