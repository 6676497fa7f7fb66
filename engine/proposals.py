"""What a gateway proposes and on what basis: evaluated anew whenever it is shown or decided."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from decisions import dmn
from decisions.feel import FeelEvaluationError
from engine.bpmn.model import Element, Flow
from engine.errors import ProcessFailure
from engine.packages.package import Package
from engine.ports import CaseFile, Reading, Reference
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Proposal:
    """The flow that conditions or decision point to (None: no proposal), with what it rests on.

    `trace` and `reading` hold values of the person: for showing, never for keeping. `digest` names the basis:
    the answer and the versions of the records read.
    """

    flow: Flow | None
    reading: Reading
    trace: dmn.Trace | None
    problem: str | None
    digest: str

    @property
    def answer(self) -> str | None:
        """The code of the proposed answer."""
        return self.flow.answer if self.flow else None

    @property
    def basis(self) -> bytes:
        """The references as they are kept with the decision."""
        return orjson.dumps([[ref.type, ref.number] for ref in self.reading.references])


def propose(
    package: Package, case_file: CaseFile, work: Work, case_key: int, element: Element, now: datetime
) -> Proposal:
    """Evaluate a gateway. Raises ProcessFailure where a rule gives no answer."""
    reading = case_file.read(work, case_key, package.reads_of_gateway(element.id), now)
    scope: dict[str, Any] = {"case": reading.values, "parameters": package.parameters}
    trace, problem = None, None
    decision = element.properties.get("bruecke.decision")
    if decision:
        try:
            evaluation = package.decisions[decision].evaluate(decision, scope, now)
        except FeelEvaluationError as error:
            raise ProcessFailure(element.id, "decision", str(error)) from error
        trace = evaluation.trace
        value = evaluation.value
        outputs = package.decisions[decision].outputs(decision)
        scope[decision] = value if isinstance(value, dict) or len(outputs) != 1 else {outputs[0]: value}
    try:
        flow = _matching(package, element, scope, now)
    except FeelEvaluationError as error:
        if element.gateway_kind == "rule" or element.gateway_kind is None:
            raise ProcessFailure(element.id, "gateway-condition", str(error)) from error
        flow, problem = None, str(error)
    return Proposal(flow, reading, trace, problem, _digest(flow, reading.references))


def _matching(package: Package, element: Element, scope: dict[str, Any], now: datetime) -> Flow | None:
    default = None
    for flow in package.model.outgoing[element.id]:
        expression = package.conditions.get(flow.id)
        if expression is None:
            default = flow
        elif element.gateway_kind == "fact":
            if expression.evaluate(scope, now).value is True:
                return flow
        elif expression.decide(scope, now):
            return flow
    return default


def _digest(flow: Flow | None, references: tuple[Reference, ...]) -> str:
    content = [flow.answer if flow else None, sorted([ref.type, ref.number, ref.key] for ref in references)]
    return hashlib.sha256(orjson.dumps(content)).hexdigest()[:32]
