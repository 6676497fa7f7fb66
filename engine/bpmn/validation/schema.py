"""Elements, attributes and values that BPMN's schema does not know, said in words."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from threading import Lock

from lxml import etree

from engine.bpmn.validation.omg import Shape, attribute_names, defaults_of, schema, shapes
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import FREE_TEXT
from engine.bpmn.validation.view import View, text_of
from engine.bpmn.validation.words import kind, listed
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 15.3, Semantic.xsd"
_MOST = 200
_LAST = 10_000
_NO_MEANING = frozenset(
    {
        "gatewayDirection",
        "associationDirection",
        "processType",
        "implementation",
        "isClosed",
        "isCollection",
        "isUnlimited",
        "capacity",
        "itemKind",
        "isImmediate",
        "typeLanguage",
        "expressionLanguage",
        "targetNamespace",
        "textFormat",
    }
)
_ANYWHERE = frozenset({"id", "name"})
"""Attributes of BPMN that mean nothing where they do not belong."""
_ATTRIBUTE = re.compile(r"attribute '([^']+)'")
_LOCK = Lock()

_Trouble = tuple[str, etree._Element, str]
"""What kind of trouble, where, and the name of the attribute concerned."""


def _troubles(view: View) -> list[_Trouble]:
    bare = _bare(view)
    if bare is None:
        return []
    with _LOCK:
        checker = schema()
        log = [] if checker.validate(bare) else list(islice(checker.error_log, _MOST))
    told = (_trouble(entry.type_name, entry.message, view.elements[entry.line - 1]) for entry in log)
    return [*islice(_strays(view), _MOST), *dict.fromkeys(told)]


def _strays(view: View) -> Iterator[_Trouble]:
    """Attributes that an element of the schema does not have."""
    for element in view.elements:
        shape = shapes().get(local(element))
        for name in element.attrib if shape is not None else ():
            word = str(name)
            if shape is not None and not word.startswith("{") and word not in shape.attributes:
                yield ("attribute" if _is_meant(shape, word, element) else "stray"), element, word


def _trouble(code: str, message: str, element: etree._Element) -> _Trouble:
    found = _ATTRIBUTE.search(message)
    name = found[1] if found else ""
    if code in {"SCHEMAV_ELEMENT_CONTENT", "SCHEMAV_CVC_ELT_1", "SCHEMAV_CVC_TYPE_2", "SCHEMAV_CVC_ELT_2"}:
        return "element", element, ""
    if name:
        return ("note" if name in _NO_MEANING else "value"), element, name
    return ("value" if len(element) == 0 and "atomic" in message else "text"), element, ""


def _is_meant(shape: Shape, name: str, element: etree._Element) -> bool:
    """Whether someone meant an attribute of BPMN: one that belongs elsewhere, or one written wrongly."""
    if name in _ANYWHERE:
        return False
    if name in attribute_names():
        return (element.get(name) or "") not in defaults_of(name)
    return bool(get_close_matches(name[:80], shape.attributes, n=1, cutoff=0.8))


def _bare(view: View) -> etree._Element | None:
    """The model without diagrams, extensions and free texts, children in the schema's order, numbered by line."""
    twins: dict[etree._Element, etree._Element] = {}
    for number, element in enumerate(view.elements, start=1):
        parent = element.getparent()
        if local(element) == "extensionElements":
            continue
        if parent is None or element is view.root:
            twin = etree.Element(element.tag)
        elif parent in twins:
            twin = etree.SubElement(twins[parent], element.tag)
        else:
            continue
        shape = shapes().get(local(element))
        for name, value in element.attrib.items():
            if shape is not None and name in shape.attributes:
                twin.set(name, value)
        if local(element) not in FREE_TEXT:
            twin.text = text_of(element) or None
        twin.sourceline = number  # type: ignore[misc]  # the stubs leave out that it can be set
        twins[element] = twin
    for twin in twins.values():
        shape = shapes().get(local(twin))
        if shape is not None and len(twin) > 1:
            twin[:] = sorted(twin, key=lambda child: shape.children.get(local(child), _LAST))
    return twins.get(view.root)


def _of(view: View, trouble: str) -> Iterator[tuple[etree._Element, str]]:
    return ((element, name) for what, element, name in view.remember("schema", _troubles) if what == trouble)


@rule("SCHEMA-ELEMENT", "fault", "Elements are BPMN's and stand where BPMN has them.", _SOURCE)
def elements(view: View) -> Iterator[Hit]:
    for element, _ in _of(view, "element"):
        parent = element.getparent()
        where = f"inside {kind(parent)}" if parent is not None else "at the beginning"
        yield Hit(
            element,
            f"«{local(element)}» is not known {where}, or stands there too often.",
            "Remove it, or export the model again as BPMN 2.0.",
        )


@rule("SCHEMA-ATTRIBUTE", "fault", "Attributes of BPMN stand on the elements that have them.", _SOURCE)
def attributes(view: View) -> Iterator[Hit]:
    for element, name in _of(view, "attribute"):
        shape = shapes().get(local(element))
        known = sorted(shape.attributes) if shape else []
        yield Hit(
            element,
            f"The attribute «{name}» does not belong on {kind(element)}.",
            f"Remove it or correct its name; known are {listed(known, 'and')}." if known else "Remove it.",
        )


@rule("SCHEMA-STRAY", "warning", "Attributes without a namespace are BPMN's.", _SOURCE)
def stray_attributes(view: View) -> Iterator[Hit]:
    for element, name in _of(view, "stray"):
        yield Hit(
            element,
            f"The attribute «{name}» is not BPMN's and has no meaning here.",
            "Leave it if it is a note, else say it in another way.",
        )


@rule("SCHEMA-VALUE", "fault", "Attributes have values of their type.", _SOURCE)
def values(view: View) -> Iterator[Hit]:
    for element, name in _of(view, "value"):
        value = element.get(name, "") if name else text_of(element)
        yield Hit(
            element,
            f"«{value}» is no value of «{name or local(element)}».",
            "Booleans are true or false, numbers whole; choices are written as in the standard.",
        )


@rule("SCHEMA-NOTE-VALUE", "warning", "Attributes that only describe have values of their type too.", _SOURCE)
def note_values(view: View) -> Iterator[Hit]:
    for element, name in _of(view, "note"):
        yield Hit(
            element,
            f"«{element.get(name, '')}» is no value of «{name}»; nothing depends on it.",
            "Correct it with the next export.",
        )


@rule("SCHEMA-TEXT", "fault", "Text stands only where BPMN has text.", _SOURCE)
def texts(view: View) -> Iterator[Hit]:
    for element, _ in _of(view, "text"):
        yield Hit(
            element,
            f"A text stands directly inside {kind(element)}: «{text_of(element)[:60]}».",
            "Move it into documentation or a text annotation.",
        )


RULES = (elements, attributes, stray_attributes, values, note_values, texts)
