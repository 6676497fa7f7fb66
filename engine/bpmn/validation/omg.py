"""OMG's schema of BPMN 2.0, as SpiffWorkflow ships it, made to ask only for what no other rule asks.

Ids and references are plain text in it, nothing is required, diagrams are left out: whether ids are unique, references
resolve and something is missing is judged by rules that can say it in words; the order of children has no meaning.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

XSD = "http://www.w3.org/2001/XMLSchema"
_POINTERS = frozenset({"xsd:ID", "xsd:IDREF", "xsd:QName"})
_CONTENT = (f"{{{XSD}}}complexContent/{{{XSD}}}extension", f"{{{XSD}}}sequence")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an element may have: its attributes with their defaults, its children with their rank."""

    attributes: dict[str, str | None]
    children: dict[str, int]


@cache
def schema() -> etree.XMLSchema:
    """The schema, compiled once."""
    return etree.XMLSchema(_document())


@cache
def shapes() -> dict[str, Shape]:
    """The shape of every element that has a name of its own."""
    document = _document()
    types = {item.get("name", ""): item for item in document.iterchildren(f"{{{XSD}}}complexType")}
    named = list(document.iterchildren(f"{{{XSD}}}element"))
    members: dict[str, list[str]] = {}
    for item in named:
        members.setdefault(item.get("substitutionGroup") or "", []).append(item.get("name") or "")
    found = {}
    for item in named:
        chain = _chain(item.get("type", ""), types)
        found[item.get("name", "")] = Shape(_attributes(chain), _children(chain, members))
    return found


@cache
def attribute_names() -> frozenset[str]:
    """Every attribute BPMN knows anywhere."""
    return frozenset(name for shape in shapes().values() for name in shape.attributes)


@cache
def defaults_of(name: str) -> frozenset[str]:
    """The values that say nothing new, wherever the attribute stands."""
    found = {shape.attributes.get(name) for shape in shapes().values()}
    return frozenset(value for value in found if value is not None) | {""}


def _chain(name: str, types: dict[str, etree._Element]) -> list[etree._Element]:
    chain: list[etree._Element] = []
    while name in types:
        chain.insert(0, types[name])
        extension = types[name].find(_CONTENT[0])
        name = extension.get("base", "") if extension is not None else ""
    return chain


def _attributes(chain: list[etree._Element]) -> dict[str, str | None]:
    return {
        item.get("name", ""): item.get("default")
        for definition in chain
        for item in definition.iter(f"{{{XSD}}}attribute")
    }


def _children(chain: list[etree._Element], members: dict[str, list[str]]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for definition in chain:
        for item in definition.iter(f"{{{XSD}}}element"):
            rank = len(ranks)
            waiting = [item.get("name") or item.get("ref") or ""]
            while waiting:
                name = waiting.pop()
                ranks.setdefault(name, rank)
                waiting.extend(members.get(name, ()))
    return ranks


@cache
def _document() -> etree._Element:
    folder = files("SpiffWorkflow") / "bpmn" / "parser" / "schema"
    parser = etree.XMLParser(remove_comments=True)
    document = etree.fromstring((folder / "BPMN20.xsd").read_bytes(), parser)
    semantic = etree.fromstring((folder / "Semantic.xsd").read_bytes(), parser)
    for tag in ("import", "include"):
        for item in document.findall(f"{{{XSD}}}{tag}"):
            document.remove(item)
    document.extend(list(semantic))
    _loosen(document)
    _let_expressions_name_their_language(document)
    return document


def _loosen(document: etree._Element) -> None:
    for item in list(document.iter(f"{{{XSD}}}element", f"{{{XSD}}}attribute", f"{{{XSD}}}any")):
        parent = item.getparent()
        if parent is None:
            continue
        if item.get("ref", "").startswith("bpmndi:"):
            parent.remove(item)
            continue
        if item.get("type") in _POINTERS:
            item.set("type", "xsd:string")
        if item.get("use") == "required":
            item.set("use", "optional")
        if item.tag != f"{{{XSD}}}attribute" and parent is not document:
            item.set("minOccurs", "0")


def _let_expressions_name_their_language(document: etree._Element) -> None:
    path = f"{{{XSD}}}complexType[@name='%s']/{_CONTENT[0]}"
    plain, formal = (document.find(path % name) for name in ("tExpression", "tFormalExpression"))
    if plain is not None and formal is not None:
        plain.extend(list(formal))
