"""Conventions about the drawing as a whole and about words (GEN)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from lxml import etree

from engine.bpmn.validation.tags import EVENTS, GATEWAYS, NODES, TASKS
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, Plane, Point, called, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import abbreviations, language

_ENOUGH = 10
_SLACK = 1.0
"""What two lengths of a drawing may differ and still be the same."""


@convention(
    "GEN-1",
    "H",
    "Der Ablauf führt von links nach rechts; Flüsse kreuzen sich möglichst nicht.",
    "Le déroulement va de gauche à droite ; les flux évitent de se croiser.",
)
def direction(model: Drawn) -> Iterator[Hit]:
    for plane in model.planes:
        for flow in model.view.flows:
            if flow.source not in plane.boxes or flow.target not in plane.boxes:
                continue
            source, target = plane.boxes[flow.source], plane.boxes[flow.target]
            is_back = target.right < source.left and local(flow.source) != "boundaryEvent"
            if is_back and flow.source not in model.reached(flow.target):
                yield Hit(
                    flow.element,
                    f"Der Fluss zu «{called(flow.target)}» führt nach links, ohne etwas zu wiederholen.",
                    f"Le flux vers « {called(flow.target)} » va vers la gauche sans rien répéter.",
                )
        for first, second in _crossings(plane):
            yield Hit(
                first,
                f"Der Fluss kreuzt den Fluss «{called(second)}».",
                f"Le flux croise le flux « {called(second)} ».",
            )


def _crossings(plane: Plane) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Pairs of sequence flows that cross, those of the same element apart."""
    for (first, one), (second, other) in combinations(plane.flows, 2):
        ends = ("sourceRef", "targetRef")
        if {first.get(end) for end in ends} & {second.get(end) for end in ends}:
            continue
        if any(_cross(a, b) for a in pairwise(one) for b in pairwise(other)):
            yield first, second


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pieces cross inside both of them."""

    def side(piece: tuple[Point, Point], point: Point) -> float:
        (ax, ay), (bx, by) = piece
        return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


@convention(
    "GEN-2",
    "H",
    "Symbole einer Art sind gleich gross; Farben tragen keine Bedeutung.",
    "Les symboles d’un même type ont la même taille ; les couleurs ne portent pas de sens.",
)
def sizes(model: Drawn) -> Iterator[Hit]:
    for plane in model.planes:
        by_kind: dict[str, list[tuple[etree._Element, float, float]]] = defaultdict(list)
        for element, box in plane.boxes.items():
            kind = _kind(element)
            if kind is not None:
                by_kind[kind].append((element, round(box.width), round(box.height)))
        for items in by_kind.values():
            usual = Counter((width, height) for _, width, height in items).most_common(1)[0][0]
            for element, width, height in items:
                if abs(width - usual[0]) > _SLACK or abs(height - usual[1]) > _SLACK:
                    yield Hit(
                        element,
                        f"«{called(element)}» ist anders gross als die übrigen Symbole seiner Art.",
                        f"« {called(element)} » n’a pas la taille des autres symboles de son type.",
                    )
        if plane.coloured:
            count = len(plane.coloured)
            yield Hit(
                plane.coloured[0],
                f"{count} Symbole sind gefärbt. Was die Farbe sagen soll, gehört in ein Wort.",
                f"{count} symboles sont colorés. Ce que dit la couleur doit être écrit.",
            )


def _kind(element: etree._Element) -> str | None:
    """Symbols that are drawn alike."""
    tag = local(element)
    for kind, tags in (("task", TASKS), ("event", EVENTS), ("gateway", GATEWAYS)):
        if tag in tags:
            return kind
    return None


@convention(
    "GEN-3",
    "H",
    "Ein Modell ist in einer Sprache geschrieben und meidet Abkürzungen, die nicht alle kennen.",
    "Un modèle est écrit dans une seule langue et évite les abréviations que tous ne connaissent pas.",
)
def wording(model: Drawn) -> Iterator[Hit]:
    named = [element for element in model.view.elements if _is_shown(element) and name_of(element)]
    by_language: dict[str, list[etree._Element]] = defaultdict(list)
    for element in named:
        found = language(name_of(element))
        if found is not None:
            by_language[found].append(element)
        for word in abbreviations(name_of(element)):
            yield Hit(
                element,
                f"Die Abkürzung «{word}» kennen nicht alle.",
                f"Tous ne connaissent pas l’abréviation « {word} ».",
            )
    if len(by_language) > 1:
        fewer = min(by_language.values(), key=len)
        if len(fewer) > 1:
            yield Hit(
                fewer[0],
                f"«{called(fewer[0])}» ist in einer anderen Sprache geschrieben als der Rest.",
                f"« {called(fewer[0])} » est écrit dans une autre langue que le reste.",
            )


def _is_shown(element: etree._Element) -> bool:
    return local(element) in NODES | {"lane", "participant", "sequenceFlow", "messageFlow"}


@convention(
    "GEN-4",
    "W",
    "Mehr als zwei Entscheidungen hintereinander gehören in eine Entscheidungstabelle (eCH-0242).",
    "Plus de deux décisions à la suite vont dans une table de décision (eCH-0242).",
)
def rows(model: Drawn) -> Iterator[Hit]:
    choices = set(model.choices())
    for gateway in model.choices():
        if any(source in choices for source in model.before(gateway)):
            continue
        length = _longest(model, gateway, choices)
        if length > 2:
            yield Hit(
                gateway,
                f"Ab «{called(gateway)}» folgen {length} Entscheidungen aufeinander.",
                f"Dès « {called(gateway)} », {length} décisions se suivent.",
            )


def _longest(model: Drawn, gateway: etree._Element, choices: set[etree._Element]) -> int:
    """How many choices follow each other at most, the first one included; in a circle ten."""
    length, current = 0, {gateway}
    while current and length < _ENOUGH:
        length += 1
        current = {node for each in current for node in model.after(each) if node in choices}
    return length


RULES = (direction, sizes, wording, rows)
