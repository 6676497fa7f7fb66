"""Every convention, topic by topic, and what no program can judge of them, with the reason."""

from engine.packages.conventions import (
    activities,
    diagrams,
    events,
    flows,
    gateways,
    general,
    messages,
    ours,
    pools,
)
from engine.packages.conventions.rules import Convention, Unjudged, both

CATALOGUE: tuple[Convention, ...] = (
    *general.RULES,
    *diagrams.RULES,
    *pools.RULES,
    *events.RULES,
    *activities.RULES,
    *gateways.RULES,
    *flows.RULES,
    *messages.RULES,
    *ours.RULES,
)

UNJUDGED: tuple[Unjudged, ...] = (
    Unjudged(
        "GEN-2",
        both("Keine Formatierung von Text.", "Pas de mise en forme du texte."),
        both(
            "BPMN speichert Beschriftungen ohne Formatierung.",
            "BPMN enregistre les textes sans mise en forme.",
        ),
    ),
    Unjudged(
        "GEN-2",
        both("Farben tragen keine Bedeutung.", "Les couleurs ne portent pas de sens."),
        both(
            "Ob eine Farbe etwas sagen soll, weiss nur, wer sie gewählt hat; gemeldet wird, dass es Farben gibt.",
            "Seule la personne qui l’a choisie sait si une couleur a un sens ; leur présence est signalée.",
        ),
    ),
    Unjudged(
        "GEN-3",
        both("Eine Sprache je Modell.", "Une seule langue par modèle."),
        both(
            "Erkannt wird die Sprache an kleinen Wörtern; kurze Namen haben keine.",
            "La langue se reconnaît aux petits mots ; les noms courts n’en ont pas.",
        ),
    ),
    Unjudged(
        "POOL-2",
        both("Ein zugeklappter Pool ist leer.", "Un bassin replié est vide."),
        both(
            "Ein Pool ohne Prozess kann in BPMN nichts enthalten.",
            "En BPMN, un bassin sans processus ne peut rien contenir.",
        ),
    ),
    Unjudged(
        "LANE-2",
        both("Eine Bahn ist eine Rolle in der Einzahl.", "Un couloir est un rôle au singulier."),
        both(
            "Ein Vor- und Nachname ohne Anrede und die meisten Mehrzahlformen sind am Wort nicht zu erkennen.",
            "Un prénom et un nom sans titre et la plupart des pluriels ne se reconnaissent pas au mot.",
        ),
    ),
    Unjudged(
        "EVT-4",
        both("Objekt und Partizip.", "Un objet et un participe."),
        both(
            "Gemeldet wird nur, was sicher keine Zustandsangabe ist; viele Zustände haben kein Partizip.",
            "Seul ce qui n’est certainement pas un état est signalé ; beaucoup d’états n’ont pas de participe.",
        ),
    ),
    Unjudged(
        "GW-1",
        both("Die Aktivität trifft den Entscheid.", "L’activité prend la décision."),
        both(
            "Dass eine Aktivität davor steht, ist zu sehen; dass sie entscheidet, nicht.",
            "On voit qu’une activité précède ; on ne voit pas qu’elle décide.",
        ),
    ),
    Unjudged(
        "GW-2",
        both("Auch exklusive Zweige laufen wieder zusammen.", "Les branches exclusives se rejoignent aussi."),
        both(
            "Zweige mit eigenem Ende sind erlaubt; laufen sie in einer Aktivität zusammen, meldet es SEQ-3.",
            "Des branches avec leur propre fin sont permises ; si elles se rejoignent dans une activité, SEQ-3 le signale.",
        ),
    ),
    Unjudged(
        "GRP-1",
        both("Eine Gruppe ersetzt keine Bahn.", "Un groupe ne remplace pas un couloir."),
        both(
            "Was eine Gruppe meint, steht nicht im Modell; gemeldet werden Gruppen, wo es keine Bahnen gibt.",
            "Le modèle ne dit pas ce que signifie un groupe ; les groupes sont signalés là où il n’y a pas de couloirs.",
        ),
    ),
)
"""Where a rule cannot be judged, or only in part."""
