"""The shared table of decisions/agreed: what server and browser must answer, and where they are known to differ."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from decisions.feel import FeelSyntaxError, from_json, parse, to_json

FOLDER = Path(__file__).parents[1] / "decisions" / "agreed"
DIFFERS = "differs.yaml"
NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """An expression in a scope, and what each side answers; `harmless` says why a difference does no harm."""

    group: str
    feel: str
    scope: dict[str, object]
    server: object
    browser: object
    harmless: str = ""

    def __str__(self) -> str:
        return f"{self.group}: {self.feel} {json.dumps(self.scope, ensure_ascii=False) if self.scope else ''}"


def agreed() -> list[Case]:
    """The cases in which both sides give the same value."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != DIFFERS:
            for group, cases in _loaded(path).items():
                found += [_case(group, each, each["value"], each["value"]) for each in cases]
    return found


def differing() -> list[Case]:
    """The cases in which each side gives a value of its own."""
    return [
        _case(group["because"], each, each["server"], each["browser"], group.get("harmless", ""))
        for group in _loaded(FOLDER / DIFFERS)
        for each in group["cases"]
    ]


def _valued(said: object) -> object:
    """A value of the table as the server has it."""
    if isinstance(said, str) and said.startswith("@"):
        return parse(f'@"{said[1:]}"').evaluate({}, NOW).value
    if isinstance(said, dict):
        return {key: _valued(item) for key, item in said.items()}
    return [_valued(item) for item in said] if isinstance(said, list) else from_json(said)


def answer(case: Case) -> object:
    """What the server gives, in the terms of JSON."""
    try:
        scope = {name: _valued(said) for name, said in case.scope.items()}
        return to_json(parse(case.feel).evaluate(scope, NOW).value)
    except (FeelSyntaxError, TypeError) as error:
        return {"throws": type(error).__name__}


def told(value: object) -> str:
    """A value as text to be compared: 1 is no true, 1.0 is 1, the order of keys does not count."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
        return int(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _loaded(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def _case(group: str, said: dict[str, Any], server: object, browser: object, harmless: str = "") -> Case:
    assert set(said) <= {"feel", "scope", "value", "server", "browser"}, said
    return Case(group, said["feel"], said.get("scope") or {}, server, browser, harmless)
