"""Reading form-js components: what the server would drop or misread is refused with a way out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from forms.bounds import read_bounds
from forms.conditions import RESERVED, read_condition
from forms.definition import (
    CHOOSING,
    TODAY,
    Choice,
    Component,
    Condition,
    Field,
    FieldType,
    Group,
    Paragraph,
    Profile,
    RecordTarget,
    Value,
)
from forms.faults import Findings
from forms.metadata import INPUTS, read_metadata
from forms.source import Json
from forms.values import Problem, read_value

MAX_NESTING = 10
MAX_COMPONENTS = 300
MAX_LABEL = 500
MAX_TEXT = 5000
MAX_OPTIONS = 300

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SERVED = INPUTS | {"text", "group"}
_ANY = {"id", "type", "conditional", "properties", "layout"}
_INPUT = _ANY | {"key", "label", "description", "validate", "defaultValue"}
# Kept from the editor without effect here: they only place or decorate the question.
_UNDERSTOOD: Mapping[str, set[str]] = {
    "text": _ANY | {"text"},
    "group": _ANY | {"label", "components", "showOutline", "verticalAlignment"},
    "textfield": _INPUT,
    "textarea": _INPUT,
    "number": _INPUT | {"decimalDigits"},
    "datetime": _INPUT
    | {"subtype", "dateLabel", "timeLabel", "timeInterval", "timeSerializingFormat", "use24h"},
    "checkbox": _INPUT,
    "checklist": _INPUT | {"values"},
    "radio": _INPUT | {"values"},
    "select": _INPUT | {"values", "searchable"},
}


class ComponentReader:
    """Reads the components of one form and gathers what is wrong with them."""

    def __init__(self, form_id: str, profile: Profile, findings: Findings) -> None:
        self._form_id = form_id
        self._profile = profile
        self._findings = findings
        self._count = 0
        self._keys: set[str] = set()

    def read_all(
        self, raw: Json, place: str, depth: int = 1, guards: tuple[Condition, ...] = ()
    ) -> tuple[Component, ...]:
        """Every component of a list, in order; the unusable ones become findings."""
        if not isinstance(raw, list):
            self._findings.add(
                place, "components must be a list.", "Save the form again from the form editor."
            )
            return ()
        if depth > MAX_NESTING:
            self._findings.add(
                place,
                "Groups are nested too deep.",
                f"At most {MAX_NESTING} levels; take groups out of groups.",
            )
            return ()
        self._count += len(raw)
        if self._count > MAX_COMPONENTS:
            self._findings.add(
                place, "The form has too many components.", f"At most {MAX_COMPONENTS}; split the task."
            )
            return ()
        read = (self._read(each, f"{place}[{number}]", depth, guards) for number, each in enumerate(raw))
        return tuple(component for component in read if component is not None)

    def _read(self, raw: Json, place: str, depth: int, guards: tuple[Condition, ...]) -> Component | None:
        if not isinstance(raw, dict):
            self._findings.add(
                place, "A component must be an object.", "Save the form again from the form editor."
            )
            return None
        element = next(
            (name for name in (raw.get("key"), raw.get("id")) if isinstance(name, str) and name), place
        )
        type_ = raw.get("type")
        if not isinstance(type_, str) or type_ not in _SERVED:
            self._findings.add(
                element,
                f"The component type «{str(type_)[:60]}» is not served.",
                f"Use one of: {', '.join(sorted(_SERVED))}.",
            )
            return None
        said = {name: value for name, value in raw.items() if not _says_nothing(value)}
        self._refuse_unknown(said, type_, element)
        metadata = read_metadata(said.get("properties", {}), type_, element, self._findings)
        hide = self._hide(said, element)
        text_key = metadata.get("text", f"forms.{self._form_id}.{element}")
        if type_ == "text":
            return Paragraph(self._text(said, "text", MAX_TEXT, element), text_key, hide)
        around = (*guards, hide) if hide else guards
        if type_ == "group":
            inner = self.read_all(said.get("components", []), f"{place}.components", depth + 1, around)
            return Group(self._text(said, "label", MAX_LABEL, element), text_key, inner, hide)
        return self._field(said, cast("FieldType", type_), element, metadata, hide, around)

    def _field(
        self,
        said: Mapping[str, Json],
        type_: FieldType,
        element: str,
        metadata: Mapping[str, str],
        hide: Condition | None,
        guards: tuple[Condition, ...],
    ) -> Field:
        key = self._key(said, element)
        label_name = "dateLabel" if type_ == "datetime" and "label" not in said else "label"
        if type_ == "datetime" and said.get("subtype", "date") != "date":
            self._findings.add(element, "Only dates are served, no times.", 'Set "subtype": "date".')
        if self._profile == "package" and "category" not in metadata:
            self._findings.add(
                element,
                "The field has no category.",
                "Set the property «category», it decides who may see the answer.",
            )
        validate, bounds = read_bounds(said, type_, element, self._findings)
        asked = Field(
            key=key,
            type=type_,
            label=self._text(said, label_name, MAX_LABEL, element),
            description=self._text(said, "description", MAX_TEXT, element, needed=False),
            text_key=metadata.get("text", f"forms.{self._form_id}.{key}"),
            required=validate.required,
            category=metadata.get("category"),
            option_categories=_option_categories(metadata.get("option_categories", "")),
            owner="joint" if metadata.get("owner") == "joint" else "institution",
            record=_target(metadata.get("record"), key),
            options=self._options(said, type_, element, "choices" in metadata),
            choices=metadata.get("choices"),
            vocabulary=metadata.get("vocabulary"),
            format=metadata.get("format", validate.format),
            date=metadata.get("date"),
            widget=metadata.get("widget"),
            begins_with=self._beginning(metadata, type_, element),
            bounds=bounds,
            hide=hide,
            guards=guards,
        )
        unknown = {value for value, _ in asked.option_categories} - {option.value for option in asked.options}
        if unknown:
            self._findings.add(
                element,
                f"option_categories names «{min(unknown)}», which is no option.",
                "Name values of the list.",
            )
        return replace(asked, default=self._default(said, asked, element))

    def _beginning(self, metadata: Mapping[str, str], type_: FieldType, element: str) -> str | None:
        """What a question begins with: the name of a parameter, or today."""
        said = metadata.get("begins_with")
        if said is not None and (said == TODAY) != (type_ == "datetime"):
            remedy = "Write today." if type_ == "datetime" else "Name a number: parameters.meeting_minutes."
            self._findings.add(element, f"A {type_} can't begin with «{said[:60]}».", remedy)
            return None
        return said and said.removeprefix("parameters.")

    def _default(self, said: Mapping[str, Json], asked: Field, element: str) -> Value | None:
        raw = said.get("defaultValue")
        if raw is None:
            return None
        if asked.type in CHOOSING or asked.type == "checkbox":
            self._findings.add(element, "Nothing is chosen for a person beforehand.", "Remove defaultValue.")
            return None
        value = read_value(asked, raw, ())
        if isinstance(value, Problem):
            self._findings.add(
                element, f"The defaultValue does not fit a {asked.type}.", "Correct or remove it."
            )
            return None
        return value

    def _key(self, said: Mapping[str, Json], element: str) -> str:
        key = said.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            self._findings.add(
                element,
                f"The key «{str(key)[:60]}» can't be used.",
                "Use a small letter, then small letters, digits and _ (64 at most).",
            )
            return f"unusable_{self._count}"
        if key in RESERVED:
            self._findings.add(
                element, f"The key «{key}» is a word of FEEL or a name models read.", "Choose another key."
            )
        if key in self._keys:
            self._findings.add(element, f"The key «{key}» stands twice.", "Give each field a key of its own.")
        self._keys.add(key)
        return key

    def _text(
        self, said: Mapping[str, Json], name: str, longest: int, element: str, *, needed: bool = True
    ) -> str:
        text = said.get(name)
        if text is None and not needed:
            return ""
        if not isinstance(text, str) or not text.strip():
            self._findings.add(
                element, f"The {name} is missing.", "Say in words what is asked, screen readers need it too."
            )
            return ""
        if len(text) > longest:
            self._findings.add(element, f"The {name} has {len(text)} characters.", f"At most {longest}.")
        if text.startswith("=") or "{{" in text:
            self._findings.add(
                element,
                f"The {name} is an expression or a template.",
                "Write plain text; translations go to texts/.",
            )
        return text.strip()

    def _hide(self, said: Mapping[str, Json], element: str) -> Condition | None:
        conditional = said.get("conditional")
        if conditional is None:
            return None
        if not isinstance(conditional, dict) or set(conditional) != {"hide"}:
            self._findings.add(element, "conditional can only say when to hide.", 'Write {"hide": "=…"}.')
            return None
        if _says_nothing(conditional["hide"]):
            return None
        return read_condition(conditional["hide"], element, self._findings)

    def _options(
        self, said: Mapping[str, Json], type_: str, element: str, elsewhere: bool
    ) -> tuple[Choice, ...]:
        raw = said.get("values", [])
        if type_ not in CHOOSING or (elsewhere and not raw):
            return ()
        if elsewhere:
            self._findings.add(
                element, "The options come from «choices» and from «values».", "Remove one of the two."
            )
        if not isinstance(raw, list) or not raw or len(raw) > MAX_OPTIONS:
            self._findings.add(
                element,
                "The options are missing or too many.",
                f"List 1 to {MAX_OPTIONS} values, or name a source in «choices».",
            )
            return ()
        options = tuple(option for option in map(_option, raw) if option is not None)
        if len(options) != len(raw) or len({option.value for option in options}) != len(raw):
            self._findings.add(
                element,
                "An option has no label, no usable value, or a value that stands twice.",
                'Write {"label": "Ja", "value": "YES"}, each value once.',
            )
        return options

    def _refuse_unknown(self, said: Mapping[str, Json], type_: str, element: str) -> None:
        for name in said:
            if name not in _UNDERSTOOD[type_]:
                self._findings.add(
                    element,
                    f"«{name[:60]}» is not served on a {type_}.",
                    f"Remove it; served are: {', '.join(sorted(_UNDERSTOOD[type_]))}.",
                )


def _option(raw: Json) -> Choice | None:
    if not isinstance(raw, dict) or set(raw) != {"label", "value"}:
        return None
    label, value = raw["label"], raw["value"]
    if not isinstance(label, str) or not isinstance(value, str) or not label.strip():
        return None
    if (
        not value
        or value != value.strip()
        or len(value) > 100
        or len(label) > MAX_LABEL
        or not value.isprintable()
    ):
        return None
    return Choice(value, label.strip())


def _option_categories(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.rpartition("=") for pair in text.split())
    return tuple((value, category) for value, _, category in pairs)


def _target(record: str | None, key: str) -> RecordTarget:
    type_, _, name = (record or "").partition(".")
    return RecordTarget(type_ or None, name or key)


def _says_nothing(value: Json) -> bool:
    # The editor writes empty and false keys for everything once touched; 0 is a value.
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
