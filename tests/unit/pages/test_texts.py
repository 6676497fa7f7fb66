"""The pages' texts: complete in German and French, used, and typeset as each language wants it."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from api.pages.texts import Translator, texts_of

TEMPLATES = "\n".join(
    Path(str(entry)).read_text()
    for entry in files("api").joinpath("templates").iterdir()
    if entry.name.endswith(".html")
)


def test_german_and_french_have_the_same_texts() -> None:
    assert set(texts_of("fr")) == set(texts_of("de"))


@pytest.mark.parametrize("language", ["it", "en"])
def test_other_languages_have_no_text_that_german_lacks(language: str) -> None:
    assert set(texts_of(language)) <= set(texts_of("de"))


def test_a_text_has_the_same_words_to_fill_in_in_every_language() -> None:
    for key, german in texts_of("de").items():
        for language in ("fr", "it", "en"):
            other = texts_of(language).get(key, german)
            assert sorted(re.findall(r"{\w+}", other)) == sorted(re.findall(r"{\w+}", german)), key


def test_every_text_named_in_a_template_exists() -> None:
    named = set(re.findall(r'\bt(?:\.plain)?\(\s*["\']([a-z_0-9.-]+)["\']\s*[,)]', TEMPLATES))

    assert len(named) > 150
    assert named - set(texts_of("de")) == set()


def test_german_is_swiss_and_says_nothing_loudly() -> None:
    for key, text in texts_of("de").items():
        assert "ß" not in text, key
        assert "!" not in text, key
        assert "„" not in text, key


def test_french_keeps_its_signs_together_with_narrow_spaces() -> None:
    for key, text in texts_of("fr").items():
        assert not re.search(r"[^\u202f](?:[?;!»]|:(?!\d))|«[^\u202f]", text), key


def test_a_stand_in_is_marked_where_no_markup_is_possible() -> None:
    italian = Translator("it")

    assert (italian.tab("cases.title"), Translator("fr").tab("cases.title")) == ("Fälle (DE)", "Cas")
    assert italian.mark("search.label") == ' class="fallback"'
    assert Translator("de").mark("search.label") == ""


def test_words_are_escaped_and_a_stand_in_is_marked() -> None:
    assert "&lt;b&gt;" in Translator("de")("task.taken_by", name="<b>")
    assert Translator("it")("cancel") == '<span lang="de" class="fallback">Abbrechen</span>'
    assert Translator("it")("nav.cases") == "Casi"


def test_nought_is_singular_in_french_where_the_text_says_the_number() -> None:
    french, german = Translator("fr"), Translator("de")

    assert [french.count("handovers.days", days) for days in (0, 1, 2)] == ["0 jour", "1 jour", "2 jours"]
    assert german.count("handovers.days", 0) == "0 Tage"
    assert "1 jour" not in french.count("deadlines.left", 0)
