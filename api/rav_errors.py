"""The error file of a delivery: line, field, code, and a sentence in German and French that an official understands.

Columns and codes are ours, and no value that was sent is repeated: nothing in it can be a formula, or anybody's data.
"""

import csv
import io
from collections.abc import Sequence
from typing import Final

from cases.rav import Fault

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "name-wrong": (
        "Der Dateiname ist nicht wie vereinbart: iiz_rav_v1_RAV-Code_JJJJMMTT_Nummer.csv.",
        "Le nom du fichier n’est pas celui convenu\u202f: iiz_rav_v1_code ORP_AAAAMMJJ_numéro.csv.",
    ),
    "version-unknown": (
        "Diese Version des Dateiformats ist unbekannt. Bitte liefern Sie Version 1.",
        "Cette version du format est inconnue. Veuillez livrer la version 1.",
    ),
    "other-rav": (
        "Die Datei nennt ein anderes RAV als das, das sie liefert.",
        "Le fichier désigne un autre ORP que celui qui le livre.",
    ),
    "too-large": (
        "Die Datei ist zu gross. Bitte teilen Sie sie auf.",
        "Le fichier est trop grand. Veuillez le diviser.",
    ),
    "hash-unreadable": (
        "Die Prüfsumme fehlt oder ist nicht lesbar (64 Zeichen, SHA-256).",
        "La somme de contrôle manque ou est illisible (64 caractères, SHA-256).",
    ),
    "hash-wrong": (
        "Die Prüfsumme stimmt nicht: Die Datei wurde unterwegs verändert oder ist unvollständig. Bitte liefern Sie sie neu.",
        "La somme de contrôle est fausse\u202f: le fichier a été modifié en route ou est incomplet. Veuillez le livrer à nouveau.",
    ),
    "not-utf8": ("Die Datei ist nicht in UTF-8 geschrieben.", "Le fichier n’est pas écrit en UTF-8."),
    "header-wrong": (
        "Die Kopfzeile hat nicht die vereinbarten Spalten.",
        "L’en-tête n’a pas les colonnes convenues.",
    ),
    "trailer-missing": (
        "Die Schlusszeile T;Anzahl fehlt: Die Datei ist wohl abgeschnitten. Bitte liefern Sie sie neu.",
        "La ligne finale T;nombre manque\u202f: le fichier est sans doute tronqué. Veuillez le livrer à nouveau.",
    ),
    "count-wrong": (
        "Die Schlusszeile nennt eine andere Anzahl Zeilen, als die Datei hat.",
        "La ligne finale indique un autre nombre de lignes que le fichier n’en a.",
    ),
    "too-many-lines": (
        "Die Datei hat zu viele Zeilen. Bitte teilen Sie sie auf.",
        "Le fichier a trop de lignes. Veuillez le diviser.",
    ),
    "columns": (
        "Die Zeile hat nicht so viele Felder wie die Kopfzeile.",
        "La ligne n’a pas autant de champs que l’en-tête.",
    ),
    "quotes": ("Anführungszeichen sind nicht geschlossen.", "Des guillemets ne sont pas fermés."),
    "control-character": (
        "Die Zeile enthält ein Steuerzeichen.",
        "La ligne contient un caractère de contrôle.",
    ),
    "required": ("Diese Angabe ist nötig und fehlt.", "Cette indication est nécessaire et manque."),
    "too-long": ("Der Text ist zu lang.", "Le texte est trop long."),
    "ahv": (
        "Die AHV-Nummer ist nicht gültig (13 Ziffern mit Prüfziffer).",
        "Le numéro AVS n’est pas valable (13 chiffres avec chiffre de contrôle).",
    ),
    "date": ("Das ist kein Datum der Form 2026-06-05.", "Ce n’est pas une date de la forme 2026-06-05."),
    "future": ("Das Datum liegt in der Zukunft.", "La date est dans le futur."),
    "code": (
        "Diesen Wert gibt es in der vereinbarten Liste nicht.",
        "Cette valeur n’existe pas dans la liste convenue.",
    ),
    "number": ("Das ist keine Zahl im erlaubten Bereich.", "Ce n’est pas un nombre admis."),
    "consent-missing": (
        "Ohne Verweis auf Einwilligung oder Rechtsgrundlage wird nichts übernommen.",
        "Sans renvoi au consentement ou à la base légale, rien n’est repris.",
    ),
    "day-taken": (
        "Für diese Person und diesen Stichtag wurde schon etwas anderes geliefert. Stornieren Sie es, oder liefern Sie mit einem neuen Stichtag.",
        "Autre chose a déjà été livré pour cette personne et ce jour de référence. Annulez-le ou livrez avec un nouveau jour.",
    ),
    "cancel-late": (
        "Das Storno kommt zu spät: Jemand hat die Meldung bereits bearbeitet. Bitte wenden Sie sich an das RAV.",
        "L’annulation arrive trop tard\u202f: quelqu’un a déjà traité l’annonce. Veuillez vous adresser à l’ORP.",
    ),
    "cancel-unknown": (
        "Zu diesem Storno gibt es keine Lieferung für die Person und den Stichtag.",
        "Il n’y a pas de livraison à annuler pour cette personne et ce jour de référence.",
    ),
}
"""What each code means, in German and French."""


def error_file(fault: str | None, faults: Sequence[Fault]) -> bytes:
    """The file, in UTF-8 with `;` as what came. A fault of the whole file stands at line 0."""
    whole = [Fault(0, "", fault)] if fault else []
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(("zeile", "feld", "code", "hinweis_de", "remarque_fr"))
    for one in (*whole, *faults):
        writer.writerow((one.number, one.column, one.code, *SENTENCES[one.code]))
    return b"\xef\xbb\xbf" + written.getvalue().encode()
