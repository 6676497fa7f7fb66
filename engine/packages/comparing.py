"""What differs between packages, part by part: a variant or fork from its base, and what a new base would mean for it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree

from engine.bpmn.xml import BPMN, local, read_xml
from engine.faults import Fault, Refused
from engine.packages.archive import Files
from engine.packages.extending import CAST
from engine.packages.head import read_head
from engine.packages.manifest import FILE
from engine.packages.reading import read_forms
from engine.packages.texts import flatten
from engine.packages.yaml import read_yaml, with_text_keys

Part = tuple[str, str]
"""Kind and name, e.g. ("parameters", "longest_registration.value") or ("element", "check_eligibility")."""
Change = Literal["added", "removed", "changed"]
_DEEPEST = 3
"""So many keys lead to a part of package.yaml or the cast at most, e.g. roles, coordination, institutions."""
_NO_TEXT = re.compile(r'["\[{]|(-?\d+(\.\d+)?([eE][-+]?\d+)?|true|false|null|NaN|-?Infinity)\Z', re.ASCII)
"""How JSON writes what is no text."""
_WAYS = frozenset({"incoming", "outgoing", "flowNodeRef", "laneSet"})
_ROOTS = frozenset({"collaboration", "process", "category", "import", "documentation", "extensionElements"})
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
    faults: list[Fault] = []
    read_forms(files, faults)
    if faults:
        raise Refused(faults)
    found: dict[Part, str] = {}
    for name in sorted(files):
        for part, text in _of_file(name, files[name]):
            found[part] = text
    return found


def _of_file(name: str, content: bytes) -> Iterator[tuple[Part, str]]:
    stem = name.rsplit("/", 1)[-1]
    if name == FILE:
        yield from _of_head(content)
    elif name.endswith(".bpmn"):
        yield from _of_model(content, name)
    elif name.endswith(".dmn"):
        yield from _of_decisions(content, name)
    elif name.endswith(".form"):
        yield from _of_form(content, stem.removesuffix(".form"))
    elif name.endswith(".rules.yaml"):
        yield from _of_rules(read_yaml(content, name), stem.removesuffix(".rules.yaml"))
    elif name.startswith("texts/"):
        for key, text in flatten(read_yaml(content, name), name).items():
            yield ("text", f"{stem.removesuffix('.yaml')}.{key}"), text
    elif name == CAST:
        yield from _of_cast(content)
    elif name.startswith("stories/"):
        yield from _of_story(content, name)
    elif name != "README.md":
        yield ("file", name), content.decode("utf-8", "replace")


def _of_head(content: bytes) -> Iterator[tuple[Part, str]]:
    for (kind, *keys), text in _leaves(read_head(content)):
        if kind not in _HEAD:
            yield (kind, _dotted(*keys)), text


def _of_cast(content: bytes) -> Iterator[tuple[Part, str]]:
    cast = read_yaml(content, CAST)
    for keys, text in _leaves(cast if isinstance(cast, dict) else {}):
        yield ("cast", _dotted(*keys)), text


def _of_story(content: bytes, name: str) -> Iterator[tuple[Part, str]]:
    """A story without the name of its procedure, which is another one in each package."""
    story = read_yaml(content, name)
    start = story.get("start") if isinstance(story, dict) else None
    if isinstance(start, dict):
        start.pop("procedure", None)
    yield ("story", name.removeprefix("stories/").removesuffix(".yaml")), _plain(story)


def _leaves(said: Mapping[str, Any], *above: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each value by the keys that lead to it, at most three; an empty mapping is a value too."""
    for key, value in with_text_keys(said).items():
        keys = (*above, key)
        if isinstance(value, dict) and value and len(keys) < _DEEPEST:
            yield from _leaves(value, *keys)
        else:
            yield keys, _plain(value)


def _dotted(*keys: str) -> str:
    """The name of what these keys lead to; a key that has a dot itself stands in quotes, for it is another one."""
    return ".".join(_quoted(key) if not key or set(key) & {".", '"'} else key for key in keys)


def _of_model(content: bytes, file: str) -> Iterator[tuple[Part, str]]:
    """Elements and flows by what they mean: not where they are drawn, nor in which order they are written."""
    root = read_xml(content, file)
    lanes = {
        (one.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{{{BPMN}}}lane")
        for one in lane.iterchildren(f"{{{BPMN}}}flowNodeRef")
    }
    for shared in root.iterchildren(f"{{{BPMN}}}*"):  # messages, signals, errors and escalations
        if local(shared) not in _ROOTS:
            yield ("element", shared.get("id") or file), "\n".join([local(shared), *_said(shared)])
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
            yield ("decision rule", _dotted(name, rule.get("id") or str(number))), "\n".join(_said(rule))
        for rule in rules:
            owner = rule.getparent()
            if owner is not None:
                owner.remove(rule)
        yield ("decision", name), "\n".join(_said(decision))


def _of_rules(said: Any, form: str) -> Iterator[tuple[Part, str]]:
    for number, rule in enumerate(said if isinstance(said, list) else [said], 1):
        ident = rule.get("id") if isinstance(rule, dict) else None
        yield ("form rule", _dotted(form, str(ident or number))), _plain(rule)


def _of_form(content: bytes, form: str) -> Iterator[tuple[Part, str]]:
    raw = json.loads(content)
    yield ("form", form), _plain({"id": raw.get("id")})
    open_parts = list(raw.get("components", ()))
    while open_parts:
        one = open_parts.pop(0)
        inner = one.get("components", [])
        open_parts.extend(inner)
        yield (
            ("form field", _dotted(form, one.get("key") or one.get("id") or "")),
            _plain({key: value for key, value in one.items() if key not in {"components", "layout"}}),
        )


def _plain(value: Any) -> str:
    """A value as one reads it: of a text that looks like another kind of value, the quotes are shown. A day is the same
    whether it was written as one or as text, as in what was put together.
    """
    if isinstance(value, str | date):
        return _quoted(str(value)) if _NO_TEXT.match(str(value)) else str(value)
    return json.dumps(with_text_keys(value), ensure_ascii=False, sort_keys=True, default=str)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
