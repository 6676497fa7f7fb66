"""Conventions of our own: what is executed as drawn and may still surprise (X9, PKG-PASSES)."""

from collections.abc import Iterator

from engine.packages.conventions.drawn import Drawn, called
from engine.packages.conventions.rules import Hit, convention

_SOURCE = "processes/REFERENCE.md"


@convention(
    "X9",
    "W",
    "Inklusive und komplexe Gateways werden selten richtig gelesen.",
    "Les passerelles inclusives et complexes sont rarement lues correctement.",
    _SOURCE,
)
def inclusive(model: Drawn) -> Iterator[Hit]:
    for gateway in model.view.all("inclusiveGateway", "complexGateway"):
        if model.splits(gateway):
            yield Hit(
                gateway,
                f"«{called(gateway)}» öffnet einen oder mehrere Wege. Erwägen Sie ein exklusives oder paralleles Gateway.",
                f"« {called(gateway)} » ouvre un ou plusieurs chemins. Envisagez une passerelle exclusive ou parallèle.",
            )


@convention(
    "PKG-PASSES",
    "W",
    "Auf manuelle und unbestimmte Aufgaben wartet der Ablauf nicht.",
    "Le déroulement n’attend pas les tâches manuelles ou sans type.",
    _SOURCE,
)
def passes(model: Drawn) -> Iterator[Hit]:
    for task in model.view.all("manualTask", "task"):
        if model.view.is_executed(task):
            yield Hit(
                task,
                f"Bei «{called(task)}» geht der Fall sofort weiter, niemand sieht eine Aufgabe. Soll jemand sie bestätigen, ist es eine Benutzeraufgabe.",
                f"À « {called(task)} », le cas continue aussitôt, personne ne voit de tâche. Si quelqu’un doit la confirmer, c’est une tâche utilisateur.",
            )


RULES = (inclusive, passes)
