"""Why a question is there: the answer without which it would not be asked.

Not read off the condition's text but tried: take one answer away; if the question disappears, it is the reason.
"""

from collections.abc import Mapping
from datetime import datetime

from forms.conditions import is_true, roots, unanswered
from forms.definition import ChoiceSource, Condition, Field, Form
from forms.wording import Text, Translate, phrase

_TELLING = frozenset({"radio", "select", "checkbox"})


def reason(
    form: Form,
    hide: Condition,
    scope: Mapping[str, object],
    now: datetime,
    language: str,
    translate: Translate,
    choices: ChoiceSource,
) -> Text | None:
    """The sentence «Weil … gewählt ist» (without its colon); None when no single choice is the reason."""
    causes = [
        form.by_key[key]
        for key in form.by_key
        if key in roots(hide) and _matters(form.by_key[key], hide, scope, now)
    ]
    if (
        len(causes) != 1
        or causes[0].type not in _TELLING
        or any(root not in form.by_key for root in roots(hide))
    ):
        return None
    cause = causes[0]
    if cause.type == "checkbox":
        code, label = "because_ticked", label_of(cause, translate)
    else:
        code, label = "because_chosen", option_label(cause, str(scope[cause.key]), translate, choices)
    quoted = phrase(language, "quoted", text=label.text)
    sentence = phrase(language, code, chosen=quoted.text)
    return Text(sentence.text, sentence.fallback)


def label_of(field: Field, translate: Translate) -> Text:
    """A field's translated label."""
    return translate(field.text_key, field.label)


def option_label(field: Field, value: str, translate: Translate, choices: ChoiceSource) -> Text:
    """An option's translated label; options of a source come with their label as it is (names of people)."""
    written = next((option.label for option in field.offered(choices) if option.value == value), value)
    if field.choices and not field.vocabulary:
        return Text(written)
    return translate(field.option_key(value), written)


def _matters(field: Field, hide: Condition, scope: Mapping[str, object], now: datetime) -> bool:
    without = {**scope, field.key: unanswered(field)}
    return is_true(hide, without, now) is True
