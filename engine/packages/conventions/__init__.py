"""How models are drawn and worded so that people read them alike: eCH-0158 and two conventions of our own.

Everything here warns, in German and French; nothing refuses a model. What a package accepts on purpose stands in its
package.yaml under `accepted_warnings`, with the reason.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from engine.bpmn.validation.view import place_of
from engine.packages.conventions.catalogue import CATALOGUE, UNJUDGED
from engine.packages.conventions.drawn import drawn
from engine.packages.conventions.rules import LANGUAGES, Convention, Notice, Unjudged, both

__all__ = ["CATALOGUE", "LANGUAGES", "UNJUDGED", "Convention", "Notice", "Unjudged", "notices", "unneeded"]

_MOST = 20
"""Notices of one convention about one model: more would not be read."""
_NOBODY: Mapping[str, str] = {}


def notices(root: etree._Element, file: str, accepted: Mapping[str, str] = _NOBODY) -> list[Notice]:
    """What breaks a convention in a model. `accepted` maps «RULE» or «RULE element» to the reason to keep it."""
    return list(_found(root, file, accepted))


def unneeded(found: list[Notice], accepted: Mapping[str, str]) -> list[str]:
    """What is accepted and not there."""
    keys = {key for notice in found for key in (notice.rule, f"{notice.rule} {notice.place}")}
    return [key for key in accepted if key not in keys]


def _found(root: etree._Element, file: str, accepted: Mapping[str, str]) -> Iterator[Notice]:
    model = drawn(root)
    if not model.view.is_whole:
        return
    for rule in CATALOGUE:
        for hit in islice(rule.check(model), _MOST):
            place = place_of(hit.element)
            reason = accepted.get(f"{rule.id} {place}", accepted.get(rule.id))
            yield Notice(file, place, rule.id, rule.severity, both(hit.de, hit.fr), rule.source, reason)
