"""Which conditions of a form the browser would decide in another way than the server, told to its designer.

Asked when a form is new, never of a released one. Rules across fields are decided by the server alone.
"""

from collections.abc import Iterator, Sequence

from decisions.agreed import beyond
from forms.definition import Component, Field, Form, Group
from forms.faults import Fault

_KINDS = {
    "textfield": "string",
    "textarea": "string",
    "radio": "string",
    "select": "string",
    "checkbox": "boolean",
    "checklist": "list",
    "datetime": "date",
}


def beyond_the_browser(form: Form) -> tuple[Fault, ...]:
    """A fault for each construct in a condition that is outside of what server and browser agree on."""
    kinds = {field.key: _kind(field) for field in form.fields}
    return tuple(
        Fault(
            element,
            f"The condition «{text[:80]}» uses {each.construct}, which the browser may decide otherwise "
            "than the server.",
            each.instead,
        )
        for element, text in _conditions(form.components)
        for each in beyond(text, kinds)
    )


def _kind(field: Field) -> str:
    if field.type == "number":
        return "whole number" if field.bounds.decimals == 0 else "number"
    return _KINDS[field.type]


def _conditions(components: Sequence[Component]) -> Iterator[tuple[str, str]]:
    """Each condition with the key or id of what it hides."""
    for component in components:
        if component.hide:
            element = component.key if isinstance(component, Field) else component.text_key.rsplit(".", 1)[-1]
            yield element, component.hide.text
        if isinstance(component, Group):
            yield from _conditions(component.components)
