"""Texts of a package and the vocabulary shared by all, with fallback: IT and EN to DE, visibly marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.faults import Fault, Refused
from engine.packages.yaml import read_yaml
from forms import Text

LANGUAGES = ("de", "fr", "it", "en")
COMPLETE = ("de", "fr")
VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Texts:
    """Dotted keys to texts by language; the package's come before the vocabulary's."""

    by_language: Mapping[str, Mapping[str, str]]
    vocabulary: Mapping[str, Mapping[str, str]]

    def get(self, key: str, language: str, default: str | None = None) -> Text:
        """The text of a key; `default` (else the key itself) where even German has none."""
        for fallback, wanted in ((False, language), (True, "de")):
            found = self.by_language.get(wanted, {}).get(key)
            if found is None:
                found = self.vocabulary.get(key, {}).get(wanted)
            if found is not None:
                return Text(found, fallback and language != "de")
        return Text(key if default is None else default, language != "de")

    def has(self, key: str, language: str) -> bool:
        """Whether the key has a text of its own in this language."""
        return key in self.by_language.get(language, {}) or language in self.vocabulary.get(key, {})

    def keys(self, language: str) -> frozenset[str]:
        """Every key that has a text of its own in this language."""
        shared = (key for key, labels in self.vocabulary.items() if language in labels)
        return frozenset({*self.by_language.get(language, {}), *shared})


def read_texts(files: Mapping[str, bytes], vocabulary: Mapping[str, Mapping[str, str]]) -> Texts:
    """All texts/<language>.yaml of a package. Raises Refused."""
    by_language: dict[str, Mapping[str, str]] = {}
    for language in LANGUAGES:
        name = f"texts/{language}.yaml"
        if name in files:
            by_language[language] = flatten(read_yaml(files[name], name), name)
    return Texts(by_language, vocabulary)


def read_vocabulary(content: bytes, file: str = VOCABULARY) -> dict[str, dict[str, str]]:
    """`group: {id: {de:, fr:, it?:, en?:}}` as `vocabulary.group.id` → language → label. Raises Refused."""
    data = read_yaml(content, file)
    labels: dict[str, dict[str, str]] = {}
    faults = []
    for group, entries in (data or {}).items():
        for ident, texts in (entries or {}).items():
            key = f"vocabulary.{group}.{ident}"
            if not isinstance(texts, dict) or set(texts) - set(LANGUAGES):
                faults.append(
                    Fault(
                        file, key, "VOC-FORM", "The labels are no mapping of languages.", "Write {de:, fr:}."
                    )
                )
                continue
            missing = [language for language in COMPLETE if not texts.get(language)]
            if missing:
                faults.append(Fault(file, key, "X12", f"No label in {', '.join(missing)}.", "Add it."))
            labels[key] = {language: str(text) for language, text in texts.items()}
    if faults:
        raise Refused(faults)
    return labels


def flatten(data: Any, file: str, prefix: str = "") -> dict[str, str]:
    """Nested mappings as dotted keys. Raises Refused where a value is neither text nor mapping."""
    found: dict[str, str] = {}
    if data is None:
        return found
    if not isinstance(data, dict):
        raise Refused(
            [Fault(file, prefix, "TXT-FORM", "Texts are mappings of keys to texts.", "Indent the entries.")]
        )
    for key, value in data.items():
        path = f"{prefix}.{key}" if prefix else str(key)
        if isinstance(value, dict):
            found.update(flatten(value, file, path))
        elif isinstance(value, str):
            found[path] = value
        else:
            raise Refused([Fault(file, path, "TXT-FORM", f"«{value}» is no text.", "Put it in quotes.")])
    return found
