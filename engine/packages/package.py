"""A package as the engine uses it: read once per version, shared by all its instances."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lxml import etree

from decisions import dmn, feel
from engine.bpmn.model import Element, Model
from engine.bpmn.run import Process
from engine.packages.archive import Files, content_hash
from engine.packages.conventions import Notice, notices
from engine.packages.manifest import Manifest
from engine.packages.texts import Texts
from forms import Form

Path = tuple[str, ...]
Catalogue = Mapping[str, Mapping[str, str]]
"""Record type to field to category: what the case file knows (cases/catalogue.py)."""


@dataclass(frozen=True)
class Package:
    """Everything of one version. `decisions` maps a DMN decision's id to the model that holds it.

    `is_single`: models from elsewhere without a package around them; `called` are all their processes by id.
    `origin`: the file of each element that the process calls from another file.
    """

    files: Files
    manifest: Manifest
    process: Process
    decisions: Mapping[str, dmn.DecisionModel]
    forms: Mapping[str, Form]
    texts: Texts
    parameters: Mapping[str, Any]
    conditions: Mapping[str, feel.Expression]
    is_single: bool = False
    called: Mapping[str, Process] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The BPMN model of the process."""
        return self.process.model

    def element(self, ident: str) -> Element:
        """An element of the process or of what it calls; of another deployment's process only its id is known."""
        for process in (self.process, *self.called.values()):
            if ident in process.model.elements:
                return process.model.elements[ident]
        if not self.is_single:
            raise KeyError(ident)
        return replace(
            next(iter(self.model.elements.values())), id=ident, name=ident, form=None, properties={}
        )

    @cached_property
    def drawing(self) -> bytes:
        """The model with its diagrams, those of what it calls too."""
        if not self.origin:
            return self.files[self.model.file]
        return etree.tostring(self.model.root, encoding="utf-8", xml_declaration=True)

    def file_of(self, place: str) -> str:
        """The file in which an element or flow stands."""
        return self.origin.get(place, self.model.file)

    @cached_property
    def content_hash(self) -> str:
        """The identity of this version."""
        return content_hash(self.files)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """The names of messages that the model hears."""
        triggers = (trigger for element in self.model.elements.values() for trigger in element.triggers)
        return tuple(trigger.name.text for trigger in triggers if trigger.kind == "message" and trigger.name)

    @cached_property
    def awaited(self) -> frozenset[Path]:
        """What the conditions read that events wait for: each step asks them all."""
        waiting = (
            element.id
            for element in self.model.elements.values()
            if any(trigger.kind == "conditional" for trigger in element.triggers)
        )
        paths = (self.conditions[ident].names for ident in waiting if ident in self.conditions)
        return frozenset(path for names in paths for path in names)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What breaks a convention, in German and French, with the reason where the package accepts it."""
        return tuple(notices(self.model.root, self.model.file, self.manifest.accepted_warnings))

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
