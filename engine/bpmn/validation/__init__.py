"""The `bpmn` profile: what any single model must be like to be executed as BPMN says."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from engine.bpmn.validation.catalogue import CATALOGUE, FIRST
from engine.bpmn.validation.rules import Finding, Level, Rule
from engine.bpmn.validation.view import View, place_of, view_of

__all__ = ["CATALOGUE", "Finding", "Level", "Rule", "validate"]

_MOST = 100
"""Findings of one rule: more would not be read."""


def validate(root: etree._Element, file: str) -> list[Finding]:
    """Everything the rules find in a model, topic by topic; empty if it can be executed.

    Faults in a process that is not executable, beside one that is, only warn: it describes a partner and never runs.
    """
    view = view_of(root)
    first = [finding for rule in FIRST for finding in _found(rule, view, file)]
    if first:
        return first
    return [finding for rule in CATALOGUE for finding in _found(rule, view, file)]


def _found(rule: Rule, view: View, file: str) -> Iterator[Finding]:
    for hit in islice(rule.check(view), _MOST):
        level = rule.level
        if level != "warning" and not view.is_executed(hit.element):
            if level == "todo":
                continue
            level = "warning"
        yield Finding(file, place_of(hit.element), rule.id, level, hit.message, hit.remedy)
