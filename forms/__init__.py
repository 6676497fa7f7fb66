"""What a person may answer: form definitions, validation, HTML, JSON Schema."""

from forms.agreement import beyond_the_browser
from forms.answers import Answers, read_answers
from forms.conditions import unanswered
from forms.definition import (
    CATEGORIES,
    Choice,
    ChoiceSource,
    Component,
    Field,
    Form,
    Group,
    RecordTarget,
    Rule,
    Value,
    part_of,
)
from forms.faults import AnswerFault, Fault, FormError
from forms.page import Audience, AudienceOf
from forms.parsing import conditions_of, parse_form
from forms.post import from_html, newly_asked
from forms.rendering import error_summary, render_form
from forms.schema import json_schema
from forms.source import Json
from forms.values import to_json
from forms.wording import Text, Translate, phrase, untranslated

__all__ = [
    "CATEGORIES",
    "AnswerFault",
    "Answers",
    "Audience",
    "AudienceOf",
    "Choice",
    "ChoiceSource",
    "Component",
    "Fault",
    "Field",
    "Form",
    "FormError",
    "Group",
    "Json",
    "RecordTarget",
    "Rule",
    "Text",
    "Translate",
    "Value",
    "beyond_the_browser",
    "conditions_of",
    "error_summary",
    "from_html",
    "json_schema",
    "newly_asked",
    "parse_form",
    "part_of",
    "phrase",
    "read_answers",
    "render_form",
    "to_json",
    "unanswered",
    "untranslated",
]
