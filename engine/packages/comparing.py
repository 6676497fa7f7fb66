"""What differs between packages, part by part: a variant or fork from its base, and what a new base would mean for it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree

from engine.bpmn.xml import BPMN, local, read_xml
from engine.packages.archive import Files
from engine.packages.extending import CAST
from engine.packages.manifest import FILE
from engine.packages.texts import flatten
from engine.packages.yaml import read_yaml

Part = tuple[str, str]
"""Kind and name, e.g. ("parameters", "longest_registration.value") or ("element", "check_eligibility")."""
Change = Literal["added", "removed", "changed"]
_WAYS = frozenset({"incoming", "outgoing", "flowNodeRef", "laneSet"})
_HEAD = frozenset(
    {"id", "version", "canton", "valid_from", "source", "extends", "derived_from", "base", "languages"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is not the same in two packages, with what it says in each (None where it is missing)."""

    part: Part
    before: str | None
    after: str | None

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a new version of a base changes, seen from what was made of the old one: `arrives` by itself in a variant, and is to
    be carried over in a fork; `conflicts` are parts that both changed, each in its own way; `known` changed both alike.
    """

    arrives: tuple[Difference, ...]
    conflicts: tuple[tuple[Difference, Difference], ...]
    known: tuple[Difference, ...]


def differences(before: Files, after: Files) -> list[Difference]:
    """Every part that differs, by kind and name. Raises Refused for a file that can't be read."""
    old, new = parts(before), parts(after)
    return [
        Difference(part, old.get(part), new.get(part))
        for part in sorted({*old, *new})
        if old.get(part) != new.get(part)
    ]


def moved(old: Files, new: Files, mine: Files) -> Moved:
    """What the way from one version of a base to another means for what was made of the old one."""
    ours = {item.part: item for item in differences(old, mine)}
    arrives, conflicts, known = [], [], []
    for theirs in differences(old, new):
        own = ours.get(theirs.part)
        if own is None:
            arrives.append(theirs)
        elif own.after == theirs.after:
            known.append(theirs)
        else:
            conflicts.append((theirs, own))
    return Moved(tuple(arrives), tuple(conflicts), tuple(known))


def parts(files: Files) -> dict[Part, str]:
    """Everything that a package says, in parts that can be compared. Raises Refused."""
    found: dict[Part, str] = {}
    for name in sorted(files):
        for part, text in _of_file(name, files[name]):
            found[part] = text
    return found


def _of_file(name: str, content: bytes) -> Iterator[tuple[Part, str]]:
    stem = name.rsplit("/", 1)[-1]
    if name == FILE:
        head = read_yaml(content, name)
        yield from _leaves({key: value for key, value in head.items() if key not in _HEAD})
    elif name.endswith(".bpmn"):
        yield from _of_model(content, name)
    elif name.endswith(".dmn"):
        yield from _of_decisions(content, name)
    elif name.endswith(".form"):
        yield from _of_form(content, stem.removesuffix(".form"))
    elif name.endswith(".rules.yaml"):
        for rule in read_yaml(content, name) or ():
            yield ("form rule", f"{stem.removesuffix('.rules.yaml')}.{rule.get('id')}"), _plain(rule)
    elif name.startswith("texts/"):
        language = stem.removesuffix(".yaml")
        for key, text in flatten(read_yaml(content, name), name).items():
            yield ("text", f"{language}.{key}"), text
    elif name == CAST:
        cast = read_yaml(content, name)
        yield from _of_cast(cast if isinstance(cast, dict) else {})
    elif name.startswith("stories/"):
        yield ("story", stem.removesuffix(".yaml")), _plain(_of_any_procedure(read_yaml(content, name)))
    elif name != "README.md":
        yield ("file", name), content.decode("utf-8", "replace")


def _leaves(said: Mapping[str, Any]) -> Iterator[tuple[Part, str]]:
    """The parts of package.yaml: each value by the keys that lead to it."""
    for kind, value in said.items():
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, dict):
                    yield from (((kind, f"{key}.{leaf}"), _plain(one)) for leaf, one in inner.items())
                else:
                    yield (kind, str(key)), _plain(inner)
        else:
            yield (kind, ""), _plain(value)


def _of_any_procedure(story: Any) -> Any:
    """A story without the name of its procedure, which is another one in each package."""
    start = story.get("start") if isinstance(story, dict) else None
    if isinstance(start, dict):
        start.pop("procedure", None)
    return story


def _of_cast(said: Mapping[str, Any]) -> Iterator[tuple[Part, str]]:
    """Each entry of a section; the answers of a task or a client one by one."""
    for section, value in said.items():
        for key, inner in value.items() if isinstance(value, dict) else [("", value)]:
            if isinstance(inner, dict):
                yield from ((("cast", f"{section}.{key}.{leaf}"), _plain(one)) for leaf, one in inner.items())
            else:
                yield ("cast", f"{section}.{key}".rstrip(".")), _plain(inner)


def _of_model(content: bytes, file: str) -> Iterator[tuple[Part, str]]:
    """Elements and flows by what they mean: not where they are drawn, nor in which order they are written."""
    root = read_xml(content, file)
    lanes = {
        (one.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{{{BPMN}}}lane")
        for one in lane.iterchildren(f"{{{BPMN}}}flowNodeRef")
    }
    for process in root.iterchildren(f"{{{BPMN}}}process"):
        for node in process.iter(f"{{{BPMN}}}*"):
            ident = node.get("id")
            parent = node.getparent()
            if (
                ident is None
                or parent is None
                or local(parent) not in {"process", "subProcess", "adHocSubProcess"}
            ):
                continue
            if local(node) in _WAYS:
                continue
            where = parent.get("id", "")
            said = [local(node), f"in {where}", f"lane {lanes.get(ident, '')}", *_said(node)]
            yield ("flow" if local(node) == "sequenceFlow" else "element", ident), "\n".join(said)


def _said(node: etree._Element) -> Iterator[str]:
    """Attributes and everything inside that is no element of its own."""
    yield " ".join(
        f"{etree.QName(key).localname}={value}" for key, value in sorted(node.attrib.items()) if key != "id"
    )
    for inner in node.iterchildren(etree.Element):
        if local(inner) in _WAYS or (inner.get("id") and local(node) in {"subProcess", "adHocSubProcess"}):
            continue
        text = " ".join((inner.text or "").split())
        yield f"{local(inner)} {text}".strip()
        yield from _said(inner)


def _of_decisions(content: bytes, file: str) -> Iterator[tuple[Part, str]]:
    root = read_xml(content, file)
    for decision in (node for node in root.iter(etree.Element) if local(node) == "decision"):
        name = decision.get("id", "")
        rules = [node for node in decision.iter(etree.Element) if local(node) == "rule"]
        for number, rule in enumerate(rules, 1):
            yield ("decision rule", f"{name}.{rule.get('id') or number}"), "\n".join(_said(rule))
        for rule in rules:
            owner = rule.getparent()
            if owner is not None:
                owner.remove(rule)
        yield ("decision", name), "\n".join(_said(decision))


def _of_form(content: bytes, form: str) -> Iterator[tuple[Part, str]]:
    raw = json.loads(content)
    open_parts = list(raw.get("components", ()))
    while open_parts:
        one = open_parts.pop(0)
        inner = one.get("components", [])
        open_parts.extend(inner)
        yield (
            ("form field", f"{form}.{one.get('key') or one.get('id')}"),
            _plain({key: value for key, value in one.items() if key not in {"components", "layout"}}),
        )


def _plain(value: Any) -> str:
    """A day is the same whether it was written as one or as text, as in what was put together."""
    if isinstance(value, str | date):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
