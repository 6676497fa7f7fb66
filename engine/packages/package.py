"""A package as the engine uses it: read once per version, shared by all its instances."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from decisions import dmn, feel
from engine.bpmn.model import Model
from engine.bpmn.run import Process
from engine.packages.archive import Files, content_hash
from engine.packages.manifest import Manifest
from engine.packages.texts import Texts
from forms import Form

Path = tuple[str, ...]
Catalogue = Mapping[str, Mapping[str, str]]
"""Record type to field to category: what the case file knows (cases/catalogue.py)."""


@dataclass(frozen=True)
class Package:
    """Everything of one version. `decisions` maps a DMN decision's id to the model that holds it."""

    files: Files
    manifest: Manifest
    process: Process
    decisions: Mapping[str, dmn.DecisionModel]
    forms: Mapping[str, Form]
    texts: Texts
    parameters: Mapping[str, Any]
    conditions: Mapping[str, feel.Expression]

    @property
    def model(self) -> Model:
        """The BPMN model of the process."""
        return self.process.model

    @cached_property
    def content_hash(self) -> str:
        """The identity of this version."""
        return content_hash(self.files)

    def reads_of_gateway(self, gateway: str) -> frozenset[Path]:
        """What a gateway's conditions and decision read from outside."""
        paths: set[Path] = set()
        for flow in self.model.outgoing[gateway]:
            if flow.id in self.conditions:
                paths |= self.conditions[flow.id].names
        decision = self.model.elements[gateway].properties.get("bruecke.decision")
        if decision:
            paths = {path for path in paths if path[0] != decision} | set(self.reads_of_decision(decision))
        return frozenset(paths)

    def reads_of_decision(self, decision: str) -> frozenset[Path]:
        """What a decision reads from outside, with the decisions it requires."""
        return self.decisions[decision].reads(decision)
