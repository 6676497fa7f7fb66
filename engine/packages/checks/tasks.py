"""User tasks have forms, purpose and legal basis; business rule tasks have decisions and records."""

from collections.abc import Iterator

from engine.bpmn.extensions import ACTIVITIES
from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.checks.faults import fault
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Catalogue, Package

_ON_THE_PERSON = frozenset({"userTask", "businessRuleTask"})


def check_tasks(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Names, purposes, legal bases, forms and decisions of activities."""
    for element in package.model.elements.values():
        if element.kind in ACTIVITIES:
            if not element.name:
                yield fault(
                    package, element.id, "ACT-1", "The activity has no name.", "Name it: noun and infinitive."
                )
            for needed in ("bruecke.purpose", "bruecke.legal_basis"):
                if element.kind in _ON_THE_PERSON and needed not in element.properties:
                    yield fault(
                        package,
                        element.id,
                        "X10",
                        f"The task works on personal data without {needed}.",
                        "Say what for and on what basis.",
                    )
            basis = element.properties.get("bruecke.legal_basis")
            if basis and basis not in package.manifest.legal_bases:
                yield fault(
                    package,
                    element.id,
                    "X10",
                    f"The legal basis «{basis}» is not in {MANIFEST}.",
                    f"Known are: {', '.join(package.manifest.legal_bases) or 'none'}.",
                )
        if element.kind == "userTask" and element.form not in package.forms:
            yield fault(
                package,
                element.id,
                "X4",
                f"The form «{element.form or ''}» is not in the package.",
                f"Name one of: {', '.join(sorted(package.forms))}.",
            )
        if element.kind == "businessRuleTask" and element.job is None:
            yield from _rule_task(package, element)
    for name, legal in package.manifest.legal_bases.items():
        if legal.consent is not None and legal.consent not in consents_of(catalogue):
            consents = sorted(consents_of(catalogue))
            yield Fault(
                MANIFEST,
                f"legal_bases.{name}",
                "X10",
                f"«{legal.consent}» is no consent.",
                f"Consents: {', '.join(consents)}.",
            )


def _rule_task(package: Package, element: Element) -> Iterator[Fault]:
    if element.decision not in package.decisions:
        yield fault(
            package,
            element.id,
            "DMN-REF",
            f"The decision «{element.decision or ''}» is not in the package.",
            f"Name one of: {', '.join(sorted(package.decisions))}.",
        )
    if "bruecke.record" not in element.properties:
        yield fault(
            package,
            element.id,
            "X10",
            "The result of a rule about the person has no record.",
            "Set bruecke.record: process variables hold nothing about the person.",
        )
