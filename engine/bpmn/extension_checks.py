"""What a model says beyond BPMN is either executed, a note of a drawing tool, or refused by name."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import (
    IGNORED_NAMESPACES,
    PROPERTIES,
    ZEEBE_LATER,
    ZEEBE_SERVED,
    properties_of,
)
from engine.bpmn.xml import BPMN, ZEEBE, local, namespace
from engine.faults import Fault, a


def check_extensions(root: etree._Element, file: str) -> Iterator[Fault]:
    """Extension elements and properties that nobody executes, stand in the wrong place or have no such value."""
    for holder in root.iter(f"{{{BPMN}}}extensionElements"):
        owner = holder.getparent()
        if owner is None:
            continue
        place = owner.get("id") or f"line {owner.sourceline}"
        for node in holder:
            yield from _extension(node, local(owner), place, file)
        yield from _properties(owner, place, file)


def _extension(node: etree._Element, owner: str, place: str, file: str) -> Iterator[Fault]:
    space, tag = namespace(node), local(node)
    if space != ZEEBE:
        if not space.startswith(IGNORED_NAMESPACES):
            yield Fault(
                file,
                place,
                "EXT-UNKNOWN",
                f"The extension «{tag}» of {space or 'no namespace'} is unknown and might be meant to be executed.",
                "Remove it; what Brücke executes is zeebe: elements and bruecke. properties.",
            )
        return
    places = ZEEBE_SERVED.get(tag)
    if places is None:
        known = "is not executed by this version" if tag in ZEEBE_LATER else "is unknown"
        yield Fault(file, place, "EXT-ZEEBE", f"zeebe:{tag} {known}.", "Remove it from the element.")
    elif "*" not in places and owner not in places:
        yield Fault(
            file,
            place,
            "EXT-PLACE",
            f"zeebe:{tag} has no meaning on {a(owner)}.",
            f"It belongs on: {', '.join(places)}.",
        )
    for name in node.attrib:
        if tag == "formDefinition" and name not in {"formId", "bindingType"}:
            yield Fault(
                file,
                place,
                "EXT-FORM",
                f"The attribute {name} of zeebe:formDefinition is not served.",
                "Name the form of the package with formId.",
            )


def _properties(owner: etree._Element, place: str, file: str) -> Iterator[Fault]:
    for name, value in properties_of(owner).items():
        if not name.startswith("bruecke."):
            continue
        known = PROPERTIES.get(name)
        if known is None:
            yield Fault(
                file,
                place,
                "EXT-PROPERTY",
                f"The property «{name}» is unknown.",
                f"Known are: {', '.join(sorted(PROPERTIES))}.",
            )
        elif "*" not in known.places and local(owner) not in known.places:
            yield Fault(
                file,
                place,
                "EXT-PLACE",
                f"«{name}» has no meaning on {a(local(owner))}.",
                f"It belongs on: {', '.join(sorted(known.places))}.",
            )
        elif not value.strip() or (known.values and value not in known.values):
            yield Fault(
                file,
                place,
                "EXT-VALUE",
                f"«{value}» is no value of «{name}».",
                f"Possible: {', '.join(known.values) or 'any text that is not empty'}.",
            )
