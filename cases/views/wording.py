"""Labels of a package in the reader's language: elements, answers, records, values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from cases.catalogue import MEETING_RECORDS
from cases.rows import Institution
from engine.clock import ZONE
from engine.packages.package import Package
from engine.packages.targets import target_of
from forms import Field, Text

_YES = {"de": ("Ja", "Nein"), "fr": ("Oui", "Non")}
_SHAPES = {"RAV": "rav", "IV": "iv", "SOCIAL": "sh", "COORDINATION": "ko", "GUEST": "gast"}


def nobody(key: str) -> str | None:
    """No names: for lists, which show no values."""
    return None


@dataclass(frozen=True)
class Wording:
    """The texts of one package in one language; `person` knows the name of a user by their key."""

    package: Package
    language: str
    person: Callable[[str], str | None] = nobody

    def get(self, key: str, default: str | None = None) -> Text:
        """A text by its key."""
        return self.package.texts.get(key, self.language, default)

    def vocabulary(self, group: str, ident: str) -> Text:
        """A label of the shared vocabulary."""
        return self.get(f"vocabulary.{group}.{ident}", ident)

    def element(self, ident: str) -> Text:
        """The name of an element."""
        known = ident in self.package.model.elements or self.package.is_single
        name = self.package.element(ident).name if known else ""
        return self.get(f"elements.{ident}", name or ident)

    def answer(self, gateway: str, code: str | None) -> Text:
        """The label of an answer."""
        return self.get(f"answers.{gateway}.{code}", code or "")

    def outcome(self, code: str) -> Text:
        """How a case ended: an outcome of its model, or one that every case may have."""
        return self.get(f"outcomes.{code}", self.vocabulary("case_outcomes", code).text)

    def role(self, role: str) -> Text:
        """The name of a role."""
        return self.get(f"lanes.{role}", role)

    def record_field(self, kind: str, name: str) -> Text:
        """The label of a record's field."""
        return self.vocabulary("record_fields", f"{kind}.{name}")

    def value(self, kind: str, name: str, value: Any) -> str:
        """A value of a record as people write it: dd.mm.yyyy, dd.mm.yyyy, hh:mm in Switzerland, 1'234.50, labels of codes, names of users."""
        field = self._fields.get((kind, name))
        if (kind, name) in _GROUPS:
            return self.vocabulary(_GROUPS[kind, name], str(value)).text
        if isinstance(value, list | tuple):
            return ", ".join(self._scalar(name, field, item) for item in value)
        return self._scalar(name, field, value)

    def options(self, kind: str, name: str) -> list[tuple[Any, Text]]:
        """What a record's field may be chosen from: codes with their labels; nothing where it is not one of a fixed few."""
        field = self._fields.get((kind, name))
        if field is None or field.choices:
            return []
        return [(one.value, self.get(field.option_key(one.value), one.label)) for one in field.options]

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], Field]:
        found: dict[tuple[str, str], Field] = {}
        for element in self.package.model.elements.values():
            form = self.package.forms.get(element.form or "")
            for field in form.fields if form else ():
                found[target_of(field, element.properties.get("bruecke.record"))] = field
        return found

    def _scalar(self, name: str, field: Field | None, value: Any) -> str:
        if value is None:
            return "–"
        if isinstance(value, bool):
            return _YES.get(self.language, _YES["de"])[0 if value else 1]
        if isinstance(value, datetime):
            return value.astimezone(ZONE).strftime("%d.%m.%Y, %H:%M")
        if isinstance(value, date):
            return value.strftime("%d.%m.%Y")
        if isinstance(value, Decimal | int):
            number = Decimal(value)
            return f"{number:,}".replace(",", "'") if abs(number) >= 10_000 else str(number)
        if field is not None and (field.choices or "").startswith("users:"):
            return self.person(str(value)) or str(value)
        if field is not None:
            for choice in field.options:
                if choice.value == value:
                    return self.get(field.option_key(value), choice.label).text
        return self.vocabulary(name, str(value)).text


_GROUPS = {
    ("plan", "state"): "plan_states",
    ("handover", "state"): "handover_states",
    **{(kind, "state"): "meeting_states" for kind in MEETING_RECORDS},
}
"""Codes that no form asks for, with the group of the vocabulary that words them."""


def shape_of(institution_type: str) -> str:
    """The shape and colour of an institution's badge."""
    return _SHAPES.get(institution_type, "gast")


def letters_of(institution: Institution, language: str) -> str:
    """The letters on an institution's badge."""
    return institution.letters_fr if language == "fr" else institution.letters_de


@dataclass(frozen=True, slots=True)
class Badge:
    """An institution as it is shown: letters, shape, name."""

    key: int
    letters: str
    shape: str
    name: str


def badge_of(institution: Institution, language: str) -> Badge:
    """The badge of an institution."""
    return Badge(
        institution.key, letters_of(institution, language), shape_of(institution.type), institution.name
    )


def names_of(badges: Sequence[Badge]) -> str:
    """Institutions in a sentence."""
    return ", ".join(badge.name for badge in badges)
