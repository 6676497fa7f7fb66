"""The model of a package is one that can be executed as BPMN says: the `bpmn` profile, a little stricter."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from engine.bpmn.validation import Finding, validate
from engine.faults import Fault
from engine.packages.package import Package

_STRICTER = frozenset({"EXT-UNKNOWN", "NO-EFFECT", "LANE-MEMBER"})
"""Warnings of the profile that refuse a package: what nobody knows, or has no effect, might be meant to be executed."""
_SAID_HERE = {
    "NEEDS-CONDITION": "X2",
    "NEEDS-DECISION": "DMN-REF",
    "NEEDS-MESSAGE": "PKG-LATER",
    "NEEDS-MESSAGE-NAME": "PKG-LATER",
    "NEEDS-SIGNAL": "PKG-LATER",
    "NEEDS-EVENT-CONDITION": "PKG-LATER",
    "NEEDS-JOB": "PKG-LATER",
    "NEEDS-SEND": "PKG-LATER",
    "NEEDS-SCRIPT": "PKG-LATER",
    "NEEDS-SCRIPT-RESULT": "PKG-LATER",
    "TIMER-NOTHING": "PKG-LATER",
    "TIMER-FORM": "X5",
}
"""What a model still lacks, by the rule of packages that says it in their words."""


def unreadable(root: etree._Element, file: str) -> list[Fault]:
    """What keeps a model from being read as what it means."""
    return [finding.fault for finding in validate(root, file) if finding.level == "fault"]


def check_model(package: Package) -> Iterator[Fault]:
    """Every fault and every open detail of the model; what another check of packages tells is left to it."""
    for finding in validate(package.model.root, package.model.file):
        if _refuses(finding) and finding.rule not in _SAID_HERE:
            yield _placed(package, finding.fault)


def warn_of_model(package: Package) -> Iterator[Fault]:
    """What the profile only tells, and how something was read that a model may write in several ways."""
    model = package.model
    for finding in validate(model.root, model.file):
        if not _refuses(finding):
            yield _placed(package, finding.fault)
    for note in model.notes:
        yield Fault(
            model.file, note.place, note.rule, note.message, "Write it so that everybody reads the same."
        )


def _refuses(finding: Finding) -> bool:
    return finding.level != "warning" or finding.rule in _STRICTER


def _placed(package: Package, fault: Fault) -> Fault:
    """The fault in the file in which its element stands."""
    return replace(fault, file=package.file_of(fault.place))
