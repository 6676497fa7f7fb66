"""A consent that ends by itself is heard where people work on it: else nobody may do their tasks, and nobody is told."""

from collections.abc import Iterator
from datetime import UTC, datetime

from decisions.feel import Expression
from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package
from engine.packages.targets import writes_of

VALIDITY = "consent_validity"
"""The parameter by which every consent has an end."""
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a part that reads the state alone asks for no other


def warn_of_lapses(package: Package) -> Iterator[Fault]:
    """Legal bases whose consent may expire while people have tasks or questions on it, unheard by any event around these."""
    model = package.model
    for name, legal in package.manifest.legal_bases.items():
        if legal.consent is None or not _may_end(package, legal.consent):
            continue
        heard = _heard(package, legal.consent)
        unheard = [
            element.id
            for element in model.elements.values()
            if element.properties.get("bruecke.legal_basis") == name
            and _is_for_people(element)
            and not heard & set(_scopes(package, element))
        ]
        if unheard:
            yield Fault(
                MANIFEST,
                f"legal_bases.{name}",
                "PKG-LAPSE",
                f"The consent may expire, and nothing hears it: nobody may do {_listed(unheard)} then, and nobody is told.",
                f'Begin an event sub-process around them on «case.{legal.consent}.state = "expired"».',
            )


def _may_end(package: Package, consent: str) -> bool:
    """Whether a consent of this type ever has a day on which it ends."""
    return VALIDITY in package.parameters or any(
        (consent, "valid_until") in writes_of(package, element) for element in package.model.elements.values()
    )


def _heard(package: Package, consent: str) -> set[str | None]:
    """The levels at which the end is heard: sub-processes, None for the process itself."""
    elements = package.model.elements
    return {
        elements[element.parent].parent
        for element in elements.values()
        if element.parent is not None
        and elements[element.parent].is_event_sub_process
        and any(trigger.kind == "conditional" for trigger in element.triggers)
        and element.id in package.conditions
        and _tells(package.conditions[element.id], consent)
    }


def _tells(condition: Expression, consent: str) -> bool:
    """Whether the condition has a part that becomes true when the consent expires. What is true without any consent too («!=
    "granted"») only says what else must be so."""
    return any(
        [_value(part, consent, state) is True for state in ("expired", "granted", "none")]
        == [True, False, False]
        for part in condition.parts_on(("case", consent, "state"))
    )


def _value(part: Expression, consent: str, state: str) -> object:
    return part.evaluate({"case": {consent: {"state": state}}}, _ANY_TIME).value


def _is_for_people(element: Element) -> bool:
    return element.kind == "userTask" or element.gateway_kind not in {None, "fact"}


def _scopes(package: Package, element: Element) -> Iterator[str | None]:
    """The levels around an element, from the innermost to the process itself."""
    parent = element.parent
    while parent is not None:
        yield parent
        parent = package.model.elements[parent].parent
    yield None


def _listed(idents: list[str]) -> str:
    told = ", ".join(f"«{ident}»" for ident in sorted(idents)[:5])
    return f"{told} and {len(idents) - 5} more" if len(idents) > 5 else told
