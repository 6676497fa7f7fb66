"""What is said to people, in their language: the package's own phrases and the form's translated texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from forms.definition import PLACEHOLDER, Rule
from forms.values import Problem

COMPLETE = ("de", "fr")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to show; `fallback` marks German shown because the asked language has none."""

    text: str
    fallback: bool = False


Translate = Callable[[str, str], Text]


def untranslated(key: str, default: str) -> Text:
    """The texts as they stand in the form."""
    return Text(default)


def phrase(language: str, code: str, **words: object) -> Text:
    """One of the package's own phrases (texts/*.yaml); German, marked, where the language has none."""
    known = language in COMPLETE
    pattern = _phrases(language if known else "de")[code]
    return Text(pattern.format(**words), fallback=not known)


def explain(problem: Problem, language: str) -> Text:
    """The sentence for a problem with an answer."""
    return phrase(language, problem.code, **problem.words)


def rule_message(rule: Rule, language: str, translate: Translate, values: Mapping[str, str]) -> Text:
    """A rule's message: the package's translation, else the rule's own text, else its German text, marked; with the values
    for the names in braces.
    """
    text = _message(rule, language, translate)
    return replace(text, text=PLACEHOLDER.sub(lambda name: values.get(name[1], name[0]), text.text))


def in_words(value: object) -> str:
    """A value of FEEL as a sentence has it: days as dd.mm.yyyy, a list with commas, lists in it with a dash."""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return ", ".join(
            " – ".join(map(in_words, one)) if isinstance(one, list) else in_words(one) for one in value
        )
    return "" if value is None else str(value)


def _message(rule: Rule, language: str, translate: Translate) -> Text:
    own = rule.text.get(language)
    translated = translate(rule.message, own or rule.text["de"])
    if own is not None and translated.text == own:
        return Text(own)
    if own is None and translated.text == rule.text["de"]:
        return Text(translated.text, fallback=True)
    return translated


@cache
def _phrases(language: str) -> Mapping[str, str]:
    source = files("forms").joinpath("texts", f"{language}.yaml").read_text("utf-8")
    phrases: dict[str, str] = YAML(typ="base", pure=True).load(source)
    return phrases
