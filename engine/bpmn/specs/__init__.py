"""The elements as SpiffWorkflow task specs, built from our own model: its XML parser is not used."""

from engine.bpmn.specs.build import build_spec
from engine.bpmn.specs.process import ProcessSpec

__all__ = ["ProcessSpec", "build_spec"]
