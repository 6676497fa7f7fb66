"""Reading what a form-js component demands of an answer: required, lengths, limits, pattern."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import regex  # type: ignore[import-untyped]  # ships no types

from decisions.patterns import MAX_REPEAT, MAX_SIZE, repeats_too_much
from forms.definition import TEXTUAL, Bounds
from forms.faults import Findings
from forms.source import Json

MAX_LENGTH = 20_000
MAX_PATTERN = 500
MAX_NUMBER = Decimal(10) ** 15

_KNOWN = {
    "textfield": {"required", "minLength", "maxLength", "pattern", "validationType"},
    "textarea": {"required", "minLength", "maxLength"},
    "number": {"required", "min", "max"},
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What besides bounds a component's `validate` says."""

    required: bool
    format: str | None


def read_bounds(
    said: Mapping[str, Json], type_: str, element: str, findings: Findings
) -> tuple[Demand, Bounds]:
    """`validate` and `decimalDigits` of one component; what can't be met becomes a finding."""
    validate = said.get("validate", {})
    if not isinstance(validate, dict):
        findings.add(element, "validate must be an object.", 'Write {"required": true}.')
        validate = {}
    validate = {name: value for name, value in validate.items() if value not in (None, "")}
    known = _KNOWN.get(type_, {"required"})
    for name in validate:
        if name not in known:
            findings.add(
                element,
                f"validate.{name} has no meaning on a {type_}.",
                f"Possible: {', '.join(sorted(known))}.",
            )
    required = validate.get("required", False)
    if not isinstance(required, bool):
        findings.add(
            element, "validate.required must be true or false.", "Write true or false without quotes."
        )
    asked = _Asked(validate, element, findings)
    if type_ in TEXTUAL:
        return Demand(required is True, asked.format()), asked.text_bounds()
    if type_ == "number":
        return Demand(required is True, None), asked.number_bounds(said.get("decimalDigits"))
    return Demand(required is True, None), Bounds()


class _Asked:
    def __init__(self, validate: Mapping[str, Json], element: str, findings: Findings) -> None:
        self._validate = validate
        self._element = element
        self._findings = findings

    def format(self) -> str | None:
        asked = self._validate.get("validationType")
        if asked in (None, "custom"):
            return None
        if asked == "email" or asked == "phone":
            return str(asked)
        self._findings.add(
            self._element, f"validationType «{asked}» is not served.", "Possible: email, phone, custom."
        )
        return None

    def text_bounds(self) -> Bounds:
        shortest = self._whole("minLength", MAX_LENGTH)
        longest = self._whole("maxLength", MAX_LENGTH)
        if shortest is not None and longest is not None and shortest > longest:
            self._findings.add(
                self._element,
                "minLength is above maxLength.",
                "No answer could be right; correct one of them.",
            )
        default = Bounds()
        longest = max(default.max_length, shortest or 0) if longest is None else longest
        return Bounds(min_length=shortest, max_length=longest, pattern=self._pattern())

    def number_bounds(self, decimals: Json) -> Bounds:
        least, most = self._number("min"), self._number("max")
        if least is not None and most is not None and least > most:
            self._findings.add(
                self._element, "min is above max.", "No answer could be right; correct one of them."
            )
        if decimals is not None and (
            isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals <= 9
        ):
            self._findings.add(
                self._element,
                "decimalDigits must be a whole number from 0 to 9.",
                "Write 0 for whole numbers.",
            )
            decimals = None
        return Bounds(min=least, max=most, decimals=decimals if isinstance(decimals, int) else None)

    def _whole(self, name: str, most: int) -> int | None:
        value = self._validate.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self._findings.add(
                self._element, f"{name} must be a whole number from 0 to {most}.", "Write it without quotes."
            )
            return None
        return value

    def _number(self, name: str) -> Decimal | None:
        value = self._validate.get(name)
        if value is None:
            return None
        number = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        if number is None or not number.is_finite() or abs(number) > MAX_NUMBER:
            self._findings.add(
                self._element, f"{name} must be a number.", f"Write it without quotes, at most {MAX_NUMBER}."
            )
            return None
        return number

    def _pattern(self) -> str | None:
        pattern = self._validate.get("pattern")
        if pattern is None:
            return None
        if not isinstance(pattern, str) or len(pattern) > MAX_PATTERN:
            self._findings.add(
                self._element, "The pattern is no text or too long.", f"At most {MAX_PATTERN} characters."
            )
            return None
        if repeats_too_much(pattern):
            self._findings.add(
                self._element,
                "The pattern repeats too much.",
                f"At most {MAX_REPEAT} times a part, {MAX_SIZE} signs with the repeats written out; "
                "maxLength limits the length.",
            )
            return None
        try:
            regex.compile(pattern)
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            self._findings.add(
                self._element,
                f"The pattern can't be read: {str(error)[:120]}.",
                "Write a regular expression, e.g. ^[A-Z]{2}$.",
            )
            return None
        return pattern
