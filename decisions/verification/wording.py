"""The sentences for what was found, in German, French and English."""

from collections.abc import Iterable, Mapping, Sequence

from decisions.verification.facts import Condition, Facts, FindingKind, Language, Reason

_SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "de": {
        "gap": "Keine Regel für {where}{example}.",
        "gap-everywhere": "Keine Regel trifft je zu{example}.",
        "overlap": "Die Regeln {rules} treffen beide zu{where}; erlaubt ist eine{example}.",
        "contradiction": "Die Regeln {rules} treffen beide zu und ergeben Verschiedenes{where}{example}.",
        "unreachable": "Regel {rule} kommt nie zum Zug, denn immer geht ihr eine andere vor: {others}.",
        "impossible": "Regel {rule} kann nie zutreffen: In «{column}» gibt es keinen Wert für {entries}.",
        "output-not-allowed": "Regel {rule} ergibt für «{column}» den Wert {entries}, der nicht erlaubt ist.",
        "default-not-allowed": "Der Vorgabewert {entries} für «{column}» ist nicht erlaubt.",
        "not-judged": "Nicht beurteilt: {place}, weil {reason}.",
        "too-large": "Die Tabelle ist zu gross, um sie ganz zu prüfen: {reason}.",
        "example": "; zum Beispiel {example}",
        "where": " für {where}",
        "column": "Spalte «{column}»",
        "one-rule": "Regel {rules}",
        "rules": "Regeln {rules}",
        "more": " Und {more} weitere.",
    },
    "fr": {
        "gap": "Aucune règle pour {where}{example}.",
        "gap-everywhere": "Aucune règle ne s’applique jamais{example}.",
        "overlap": "Les règles {rules} s’appliquent toutes les deux{where}; une seule est permise{example}.",
        "contradiction": "Les règles {rules} s’appliquent toutes les deux, avec des résultats différents{where}{example}.",
        "unreachable": "La règle {rule} n’est jamais retenue, car une autre passe toujours avant elle: {others}.",
        "impossible": "La règle {rule} ne peut jamais s’appliquer: dans «{column}», aucune valeur ne remplit {entries}.",
        "output-not-allowed": "La règle {rule} donne pour «{column}» la valeur {entries}, qui n’est pas permise.",
        "default-not-allowed": "La valeur par défaut {entries} pour «{column}» n’est pas permise.",
        "not-judged": "Non examiné: {place}, parce que {reason}.",
        "too-large": "La table est trop grande pour être vérifiée entièrement: {reason}.",
        "example": "; par exemple {example}",
        "where": " pour {where}",
        "column": "colonne «{column}»",
        "one-rule": "règle {rules}",
        "rules": "règles {rules}",
        "more": " Et {more} de plus.",
    },
    "en": {
        "gap": "No rule for {where}{example}.",
        "gap-everywhere": "No rule ever matches{example}.",
        "overlap": "Rules {rules} both match{where}; only one may{example}.",
        "contradiction": "Rules {rules} both match and give different results{where}{example}.",
        "unreachable": "Rule {rule} is never reached, because another always goes before it: {others}.",
        "impossible": "Rule {rule} can never match: in «{column}» there is no value for {entries}.",
        "output-not-allowed": "Rule {rule} gives «{column}» the value {entries}, which is not allowed.",
        "default-not-allowed": "The default {entries} for «{column}» is not allowed.",
        "not-judged": "Not judged: {place}, because {reason}.",
        "too-large": "The table is too large to be verified wholly: {reason}.",
        "example": "; for example {example}",
        "where": " for {where}",
        "column": "column «{column}»",
        "one-rule": "rule {rules}",
        "rules": "rules {rules}",
        "more": " And {more} more.",
    },
}
_REASONS: Mapping[Language, Mapping[Reason, str]] = {
    "de": {
        Reason.COMPUTES: "die Bedingung mit dem Wert rechnet",
        Reason.MORE_THAN_THE_VALUE: "die Bedingung von mehr als dem Wert der Spalte abhängt",
        Reason.COMPOUND: "der Wert eine Liste, ein Kontext oder Ähnliches ist",
        Reason.UNKNOWN_ORDER: "die Reihenfolge der Grenzen nicht bekannt ist",
        Reason.ALLOWED_VALUES: "die erlaubten Werte nicht ausgeschrieben sind",
        Reason.TOO_MUCH: "das zu aufwendig ist",
        Reason.COMPUTED_OUTPUT: "das Ergebnis erst im Fall berechnet wird",
        Reason.GAPS: "es kann Lücken geben, die hier nicht stehen",
        Reason.OVERLAPS: "es können mehr Regeln zugleich zutreffen, als hier stehen",
        Reason.UNREACHABLE_RULES: "es kann mehr Regeln geben, die nie zum Zug kommen",
    },
    "fr": {
        Reason.COMPUTES: "la condition calcule avec la valeur",
        Reason.MORE_THAN_THE_VALUE: "la condition ne dépend pas de la seule valeur de la colonne",
        Reason.COMPOUND: "la valeur est une liste, un contexte ou semblable",
        Reason.UNKNOWN_ORDER: "l’ordre des limites n’est pas connu",
        Reason.ALLOWED_VALUES: "les valeurs permises ne sont pas écrites en toutes lettres",
        Reason.TOO_MUCH: "cela demande trop de calculs",
        Reason.COMPUTED_OUTPUT: "le résultat n’est calculé que dans le cas concret",
        Reason.GAPS: "il peut y avoir des lacunes qui ne figurent pas ici",
        Reason.OVERLAPS: "il peut y avoir plus de règles qui s’appliquent en même temps",
        Reason.UNREACHABLE_RULES: "il peut y avoir plus de règles jamais retenues",
    },
    "en": {
        Reason.COMPUTES: "the condition computes with the value",
        Reason.MORE_THAN_THE_VALUE: "the condition depends on more than the column’s value",
        Reason.COMPOUND: "the value is a list, a context or the like",
        Reason.UNKNOWN_ORDER: "the order of the bounds is not known",
        Reason.ALLOWED_VALUES: "the allowed values are not written out",
        Reason.TOO_MUCH: "that needs too much computing",
        Reason.COMPUTED_OUTPUT: "the result is computed in the case only",
        Reason.GAPS: "there may be gaps that are not told here",
        Reason.OVERLAPS: "more rules may match at once than are told here",
        Reason.UNREACHABLE_RULES: "more rules may never be reached than are told here",
    },
}
_AND = {"de": " und ", "fr": " et ", "en": " and "}
_IN = {"de": "in", "fr": "dans", "en": "in"}
_EXCEPT = {"de": "ausser", "fr": "sauf", "en": "other than"}
_MOST_ENTRIES = 3


def sentence(facts: Facts, language: Language) -> str:
    """What was found, with the inputs concerned and an example where there is one."""
    texts = _SENTENCES[language]
    where = _joined([_condition(one, language) for one in facts.where], language)
    is_gap = facts.kind is FindingKind.GAP
    found = texts[_key(facts)].format(
        where=where if is_gap or not where else texts["where"].format(where=where),
        example=_example(facts, where, language),
        rules=_numbers(facts, language),
        rule=facts.rules[0].number if facts.rules else "",
        others=_joined([str(rule.number) for rule in facts.rules[1:]], language),
        column=facts.column,
        entries=_entries(facts.entries),
        place=_place(facts, language),
        reason=_REASONS[language][facts.reason] if facts.reason else "",
    )
    return found + (texts["more"].format(more=facts.more) if facts.more else "")


def _key(facts: Facts) -> str:
    if facts.kind is FindingKind.GAP and not facts.where:
        return "gap-everywhere"
    if facts.kind is FindingKind.OUTPUT_NOT_ALLOWED and not facts.rules:
        return "default-not-allowed"
    return facts.kind.value


def _example(facts: Facts, where: str, language: Language) -> str:
    """An input in the columns that matter; nothing where the inputs concerned are a single one anyway."""
    labels = [one.label for one in facts.where]
    shown = [_condition(Condition(label, (facts.example[label],)), language) for label in labels]
    text = _joined(shown, language)
    return "" if text == where else _SENTENCES[language]["example"].format(example=text)


def _condition(condition: Condition, language: Language) -> str:
    label, tests = condition.label, condition.tests
    if condition.negated:
        return f"{label} {_EXCEPT[language]} {', '.join(tests)}"
    only = tests[0]
    if len(tests) > 1:
        return f"{label} {_IN[language]} ({', '.join(tests)})"
    if only.startswith(("<", ">")):
        return f"{label} {only}"
    if only.startswith("not(") and only.endswith(")"):
        return f"{label} {_EXCEPT[language]} {only[4:-1]}"
    is_range = only[0] in "[(" and only[-1] in "])" and ".." in only
    return f"{label} {_IN[language] if is_range else '='} {only}"


def _numbers(facts: Facts, language: Language) -> str:
    return _joined([str(rule.number) for rule in facts.rules], language)


def _place(facts: Facts, language: Language) -> str:
    """The column and the rules, with the texts of some cells."""
    texts = _SENTENCES[language]
    parts = [texts["column"].format(column=facts.column)] if facts.column else []
    if facts.rules:
        known = texts["rules" if len(facts.rules) > 1 else "one-rule"]
        parts.append(known.format(rules=_numbers(facts, language)))
    if facts.entries:
        parts.append(_entries(facts.entries))
    return ", ".join(parts)


def _entries(entries: Iterable[str]) -> str:
    shown = [f"«{entry}»" for entry in entries]
    return ", ".join(shown[:_MOST_ENTRIES]) + (" …" if len(shown) > _MOST_ENTRIES else "")


def _joined(parts: Sequence[str], language: Language) -> str:
    """Parts with commas, and a word before the last."""
    return _AND[language].join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
