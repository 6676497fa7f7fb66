"""Whether an expression keeps to what server and browser understand alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decisions.agreed.permitted import ELSEWHERE, INSTEAD, PERMITTED
from decisions.feel.uses import Operand, Result, Use, uses_of

_ORDERED = frozenset({"<", "<=", ">", ">=", "between"})
_COMPARING = _ORDERED | {"=", "!=", "in"}
_ADDABLE = frozenset(
    {"whole number", "string", "date", "boolean", "years and months duration", "days and time duration"}
)


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something outside of the agreed part, and what to write instead."""

    construct: str
    instead: str


def beyond(text: str, kinds: Mapping[str, str]) -> tuple[Beyond, ...]:
    """All that the expression uses outside of the agreed part, each once; FeelSyntaxError if it is none.

    kinds are those of the names it may read: "string", "boolean", "date", "list", "number" (may have decimals),
    "whole number"; a name that is missing is of a kind nobody knows.
    """
    found = (each for use in uses_of(text) for each in _beyond(use, kinds))
    return tuple(dict.fromkeys(found))


def _beyond(use: Use, kinds: Mapping[str, str]) -> Iterator[Beyond]:
    word = use.construct
    known = [_kind(operand, kinds) for operand in use.operands]
    plain = {"number" if kind == "whole number" else kind for kind in known} - {"", "null"}
    if word not in PERMITTED:
        yield Beyond(word, INSTEAD.get(word, ELSEWHERE))
    elif word.endswith("()") and word.removesuffix("()") in kinds:
        yield Beyond(f"{word} beside a field of that name", "Give the field another key.")
    elif word in _COMPARING:
        yield from _comparison(word, plain)
    elif word in ("+", "-") and not _is_exact(known):
        yield Beyond(
            f"{word} on what may have decimals",
            'Calculate only with fields of whole numbers ("decimalDigits": 0), dates, texts and written values. '
            + ELSEWHERE,
        )
    elif word == "if" and not plain <= {"boolean"}:
        yield Beyond("if on what is neither true nor false", "Write a comparison, such as value != null.")
    elif word == "list contains()":
        yield from _membership(known)


def _is_exact(kinds: list[str]) -> bool:
    """Whether no decimals can be added; beside a duration nothing but a date has a sum."""
    unknown = {"", "null"} if any(kind.endswith("duration") for kind in kinds) else {"null"}
    return all(kind in _ADDABLE | unknown for kind in kinds)


def _comparison(word: str, kinds: set[str]) -> Iterator[Beyond]:
    if kinds & {"list", "context", "range", "function"}:
        yield Beyond(f"{word} on a list", "Write list contains(list, value) or count(list) = 0.")
    elif len(kinds) > 1:
        yield Beyond(f"{word} between {' and '.join(sorted(kinds))}", "Compare values of the same kind.")
    elif word in _ORDERED and "boolean" in kinds:
        yield Beyond(f"{word} on true and false", "Write = or !=.")


def _membership(kinds: list[str]) -> Iterator[Beyond]:
    sought = kinds[1] if len(kinds) == 2 else ""
    if sought in {"date", "list", "context"} or "duration" in sought:
        yield Beyond(f"list contains() of a {sought}", "Look only for texts, numbers, true or false.")


def _kind(operand: Operand, kinds: Mapping[str, str]) -> str:
    """The kind of what stands there, "" where nobody knows."""
    if isinstance(operand, str):
        return operand
    if isinstance(operand, Result):
        return _kind_of_result(operand, kinds)
    kind = kinds.get(operand[0], "")
    if len(operand) == 1:
        return kind
    return "whole number" if kind == "date" else ""


def _kind_of_result(result: Result, kinds: Mapping[str, str]) -> str:
    found = [_kind(operand, kinds) for operand in result.operands]
    if result.construct == "-" and found == ["date", "date"]:
        return "days and time duration"
    if result.construct in ("+", "-") and "date" in found:
        return "date"
    known = {"number" if kind == "whole number" else kind for kind in found if kind != "null"}
    return known.pop() if len(known) == 1 else ""
