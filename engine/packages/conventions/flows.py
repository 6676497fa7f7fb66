"""Conventions about sequence flows (SEQ)."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, Point, called, name_of
from engine.packages.conventions.rules import Hit, convention

_LONGEST_TOUCH = 10.0
"""Units of the drawing that two flows may run along each other."""


@convention(
    "SEQ-1",
    "W",
    "Jeder Fluss nach einer Verzweigung nennt die Antwort; andere Flüsse sind nicht beschriftet.",
    "Chaque flux après un branchement indique la réponse ; les autres flux n’ont pas de nom.",
)
def labels(model: Drawn) -> Iterator[Hit]:
    choices = set(model.choices())
    for flow in model.view.flows:
        if flow.source is None:
            continue
        text = name_of(flow.element)
        if flow.source in choices and not text:
            yield Hit(
                flow.element,
                f"Der Fluss aus «{called(flow.source)}» nennt keine Antwort.",
                f"Le flux qui quitte « {called(flow.source)} » n’indique pas de réponse.",
            )
        elif text and flow.source not in choices and flow.condition is None:
            yield Hit(
                flow.element,
                f"Der Fluss ist mit «{text}» beschriftet, aber vor ihm wird nicht gefragt.",
                f"Le flux porte le nom « {text} », mais rien n’est demandé avant.",
            )


@convention(
    "SEQ-2",
    "E",
    "Verzweigt wird nur mit einem Gateway.",
    "Un branchement se fait uniquement par une passerelle.",
)
def splits(model: Drawn) -> Iterator[Hit]:
    for node in model.nodes:
        if local(node).endswith("Event") and model.splits(node):
            yield Hit(
                node,
                f"Aus «{called(node)}» führen mehrere Flüsse ohne Gateway.",
                f"Plusieurs flux quittent « {called(node)} » sans passerelle.",
            )
    for flow in model.view.flows:
        if flow.condition is not None and flow.source is not None and local(flow.source) in ACTIVITIES:
            yield Hit(
                flow.element,
                f"Der Fluss aus «{called(flow.source)}» hat eine Bedingung ohne Gateway.",
                f"Le flux qui quitte « {called(flow.source)} » a une condition sans passerelle.",
            )


@convention(
    "SEQ-3",
    "W",
    "Zusammengeführt wird mit einem Gateway, nicht in einer Aktivität.",
    "Les flux se rejoignent dans une passerelle, pas dans une activité.",
)
def joins(model: Drawn) -> Iterator[Hit]:
    for activity in model.activities():
        count = len(model.view.incoming.get(activity, ()))
        if count > 1:
            yield Hit(
                activity,
                f"{count} Flüsse führen zu «{called(activity)}», ohne Gateway davor.",
                f"{count} flux mènent à « {called(activity)} », sans passerelle avant.",
            )


@convention(
    "SEQ-4",
    "W",
    "Flüsse liegen nicht aufeinander.",
    "Les flux ne se superposent pas.",
)
def overlaps(model: Drawn) -> Iterator[Hit]:
    for plane in model.planes:
        for (first, one), (second, other) in combinations(plane.flows, 2):
            ends = [(flow.get("sourceRef"), flow.get("targetRef")) for flow in (first, second)]
            if ends[0][0] == ends[1][0] or ends[0][1] == ends[1][1]:
                continue  # what begins or ends together may share the way there
            if sum(_shared(a, b) for a in pairwise(one) for b in pairwise(other)) > _LONGEST_TOUCH:
                yield Hit(
                    first,
                    f"Der Fluss liegt auf dem Fluss «{called(second)}».",
                    f"Le flux est superposé au flux « {called(second)} ».",
                )


def _shared(one: tuple[Point, Point], other: tuple[Point, Point]) -> float:
    """How long two upright or level pieces run along each other."""
    for axis in (0, 1):
        places = [point[axis] for point in (*one, *other)]
        if max(places) - min(places) > 1:
            continue
        along = 1 - axis
        begin = max(min(a[along], b[along]) for a, b in (one, other))
        return max(0.0, min(max(a[along], b[along]) for a, b in (one, other)) - begin)
    return 0.0


RULES = (labels, splits, joins, overlaps)
