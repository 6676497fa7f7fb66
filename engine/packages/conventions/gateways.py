"""Conventions about gateways (GW)."""

from collections.abc import Iterator
from itertools import combinations

from lxml import etree

from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, called, name_of
from engine.packages.conventions.rules import Hit, convention

_MOST_BRANCHES = 20
_SILENT = ("parallelGateway", "eventBasedGateway")
_ALL_PATHS = ("parallelGateway", "inclusiveGateway")


@convention(
    "GW-1",
    "E",
    "Vor einer Verzweigung steht die Aktivität, in der entschieden wird.",
    "Avant un branchement se trouve l’activité dans laquelle on décide.",
)
def decided_before(model: Drawn) -> Iterator[Hit]:
    for gateway in model.choices():
        if not any(local(node) in ACTIVITIES for node in _through_merges(model, gateway)):
            yield Hit(
                gateway,
                f"Vor «{called(gateway)}» steht keine Aktivität, in der entschieden wird.",
                f"Aucune activité dans laquelle on décide ne précède « {called(gateway)} ».",
            )


def _through_merges(model: Drawn, gateway: etree._Element) -> set[etree._Element]:
    """What comes right before, gateways that only merge left out; a boundary event stands for its activity."""
    found: set[etree._Element] = set()
    seen: set[etree._Element] = set()
    waiting = model.before(gateway)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if local(node).endswith("Gateway") and not model.splits(node):
            waiting.extend(model.before(node))
        elif local(node) == "boundaryEvent":
            host = model.view.find(node.get("attachedToRef"))
            found.update([host] if host is not None else [])
        else:
            found.add(node)
    return found


@convention(
    "GW-2",
    "W",
    "Was ein Gateway gleichzeitig beginnen lässt, führt ein Gateway derselben Art wieder zusammen.",
    "Ce qu’une passerelle ouvre en parallèle, une passerelle du même type le réunit.",
)
def merged(model: Drawn) -> Iterator[Hit]:
    for gateway in model.view.all(*_ALL_PATHS):
        if not model.splits(gateway):
            continue
        branches = [model.reached(node) for node in model.after(gateway)[:_MOST_BRANCHES]]
        for one, other in combinations(branches, 2):
            shared = (one & other) - {gateway}
            if shared and not any(local(node) in _ALL_PATHS and model.joins(node) for node in shared):
                yield Hit(
                    gateway,
                    f"Die Zweige von «{called(gateway)}» laufen ohne ein Gateway dieser Art zusammen.",
                    f"Les branches de « {called(gateway)} » se rejoignent sans passerelle de ce type.",
                )
                break


@convention(
    "GW-3",
    "W",
    "Eine Verzweigung ist mit einer Frage beschriftet, parallele und ereignisbasierte Gateways nicht.",
    "Un branchement porte une question ; les passerelles parallèles et événementielles n’ont pas de nom.",
)
def question(model: Drawn) -> Iterator[Hit]:
    for gateway in model.choices():
        text = name_of(gateway)
        if not text:
            yield Hit(
                gateway, "Die Verzweigung stellt keine Frage.", "Le branchement ne pose pas de question."
            )
        elif not text.endswith("?"):
            yield Hit(
                gateway,
                f"«{text}» ist keine Frage.",
                f"« {text} » n’est pas une question.",
            )
    for gateway in model.view.all(*_SILENT):
        if name_of(gateway):
            yield Hit(
                gateway,
                f"Das Gateway fragt niemanden, heisst aber «{name_of(gateway)}».",
                f"La passerelle ne pose de question à personne, mais s’appelle « {name_of(gateway)} ».",
            )


@convention(
    "GW-4",
    "W",
    "Zwei gleiche parallele oder ereignisbasierte Gateways folgen nicht aufeinander.",
    "Deux passerelles parallèles ou événementielles identiques ne se suivent pas.",
)
def twice(model: Drawn) -> Iterator[Hit]:
    for gateway in model.view.all(*_SILENT):
        for node in model.after(gateway):
            alike = model.splits(node) == model.splits(gateway) and model.joins(node) == model.joins(gateway)
            if local(node) == local(gateway) and alike and node is not gateway:
                yield Hit(
                    node,
                    "Das Gateway folgt auf ein gleiches; eines genügt.",
                    "La passerelle suit une passerelle identique ; une seule suffit.",
                )


RULES = (decided_before, merged, question, twice)
