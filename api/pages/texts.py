"""The pages' own texts: api/texts/<language>.yaml. DE and FR are complete; IT and EN fall back to DE, marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from api.security import LANGUAGES
from engine.packages.texts import flatten
from engine.packages.yaml import read_yaml
from forms import Text


@cache
def texts_of(language: str) -> Mapping[str, str]:
    """All texts of a language by their dotted keys."""
    if language not in LANGUAGES:
        raise KeyError(language)
    name = f"texts/{language}.yaml"
    return flatten(read_yaml(files("api").joinpath(name).read_bytes(), name), name)


def text_of(language: str, key: str) -> Text:
    """A text, German where the language has none. Raises KeyError when German has none either."""
    own = texts_of(language).get(key)
    return Text(own) if own is not None else Text(texts_of("de")[key], language != "de")


def say(text: Text) -> Markup:
    """A text as HTML; a German stand-in is marked, for the eye and for screen readers."""
    if text.fallback:
        return Markup('<span lang="de" class="fallback">{}</span>').format(text.text)
    return escape(text.text)


def tab(text: Text) -> str:
    """A text for the browser's tab, which knows no marks: a German stand-in says so in letters."""
    return f"{text.text} (DE)" if text.fallback else text.text


@dataclass(frozen=True, slots=True)
class Translator:
    """The pages' texts in one language: `t("key", name=value)` as HTML, `t.plain(…)` for attributes."""

    language: str

    def __call__(self, key: str, **words: object) -> Markup:
        """The text as HTML; words are escaped unless they are Markup."""
        found = text_of(self.language, key)
        filled = Markup(escape(found.text)).format(**words)  # noqa: S704  # escaped just now
        if found.fallback:
            return Markup('<span lang="de" class="fallback">{}</span>').format(filled)
        return filled

    def plain(self, key: str, **words: object) -> str:
        """The text without markup, for attributes and titles."""
        return text_of(self.language, key).text.format(**words)

    def tab(self, key: str, **words: object) -> str:
        """The text for the browser's tab."""
        found = text_of(self.language, key)
        return tab(Text(found.text.format(**words), found.fallback))

    def mark(self, key: str) -> Markup:
        """The attributes of an element that has the text in an attribute, where it is a German stand-in."""
        return Markup(' class="fallback"') if text_of(self.language, key).fallback else Markup("")

    def count(self, key: str, number: int, **words: object) -> Markup:
        """A text with a number: `<key>.one` or `<key>.many`. Nought is singular in French, where the text says it: 0 jour."""
        nought_is_one = self.language == "fr" and "{count}" in text_of("fr", f"{key}.one").text
        is_one = number == 1 or (number == 0 and nought_is_one)
        return self(f"{key}.{'one' if is_one else 'many'}", count=number, **words)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in texts_of("de")
