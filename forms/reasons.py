"""Why a question is there: the answer without which it would not be asked.

Not read off the condition's text but tried: take one answer away; if the question disappears, it is the reason.
"""

from collections.abc import Mapping
from datetime import datetime

from forms.conditions import is_true, roots, unanswered
from forms.definition import Choice, ChoiceSource, Condition, Field, Form
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
    read = roots(hide)
    causes = [
        form.by_key[key]
        for key in read
        if key in form.by_key and _matters(form.by_key[key], hide, scope, now)
    ]
    if len(causes) != 1 or causes[0].type not in _TELLING or not read <= form.by_key.keys():
        return None
    cause = causes[0]
    if cause.type == "checkbox":
        code, label = "because_ticked", label_of(cause, translate)
    else:
        code, label = "because_chosen", value_label(cause, str(scope[cause.key]), translate, choices)
    quoted = phrase(language, "quoted", text=label.text)
    sentence = phrase(language, code, chosen=quoted.text)
    return Text(sentence.text, sentence.fallback)


def label_of(field: Field, translate: Translate) -> Text:
    """A field's translated label."""
    return translate(field.text_key, field.label)


def value_label(field: Field, value: str, translate: Translate, choices: ChoiceSource) -> Text:
    """The translated label of a chosen value; the value itself when it is offered no longer."""
    offered = (option for option in field.offered(choices) if option.value == value)
    return option_label(field, next(offered, Choice(value, value)), translate)


def option_label(field: Field, option: Choice, translate: Translate) -> Text:
    """An option's translated label; options of a source come with their label as it is (names of people)."""
    if field.choices and not field.vocabulary:
        return Text(option.label)
    return translate(field.option_key(option.value), option.label)


def _matters(field: Field, hide: Condition, scope: Mapping[str, object], now: datetime) -> bool:
    without = {**scope, field.key: unanswered(field)}
    return is_true(hide, without, now) is True
