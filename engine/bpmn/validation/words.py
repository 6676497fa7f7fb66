"""BPMN's tags as people say them."""

import re
from collections.abc import Iterable

from lxml import etree

from engine.bpmn.xml import local
from engine.faults import a

_SPOKEN = {
    "task": "task without type",
    "subProcess": "sub-process",
    "adHocSubProcess": "ad-hoc sub-process",
    "eventBasedGateway": "event-based gateway",
    "intermediateCatchEvent": "intermediate catch event",
    "intermediateThrowEvent": "intermediate throw event",
    "multiInstanceLoopCharacteristics": "multi-instance loop",
    "standardLoopCharacteristics": "standard loop",
    "compensateEventDefinition": "compensation event",
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def spoken(tag: str) -> str:
    """A tag in words, e.g. «user task», «event-based gateway», «timer»."""
    if tag in _SPOKEN:
        return _SPOKEN[tag]
    return _HUMP.sub(" ", tag.removesuffix("EventDefinition")).lower() or tag


def kind(element: etree._Element) -> str:
    """What an element is, with its article."""
    return a(spoken(local(element)))


def listed(words: Iterable[str], last_with: str = "or") -> str:
    """Words in a row, the last one with «or» or another word."""
    *first, last = words
    return f"{', '.join(first)} {last_with} {last}" if first else last
