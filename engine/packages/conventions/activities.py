"""Conventions about activities (ACT)."""

from collections.abc import Iterator

from engine.bpmn.validation.tags import TASKS
from engine.bpmn.validation.view import is_event_sub_process
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import CHOICES, Drawn, called, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import checks, has_infinitive


@convention("ACT-1", "E", "Jede Aktivität hat einen Namen.", "Chaque activité porte un nom.")
def name(model: Drawn) -> Iterator[Hit]:
    for activity in model.activities():
        if not name_of(activity):
            yield Hit(activity, "Die Aktivität hat keinen Namen.", "L’activité ne porte pas de nom.")


@convention(
    "ACT-2",
    "W",
    "Eine Aktivität heisst nach dem, was getan wird: Nomen und Verb in der Grundform.",
    "Une activité dit ce qui est fait : un verbe à l’infinitif et un complément.",
)
def verb(model: Drawn) -> Iterator[Hit]:
    for activity in model.activities():
        text = name_of(activity)
        if text and not has_infinitive(text) and not is_event_sub_process(activity):
            yield Hit(
                activity,
                f"«{text}» nennt kein Verb in der Grundform.",
                f"« {text} » ne comporte pas de verbe à l’infinitif.",
            )


@convention(
    "ACT-3",
    "E",
    "Aus einer Aktivität führt genau ein Sequenzfluss.",
    "Un seul flux de séquence quitte une activité.",
)
def one_way_on(model: Drawn) -> Iterator[Hit]:
    for activity in model.activities():
        count = len(model.view.outgoing.get(activity, ()))
        if count > 1:
            yield Hit(
                activity,
                f"Aus «{called(activity)}» führen {count} Flüsse. Was gilt, sagt ein Gateway.",
                f"{count} flux quittent « {called(activity)} ». C’est une passerelle qui dit ce qui vaut.",
            )


@convention(
    "ACT-4",
    "W",
    "Nach einer prüfenden Aktivität folgt ein Gateway.",
    "Une activité de vérification est suivie d’une passerelle.",
)
def checking(model: Drawn) -> Iterator[Hit]:
    for activity in model.view.all(*sorted(TASKS)):
        after = model.after(activity)
        decided = any(local(node) in CHOICES and model.splits(node) for node in after)
        if checks(name_of(activity)) and after and not decided:
            yield Hit(
                activity,
                f"«{called(activity)}» prüft, aber danach wird nichts entschieden.",
                f"« {called(activity)} » vérifie, mais rien n’est décidé ensuite.",
            )


@convention(
    "ACT-5",
    "W",
    "Ein Teilprozess ist zugeklappt und hat ein eigenes Diagramm.",
    "Un sous-processus est replié et a son propre diagramme.",
)
def own_diagram(model: Drawn) -> Iterator[Hit]:
    own = {plane.element for plane in model.planes}
    for part in model.view.all("subProcess", "adHocSubProcess"):
        if not model.is_drawn or is_event_sub_process(part):
            continue
        if part in model.expanded or part not in own:
            yield Hit(
                part,
                f"«{called(part)}» ist aufgeklappt gezeichnet oder hat kein eigenes Diagramm.",
                f"« {called(part)} » est dessiné déployé ou n’a pas son propre diagramme.",
            )


RULES = (name, verb, one_way_on, checking, own_diagram)
