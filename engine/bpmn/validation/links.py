"""Rules about link events: a jump inside one level."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.triggers import triggers
from engine.bpmn.validation.view import View
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.5.5, link"
_Place = tuple[etree._Element | None, str]


def _links(view: View, tag: str) -> Iterator[tuple[_Place, etree._Element]]:
    """The link events of that tag with their level and name."""
    for event in view.all(tag):
        for item in triggers(view, event):
            if local(item) == "linkEventDefinition":
                yield (event.getparent(), (item.get("name") or "").strip()), event


def _caught(view: View) -> dict[_Place, list[etree._Element]]:
    found: dict[_Place, list[etree._Element]] = {}
    for place, event in _links(view, "intermediateCatchEvent"):
        found.setdefault(place, []).append(event)
    return found


def link_targets(view: View) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Every throwing link event with the catching one it leads to."""
    caught = _caught(view)
    for place, event in _links(view, "intermediateThrowEvent"):
        for target in caught.get(place, [])[:1]:
            yield event, target


@rule("LINK-NAME", "todo", "A link has a name.", _SOURCE)
def named(view: View) -> Iterator[Hit]:
    for tag in ("intermediateThrowEvent", "intermediateCatchEvent"):
        for (_, name), event in _links(view, tag):
            if not name:
                yield Hit(
                    event, "The link has no name.", "Give the throwing and the catching event the same name."
                )


@rule("LINK-TWICE", "fault", "A link is caught once.", _SOURCE)
def caught_once(view: View) -> Iterator[Hit]:
    for (_, name), events in _caught(view).items():
        for event in events[1:]:
            if name:
                yield Hit(
                    event,
                    f"The link «{name}» is caught twice on the same level.",
                    "Leave one of them, or rename the link.",
                )


@rule("LINK-TARGET", "fault", "A thrown link is caught on the same level.", _SOURCE)
def caught(view: View) -> Iterator[Hit]:
    known = _caught(view)
    for place, event in _links(view, "intermediateThrowEvent"):
        if place[1] and place not in known:
            yield Hit(
                event,
                f"The link «{place[1]}» leads nowhere: no catching link event of its level has this name.",
                "Add the catching event, or correct the name.",
            )


@rule("LINK-SOURCE", "warning", "A caught link is thrown somewhere.", _SOURCE)
def thrown(view: View) -> Iterator[Hit]:
    known = {place for place, _ in _links(view, "intermediateThrowEvent")}
    for place, event in _links(view, "intermediateCatchEvent"):
        if place[1] and place not in known:
            yield Hit(
                event,
                f"No event of this level throws the link «{place[1]}»: what follows is never reached.",
                "Add the throwing event, or remove this one.",
            )


RULES = (named, caught_once, caught, thrown)
