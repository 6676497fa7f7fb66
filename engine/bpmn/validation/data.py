"""Rules about data: associations that only show, and those that would move something."""

from collections.abc import Iterator

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ITEMS
from engine.bpmn.validation.view import View, child_of, children_of, text_of
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.4.2"
_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


@rule("DATA-ENDS", "fault", "A data association connects data of the file.", _SOURCE)
def ends(view: View) -> Iterator[Hit]:
    for association in view.all(*_ASSOCIATIONS):
        for tag in ("sourceRef", "targetRef"):
            for reference in children_of(association, tag):
                name = text_of(reference)
                item = view.find(name)
                if item is not None and (local(item) in ITEMS or item is association.getparent()):
                    continue
                what = "is not in the file" if item is None else f"is {kind(item)}"
                yield Hit(
                    association, f"The {tag} «{name}» of a data association {what}.", "Connect the data anew."
                )


@rule("DATA-MOVES", "fault", "Data associations only show.", "Brücke; zeebe:ioMapping maps variables")
def moves(view: View) -> Iterator[Hit]:
    for association in view.all(*_ASSOCIATIONS):
        if any(child_of(association, tag) is not None for tag in ("assignment", "transformation")):
            yield Hit(
                association,
                "The data association assigns or transforms values, which is not executed.",
                "Map the variables with zeebe:ioMapping, written in FEEL.",
            )


RULES = (ends, moves)
