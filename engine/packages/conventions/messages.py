"""Conventions about message flows, comments and groups (MSG, CMT, GRP)."""

from collections.abc import Iterator

from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.validation.view import process_of
from engine.bpmn.xml import local
from engine.packages.conventions.drawn import Drawn, called, name_of
from engine.packages.conventions.rules import Hit, convention
from engine.packages.conventions.words import is_german_infinitive, is_romance_infinitive, words


@convention(
    "MSG-1",
    "W",
    "Ein Nachrichtenfluss führt von einer Aktivität zu einem anderen Pool und nennt mit einem Nomen, was übergeben wird.",
    "Un flux de message va d’une activité à un autre bassin et nomme ce qui est transmis.",
)
def messages(model: Drawn) -> Iterator[Hit]:
    for flow in model.view.all("messageFlow"):
        source, target = (model.view.find(flow.get(name)) for name in ("sourceRef", "targetRef"))
        if source is None or target is None:
            continue
        if process_of(source) is not None and process_of(source) is process_of(target):
            yield Hit(
                flow,
                "Der Nachrichtenfluss bleibt im selben Pool.",
                "Le flux de message reste dans le même bassin.",
            )
        if local(source) not in ACTIVITIES | {"participant", "endEvent"}:
            yield Hit(
                flow,
                f"Der Nachrichtenfluss beginnt bei «{called(source)}» statt bei einer Aktivität.",
                f"Le flux de message part de « {called(source)} » au lieu d’une activité.",
            )
        text = name_of(flow)
        found = words(text)
        if not text:
            yield Hit(
                flow,
                "Der Nachrichtenfluss sagt nicht, was übergeben wird.",
                "Le flux de message ne dit pas ce qui est transmis.",
            )
        elif (
            found and len(found) > 1 and (is_german_infinitive(found[-1]) or is_romance_infinitive(found[0]))
        ):
            yield Hit(
                flow,
                f"«{text}» ist eine Tätigkeit. Nennen Sie, was übergeben wird.",
                f"« {text} » est une action. Nommez ce qui est transmis.",
            )


@convention(
    "CMT-1",
    "H",
    "Ein Kommentar ist mit dem verbunden, wozu er etwas sagt.",
    "Un commentaire est relié à ce dont il parle.",
)
def comments(model: Drawn) -> Iterator[Hit]:
    ends = {
        model.view.find(item.get(name))
        for item in model.view.all("association")
        for name in ("sourceRef", "targetRef")
    }
    for note in model.view.all("textAnnotation"):
        if note not in ends:
            yield Hit(note, "Der Kommentar gehört zu nichts.", "Le commentaire n’est relié à rien.")


@convention(
    "GRP-1",
    "H",
    "Eine Gruppe ersetzt keine Bahn.",
    "Un groupe ne remplace pas un couloir.",
)
def groups(model: Drawn) -> Iterator[Hit]:
    if next(model.view.all("lane", "participant"), None) is not None:
        return
    for group in model.view.all("group"):
        yield Hit(
            group,
            "Die Gruppe steht in einem Modell ohne Bahnen. Sagt sie, wer etwas tut, so ist sie eine Bahn.",
            "Le groupe figure dans un modèle sans couloirs. S’il dit qui agit, c’est un couloir.",
        )


RULES = (messages, comments, groups)
