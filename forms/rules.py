"""Rules across fields, from `<form>.rules.yaml`: a FEEL condition, the field at fault, the message."""

from collections.abc import Mapping
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from forms.conditions import read_expression
from forms.definition import PLACEHOLDER, Condition, Rule
from forms.faults import Fault, Findings, FormError
from forms.source import unprintable

MAX_BYTES = 128 * 1024
MAX_RULES = 200

_NEEDED = {"id", "when", "field", "message", "text"}
_POSSIBLE = {"conflict", "values"}
_LANGUAGES = {"de", "fr", "it", "en"}


def read_rules(source: bytes | None, keys: frozenset[str], findings: Findings) -> tuple[Rule, ...]:
    """The rules of a form with these field keys; faults become findings (unreadable YAML: FormError)."""
    raw = _loaded(source) if source else []
    if raw is None:
        return ()
    if not isinstance(raw, list) or len(raw) > MAX_RULES:
        findings.add(
            "rules", "The rules must be a list.", f"Write «- id: …» for each rule, at most {MAX_RULES}."
        )
        return ()
    rules: list[Rule] = []
    for number, each in enumerate(raw, 1):
        rule = _rule(each, f"rules[{number}]", keys, findings)
        if rule is not None and rule.id in {other.id for other in rules}:
            findings.add(f"rule {rule.id}", "The id stands twice.", "Give each rule an id of its own.")
        elif rule is not None:
            rules.append(rule)
    return tuple(rules)


def _loaded(source: bytes) -> object:
    if len(source) > MAX_BYTES:
        raise FormError([Fault("rules", "The file of rules is too large.", f"At most {MAX_BYTES} bytes.")])
    # Only text: «yes», «on» and dates stay what was written, and no tag builds anything.
    yaml = YAML(typ="base", pure=True)
    try:
        return cast("object", yaml.load(source.decode("utf-8-sig")))
    except (YAMLError, ValueError, RecursionError) as error:
        where = " ".join(str(error).split())[:200]
        raise FormError(
            [Fault("rules", f"The rules are no YAML: {where}", "Correct the line named.")]
        ) from error


def _rule(raw: object, place: str, keys: frozenset[str], findings: Findings) -> Rule | None:
    if not isinstance(raw, dict) or set(raw) - _POSSIBLE != _NEEDED:
        findings.add(
            place,
            "A rule has a missing or an unknown key.",
            f"It needs: {', '.join(sorted(_NEEDED))}; it may have: {', '.join(sorted(_POSSIBLE))}.",
        )
        return None
    conflict = raw.get("conflict", "false")
    if conflict not in {"true", "false"}:
        findings.add(place, "conflict must be true or false.", "Leave it out for false.")
        return None
    words = [raw["id"], raw["when"], raw["field"], raw["message"]]
    if not all(isinstance(word, str) and word.strip() and not unprintable(word) for word in words):
        findings.add(place, "id, when, field and message must be text.", "Put them in quotes.")
        return None
    place = f"rule {raw['id']}"
    text = _texts(raw["text"], place, findings)
    if raw["field"] not in keys:
        findings.add(
            place,
            f"There is no field «{raw['field']}» in the form.",
            f"Fields are: {', '.join(sorted(keys))}.",
        )
        return None
    when = read_expression(raw["when"].removeprefix("=").strip(), place, findings)
    if when is None:
        return None
    values = _values(raw.get("values", {}), text, place, findings)
    return Rule(raw["id"], when, raw["field"], raw["message"], text, conflict == "true", values)


def _values(
    raw: object, text: Mapping[str, str], place: str, findings: Findings
) -> tuple[tuple[str, Condition], ...]:
    """The FEEL for each name in braces, neither fewer nor more than the texts have."""
    named = {name for words in text.values() for name in PLACEHOLDER.findall(words)}
    if (
        not isinstance(raw, dict)
        or raw.keys() != named
        or not all(isinstance(one, str) for one in raw.values())
    ):
        findings.add(
            place,
            "values and the names in braces of the texts differ.",
            f"Write values: {{{', '.join(f'{name}: =…' for name in sorted(named)) or 'nothing'}}}.",
        )
        return ()
    read = {
        name: read_expression(one.removeprefix("=").strip(), place, findings) for name, one in raw.items()
    }
    return tuple((name, one) for name, one in read.items() if one is not None)


def _texts(raw: object, place: str, findings: Findings) -> Mapping[str, str]:
    good = (
        isinstance(raw, dict)
        and raw.keys() <= _LANGUAGES
        and {"de", "fr"} <= raw.keys()
        and all(isinstance(text, str) and text.strip() and not unprintable(text) for text in raw.values())
    )
    if not good:
        findings.add(place, "The message is missing in German or French.", "Write text: {de: …, fr: …}.")
        return {"de": ""}
    return dict(cast("Mapping[str, str]", raw))
