"""What can be told of a name in German or French: verbs, participles, language, abbreviations. In doubt it is right."""

import re


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_GERMAN_VERB = re.compile(r"[a-zäöü-]*[a-zäöü](en|ern|eln|tun|sein)\Z")
_ROMANCE_VERB = re.compile(r"[^\W\d_]{1,}(er|ir|re|oir|are|ere|ire)\Z", re.IGNORECASE)
_NO_VERBS = _listed(
    "dossier cahier papier courrier métier calendrier février janvier premier dernier atelier loyer foyer conseiller "
    "financier particulier cas offre lettre ordre titre cadre chambre registre autre notre centre mesure procédure offre "
    "demande désir avenir soir loisir souvenir œuvre contre entre être avoir"
)
_REALLY_VERBS = frozenset({"être", "avoir", "entrer", "offrir", "conseiller"})
_INSEPARABLE = re.compile(
    r"(?:\w{2,6}?)?(be|ge|er|ver|zer|ent|emp|miss|über|unter|wider|hinter|voll)[a-zäöü]{2,}", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"[a-zäöü]*(ge[a-zäöü]{2,}(t|en)|t)\Z", re.IGNORECASE)
_GERMAN = _listed(
    "der die das den dem des ein eine einer eines und oder mit von zu zum zur für bei im am nicht auf aus über vom beim ist nach vor"
)
_FRENCH = _listed(
    "le la les du des un une et ou avec pour dans sur au aux en est pas par l d de à après avant"
)
_CHECKS = re.compile(
    r"(\b(?:über)?prüfen\b|\bkontrollieren\b|\bverifizieren\b|^(vérifier|contrôler|examiner|verificare|controllare|esaminare)\b)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-ZÄÖÜ]{2,6}\b")
KNOWN = _listed(
    "RAV IV IIZ ALV AHV SMZ SD ORP AI CII AC AVS CMS LACI LAI CSR URC AD CDOS EAZ AIT AMM MMT PET ZAS KVG BVG SKOS CSIAS "
    "SECO BSV OFAS AVIG IVG MAMAC SODK VDK CDAS CDEP BIZ OSP KIGA AWA KAST SUVA CNA BPMN DMN PDF ID QES AGOV"
)
"""Abbreviations that everybody in the field reads."""
_PERSON = re.compile(r"\b(Herrn?|Frau|Hr\.|Fr\.|Monsieur|Madame|M\.|Mme|Mlle)(?=\s+[A-ZÄÖÜÉ])")
_PLURAL = re.compile(
    r"(innen|/-innen|:innen|\*innen)\b|\b(Mitarbeitende|Fachpersonen|Sachbearbeitende|Kollegen)\b|\b(conseillers|assistants|collaborateurs|spécialistes|conseillères)\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """The words of a name."""
    return _WORD.findall(text)


def has_infinitive(text: str) -> bool:
    """Whether a name says what is done: German ends with the infinitive, French and Italian begin with it.

    With «und» or «et» each half may have its own verb; one is enough.
    """
    found = words(text)
    if not found:
        return False
    last_words = [part.split()[-1] for part in re.split(r"\s+(?:und|oder)\s+|[,;(/]", text) if part.split()]
    return (
        is_german_infinitive(found[-1])
        or any(is_german_infinitive(word.strip("().")) for word in last_words)
        or is_romance_infinitive(found[0])
    )


def is_german_infinitive(word: str) -> bool:
    """«prüfen», «sammeln», «festlegen»: a word in small letters that ends like a verb."""
    return bool(_GERMAN_VERB.fullmatch(word))


def is_romance_infinitive(word: str) -> bool:
    """«Vérifier», «Saisir», «Verificare», «S’entretenir»."""
    plain = re.split(r"[’']", word)[-1].lower()
    return plain in _REALLY_VERBS or (bool(_ROMANCE_VERB.fullmatch(plain)) and plain not in _NO_VERBS)


def sounds_like_a_task(text: str) -> bool:
    """Whether the name of an end says what is to be done instead of what is: «Fall abschliessen», «Clore le cas»."""
    found = words(text)
    if not found:
        return False
    last = found[-1]
    is_task = (
        is_german_infinitive(last) and not _PARTICIPLE.fullmatch(last) and not _INSEPARABLE.fullmatch(last)
    )
    return is_task or (len(found) > 1 and found[0][0].isupper() and is_romance_infinitive(found[0]))


def checks(text: str) -> bool:
    """Whether an activity examines something."""
    return bool(_CHECKS.search(text))


def language(text: str) -> str | None:
    """`de` or `fr` where the small words of a name say so plainly."""
    found = [word.lower() for word in re.split(r"[\s’']+", text)]
    german, french = (sum(word in small for word in found) for small in (_GERMAN, _FRENCH))
    if german == french:
        return None
    return "de" if german > french else "fr"


def abbreviations(text: str) -> list[str]:
    """Abbreviations that not everybody knows; a name in capitals is none."""
    if text.isupper() and len(words(text)) > 1:
        return []
    return [word for word in _ABBREVIATION.findall(text) if word not in KNOWN]


def names_a_person(text: str) -> bool:
    """«Frau Meier», «M. Dupont»."""
    return bool(_PERSON.search(text))


def is_plural(text: str) -> bool:
    """«Beraterinnen», «conseillers»: several where one role is meant."""
    return bool(_PLURAL.search(text))
