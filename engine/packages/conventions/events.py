"""Conventions about events (EVT)."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.tags import EVENTS
from engine.bpmn.validation.view import is_event_sub_process, is_true
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, called, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import sounds_like_a_task

_SAYS_NOTHING = frozenset({"ende", "end", "fin", "stop", "schluss", "fertig", "terminé"})


@convention(
    "EVT-1",
    "E",
    "Ein Prozess hat mindestens ein Startereignis.",
    "Un processus a au moins un événement de début.",
)
def start(model: Drawn) -> Iterator[Hit]:
    for scope in model.view.scopes:
        is_process = local(scope.element) == "process" and scope.element in model.view.executed
        if is_process and scope.nodes and not any(local(node) == "startEvent" for node in scope.nodes):
            yield Hit(
                scope.element,
                "Der Prozess hat kein Startereignis.",
                "Le processus n’a pas d’événement de début.",
            )


@convention(
    "EVT-2",
    "E",
    "Jeder Zweig endet in einem Endereignis.",
    "Chaque branche aboutit à un événement de fin.",
)
def end(model: Drawn) -> Iterator[Hit]:
    for node in model.nodes:
        if model.view.outgoing.get(node) or _needs_no_way_on(model, node):
            continue
        yield Hit(
            node,
            f"Bei «{called(node)}» hört der Zweig auf, ohne Endereignis.",
            f"La branche s’arrête à « {called(node)} », sans événement de fin.",
        )


def _needs_no_way_on(model: Drawn, node: etree._Element) -> bool:
    parent = node.getparent()
    return (
        local(node) == "endEvent"
        or is_event_sub_process(node)
        or is_true(node, "isForCompensation")
        or (parent is not None and local(parent) == "adHocSubProcess")
        or (local(node) == "intermediateThrowEvent" and "link" in model.triggers(node))
        or (local(node) == "boundaryEvent" and "compensate" in model.triggers(node))
    )


@convention(
    "EVT-3",
    "W",
    "Mehrere Startereignisse werden gleich zusammengeführt.",
    "Plusieurs événements de début se rejoignent aussitôt.",
)
def several_starts(model: Drawn) -> Iterator[Hit]:
    for scope in model.view.scopes:
        starts = [node for node in scope.nodes if local(node) == "startEvent"]
        targets = {target for node in starts for target in model.after(node)}
        if len(starts) > 1 and len(targets) > 1:
            yield Hit(
                starts[1],
                f"Die {len(starts)} Startereignisse führen zu verschiedenen Elementen.",
                f"Les {len(starts)} événements de début mènent à des éléments différents.",
            )


@convention(
    "EVT-4",
    "H",
    "Ein Endereignis nennt den erreichten Zustand: «Fall abgeschlossen».",
    "Un événement de fin nomme l’état atteint : « Cas clos ».",
)
def state(model: Drawn) -> Iterator[Hit]:
    for event in model.view.all("endEvent"):
        text = name_of(event)
        parent = event.getparent()
        if not text and parent is not None and local(parent) == "process":
            yield Hit(event, "Das Endereignis hat keinen Namen.", "L’événement de fin ne porte pas de nom.")
        elif text.lower() in _SAYS_NOTHING:
            yield Hit(
                event,
                f"«{text}» sagt nicht, was erreicht ist.",
                f"« {text} » ne dit pas ce qui est atteint.",
            )
        elif sounds_like_a_task(text):
            yield Hit(
                event,
                f"«{text}» klingt nach einer Aufgabe statt nach einem Zustand.",
                f"« {text} » nomme une tâche au lieu d’un état.",
            )


@convention(
    "EVT-5",
    "W",
    "Zeit- und Bedingungsereignisse sagen, worauf sie warten.",
    "Les événements temporels et conditionnels disent ce qu’ils attendent.",
)
def waiting(model: Drawn) -> Iterator[Hit]:
    for event in model.view.all(*sorted(EVENTS)):
        if not name_of(event) and {"timer", "conditional"}.intersection(model.triggers(event)):
            yield Hit(
                event,
                "Das Ereignis nennt weder Zeit noch Bedingung.",
                "L’événement n’indique ni le moment ni la condition.",
            )


@convention(
    "EVT-6",
    "W",
    "Eine Nachricht sendet eine Aktivität, kein Zwischenereignis.",
    "Un message est envoyé par une activité, pas par un événement intermédiaire.",
)
def sending(model: Drawn) -> Iterator[Hit]:
    for event in model.view.all("intermediateThrowEvent"):
        if "message" in model.triggers(event):
            yield Hit(
                event,
                f"«{called(event)}» sendet eine Nachricht; für Leserinnen und Leser ist das eine Aktivität.",
                f"« {called(event)} » envoie un message ; pour qui lit, c’est une activité.",
            )


RULES = (start, end, several_starts, state, waiting, sending)
