"""Slips in forms and their rules: options, what is required, limits, categories, conditions."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from engine.packages.yaml import read_yaml
from forms import CATEGORIES
from tests.slips.slip import Slip
from tests.slips.terms import term_slips
from tests.slips.trees import less, put, written

Change = Callable[[Any], None]


def form_slips(content: bytes, file: str) -> Iterator[Slip[bytes]]:
    for number, part in enumerate(_components(json.loads(content))):

        def slip(
            said: str, change: Change, number: int = number, part: Mapping[str, Any] = part
        ) -> Slip[bytes]:
            def make() -> bytes:
                form = json.loads(content)
                change(list(_components(form))[number])
                return written(form)

            return Slip(file, str(part.get("key") or part.get("id")), said, make)

        for said, change in _changes(part):
            yield slip(said, change)


def _changes(part: Mapping[str, Any]) -> Iterator[tuple[str, Change]]:
    """What may go wrong at a component, in words, and how."""
    for at, option in enumerate(part.get("values") or ()):
        yield f"option «{option['value']}» left out", _without("values", at)
    for name, value in (part.get("validate") or {}).items():
        yield f"{name} left out", _without("validate", name)
        for step in (1, -1) if type(value) is int else ():
            yield f"{name} {value + step} for {value}", _put("validate", name, value + step)
    if "key" in part and not (part.get("validate") or {}).get("required"):
        yield "required", _put("validate", "required", True)
    for name, value in (part.get("properties") or {}).items():
        yield f"{name} left out", _without("properties", name)
        for other in CATEGORIES if name == "category" else ():
            if other != value:
                yield f"{other} for {value}", _put("properties", name, other)
    hide = str((part.get("conditional") or {}).get("hide") or "")
    for said, term in term_slips(hide):
        yield f"hide: {said}", _put("conditional", "hide", term)
    if hide:
        yield "never hidden", _without("conditional", "hide")


def _components(part: Any) -> Iterator[dict[str, Any]]:
    for each in part.get("components", ()):
        yield each
        yield from _components(each)


def rule_slips(content: bytes, file: str) -> Iterator[Slip[bytes]]:
    rules = read_yaml(content, file) or []
    for number, rule in enumerate(rules):
        for said, term in term_slips(str(rule["when"])):
            yield Slip(file, rule["id"], said, partial(put, rules, (number, "when"), term))
        yield Slip(file, rule["id"], "left out", partial(less, rules, (number,)))


def _put(part: str, name: str, value: Any) -> Change:
    return lambda component: component.setdefault(part, {}).__setitem__(name, value)


def _without(part: str, name: Any) -> Change:
    return lambda component: component[part].__delitem__(name)
