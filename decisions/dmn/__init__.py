"""DMN: decision tables and their like, with a trace that people can read."""

from decisions.dmn.faults import DmnError, Fault
from decisions.dmn.model import Decision, DecisionModel, Evaluation
from decisions.dmn.parser import parse
from decisions.dmn.trace import Trace, TracedCell, TracedInput, TracedOutput, TracedRule

__all__ = [
    "Decision", "DecisionModel", "DmnError", "Evaluation", "Fault", "Trace", "TracedCell", "TracedInput",
    "TracedOutput", "TracedRule", "parse",
]  # fmt: skip
