"""Warnings that a package accepts are warnings there are, each with its reason."""

from collections.abc import Iterator

from engine.bpmn.validation import CATALOGUE as PROFILE
from engine.faults import Fault
from engine.packages.conventions import CATALOGUE, unneeded
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.nearest import nearest
from engine.packages.package import Package

OWN = frozenset({"EL-NAME", "TXT-KEY", "DMN-JUDGED", "PKG-LAPSE"})
"""Warnings about what stands beside the model, or between it and package.yaml."""


def check_accepted(package: Package) -> Iterator[Fault]:
    """Names of rules that warn, and reasons that say something."""
    known = {
        *OWN,
        *(rule.id for rule in CATALOGUE),
        *(rule.id for rule in PROFILE if rule.level == "warning"),
    }
    for key, reason in package.manifest.accepted_warnings.items():
        rule = key.partition(" ")[0]
        if rule not in known:
            yield Fault(
                MANIFEST,
                f"accepted_warnings.{key}",
                "PKG-ACCEPTED",
                f"«{rule}» is no rule that warns.",
                f"{nearest(rule, known)}Write RULE or RULE element; what refuses a package can't be accepted.",
            )
        elif not reason.strip():
            yield Fault(
                MANIFEST,
                f"accepted_warnings.{key}",
                "PKG-ACCEPTED",
                "The reason is missing.",
                "Say why it is meant.",
            )


def is_accepted(package: Package, warning: Fault) -> bool:
    """Whether the package says why it keeps to what is warned of."""
    accepted = package.manifest.accepted_warnings
    return warning.rule in accepted or f"{warning.rule} {warning.place}" in accepted


def warn_of_accepted(package: Package, others: list[Fault]) -> Iterator[Fault]:
    """What is accepted and is not there any more."""
    told = {key for warning in others for key in (warning.rule, f"{warning.rule} {warning.place}")}
    for key in unneeded(list(package.notices), package.manifest.accepted_warnings):
        if key not in told:
            message = "Nothing of the kind is found."
            yield Fault(
                MANIFEST,
                f"accepted_warnings.{key}",
                "PKG-ACCEPTED",
                message,
                "Remove it from accepted_warnings.",
            )
