"""Conventions about pools and lanes (POOL, LANE)."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.xml import BPMN, local
from engine.packages.conventions.drawn import Drawn, called, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import is_plural, names_a_person

_SLACK = 2.0
DEEPEST = 3


def _is_open(model: Drawn, pool: etree._Element) -> bool:
    """Whether its process is there, so that it can be drawn expanded."""
    return model.view.find(pool.get("processRef")) is not None


@convention(
    "POOL-1",
    "E",
    "Ein aufgeklappter Pool enthält genau einen ganzen Prozess.",
    "Un bassin déployé contient exactement un processus entier.",
)
def one_process(model: Drawn) -> Iterator[Hit]:
    seen: dict[etree._Element, etree._Element] = {}
    for pool in model.view.all("participant"):
        process = model.view.find(pool.get("processRef"))
        if process is None:
            continue
        first = seen.setdefault(process, pool)
        if first is not pool:
            yield Hit(
                pool,
                f"«{called(pool)}» zeigt denselben Prozess wie «{called(first)}».",
                f"« {called(pool)} » montre le même processus que « {called(first)} ».",
            )
    if seen:
        for process in model.view.all("process"):
            if process not in seen and any(
                scope.element is process and scope.nodes for scope in model.view.scopes
            ):
                yield Hit(
                    process,
                    f"Der Prozess «{called(process)}» liegt in keinem Pool.",
                    f"Le processus « {called(process)} » n’est dans aucun bassin.",
                )


@convention(
    "POOL-2",
    "E",
    "Ein zugeklappter Pool ist leer und hat mindestens einen Nachrichtenfluss.",
    "Un bassin replié est vide et a au moins un flux de message.",
)
def collapsed(model: Drawn) -> Iterator[Hit]:
    ends = {
        model.view.find(flow.get(name))
        for flow in model.view.all("messageFlow")
        for name in ("sourceRef", "targetRef")
    }
    for pool in model.view.all("participant"):
        if not _is_open(model, pool) and pool not in ends:
            yield Hit(
                pool,
                f"Mit «{called(pool)}» wird keine Nachricht ausgetauscht.",
                f"Aucun message n’est échangé avec « {called(pool)} ».",
            )


@convention(
    "POOL-3",
    "W",
    "Ein Pool hat einen Namen, steht einmal im Diagramm und ist so breit wie die anderen.",
    "Un bassin porte un nom, figure une seule fois dans le diagramme et a la largeur des autres.",
)
def pools(model: Drawn) -> Iterator[Hit]:
    seen: set[str] = set()
    for pool in model.view.all("participant"):
        if not name_of(pool):
            yield Hit(pool, "Der Pool hat keinen Namen.", "Le bassin ne porte pas de nom.")
        elif name_of(pool) in seen:
            yield Hit(
                pool,
                f"Der Pool «{name_of(pool)}» steht zweimal im Diagramm.",
                f"Le bassin « {name_of(pool)} » figure deux fois dans le diagramme.",
            )
        seen.add(name_of(pool))
    for plane in model.planes:
        boxes = [(item, box) for item, box in plane.boxes.items() if local(item) == "participant"]
        if any(box.height > box.width for _, box in boxes):
            continue  # drawn upright: then the widths say nothing
        for pool, box in boxes[1:]:
            first = boxes[0][1]
            if abs(box.left - first.left) > _SLACK or abs(box.width - first.width) > _SLACK:
                yield Hit(
                    pool,
                    f"Der Pool «{called(pool)}» ist nicht so breit wie der erste oder liegt nicht unter ihm.",
                    f"Le bassin « {called(pool)} » n’a pas la largeur du premier ou n’est pas aligné sous lui.",
                )


@convention(
    "LANE-1",
    "W",
    "Bahnen sind höchstens dreifach geschachtelt, so breit wie ihr Pool und heissen nicht wie er.",
    "Les couloirs ont au plus trois niveaux, la largeur de leur bassin et un autre nom que lui.",
)
def lanes(model: Drawn) -> Iterator[Hit]:
    for lane in model.view.all("lane"):
        if _depth(lane) > DEEPEST:
            yield Hit(
                lane,
                f"Die Bahn «{called(lane)}» liegt tiefer als {DEEPEST} Stufen.",
                f"Le couloir « {called(lane)} » est à plus de {DEEPEST} niveaux.",
            )
        pool = _pool_of(model, lane)
        if pool is None:
            continue
        if name_of(lane) and name_of(lane) == name_of(pool):
            yield Hit(
                lane,
                f"Die Bahn heisst wie ihr Pool: «{name_of(lane)}».",
                f"Le couloir porte le nom de son bassin : « {name_of(lane)} ».",
            )
        for plane in model.planes:
            box, around = plane.boxes.get(lane), plane.boxes.get(pool)
            if box and around and around.width > around.height and abs(box.right - around.right) > _SLACK:
                yield Hit(
                    lane,
                    f"Die Bahn «{called(lane)}» reicht nicht bis zum Rand ihres Pools.",
                    f"Le couloir « {called(lane)} » ne va pas jusqu’au bord de son bassin.",
                )


def _depth(lane: etree._Element) -> int:
    return 1 + sum(1 for item in lane.iterancestors(f"{{{BPMN}}}lane"))


def _pool_of(model: Drawn, lane: etree._Element) -> etree._Element | None:
    process = next(lane.iterancestors(f"{{{BPMN}}}process"), None)
    return next(
        (
            pool
            for pool in model.view.all("participant")
            if process is not None and model.view.find(pool.get("processRef")) is process
        ),
        None,
    )


@convention(
    "LANE-2",
    "H",
    "Eine Bahn ist eine Rolle in der Einzahl, kein Name einer Person.",
    "Un couloir est un rôle au singulier, pas le nom d’une personne.",
)
def roles(model: Drawn) -> Iterator[Hit]:
    for lane in model.view.all("lane"):
        text = name_of(lane)
        if names_a_person(text):
            yield Hit(
                lane,
                f"«{text}» ist eine Person. Nennen Sie ihre Rolle.",
                f"« {text} » est une personne. Indiquez son rôle.",
            )
        elif is_plural(text):
            yield Hit(
                lane,
                f"«{text}» steht in der Mehrzahl. Nennen Sie die Rolle in der Einzahl.",
                f"« {text} » est au pluriel. Indiquez le rôle au singulier.",
            )


RULES = (one_process, collapsed, pools, lanes, roles)
