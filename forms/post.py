"""From the pairs of an HTML form to JSON answers, as people in Switzerland write dates and numbers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from forms.answers import Answers
from forms.definition import Field, Form
from forms.source import Json
from forms.values import FIRST_YEAR, LAST_YEAR, MAX_DIGITS, written_parts

# Name of the hidden input that lists the questions of a page; no key begins with _.
ASKED = "_asked"

_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:['’ \u00a0\u202f][0-9]{3})+)(?:[.,][0-9]+)?")
# 1,234 may be a thousand or one and a bit: nobody should guess.
_AMBIGUOUS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")


def from_html(form: Form, pairs: Mapping[str, Sequence[str]]) -> dict[str, Json]:
    """JSON answers from posted pairs (name to all its values), for read_answers.

    Empty is absent; names that are no field of the form are left out; a date or number that can't be read
    stays as typed, so that read_answers says what is wrong and the page can show it again.
    """
    answers = {field.key: _answer(field, pairs[field.key]) for field in form.fields if pairs.get(field.key)}
    return {key: answer for key, answer in answers.items() if answer is not None}


def newly_asked(pairs: Mapping[str, Sequence[str]], answers: Answers) -> frozenset[str]:
    """Questions that follow from the answers but were not on the page that was sent.

    Without JavaScript a branch opens only when the page comes back; a caller shows the page again before it
    takes an optional question for left open. Empty when the page doesn't say what it asked.
    """
    if not pairs.get(ASKED):
        return frozenset()
    return answers.shown - frozenset(pairs[ASKED][-1].split())


def _answer(field: Field, posted: Sequence[str]) -> Json:
    if field.type == "checklist":
        return [value for value in posted if value] or None
    last = posted[-1]
    if field.type == "checkbox":
        # An empty hidden input goes before the box: it says that the question was shown.
        return {"true": True, "on": True, "": False}.get(last, last)
    text = last.replace("\r\n", "\n").strip()
    if not text:
        return None
    if field.type == "number":
        return _number(text)
    return _date(text) if field.type == "datetime" else text


def _number(text: str) -> Json:
    if not _NUMBER.fullmatch(text) or _AMBIGUOUS.fullmatch(text):
        return text
    bare = re.sub(r"['’ \u00a0\u202f]", "", text).replace(",", ".")
    if len(bare.lstrip("+-").replace(".", "").lstrip("0")) > MAX_DIGITS:
        return text
    number = Decimal(bare)
    return int(number) if number == number.to_integral_value() else float(number)


def _date(text: str) -> Json:
    parts = written_parts(text)
    if not parts:
        return text
    day, month, year = (int(part) for part in parts)
    try:
        read = date(year, month, day)
    except ValueError:
        return text
    return read.isoformat() if FIRST_YEAR <= read.year <= LAST_YEAR else text
