"""The HTML of a form's questions and of the list of what is still open; works without JavaScript."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from forms.answers import SWISS_TIME, shown_questions
from forms.blocks import PageBuilder
from forms.definition import ChoiceSource, Form, no_choices
from forms.faults import AnswerFault
from forms.page import AudienceOf, nobody
from forms.reasons import label_of
from forms.wording import Text, Translate, phrase, untranslated

_NOTHING: Mapping[str, object] = {}
_WORDS = ("optional", "please_choose", "visible_to", "colon")


def render_form(
    form: Form,
    *,
    values: Mapping[str, object] = _NOTHING,
    faults: Sequence[AnswerFault] = (),
    now: datetime,
    context: Mapping[str, object] = _NOTHING,
    language: str = "de",
    translate: Translate = untranslated,
    choices: ChoiceSource = no_choices,
    audience: AudienceOf = nobody,
    locked: frozenset[str] = frozenset(),
) -> Markup:
    """The questions of a form as HTML; the caller brings <form>, buttons and heading.

    `values` are answers as sent (from_html, JSON) or as typed, wrong ones included: a person sees what they wrote.
    Questions that a condition hides are left out; `locked` ones show their answer without an input.
    """
    choices = cache(choices)  # a source may be a query; one page asks it once
    by_field: dict[str, list[AnswerFault]] = defaultdict(list)
    for fault in faults:
        by_field[fault.field].append(fault)
    known = shown_questions(form, values, now, context, choices)
    builder = PageBuilder(
        form=form,
        answers=values,
        values=known.values,
        faults=by_field,
        locked=locked,
        now=now.astimezone(SWISS_TIME),
        context=context,
        language=language,
        translate=translate,
        choices=choices,
        audience=audience,
    )
    words = {code: phrase(language, code) for code in _WORDS}
    asked = " ".join(key for key in form.by_key if key in known.shown)
    html = _environment().get_template("fields.html").render(page=builder.build(), words=words, asked=asked)
    return Markup(html)  # noqa: S704  # the template escapes


def error_summary(
    form: Form,
    faults: Sequence[AnswerFault],
    translate: Translate = untranslated,
    *,
    language: str = "de",
    saved: bool = False,
    draft: bool = False,
) -> Markup:
    """The list of what is still open, each with a link to its question; empty when nothing is.

    `saved` adds that the answers are kept as a draft: only say so when they are. `draft`: not even that was possible.
    """
    if not faults:
        return Markup("")
    one, many = ("draft_one", "draft_many") if draft else ("summary_one", "summary_many")
    heading = phrase(language, one if len(faults) == 1 else many, count=len(faults))
    items = [_item(form, fault, translate, phrase(language, "colon")) for fault in faults]
    html = (
        _environment()
        .get_template("summary.html")
        .render(
            heading=heading,
            items=items,
            saved=phrase(language, "summary_saved") if saved else None,
        )
    )
    return Markup(html)  # noqa: S704  # the template escapes


def _item(form: Form, fault: AnswerFault, translate: Translate, colon: Text) -> dict[str, object]:
    message = Text(fault.message, fault.fallback)
    field = form.by_key.get(fault.field)
    if field is None:
        return {"target": "", "message": message}
    label = label_of(field, translate)
    ended = label.text.endswith(("?", ":", "."))
    return {"target": f"f-{field.key}", "label": label, "colon": None if ended else colon, "message": message}


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
