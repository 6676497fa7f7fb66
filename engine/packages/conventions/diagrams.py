"""Conventions about diagrams: their name, how much is in one, their format (DIA)."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, Plane, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import has_infinitive

MOST_ACTIVITIES = 15
A3 = (2116, 1497)
"""A3 in landscape at 96 units an inch, at three quarters of the size: letters of 12 units are read there."""
_NAMED_BY_TOOLS = ("BPMNDiagram", "diagram", "Diagram", "Page-1")


@convention(
    "DIA-1",
    "E",
    "Ein Diagramm hat einen Namen aus Nomen und Verb in der Grundform.",
    "Un diagramme porte un nom : un verbe à l’infinitif et un complément.",
)
def name(model: Drawn) -> Iterator[Hit]:
    for process in model.view.all("process"):
        if process not in model.view.executed:
            continue
        found = _name_of(model, process)
        if not found:
            yield Hit(
                process,
                "Weder Prozess noch Diagramm haben einen Namen.",
                "Ni le processus ni le diagramme ne portent de nom.",
            )
        elif not has_infinitive(found):
            yield Hit(
                process,
                f"«{found}» sagt nicht mit einem Verb in der Grundform, was getan wird.",
                f"« {found} » ne dit pas par un verbe à l’infinitif ce qui est fait.",
            )


def _name_of(model: Drawn, process: etree._Element) -> str:
    """The name of the diagram, else of the process; a name that a tool gives is none."""
    diagrams = [plane.name for plane in model.planes if not plane.name.startswith(_NAMED_BY_TOOLS)]
    return name_of(process) or next((text for text in diagrams if text), "")


@convention(
    "DIA-2",
    "W",
    f"Ein Diagramm zeigt höchstens {MOST_ACTIVITIES} Aktivitäten.",
    f"Un diagramme montre au plus {MOST_ACTIVITIES} activités.",
)
def size(model: Drawn) -> Iterator[Hit]:
    for place, count in _counts(model):
        if count > MOST_ACTIVITIES:
            yield Hit(
                place,
                f"Das Diagramm zeigt {count} Aktivitäten: ein Teil davon gehört in einen Teilprozess.",
                f"Le diagramme montre {count} activités : une partie va dans un sous-processus.",
            )


def _counts(model: Drawn) -> Iterator[tuple[etree._Element, int]]:
    """How many activities each diagram shows; without a drawing each scope is one."""
    if model.is_drawn:
        for plane in model.planes:
            shown = sum(local(item) in ACTIVITIES and item not in model.expanded for item in plane.boxes)
            yield plane.element if plane.element is not None else model.view.root, shown
        return
    for scope in model.view.scopes:
        yield scope.element, sum(local(node) in ACTIVITIES for node in scope.nodes)


@convention(
    "DIA-3",
    "H",
    "Ein Diagramm liegt quer und ist auf A3 lesbar.",
    "Un diagramme est en format paysage et lisible sur une page A3.",
)
def paper(model: Drawn) -> Iterator[Hit]:
    for plane in model.planes:
        if not plane.boxes:
            continue
        width, height = _extent(plane)
        place = plane.element if plane.element is not None else model.view.root
        if height > width and width > 600:
            yield Hit(
                place,
                f"Das Diagramm ist höher ({height:.0f}) als breit ({width:.0f}).",
                f"Le diagramme est plus haut ({height:.0f}) que large ({width:.0f}).",
            )
        elif width > A3[0] or height > A3[1]:
            yield Hit(
                place,
                f"Das Diagramm ist mit {width:.0f} × {height:.0f} für A3 zu gross ({A3[0]} × {A3[1]}).",
                f"Avec {width:.0f} × {height:.0f}, le diagramme est trop grand pour une page A3 ({A3[0]} × {A3[1]}).",
            )


def _extent(plane: Plane) -> tuple[float, float]:
    boxes = plane.boxes.values()
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    return width, max(box.bottom for box in boxes) - min(box.top for box in boxes)


RULES = (name, size, paper)
