"""The rules of packages that refuse, each with its text in German and French and where it comes from.

X1 to X14 are the house's own. X9 only warns and stands among the conventions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.packages.conventions.rules import both

_DESIGN = "DECISIONS.md; processes/REFERENCE.md"
_ECH = "https://www.ech.ch/de/ech/ech-0158"


@dataclass(frozen=True, slots=True)
class PackageRule:
    """An entry: what must hold, and where that is written."""

    id: str
    texts: Mapping[str, str]
    source: str


def _rule(identifier: str, de: str, fr: str, source: str = _DESIGN) -> PackageRule:
    return PackageRule(identifier, both(de, fr), source)


CATALOGUE = (
    _rule(
        "X1",
        "Die Id eines Elements bleibt gleich: Buchstaben, Ziffern und _, höchstens 100 Zeichen.",
        "L’identifiant d’un élément reste le même : lettres, chiffres et _, 100 caractères au plus.",
    ),
    _rule(
        "X2",
        "Jeder Fluss nach einer Verzweigung hat eine Bedingung oder ist der Standardfluss.",
        "Chaque flux après un branchement a une condition ou est le flux par défaut.",
    ),
    _rule(
        "X3",
        "Bedingungen, Entscheidungen und Formulare lesen nur, was es gibt und was vorher erfasst wurde.",
        "Conditions, décisions et formulaires ne lisent que ce qui existe et a été saisi auparavant.",
    ),
    _rule(
        "X4",
        "Eine Benutzeraufgabe hat ein Formular und liegt in der Bahn einer Rolle von package.yaml.",
        "Une tâche utilisateur a un formulaire et se trouve dans le couloir d’un rôle de package.yaml.",
    ),
    _rule(
        "X5",
        "Fristen, und ob sie stillstehen, sind Parameter mit Quelle; im Modell steht keine Dauer.",
        "Les délais, et leur suspension, sont des paramètres avec leur source ; aucune durée ne figure dans le modèle.",
    ),
    _rule(
        "X6",
        "Was aufgerufen wird, ist ein Prozess des Pakets.",
        "Ce qui est appelé est un processus du paquet.",
    ),
    _rule(
        "X7",
        "Ein Skript ist ein FEEL-Ausdruck über Akten und Parameter; nichts kommt herein, nichts geht hinaus.",
        "Un script est une expression FEEL sur le dossier et les paramètres ; rien n’entre, rien ne sort.",
    ),
    _rule(
        "X8",
        "Jedes Element und jeder Fluss ist gezeichnet.",
        "Chaque élément et chaque flux est dessiné.",
    ),
    _rule(
        "X10",
        "Was mit Personendaten arbeitet, nennt Zweck, Rechtsgrundlage und Ablage.",
        "Ce qui traite des données personnelles indique le but, la base légale et l’endroit où elles sont consignées.",
        "DSG Art. 6; processes/REFERENCE.md",
    ),
    _rule(
        "X11",
        "Jedes Ende des Prozesses nennt das Ergebnis, kein anderes Ende tut es.",
        "Chaque fin du processus indique le résultat, aucune autre fin ne le fait.",
    ),
    _rule(
        "X12",
        "Was Menschen lesen, gibt es auf Deutsch und Französisch.",
        "Ce que les gens lisent existe en allemand et en français.",
    ),
    _rule(
        "X13",
        "Eine andere Institution erfährt etwas nur auf Wegen, auf denen die Einwilligung erteilt ist.",
        "Une autre institution n’apprend quelque chose que sur des chemins où le consentement est donné.",
        "AVIG Art. 97a, IVG Art. 66a, DSG Art. 6; processes/REFERENCE.md",
    ),
    _rule(
        "X14",
        "Wo Angaben ohne Einwilligung weitergegeben werden dürfen, wird die Person danach informiert.",
        "Là où des indications peuvent être transmises sans consentement, la personne en est informée ensuite.",
        "AVG Art. 35a Abs. 1ter, IVG Art. 68bis; processes/REFERENCE.md",
    ),
    _rule(
        "PKG-LATER",
        "Was die Fallführung noch nicht aufbewahren kann, ist in Paketen noch nicht möglich.",
        "Ce que la gestion des cas ne peut pas encore conserver n’est pas encore possible dans un paquet.",
    ),
    _rule(
        "PKG-ROUNDS",
        "Eine Aufgabe für jedes Element einer Liste: eine Auswahl derselben Bahn, deren Element nur ihr Formular erfährt.",
        "Une tâche pour chaque élément d’une liste : un choix du même couloir, dont seul son formulaire apprend l’élément.",
    ),
    _rule(
        "PKG-ACCEPTED",
        "Angenommen werden nur Warnungen, die es gibt, und mit Grund.",
        "Seuls des avertissements existants sont acceptés, avec leur raison.",
    ),
    _rule(
        "EVT-1",
        "Prozess und Teilprozess haben genau ein Startereignis.",
        "Un processus et un sous-processus ont exactement un événement de début.",
        _ECH,
    ),
    _rule(
        "EVT-2",
        "Jeder Zweig endet in einem Endereignis.",
        "Chaque branche aboutit à un événement de fin.",
        _ECH,
    ),
    _rule("ACT-1", "Jede Aktivität hat einen Namen.", "Chaque activité porte un nom.", _ECH),
    _rule(
        "ACT-3",
        "Aus einer Aktivität führt genau ein Sequenzfluss.",
        "Un seul flux de séquence quitte une activité.",
        _ECH,
    ),
    _rule(
        "SEQ-1",
        "Bedingungen stehen nur nach einem Gateway.",
        "Les conditions ne figurent qu’après une passerelle.",
        _ECH,
    ),
    _rule(
        "SEQ-2",
        "Verzweigt wird nur mit einem Gateway.",
        "Un branchement se fait uniquement par une passerelle.",
        _ECH,
    ),
    _rule(
        "BPMN-REACH",
        "Zu jedem Element führt ein Weg vom Start.",
        "Un chemin mène du début à chaque élément.",
    ),
    _rule(
        "GW-KIND",
        "Ein exklusives Gateway sagt, wer es beantwortet.",
        "Une passerelle exclusive dit qui y répond.",
    ),
    _rule(
        "GW-FACT",
        "Ein Sachverhalt liest nur, was erfasst ist, und hat keinen Standardfluss.",
        "Un fait ne lit que ce qui est consigné et n’a pas de flux par défaut.",
    ),
    _rule(
        "GW-ANSWER",
        "Jeder Fluss nach einer Frage steht für eine eigene Antwort.",
        "Chaque flux après une question représente sa propre réponse.",
    ),
    _rule(
        "GW-DEFAULT",
        "Ein inklusives Gateway hat einen Standardfluss.",
        "Une passerelle inclusive a un flux par défaut.",
    ),
)
BY_ID = {rule.id: rule for rule in CATALOGUE}
