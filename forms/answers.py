"""Validating a person's answers: types, conditions, bounds, rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from forms.conditions import computed, is_hidden, is_true, roots, scope_of, unanswered
from forms.definition import ChoiceSource, Condition, Field, Form, Value, no_choices
from forms.faults import AnswerFault
from forms.source import encodable
from forms.values import Problem, check_value, normalised, read_value
from forms.wording import Text, Translate, explain, in_words, phrase, rule_message, untranslated

MAX_STRANGERS = 20
SWISS_TIME = ZoneInfo("Europe/Zurich")
_NOTHING: Mapping[str, object] = {}
_REQUIRED = {
    "textfield": "required_text",
    "textarea": "required_text",
    "number": "required_number",
    "datetime": "required_date",
    "checkbox": "required_checkbox",
    "checklist": "required_checklist",
    "radio": "required_choice",
    "select": "required_choice",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Typed answers of the questions asked, what is wrong with the rest, and which questions were asked."""

    values: Mapping[str, Value]
    faults: tuple[AnswerFault, ...]
    shown: frozenset[str]


def read_answers(
    form: Form,
    answers: object,
    *,
    now: datetime,
    context: Mapping[str, object] = _NOTHING,
    readable: Collection[str] = (),
    choices: ChoiceSource = no_choices,
    language: str = "de",
    translate: Translate = untranslated,
    partial: bool = False,
) -> Answers:
    """Read a JSON object of answers. Never raises for what a person sent; faults come in the form's order.

    `now` is aware; `context` holds further names for conditions and rules (case, parameters); `readable`: of the case,
    the records that texts of rules may tell whoever answers.
    Answers to hidden questions are dropped. `partial` (a draft) checks types only.
    """
    if not isinstance(answers, Mapping):
        return Answers({}, (_fault("", Problem("not_object"), language),), frozenset())
    now = now.astimezone(SWISS_TIME)
    choices = cache(choices)  # a source may be a query; one form asks it once
    known = _read_shown(form, answers, now, context, choices)
    problems = dict(known.problems)
    if not partial:
        for key in known.shown - problems.keys():
            problem = _check(form.by_key[key], known.values.get(key), now)
            if problem:
                problems[key] = problem
    values = {
        key: normalised(form.by_key[key], value) for key, value in known.values.items() if key not in problems
    }
    faults = [_fault(key, problems[key], language) for key in form.by_key if key in problems]
    if not partial:
        scope = scope_of(form, values, context)
        wrong = frozenset(problems)
        faults += _broken_rules(form, scope, readable, known.shown, wrong, now, language, translate)
    order = {key: number for number, key in enumerate(form.by_key)}
    faults.sort(key=lambda fault: order[fault.field])
    return Answers(values, (*_strangers(form, answers, language), *faults), known.shown)


@dataclass(frozen=True, slots=True)
class Shown:
    """The questions asked, given these answers, with their typed answers and wrong types."""

    shown: frozenset[str]
    values: Mapping[str, Value]
    problems: Mapping[str, Problem]


def shown_questions(
    form: Form,
    answers: Mapping[str, object],
    now: datetime,
    context: Mapping[str, object],
    choices: ChoiceSource,
) -> Shown:
    """Which questions are asked, given answers as sent or as typed; wrong answers count as none."""
    return _read_shown(form, answers, now.astimezone(SWISS_TIME), context, choices)


def _read_shown(
    form: Form,
    answers: Mapping[str, object],
    now: datetime,
    context: Mapping[str, object],
    choices: ChoiceSource,
) -> Shown:
    shown: set[str] = set()
    values: dict[str, Value] = {}
    problems: dict[str, Problem] = {}
    scope = scope_of(form, {}, context)
    for field in form.asked:
        if is_hidden(field.guards, scope, now):
            continue
        shown.add(field.key)
        raw = answers.get(field.key)
        value = read_value(field, raw, field.offered(choices)) if raw is not None else None
        if isinstance(value, Problem):
            problems[field.key] = value
        elif value is not None:
            values[field.key] = value
        scope[field.key] = values.get(field.key, unanswered(field))
    return Shown(frozenset(shown), {key: values[key] for key in form.by_key if key in values}, problems)


def _check(field: Field, value: Value | None, now: datetime) -> Problem | None:
    if value is None:
        return Problem(_REQUIRED[field.type]) if field.required else None
    return check_value(field, value, now.date())


def _broken_rules(
    form: Form,
    scope: Mapping[str, object],
    readable: Collection[str],
    shown: frozenset[str],
    wrong: frozenset[str],
    now: datetime,
    language: str,
    translate: Translate,
) -> list[AnswerFault]:
    faults = []
    for rule in form.rules:
        # A rule about an answer that is wrong anyway would only repeat it in other words.
        if rule.field not in shown or rule.field in wrong or roots(rule.when) & wrong:
            continue
        broken = is_true(rule.when, scope, now)
        if broken is None:
            faults.append(_fault(rule.field, Problem("rule_not_computed"), language))
        elif broken:
            values = {
                name: in_words(computed(one, scope, now))
                if _may_be_told(one, readable)
                else phrase(language, "not_released").text
                for name, one in rule.values
            }
            message = rule_message(rule, language, translate, values)
            faults.append(
                AnswerFault(rule.field, f"rule.{rule.id}", message.text, message.fallback, rule.conflict)
            )
    return faults


def _may_be_told(value: Condition, readable: Collection[str]) -> bool:
    """Whether all that the value rests on is open to whoever answers; the whole case never is."""
    read = [path for path in value.expression.names if path[0] == "case"]
    return all(len(path) > 1 and path[1] in readable for path in read)


def _strangers(form: Form, answers: Mapping[str, object], language: str) -> list[AnswerFault]:
    strangers = [encodable(str(key))[:80] for key in answers if key not in form.by_key]
    return [
        _say(key, "unknown_field", phrase(language, "unknown_field", key=key))
        for key in strangers[:MAX_STRANGERS]
    ]


def _fault(key: str, problem: Problem, language: str) -> AnswerFault:
    return _say(key, problem.code, explain(problem, language))


def _say(key: str, code: str, text: Text) -> AnswerFault:
    return AnswerFault(key, code, text.text, text.fallback)
