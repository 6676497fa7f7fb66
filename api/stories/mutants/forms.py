"""Forms that hide, ask or tell otherwise."""

import json
from collections.abc import Iterator
from typing import Any

from api.stories.mutants.kind import Mutant
from api.stories.mutants.nodes import named
from engine.bpmn.model import feel
from engine.packages.archive import Files
from engine.packages.yaml import read_yaml
from forms import CATEGORIES

_LEAST = CATEGORIES[0]


def hide_mutants(files: Files, file: str) -> Iterator[Mutant]:
    """Every condition that hides a part negated."""
    hiding = [part for part in _components(json.loads(files[file])) if _hide(part)]
    for number, part in enumerate(hiding):
        raw = json.loads(files[file])
        copy = [each for each in _components(raw) if _hide(each)][number]
        copy["conditional"]["hide"] = f"=not({feel(_hide(part))})"
        name = str(part.get("key") or part.get("id"))
        about = frozenset({name, *_keys_in(part), _task_of(file)}) | named(_hide(part))
        change = f"hide «{_hide(part)}» negated"
        yield Mutant(file, name, change, json.dumps(raw, ensure_ascii=False).encode(), about)


def option_mutants(files: Files, file: str) -> Iterator[Mutant]:
    """An option of a joint question that tells something sensitive, as if it told master data only."""
    for number, part in enumerate(_components(json.loads(files[file]))):
        properties = part.get("properties") or {}
        if properties.get("owner") != "joint":
            continue
        for option in part.get("values") or ():
            raw = json.loads(files[file])
            changed = list(_components(raw))[number]["properties"]
            others = [
                pair
                for pair in properties.get("option_categories", "").split()
                if not pair.startswith(f"{option['value']}=")
            ]
            changed["option_categories"] = " ".join([*others, f"{option['value']}={_LEAST}"])
            about = frozenset({str(part["key"]), str(option["value"]), _task_of(file)})
            content = json.dumps(raw, ensure_ascii=False).encode()
            yield Mutant(file, str(part["key"]), f"«{option['value']}» taken for {_LEAST}", content, about)


def rule_mutants(files: Files, file: str) -> Iterator[Mutant]:
    """Every rule of a form negated."""
    for number, rule in enumerate(read_yaml(files[file], file) or ()):
        raw = read_yaml(files[file], file)
        raw[number]["when"] = f"not({feel(rule['when'])})"
        about = frozenset({rule["field"], _task_of(file)}) | named(rule["when"])
        # JSON is YAML too.
        content = json.dumps(raw, ensure_ascii=False).encode()
        yield Mutant(file, rule["id"], "condition negated", content, about)


def _components(part: Any) -> Iterator[dict[str, Any]]:
    for each in part.get("components", ()):
        yield each
        yield from _components(each)


def _hide(part: dict[str, Any]) -> str:
    return str((part.get("conditional") or {}).get("hide") or "")


def _keys_in(part: dict[str, Any]) -> Iterator[str]:
    return (str(each["key"]) for each in _components(part) if "key" in each)


def _task_of(file: str) -> str:
    return file.rsplit("/", 1)[-1].split(".", 1)[0]
