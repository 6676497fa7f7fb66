"""From a form, answers and faults to the blocks of its page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from forms.conditions import is_hidden, scope_of
from forms.definition import ChoiceSource, Component, Condition, Field, Form, Group, Paragraph, Value
from forms.faults import AnswerFault
from forms.page import AudienceOf, Because, Block, Line, Option, Question, Section
from forms.reasons import label_of, option_label, reason, value_label
from forms.source import encodable
from forms.values import Problem, read_value
from forms.wording import Text, Translate, phrase

_SIZES = {"ahv": 18, "phone": 18, "postcode": 6, "email": 40}
_KEYBOARDS = {"ahv": "numeric", "phone": "tel", "postcode": "numeric", "email": "email"}


@dataclass(frozen=True)
class PageBuilder:
    """Everything one page is made of."""

    form: Form
    answers: Mapping[str, object]
    values: Mapping[str, Value]
    faults: Mapping[str, Sequence[AnswerFault]]
    locked: frozenset[str]
    now: datetime
    context: Mapping[str, object]
    language: str
    translate: Translate
    choices: ChoiceSource
    audience: AudienceOf

    def build(self) -> tuple[Block, ...]:
        """The blocks of the whole page."""
        return tuple(self._blocks(self.form.components, 2, "f-group"))

    def _blocks(self, components: Sequence[Component], level: int, id_: str) -> Iterator[Block]:
        scope = scope_of(self.form, self.values, self.context)
        numbered = [(each, f"{id_}-{number}") for number, each in enumerate(components, 1)]
        shown = [
            pair for pair in numbered if not (pair[0].hide and is_hidden((pair[0].hide,), scope, self.now))
        ]
        for _, run in groupby(shown, key=lambda pair: pair[0].hide.text if pair[0].hide else None):
            members = list(run)
            blocks = [block for each, own_id in members for block in self._drawn(each, level, own_id)]
            hide = members[0][0].hide
            if hide is None:
                yield from blocks
            elif blocks:
                yield Because(hide.text, self._reason(hide, scope), blocks)

    def _reason(self, hide: Condition, scope: Mapping[str, object]) -> Text | None:
        return reason(self.form, hide, scope, self.now, self.language, self.translate, self.choices)

    def _drawn(self, component: Component, level: int, id_: str) -> Iterator[Block]:
        match component:
            case Field():
                yield self._question(component)
            case Paragraph():
                yield from self._lines(component, level)
            case Group():
                inner = tuple(self._blocks(component.components, min(level + 1, 6), id_))
                if inner:
                    yield Section(id_, level, self.translate(component.text_key, component.label), inner)

    def _lines(self, paragraph: Paragraph, level: int) -> Iterator[Line]:
        text = self.translate(paragraph.text_key, paragraph.text)
        for part in text.text.replace("\r\n", "\n").split("\n\n"):
            words = part.strip()
            heading = words.lstrip("#")
            if heading != words:
                yield Line("heading", Text(heading.strip(), text.fallback), level)
            elif words:
                yield Line("paragraph", Text(words, text.fallback), level)

    def _question(self, field: Field) -> Question:
        locked = field.key in self.locked
        hint = self.translate(f"{field.text_key}.hint", field.description)
        return Question(
            kind="locked" if locked else field.type,
            name=field.key,
            label=label_of(field, self.translate),
            hint=hint if hint.text else None,
            # An empty box is an answer too, so a box is never marked as optional.
            optional=not field.required and field.type != "checkbox",
            required=field.required,
            faults=tuple(Text(fault.message, fault.fallback) for fault in self.faults.get(field.key, ())),
            audience=self.audience(field),
            category=field.category,
            value=written(field, self.answers.get(field.key)),
            ticked=self.answers.get(field.key) is True,
            options=() if locked else self._options(field),
            widget=field.widget,
            inputmode=_keyboard(field),
            size=_size(field),
            placeholder=self._placeholder(field),
            shown=self._shown(field) if locked else (),
        )

    def _placeholder(self, field: Field) -> Text | None:
        return phrase(self.language, "date_placeholder") if field.type == "datetime" else None

    def _options(self, field: Field) -> tuple[Option, ...]:
        answer = self.answers.get(field.key)
        chosen = answer if isinstance(answer, list | tuple) else [answer]
        drawn = [
            Option(
                f"f-{field.key}" if number == 1 else f"f-{field.key}-{number}",
                option.value,
                option_label(field, option, self.translate),
                self._option_hint(field, option.value),
                option.value in chosen,
            )
            for number, option in enumerate(field.offered(self.choices), 1)
        ]
        # Without JavaScript a radio can't be taken back; whoever may leave it open needs an option that says so.
        if field.type == "radio" and not field.required and drawn:
            drawn.append(
                Option(f"f-{field.key}-none", "", phrase(self.language, "no_answer"), None, chosen=False)
            )
        return tuple(drawn)

    def _option_hint(self, field: Field, value: str) -> Text | None:
        if field.widget != "choice":
            return None
        hint = self.translate(f"{field.option_key(value)}.hint", "")
        return hint if hint.text else None

    def _shown(self, field: Field) -> tuple[Text, ...]:
        value = self.values.get(field.key)
        if value is None:
            return (phrase(self.language, "no_answer"),)
        if isinstance(value, bool):
            return (phrase(self.language, "yes" if value else "no"),)
        if isinstance(value, list):
            return tuple(value_label(field, each, self.translate, self.choices) for each in value)
        if field.type in ("radio", "select"):
            return (value_label(field, str(value), self.translate, self.choices),)
        return (Text(written(field, value)),)


def written(field: Field, answer: object) -> str:
    """An answer as it stands in its input: dates dd.mm.yyyy, numbers plain; what can't be read, as typed."""
    value = read_value(field, answer, ()) if field.type in ("number", "datetime") else answer
    if isinstance(value, Problem):
        value = answer
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return encodable(value) if isinstance(value, str) else ""


def _keyboard(field: Field) -> str | None:
    if field.type == "number":
        return "numeric" if field.bounds.decimals == 0 else "decimal"
    return "numeric" if field.type == "datetime" else _KEYBOARDS.get(field.format or "")


def _size(field: Field) -> int | None:
    return 12 if field.type in ("number", "datetime") else _SIZES.get(field.format or "")
