"""Packages with one thing wrong: what a slip of the designer could do, one at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from decisions.feel import FeelSyntaxError, parse
from engine.bpmn.model import feel
from engine.bpmn.xml import BPMN, ZEEBE, local, read_xml
from engine.packages.archive import Files
from engine.packages.package import Package
from engine.packages.yaml import read_yaml
from forms import CATEGORIES

_ANY = frozenset({"-", ""})
_LEAST = CATEGORIES[0]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed file. `place` is the element changed, `words` what a story may say when it is about it."""

    file: str
    place: str
    change: str
    content: bytes
    words: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.change}"


def mutants(package: Package) -> Iterator[Mutant]:
    """Every rule dropped, cell emptied, condition negated, fact decided beforehand, seat taken away; of a variant, in its own files."""
    base = package.manifest.base
    for file in sorted(package.files if base is None else base.own):
        if file.endswith(".dmn"):
            yield from _table_mutants(package.files, file)
        elif file.endswith(".bpmn"):
            yield from _model_mutants(package, file)
        elif file.endswith(".form"):
            yield from _form_mutants(package.files, file)
            yield from _option_mutants(package.files, file)
        elif file.endswith(".rules.yaml"):
            yield from _rule_mutants(package.files, file)


def _table_mutants(files: Files, file: str) -> Iterator[Mutant]:
    for number, rule in enumerate(_tagged(files, file, "rule")):
        name = rule.get("id") or f"rule {number + 1}"
        about = _named("".join(str(text) for text in rule.itertext()))
        root = read_xml(files[file], file)
        dropped = _nodes(root, "rule")[number]
        _parent(dropped).remove(dropped)
        yield Mutant(file, name, "rule dropped", _written(root), about)
        for cell in range(len(_texts_of(rule))):
            text = _texts_of(rule)[cell].text or ""
            if text.strip() in _ANY:
                continue
            root = read_xml(files[file], file)
            _texts_of(_nodes(root, "rule")[number])[cell].text = "-"
            change = f"condition {cell + 1} «{text.strip()}» left out"
            yield Mutant(file, name, change, _written(root), about)


def _model_mutants(package: Package, file: str) -> Iterator[Mutant]:
    model = package.model
    for flow in model.flows.values():
        if flow.condition is None or package.file_of(flow.id) != file:
            continue
        about = frozenset({flow.source, flow.target, flow.answer or ""})
        negated = _conditions(package.files, file, {flow.id: f"not({flow.condition})"})
        yield Mutant(file, flow.id, f"«{flow.condition}» negated", negated, about)
        if model.elements[flow.source].gateway_kind == "fact":
            others = {other.id: "false" for other in model.outgoing[flow.source] if other.condition}
            always = _conditions(package.files, file, {**others, flow.id: "true"})
            change = f"always «{flow.answer}», whatever is on record"
            yield Mutant(file, flow.source, change, always, about)
    for element in (one for one in model.elements.values() if package.file_of(one.id) == file):
        for seat in element.seats if "bruecke.seats" in element.properties else ():
            if len(element.seats) > 1:
                alone = _with_seat(package.files, file, element.id, seat)
                yield Mutant(
                    file, element.id, f"only the seat {seat} is left", alone, frozenset({element.id})
                )


def _form_mutants(files: Files, file: str) -> Iterator[Mutant]:
    hiding = [part for part in _components(json.loads(files[file])) if _hide(part)]
    for number, part in enumerate(hiding):
        raw = json.loads(files[file])
        copy = [each for each in _components(raw) if _hide(each)][number]
        copy["conditional"]["hide"] = f"=not({feel(_hide(part))})"
        name = str(part.get("key") or part.get("id"))
        about = frozenset({name, *_keys_in(part), _task_of(file)}) | _named(_hide(part))
        change = f"hide «{_hide(part)}» negated"
        yield Mutant(file, name, change, json.dumps(raw, ensure_ascii=False).encode(), about)


def _option_mutants(files: Files, file: str) -> Iterator[Mutant]:
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


def _rule_mutants(files: Files, file: str) -> Iterator[Mutant]:
    for number, rule in enumerate(read_yaml(files[file], file) or ()):
        raw = read_yaml(files[file], file)
        raw[number]["when"] = f"not({feel(rule['when'])})"
        about = frozenset({rule["field"], _task_of(file)}) | _named(rule["when"])
        # JSON is YAML too.
        content = json.dumps(raw, ensure_ascii=False).encode()
        yield Mutant(file, rule["id"], "condition negated", content, about)


# XML


def _tagged(files: Files, file: str, tag: str) -> list[etree._Element]:
    return _nodes(read_xml(files[file], file), tag)


def _nodes(root: etree._Element, tag: str) -> list[etree._Element]:
    return [node for node in root.iter(etree.Element) if local(node) == tag]


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def _texts_of(rule: etree._Element) -> list[etree._Element]:
    return [text for entry in rule if local(entry) == "inputEntry" for text in entry if local(text) == "text"]


def _conditions(files: Files, file: str, texts: dict[str, str]) -> bytes:
    root = read_xml(files[file], file)
    for node in _nodes(root, "sequenceFlow"):
        condition = node.find(f"{{{BPMN}}}conditionExpression")
        if node.get("id") in texts and condition is not None:
            condition.text = f"={texts[str(node.get('id'))]}"
    return _written(root)


def _with_seat(files: Files, file: str, element: str, seat: str) -> bytes:
    root = read_xml(files[file], file)
    node = next(node for node in root.iter(etree.Element) if node.get("id") == element)
    for item in node.iter(f"{{{ZEEBE}}}property"):
        if item.get("name") == "bruecke.seats":
            item.set("value", seat)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


# forms


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


def _named(text: str) -> frozenset[str]:
    """The names in a condition, as far as it can be read, and its codes."""
    words = {word.strip('"') for word in text.replace("(", " ").replace(")", " ").replace(",", " ").split()}
    try:
        words |= {name for path in parse(feel(text) or "null").names for name in path}
    except FeelSyntaxError:
        return frozenset(words)
    return frozenset(words)
