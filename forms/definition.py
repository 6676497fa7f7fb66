"""The words of a form: fields, groups, paragraphs, conditions, rules."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from decisions.feel import Expression

CATEGORIES = ("MASTER", "WORK", "MEASURE", "FINANCE", "SOCIAL_ASSISTANCE", "FAMILY", "HEALTH")
"""What kind of fact about a person an answer is, from the least to the most sensitive."""
CHOOSING = frozenset({"radio", "select", "checklist"})
TEXTUAL = frozenset({"textfield", "textarea"})
DEFAULT_MAX_LENGTH = 4000
TODAY = "today"
"""What a date begins with that is usually the day on which one writes."""

FieldType = Literal["textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select"]
Profile = Literal["package", "plain"]
Value = str | bool | Decimal | date | list[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a radio, select or checklist."""

    value: str
    label: str


ChoiceSource = Callable[[str], Sequence[Choice]]


def no_choices(source: str) -> Sequence[Choice]:
    """The source of choices where there is none: every name is empty."""
    return ()


@dataclass(frozen=True, slots=True)
class RecordTarget:
    """Where an answer is kept: a field of a record type; without type, of the task's own record type."""

    type: str | None
    field: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A FEEL expression over the answers, with its text as written (without the leading =)."""

    text: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer must keep to; None means no bound."""

    min_length: int | None = None
    max_length: int = DEFAULT_MAX_LENGTH
    min: Decimal | None = None
    max: Decimal | None = None
    decimals: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `guards` are its own hide condition and those of the groups around it."""

    key: str
    type: FieldType
    label: str
    description: str
    text_key: str
    required: bool = False
    category: str | None = None
    option_categories: tuple[tuple[str, str], ...] = ()
    owner: Literal["institution", "joint"] = "institution"
    record: RecordTarget | None = None
    options: tuple[Choice, ...] = ()
    choices: str | None = None
    vocabulary: str | None = None
    format: str | None = None
    date: str | None = None
    widget: str | None = None
    bounds: Bounds = Bounds()
    default: Value | None = None
    begins_with: str | None = None
    hide: Condition | None = None
    guards: tuple[Condition, ...] = ()

    def option_key(self, value: str) -> str:
        """Translation key of an option's label."""
        if self.vocabulary:
            return f"vocabulary.{self.vocabulary}.{value}"
        return f"{self.text_key}.options.{value}"

    def categories_of(self, answer: object) -> frozenset[str]:
        """The categories of what an answer tells: of each chosen option its own, else the field's; none when empty."""
        if answer is None or answer == "" or answer == []:
            return frozenset()
        own = dict(self.option_categories)
        chosen = answer if isinstance(answer, list) else [answer]
        return frozenset(own.get(str(one), self.category or "MASTER") for one in chosen)

    def offered(self, choices: ChoiceSource) -> Sequence[Choice]:
        """The options as they stand now: of the source when one is named, else as written in the form."""
        return choices(self.choices) if self.choices else self.options


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text between questions; a line that starts with # is a heading."""

    text: str
    text_key: str
    hide: Condition | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    label: str
    text_key: str
    components: tuple["Component", ...]
    hide: Condition | None = None


Component = Field | Paragraph | Group


PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A name in the text of a rule for which a value stands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across fields: when its condition is true, the field's answer is at fault.

    `conflict`: the answer contradicts what stands on record, and not the form. `values`: what stands for the names in braces
    that its texts have.
    """

    id: str
    when: Condition
    field: str
    message: str
    text: Mapping[str, str]
    conflict: bool = False
    values: tuple[tuple[str, Condition], ...] = ()

    @property
    def reading(self) -> tuple[Condition, ...]:
        """Everything of it that is computed."""
        return (self.when, *(condition for _, condition in self.values))


@dataclass(frozen=True)
class Form:
    """A form that may be served. `asked` holds the fields in the order their conditions can be computed."""

    id: str
    components: tuple[Component, ...]
    rules: tuple[Rule, ...] = ()
    asked: tuple[Field, ...] = ()
    reads: frozenset[tuple[str, ...]] = frozenset()
    fields: tuple[Field, ...] = field(init=False)
    by_key: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        """Flatten the fields once: every request asks for them."""
        fields = tuple(fields_of(self.components))
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "by_key", {each.key: each for each in fields})

    @property
    def tells(self) -> frozenset[tuple[str, ...]]:
        """Of the case, what texts of rules may name."""
        named = (condition for rule in self.rules for _, condition in rule.values)
        return frozenset(path for one in named for path in one.expression.names if path[0] == "case")

    @property
    def defaults(self) -> dict[str, Value]:
        """Answers to begin with; never one that chooses for a person."""
        return {each.key: each.default for each in self.fields if each.default is not None}

    def beginning(self, parameters: Mapping[str, object], today: date) -> dict[str, Value]:
        """What stands in the form when it is opened for the first time: the defaults, numbers that the package sets, days
        that are usually today."""
        numbers = {
            each.key: Decimal(str(parameters[each.begins_with]))
            for each in self.fields
            if each.type == "number" and each.begins_with is not None and each.begins_with in parameters
        }
        days = {each.key: today for each in self.fields if each.begins_with == TODAY}
        return {**self.defaults, **numbers, **days}


def fields_of(components: Sequence[Component]) -> Iterator[Field]:
    """Every field, in the order of the page."""
    for component in components:
        if isinstance(component, Field):
            yield component
        elif isinstance(component, Group):
            yield from fields_of(component.components)


def part_of(form: Form, keys: frozenset[str]) -> Form:
    """Only these questions of a form, with the groups and conditions around them."""
    return Form(
        form.id,
        tuple(_kept(form.components, keys)),
        asked=tuple(field for field in form.asked if field.key in keys),
        reads=form.reads,
    )


def _kept(components: Sequence[Component], keys: frozenset[str]) -> Iterator[Component]:
    for component in components:
        if isinstance(component, Field) and component.key in keys:
            yield component
        elif isinstance(component, Group):
            inner = tuple(_kept(component.components, keys))
            if inner:
                yield replace(component, components=inner)
