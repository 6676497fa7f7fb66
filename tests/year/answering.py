"""Answers to a form that nobody thought of: what the cast says, with some of it otherwise, until the form takes it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from forms import Choice, Field, Form

TEXTS = (
    "Geht",
    "Ça va mieux qu’avant, à Œx",
    "Žaklina Müller-Æbischer, Ñuñoa, Łódź",
    "<b>fett</b> & «Zitat» #let x = 1",
    "Zeile eins\nZeile zwei",
)
"""What people write, and what hostile people do."""
OTHERWISE = 0.08

Offered = Callable[[str], Sequence[Choice]]


def answer(
    form: Form, usual: Mapping[str, Any], offered: Offered, today: date, random: Random
) -> dict[str, Any]:
    """The usual answers as a page sends them, each of the fields otherwise now and then."""
    said = {key: as_sent(value) for key, value in usual.items() if key in form.by_key and value is not None}
    for field in form.fields:
        if random.random() < OTHERWISE and not _is_exact(field):
            said[field.key] = anything(field, offered, today, random)
    return {key: value for key, value in said.items() if value is not None}


def anything(field: Field, offered: Offered, today: date, random: Random) -> Any:
    """A value that the field may take by itself; whether it fits the others is for the form to say."""
    options = [choice.value for choice in field.offered(offered)]
    if field.type == "checkbox":
        return random.random() < 0.5
    if field.type == "checklist":
        return random.sample(options, random.randint(0, len(options))) if options else None
    if field.type in {"radio", "select"}:
        return random.choice(options) if options else None
    if field.type == "number":
        low, high = int(field.bounds.min or 0), int(field.bounds.max or 100)
        return random.randint(low, max(low, min(high, low + 200)))
    if field.type == "datetime":
        return (today + timedelta(days=random.choice((0, 0, 0, -1, -7, -30, 1, 30, 120)))).isoformat()
    return random.choice(TEXTS)[: field.bounds.max_length] if field.type == "textarea" else "Geht"


def as_sent(value: Any) -> Any:
    """A value of YAML as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return [as_sent(one) for one in value] if isinstance(value, list) else value


def _is_exact(field: Field) -> bool:
    """A number of somebody's papers: nothing random fits."""
    return field.bounds.pattern is not None or field.format is not None or field.widget is not None
