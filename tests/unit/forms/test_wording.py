"""The forms' own phrases are complete in German and French and keep to the house's spelling."""

import re
from importlib.resources import files
from string import Formatter

import pytest
from ruamel.yaml import YAML

from forms.wording import COMPLETE


def phrases(language: str) -> dict[str, str]:
    return YAML(typ="base", pure=True).load(
        files("forms").joinpath("texts", f"{language}.yaml").read_text("utf-8")
    )


def words(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@pytest.mark.parametrize("language", COMPLETE)
def test_every_language_says_the_same_with_the_same_words_filled_in(language):
    german, other = phrases("de"), phrases(language)

    assert other.keys() == german.keys()
    assert {code: words(text) for code, text in other.items()} == {
        code: words(text) for code, text in german.items()
    }


def test_every_phrase_is_used_and_every_used_phrase_exists():
    source = "".join(
        path.read_text("utf-8")
        for folder in (files("forms"), files("forms").joinpath("templates"))
        for path in folder.iterdir()
        if path.name.endswith((".py", ".html"))
    )

    unused = {code for code in phrases("de") if not re.search(rf"[\"'.]{code}\b", source)} - {
        "format_ahv",
        "format_phone",
        "format_email",
        "format_postcode",
    }

    assert unused == set()


def test_the_spelling_is_swiss():
    assert "ß" not in "".join(phrases("de").values())
    assert not re.search(r"[^\u202f][?;]|[^\u202f]»|«[^\u202f]", "".join(phrases("fr").values()))
