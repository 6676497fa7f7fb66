"""From a form-js file and its rules to a form that may be served."""

import re
from collections.abc import Mapping

from forms.components import ComponentReader
from forms.conditions import in_order
from forms.definition import Component, Condition, Field, Form, Group, Profile, Rule, fields_of
from forms.faults import Fault, Findings, FormError
from forms.rules import read_rules
from forms.source import Json, read_json

_ID = re.compile(r"[A-Za-z_][\w-]{0,99}", re.ASCII)
# The editors' own notes about the file; they change nothing here.
_NOTES = {
    "schemaVersion",
    "versionTag",
    "exporter",
    "executionPlatform",
    "executionPlatformVersion",
    "$schema",
}
# What conditions of a package may read besides the form's own answers.
CONTEXT = ("case", "parameters")
_TOP = {"id", "type", "components"} | _NOTES


def parse_form(definition: bytes, rules: bytes | None = None, profile: Profile = "package") -> Form:
    """Read a form definition (form-js JSON) and its rules (YAML).

    Profile `package` demands a category on every field, `plain` doesn't.
    Raises FormError with every fault at once.
    """
    raw = read_json(definition)
    if not isinstance(raw, dict):
        raise FormError(
            [Fault("form", "The file holds no form.", "Save the form again from the form editor.")]
        )
    findings = Findings()
    form_id = _form_id(raw, findings)
    components = ComponentReader(form_id, profile, findings).read_all(raw.get("components"), "components")
    fields = tuple(fields_of(components))
    keys = frozenset(field.key for field in fields)
    read = read_rules(rules, keys, findings)
    asked = in_order(fields, findings)
    if profile == "package":
        _refuse_unknown_names(components, read, keys, findings)
    findings.raise_if_any()
    return Form(form_id, components, read, asked, _reads(components, read, keys))


def _form_id(raw: Mapping[str, Json], findings: Findings) -> str:
    for name in raw:
        if name not in _TOP:
            findings.add(
                "form",
                f"«{name[:60]}» is not served on a form.",
                f"Remove it; served are: {', '.join(sorted(_TOP))}.",
            )
    if raw.get("type") != "default":
        findings.add("form", "The type of the form is not served.", 'Write "type": "default".')
    form_id = raw.get("id")
    if not isinstance(form_id, str) or not _ID.fullmatch(form_id):
        findings.add("form", "The form has no usable id.", "Give it letters, digits, _ and - (100 at most).")
        return "form"
    return form_id


def _refuse_unknown_names(
    components: tuple[Component, ...], rules: tuple[Rule, ...], keys: frozenset[str], findings: Findings
) -> None:
    # A mistyped name would be null for ever: a question never asked, a rule never broken.
    for place, condition in [*conditions_of(components), *_rule_conditions(rules)]:
        for name in sorted({path[0] for path in condition.expression.names} - keys - {*CONTEXT}):
            findings.add(
                place,
                f"The condition reads «{name}», which is no field of this form.",
                f"Fields are: {', '.join(sorted(keys))}; from outside: {', '.join(CONTEXT)}.",
            )


def _reads(
    components: tuple[Component, ...], rules: tuple[Rule, ...], keys: frozenset[str]
) -> frozenset[tuple[str, ...]]:
    conditions = [*conditions_of(components), *_rule_conditions(rules)]
    return frozenset(
        path for _, condition in conditions for path in condition.expression.names if path[0] not in keys
    )


def _rule_conditions(rules: tuple[Rule, ...]) -> list[tuple[str, Condition]]:
    return [(f"rule {rule.id}", condition) for rule in rules for condition in rule.reading]


def conditions_of(components: tuple[Component, ...]) -> list[tuple[str, Condition]]:
    """Each condition with the key or id of its component."""
    found = []
    for each in components:
        if each.hide:
            found.append(
                (each.key if isinstance(each, Field) else each.text_key.rpartition(".")[2], each.hide)
            )
        if isinstance(each, Group):
            found += conditions_of(each.components)
    return found
