"""Slips in models and tables: terms, properties, mappings, seats and lanes."""

import copy
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from lxml import etree

from api.stories.mutants.nodes import nodes, written
from engine.bpmn.xml import ZEEBE, local, read_xml
from tests.slips.slip import Slip
from tests.slips.terms import term_slips

_SAID = frozenset({"bruecke.requirement"})
"""What makes no difference to a case."""

Change = Callable[[Any], None]


def drawn_slips(content: bytes, file: str, roles: Sequence[str]) -> Iterator[Slip[bytes]]:
    """Every slip of a model or table."""
    root = read_xml(content, file)
    for number, node in enumerate(root.iter(etree.Element)):
        for said, change in _changes(node, file, roles):
            yield Slip(file, _place(node), said, partial(_changed, root, number, change))
        if local(node) == "flowNodeRef":
            for lane in nodes(root, "lane"):
                if lane is not node.getparent():
                    to = str(lane.get("id"))
                    place = str(node.text).strip()
                    yield Slip(file, place, f"in the lane {to}", partial(_moved, root, number, to))


def _changes(node: etree._Element, file: str, roles: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """What may go wrong at a node, in words, and how."""
    if local(node) == "conditionExpression" or (local(node) == "text" and file.endswith(".dmn")):
        for said, term in term_slips((node.text or "").strip()):
            yield said, _text(term)
    if local(node) == "conditionExpression":
        yield "its condition is always met", _text("=true")
    for name, value in node.attrib.items():
        if str(value).startswith("="):
            yield from ((said, _attribute(str(name), term)) for said, term in term_slips(str(value)))
    if local(node) == "property" and node.get("name") not in _SAID:
        yield f"{node.get('name')} left out", _gone
    if local(node) == "property" and node.get("name") == "bruecke.seats":
        yield from _of_seats(str(node.get("value")).split(","), roles)
    if local(node) in {"input", "output"} and str(node.tag).startswith(f"{{{ZEEBE}}}"):
        yield f"{local(node)} {node.get('target')} left out", _gone


def _of_seats(have: list[str], roles: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """One who fills it too, or another one instead."""
    for role in roles:
        if role not in have:
            yield f"a seat for {role} too", _attribute("value", ",".join([*have, role]))
            if len(have) == 1:
                yield f"a seat for {role} instead", _attribute("value", role)


def _changed(root: etree._Element, number: int, change: Change) -> bytes:
    other = copy.deepcopy(root)
    change(list(other.iter(etree.Element))[number])
    return written(other)


def _moved(root: etree._Element, number: int, lane: str) -> bytes:
    other = copy.deepcopy(root)
    every = list(other.iter(etree.Element))
    next(node for node in every if node.get("id") == lane).append(every[number])
    return written(other)


def _place(node: etree._Element) -> str:
    """The element of the model, or the rule of a table, in which a node is."""
    inner = {
        "conditionExpression",
        "text",
        "inputEntry",
        "outputEntry",
        "literalExpression",
        "formalExpression",
    }
    at: etree._Element | None = node
    while at is not None and (not at.get("id") or local(at) in inner):
        at = at.getparent()
    return "" if at is None else str(at.get("id"))


def _text(text: str) -> Change:
    return lambda node: setattr(node, "text", text)


def _attribute(name: str, value: str) -> Change:
    return lambda node: node.set(name, value)


def _gone(node: Any) -> None:
    node.getparent().remove(node)
