"""The closed list of what a component's `properties` may say in Brücke, with values and meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.definition import CATEGORIES, CHOOSING, TEXTUAL, TODAY
from forms.faults import Findings

INPUTS = TEXTUAL | CHOOSING | {"number", "datetime", "checkbox"}
EVERYWHERE = INPUTS | {"text", "group"}


@dataclass(frozen=True, slots=True)
class MetadataKey:
    """One key: on which component types it may stand, which values it takes, what it means."""

    name: str
    places: frozenset[str]
    values: tuple[str, ...] | re.Pattern[str]
    meaning: str

    @property
    def expected(self) -> str:
        """The values, in words."""
        return (
            " | ".join(self.values) if isinstance(self.values, tuple) else f"text like {self.values.pattern}"
        )

    def accepts(self, value: str) -> bool:
        """Whether the value is one of those this key takes."""
        if isinstance(self.values, tuple):
            return value in self.values
        return self.values.fullmatch(value) is not None


_NAME = r"[a-z][a-z0-9_]*"
_OPTION = rf"[^\s=]+=({'|'.join(CATEGORIES)})"

KEYS: Mapping[str, MetadataKey] = {
    key.name: key
    for key in (
        MetadataKey("category", INPUTS, CATEGORIES, "data category; decides who may see the answer"),
        MetadataKey(
            "option_categories",
            CHOOSING,
            re.compile(rf"{_OPTION}( {_OPTION})*"),
            "options that tell something of another category than the field, e.g. FINANCE=FINANCE OTHER=WORK",
        ),
        MetadataKey("owner", INPUTS, ("institution", "joint"), "who the answer belongs to"),
        MetadataKey(
            "record",
            INPUTS,
            re.compile(rf"{_NAME}(\.{_NAME})?"),
            "record type, or type.field, that keeps the answer",
        ),
        MetadataKey(
            "vocabulary", CHOOSING, re.compile(_NAME), "group of the vocabulary that labels the options"
        ),
        MetadataKey(
            "text", EVERYWHERE, re.compile(rf"{_NAME}([.-]\w+)*", re.ASCII), "translation key of the label"
        ),
        MetadataKey(
            "choices",
            CHOOSING,
            re.compile(rf"{_NAME}(:[\w.-]+)?", re.ASCII),
            "source of the options, e.g. users:RAV",
        ),
        MetadataKey(
            "format", frozenset({"textfield"}), ("ahv", "phone", "email", "postcode"), "form of the text"
        ),
        MetadataKey(
            "date", frozenset({"datetime"}), ("past", "future"), "today or earlier, or today or later"
        ),
        MetadataKey(
            "begins_with",
            frozenset({"number", "datetime"}),
            re.compile(rf"parameters\.{_NAME}|{TODAY}"),
            "what stands in the question at first: a parameter of the package in a number, e.g. "
            "parameters.meeting_minutes; today in a date",
        ),
        MetadataKey("widget", frozenset({"radio"}), ("choice",), "options as large equal areas"),
    )
}


def read_metadata(properties: object, type_: str, element: str, findings: Findings) -> Mapping[str, str]:
    """The metadata of one component; unknown keys, wrong places and wrong values become findings."""
    if not isinstance(properties, dict):
        findings.add(element, "properties must be an object.", 'Write {"category": "WORK"}.')
        return {}
    read: dict[str, str] = {}
    for name, value in properties.items():
        key = KEYS.get(name)
        if key is None:
            findings.add(
                element, f"The property «{name[:60]}» is not known.", f"Known are: {', '.join(KEYS)}."
            )
        elif type_ not in key.places:
            findings.add(
                element,
                f"The property «{name}» has no meaning on a {type_}.",
                f"It may stand on: {', '.join(sorted(key.places))}.",
            )
        elif not isinstance(value, str) or not key.accepts(value):
            findings.add(
                element, f"The property «{name}» can't be «{str(value)[:60]}».", f"Possible: {key.expected}."
            )
        else:
            read[name] = value
    return read
